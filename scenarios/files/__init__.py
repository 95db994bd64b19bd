"""Scenarios in files: workbooks, CSV tables and JSON, read with all findings and written back."""

from __future__ import annotations

from scenarios.files.reading import Reading, read, read_bytes
from scenarios.files.template import example_scenario, template, template_workbook
from scenarios.files.writing import write, written

__all__ = [
    "Reading",
    "example_scenario",
    "read",
    "read_bytes",
    "template",
    "template_workbook",
    "write",
    "written",
]
