"""Scenarios in files: workbooks, CSV tables and JSON, read with all findings and written back."""

from __future__ import annotations

from scenarios.files.reading import Reading, read, read_bytes
from scenarios.files.writing import write, written

__all__ = ["Reading", "read", "read_bytes", "write", "written"]
