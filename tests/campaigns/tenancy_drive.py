"""Asks at random and searches what comes back for what the reader must not be told."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx2

from tests.support.openapi import HEX_ID, Drawing, Drawn, Operation, Words, operations
from tests.support.tenants import LETTERS, Marker, Reader, Tenants, What

DOCUMENT = "/v1/openapi.json"
NOT_COMPARED = frozenset(["date", "x-request-id", "content-length", "server-timing"])
NOT_COMPARED_BEGINNINGS = ("ratelimit", "x-ratelimit")
SHARE_BEYOND, SHARE_INVENTED = 0.4, 0.15
DIGITS = "123456789"
CHANGES = ("delete", "patch", "put")


@dataclass
class Findings:
    """What was asked and what was wrong."""

    asked: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    compared: int = 0
    faults: list[str] = field(default_factory=list)


class Drive:
    """Asks and searches.

    Parameters
    ----------
    client
        Of the whole application, with sign-in.
    """

    def __init__(self, client: httpx2.Client, tenants: Tenants, random: Random) -> None:
        self.findings = Findings()
        self._client, self._tenants, self._random = client, tenants, random
        self._document: dict[str, Any] = client.get(DOCUMENT).raise_for_status().json()
        self._operations = {one.name: one for one in operations(self._document)}
        self._beyond = {one: tenants.beyond(one) for one in tenants.readers}

    def ask(self, count: int, only: str = "") -> Findings:
        """Ask so many random requests; no operation takes much more time than another.

        Parameters
        ----------
        only
            Ask operations that have this in their names.
        """
        spent = {name: 0.0 for name in self._operations if only in name}
        for _ in range(count):
            name = min(spent, key=spent.__getitem__)
            began = time.monotonic()
            self.once(self._random.choice(self._tenants.readers), self._operations[name])
            spent[name] += time.monotonic() - began
        return self.findings

    def once(self, reader: Reader, operation: Operation) -> None:
        """Draw one request, send it and search the answer."""
        words = self._words(reader, may_hit_own=operation.method not in CHANGES)
        drawn = Drawing(self._document, self._random, words).request(operation)
        if isinstance(drawn.body, dict) and "name" in drawn.body:
            drawn = drawn._replace(body={**drawn.body, "name": "trial"})
        for marker in self._beyond[reader]:
            # What is kept would be found again where it may be read.
            if marker.what not in (What.ID, What.NEED):
                other = drawn.with_text(marker.text, invented(marker.text, self._random))
                drawn = drawn._replace(body=other.body)
        answer = self._sent(reader, drawn)
        self.findings.asked[operation.name] += 1
        self.findings.statuses[answer.status_code] += 1
        where = f"{reader.name}: {operation.method} {drawn.path} {drawn.query} {drawn.body}"
        # Of a service without workers, or that is too busy, 503 is the truth.
        if answer.status_code >= 500 and answer.status_code != httpx2.codes.SERVICE_UNAVAILABLE:
            self.findings.faults.append(f"{where}: {answer.status_code} {answer.text[:300]}")
        told = everything_of(answer)
        for marker in self._beyond[reader]:
            if marker.text not in drawn.texts and tells(told, marker):
                self.findings.faults.append(f"{where}: {answer.status_code} tells {marker}")
        self._compare(reader, drawn, answer, where)

    def _words(self, reader: Reader, may_hit_own: bool) -> Words:
        """Texts for a request: the reader's own, those of others, or invented."""
        ids = {"scenarios": self._tenants.scenarios, "plans": self._tenants.plans}

        def said(name: str) -> str:
            drawn = self._random.random()
            if drawn < SHARE_INVENTED:
                return f"{self._random.getrandbits(128):032x}"
            others_wanted = drawn < SHARE_INVENTED + SHARE_BEYOND
            noun = name if name in ids else _NOUNS.get(name)
            if noun is None and ("need" in name or self._random.random() < 0.5):
                return self._marker(reader, name, others_wanted)
            places = ids[noun or self._random.choice(list(ids))]
            own = [place for place in places if reader.reaches(*place)] if may_hit_own else []
            others = [place for place in places if not reader.reaches(*place)]
            pool = others if others_wanted or not own else own
            return places[self._random.choice(pool)]

        return said

    def _marker(self, reader: Reader, name: str, beyond: bool) -> str:
        """A planted text: a need where one is asked for, otherwise anything."""
        wanted = {What.NEED} if "need" in name else set(What)
        pool = [one for one in self._tenants.markers if one.what in wanted]
        if beyond:
            pool = [one for one in self._beyond[reader] if one.what in wanted]
        return self._random.choice(pool).text

    def _sent(self, reader: Reader, drawn: Drawn) -> httpx2.Response:
        given = {"json": drawn.body} if drawn.body is not None else {}
        return self._client.request(
            drawn.operation.method,
            drawn.path,
            params=drawn.query,
            headers=reader.headers,
            **given,
        )

    def _compare(self, reader: Reader, drawn: Drawn, answer: httpx2.Response, where: str) -> None:
        """Ask again with invented texts in place of all that are beyond the reader."""
        foreign = {
            one.text: invented(one.text, self._random)
            for one in self._beyond[reader]
            if one.text in drawn.texts
        }
        if not foreign:
            return
        other = drawn
        for old, new in foreign.items():
            other = other.with_text(old, new)
        again = self._sent(reader, other)
        self.findings.compared += 1
        if (one := _comparable(answer, {})) != (two := _comparable(again, foreign)):
            fault = f"{where}: is told from what does not exist: {one} {two}"
            self.findings.faults.append(fault[:2000])


