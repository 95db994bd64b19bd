"""What somebody is told while a plan is solved."""

from __future__ import annotations

from typing import Any

_STATE = {"queued": "queued", "started": "solving"}
_ENDED = "ended"


def seen_event(kind: str, data: Any, whole: bool) -> Any | None:
    """The data of an event as somebody may see it; none if the event is not for them.

    Without sight of the whole scenario, where the job is and nothing of what was found.
    """
    if whole:
        return data
    if kind == _ENDED:
        return {"state": data["state"]}
    return {"state": _STATE[kind]} if kind in _STATE else None
