"""Every code that reading a file can give, with the numbers its sentence may show.

The message catalogue has a sentence for each in every language.
"""

from __future__ import annotations

FILE_CODES: dict[str, tuple[str, ...]] = {
    "file_not_found": (),
    "file_unreadable": (),
    "unknown_format": ("allowed",),
    "file_too_large": ("given", "limit"),
    "too_many_entries": ("limit",),
    "repeated_entry": (),
    "unsafe_path": (),
    "encrypted_file": (),
    "encrypted_or_old_workbook": (),
    "broken_archive": (),
    "not_a_workbook": (),
    "broken_workbook": (),
    "doctype_in_workbook": (),
    "unknown_encoding": (),
    "broken_csv": (),
    "broken_json": ("line", "position"),
    "json_too_deep": (),
    "not_an_object": (),
    "unknown_schema_version": ("given", "known"),
    "too_many_rows": ("limit",),
    "too_many_cells": ("limit",),
    "too_many_findings": ("shown", "left_out"),
}

TABLE_CODES: dict[str, tuple[str, ...]] = {
    "unknown_table": (),
    "missing_table": (),
    "repeated_table": (),
    "unknown_column": ("given",),
    "unknown_setting": ("given",),
    "missing_column": (),
    "repeated_column": (),
    "repeated_key": ("other_row",),
    "cell_without_header": (),
    "merged_cells": (),
    "personal_data": (),
    "not_a_table": (),
    "not_a_row": (),
}

CELL_CODES: dict[str, tuple[str, ...]] = {
    "formula_cell": (),
    "error_cell": (),
    "cell_too_long": ("limit",),
    "not_a_cell": (),
    "missing_value": (),
    "not_a_text": ("given",),
    "unreadable_character": ("given",),
    "too_long": ("given", "limit"),
    "wrong_form": ("given",),
    "wrong_value": ("given",),
    "too_small": ("given", "limit"),
    "not_above": ("given", "limit"),
    "too_large": ("given", "limit"),
    "not_below": ("given", "limit"),
    "not_one_of": ("given", "allowed"),
    "not_a_list": ("given",),
    "semicolon_in_id": ("given",),
    "not_a_time": ("given",),
    "time_became_a_date": ("given",),
    "not_times_by_day": ("given",),
    "not_a_day": ("given",),
    "not_a_range": ("given",),
    "not_a_grade": ("given",),
    "grades_became_a_date": ("given",),
    "not_yes_or_no": ("given",),
    "not_a_number": ("given",),
    "not_a_whole_number": ("given",),
    "too_many_decimals": ("given",),
    "not_a_multiple_of_half": ("given",),
    "not_a_half": ("given",),
    "not_a_date": ("given",),
    "not_an_order_of_stages": ("given",),
    "end_not_after_start": ("given",),
    "core_longer_than_lesson": ("given",),
    "grades_not_in_order": ("given",),
    "last_day_before_first": ("given",),
}

CODES: dict[str, tuple[str, ...]] = {**FILE_CODES, **TABLE_CODES, **CELL_CODES}
