"""The plan as a workbook that an office sends on: this file is its table of contents."""

from __future__ import annotations

import io

from api.exports.figures import Figures
from api.exports.view import View
from api.exports.xlsx.bill import bill_sheet
from api.exports.xlsx.book import Book
from api.exports.xlsx.charts import charts_sheet
from api.exports.xlsx.cover import cover_sheet, write_cover
from api.exports.xlsx.groups import groups_sheet, unserved_sheet
from api.exports.xlsx.schools import school_sheets
from api.exports.xlsx.stages import stages_sheet
from api.exports.xlsx.teachers import teacher_sheets

__all__ = ["workbook"]


def workbook(view: View) -> bytes:
    """Cover, groups, unserved, bill, stages, charts, then a sheet per school and per teacher."""
    buffer = io.BytesIO()
    with Book(buffer, view) as book:
        cover = cover_sheet(book, view)
        groups_sheet(book, view)
        unserved_sheet(book, view)
        bill_sheet(book, view)
        stages_sheet(book, view)
        charts_sheet(book, Figures(view.scenario, view.language, view.plan))
        school_sheets(book, view)
        teacher_sheets(book, view)
        write_cover(book, view, cover)
    return buffer.getvalue()