_NOUNS = {
    "scenario": "scenarios",
    "parent": "scenarios",
    "scenario_id": "scenarios",
    "plan": "plans",
    "previous": "plans",
    "other": "plans",
    "against": "plans",
    "base": "plans",
}


def invented(text: str, random: Random) -> str:
    """A text like it that stands for nothing."""
    # Pages go on after any text, whether it names one or not: it keeps its place among the others.
    half = len(text) // 2
    if HEX_ID.fullmatch(text):
        return text[:half] + f"{random.getrandbits(128):032x}"[half:]
    kept = half if text.isalpha() else 0
    return text[:kept] + "".join(
        random.choice(DIGITS if one.isdigit() else LETTERS) if one.isalnum() else one
        for one in text[kept:]
    )


def _comparable(answer: httpx2.Response, put_back: dict[str, str]) -> tuple[Any, ...]:
    """What both answers must have in common, the asked texts put back."""
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in NOT_COMPARED and not name.startswith(NOT_COMPARED_BEGINNINGS)
    }
    told = json.dumps([answer.text, headers], ensure_ascii=False)
    for old, new in put_back.items():
        told = told.replace(new, old)
    return answer.status_code, told.replace(answer.headers.get("x-request-id", "\0"), "")


def everything_of(answer: httpx2.Response) -> str:
    """All that an answer tells: headers and body, unpacked if it is an archive or a PDF."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{_unpacked(answer.content)}"


def _unpacked(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [f"{name}\n{_unpacked(archive.read(name))}" for name in archive.namelist()]
        return "\n".join(members)
    text = content.decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
        text += "".join(_inflated(one) for one in streams)
    # Names stand in JSON and in workbooks with their characters escaped.
    return text


def _inflated(stream: bytes) -> str:
    try:
        return zlib.decompressobj().decompress(stream).decode("latin-1")
    except zlib.error:
        return ""


def tells(told: str, marker: Marker) -> bool:
    """Whether a text holds a marker; numbers only as whole numbers of their own."""
    if marker.what in (What.COUNT, What.COST):
        return re.search(rf"(?<![\w.,]){re.escape(marker.text)}(?!\w)", told) is not None
    return marker.text in told
