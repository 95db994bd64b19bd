"""The glossary says what the messages say."""

from __future__ import annotations

import pytest

from api.i18n.catalogue import LANGUAGES, Language, messages, text
from scenarios.needs import Category, PinKind, Priority, WindowKind
from scenarios.rules import RuleId, StageId
from scenarios.tables import COLUMNS
from scenarios.times import Half
from tests.architecture.files import ROOT


def listed() -> dict[tuple[str, str], list[str]]:
    """Finnish, Swedish and English by heading and name."""
    rows: dict[tuple[str, str], list[str]] = {}
    heading = ""
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("| "):
            name, *words = (cell.strip() for cell in line.strip("|").split("|"))
            rows[heading, name.strip("`")] = words[:3]
    return rows


ROWS = listed()
KEYS = {
    **{("Rules", rule.value): rule.value for rule in RuleId},
    **{("Stages", stage.value): f"stage.{stage}" for stage in StageId},
    **{("Priorities", one.value): f"priority.{one}" for one in Priority},
    **{("Kinds of pins", one.value): f"kind.{one}" for one in PinKind},
    **{("Kinds of windows", one.value): f"window.{one}" for one in WindowKind},
    **{("Categories of subjects", one.value): f"category.{one}" for one in Category},
    **{("Halves", one.value): f"half.{one}" for one in Half},
    **{("Nouns", key[5:]): key for key in messages(Language.FI) if key.startswith("noun.")},
}


@pytest.mark.parametrize(("name", "key"), KEYS.items(), ids=KEYS.values())
def test_a_word_is_listed_as_it_is_said(name: tuple[str, str], key: str) -> None:
    assert ROWS[name] == [text(key, language) for language in LANGUAGES]


def test_every_table_and_column_is_listed() -> None:
    tables = {name for heading, name in ROWS if heading == "Tables"}
    columns = {name for heading, name in ROWS if heading == "Columns"}

    assert tables - {"table"} == {"settings", *COLUMNS}
    assert columns - {"column"} == {name for given in COLUMNS.values() for name in given}
