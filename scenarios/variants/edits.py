"""What an edit says: which rows of which table, and what becomes of them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

Cell = str | int | float | bool | None | tuple[str | int | float | bool, ...]


class EditKind(StrEnum):
    """What becomes of the rows."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    SHIFT = "shift"


class Edit(BaseModel):
    """One change to the tables of a scenario.

    Cells are written as in any table of a scenario: the normal form or what a person types.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    edit: EditKind
    table: str = Field(description="Name of a table, or `settings`.")
    row: dict[str, Cell] = Field(
        default_factory=dict,
        description=(
            "Cells by which rows are known: the edit is about every row that has all of them. "
            "For `add`, cells of the new row; for `settings`, empty."
        ),
    )
    cells: dict[str, Cell] = Field(
        default_factory=dict, description="New values by column, or by key of the settings."
    )
    minutes: int = Field(
        default=0, ge=-600, le=600, description="For `shift`: minutes later, negative for earlier."
    )
    name: str = Field(default="", max_length=200, description="What the office calls the edit.")


class Variant(BaseModel):
    """Edits in their order, upon the scenario whose content hash is `parent`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="", max_length=200)
    parent: str = Field(default="", description="Content hash; empty if it suits any scenario.")
    edits: tuple[Edit, ...] = ()

    def with_edits(self, *edits: Edit) -> Variant:
        """The variant with more edits after its own."""
        return self.model_copy(update={"edits": (*self.edits, *edits)})

    def without_last(self) -> Variant:
        """The variant with its last edit undone; itself if it has none."""
        return self.model_copy(update={"edits": self.edits[:-1]})
