"""Files over HTTP: as attachments, again only when changed, and in parts (RFC 9110, 14)."""

from __future__ import annotations

import hashlib
import re
from typing import Any, NamedTuple
from urllib.parse import quote

from fastapi import Request, Response

from api.web.conditions import NotModified, matches, tag
from api.web.problems import Problem, documented

DOCUMENTED: dict[int | str, dict[str, Any]] = {
    206: {"description": "The part of the file that was asked for."},
    304: {"description": "Not changed since."},
    **documented(416),
}
"""Among the `responses` of a route that sends a file."""
_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class File(NamedTuple):
    """A file to send.

    Attributes
    ----------
    of
        Id of what it is a file of.
    name
        For the reader's folder; it tells nothing about pupils.
    """

    of: str
    name: str
    media_type: str
    body: bytes


def sent_file(request: Request, file: File) -> Response:
    """The file, or the one part of it that was asked for.

    Several parts at once, and what is no range, are answered by the whole file, as RFC 9110
    permits.

    Raises
    ------
    Problem
        416 where the part begins after the end.
    NotModified
        If the reader has it.
    """
    known = tag(file.of, file.name, hashlib.sha256(file.body).hexdigest())
    headers = {
        "ETag": known,
        "Accept-Ranges": "bytes",
        "Content-Disposition": _attachment(file.name),
    }
    if matches(request.headers.get("if-none-match"), known):
        raise NotModified(known)
    asked = request.headers.get("range")
    # A part of another edition of the file would not fit what the reader has.
    if asked is None or request.headers.get("if-range", known) != known:
        return Response(file.body, 200, headers, file.media_type)
    part = _part(asked, len(file.body))
    if part is None:
        return Response(file.body, 200, headers, file.media_type)
    first, last = part
    headers["Content-Range"] = f"bytes {first}-{last}/{len(file.body)}"
    return Response(file.body[first : last + 1], 206, headers, file.media_type)


def _part(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range."""
    found = _RANGE.fullmatch(header.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if found[1] == "":
        length = int(found[2])
        first, last = max(0, size - length), size - 1
    else:
        first = int(found[1])
        last = min(int(found[2]), size - 1) if found[2] else size - 1
        if found[2] and int(found[2]) < first:
            return None
    if first > last:
        raise Problem(416, "range_beyond_end", headers={"Content-Range": f"bytes */{size}"})
    return first, last


def _attachment(name: str) -> str:
    """RFC 6266: a plain name for old readers, the true one beside it."""
    return f"attachment; filename=\"{_UNSAFE.sub('_', name)}\"; filename*=UTF-8''{quote(name)}"
