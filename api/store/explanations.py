"""Explanations that the engine has given of an ended plan, kept with it and deleted with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from api.store.once import added
from api.store.schema import files, jobs

MEDIA_TYPE = "application/json"


def kept(
    connection: Connection, plan: str, kind: str, needs: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """By need what was answered before; the plan itself does not change any more.

    Parameters
    ----------
    kind
        Of the question.
    """
    names = {_name(kind, need): need for need in needs}
    asked = select(files.c.name, files.c.body).where(files.c.job == plan, files.c.name.in_(names))
    return {names[row.name]: json.loads(row.body) for row in connection.execute(asked)}


def keep(
    connection: Connection, plan: str, kind: str, answers: Mapping[str, Mapping[str, Any]]
) -> None:
    """Keep answers by need, unless another process has, or the plan has been deleted."""
    there = select(jobs.c.id).where(jobs.c.id == plan).with_for_update(read=True, key_share=True)
    if connection.execute(there).first() is None:
        return
    for need, answer in answers.items():
        body = json.dumps(answer, ensure_ascii=False).encode()
        name = _name(kind, need)
        added(connection, files, job=plan, name=name, media_type=MEDIA_TYPE, body=body)


def _name(kind: str, need: str) -> str:
    return f"{kind}/{need}"
