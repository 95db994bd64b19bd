"""The table of settings in `docs/operations.md`, written from the class.

`python -m tests.docs.service_settings` writes it into the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from api.settings import Settings
from tests.docs.pages import DOCS

PAGE = DOCS / "operations.md"
BEGIN, END = "<!-- settings: begin -->", "<!-- settings: end -->"


def _shown(value: Any) -> str:
    match value:
        case SecretStr():
            return f"`{value.get_secret_value()}`"
        case bool():
            return str(value).lower()
        case Enum():
            return f"`{value.value}`"
        case None | "":
            return ""
        case dict() | tuple():
            return ""
        case str() | Path():
            return f"`{value}`"
    return f"{value:.0f}"


def _range(name: str) -> str:
    known = Settings.model_json_schema()["properties"][name]
    return f"{known['minimum']:.0f}–{known['maximum']:.0f}" if "minimum" in known else ""  # noqa: RUF001


def _row(name: str, field: FieldInfo) -> str:
    cells = (f"`{name}`", _shown(field.default), _range(name), field.description or "")
    return f"| {' | '.join(cells)} |"


def rows() -> Iterator[str]:
    """Lines of the table."""
    yield "| setting | default | from–to | is |"  # noqa: RUF001
    yield "|---|---|---|---|"
    for name, field in sorted(Settings.model_fields.items()):
        yield _row(name, field)


def written(page: str) -> str:
    """The page with its table as it is now."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return "\n".join([f"{before}{BEGIN}", "", *rows(), "", f"{END}{after}"])


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
