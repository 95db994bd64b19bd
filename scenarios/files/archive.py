"""Zip files opened with suspicion: bounded in entries, size and ratio before anything is read."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import NamedTuple

from scenarios.files.faults import UnreadableFileError

MAX_BYTES = 64 * 1024 * 1024
MAX_ENTRIES = 200
MAX_RATIO = 200
RATIO_MATTERS_FROM = 1024 * 1024
_CENTRAL_RECORD = b"PK\x01\x02"
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_FLAG = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    OverflowError,
)


class Archive(NamedTuple):
    """An opened zip file whose entries have been found harmless."""

    file: zipfile.ZipFile
    names: tuple[str, ...]

    def bytes_of(self, name: str) -> bytes:
        """Content of an entry, never longer than it was declared."""
        try:
            return self.file.read(name)
        except _BROKEN as broken:
            raise UnreadableFileError("broken_archive", name) from broken


def open_archive(data: bytes) -> Archive:
    """The entries of a zip file.

    Raises
    ------
    UnreadableFileError
        If it is no zip file, is encrypted, or would unpack to more than the limits.
    """
    if data.startswith(_OLD_OR_ENCRYPTED):
        raise UnreadableFileError("encrypted_or_old_workbook")
    if data.count(_CENTRAL_RECORD) > 5 * MAX_ENTRIES:
        raise UnreadableFileError("too_many_entries", limit=MAX_ENTRIES)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as broken:
        raise UnreadableFileError("broken_archive") from broken
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UnreadableFileError("too_many_entries", given=len(entries), limit=MAX_ENTRIES)
    for entry in entries:
        _refuse_odd_entry(entry)
    _refuse_bomb(entries, len(data))
    names = [entry.filename for entry in entries if not entry.is_dir()]
    if len(set(names)) != len(names):
        raise UnreadableFileError("repeated_entry")
    return Archive(archive, tuple(names))


def _refuse_odd_entry(entry: zipfile.ZipInfo) -> None:
    parts = entry.filename.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        raise UnreadableFileError("unsafe_path")
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise UnreadableFileError("encrypted_file")
    # Other methods unpack a block at a time without a limit.
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableFileError("broken_archive")


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_BYTES:
        raise UnreadableFileError("file_too_large", given=unpacked, limit=MAX_BYTES)
    if unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * size:
        raise UnreadableFileError("file_too_large", given=unpacked, limit=MAX_RATIO * size)
