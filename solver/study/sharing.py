"""What a study of shares is given and what it reports."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from solver.study.cases import Frozen

Cents = Annotated[int, Field(description="Cents a year.")]


class SharesSettings(Frozen):
    """The table `shares` of a study."""

    unserved_euros: Decimal | None = Field(
        default=None,
        gt=0,
        le=10_000,
        decimal_places=2,
        description="Price of an unserved pupil-lesson of a statutory or promised need.",
    )
    orders: int = Field(
        default=100, ge=2, le=100_000, description="Orders drawn, of more than 10 municipalities."
    )
    effort_of_all: int = Field(
        default=2, ge=1, le=1000, description="Times the seconds of a case for all together."
    )


class Key(StrEnum):
    """How the cost of all is shared."""

    SHAPLEY = "shapley"
    NUCLEOLUS = "nucleolus"
    PUPIL = "pupil"
    SITE_LESSON = "site_lesson"
    FLAT_AND_PUPIL = "flat_and_pupil"


class Going(Frozen):
    """A coalition on its own."""

    municipalities: tuple[str, ...]
    value: Cents
    bound: Cents
    proved: bool = Field(description="Whether the value is the best there is.")
    bill: Cents
    unserved: int = Field(description="Half pupil-lessons of statutory and promised needs.")


class Share(Frozen):
    """What a municipality bears of the cost of all."""

    municipality: str
    whole: Cents
    own: Cents = Field(description="Of the whole: for what the plan leaves unserved of its needs.")
    pays: Cents = Field(description="The rest: its part of the bill; below zero it is paid.")
    low: Cents | None = Field(
        default=None, description="Least whole, wherever the unproved costs really lie."
    )
    high: Cents | None = Field(default=None, description="Greatest whole, likewise.")
    error: float | None = Field(
        default=None, description="Standard error of the whole in cents, where orders were drawn."
    )


class Leaving(Frozen):
    """A coalition that would do better alone."""

    municipalities: tuple[str, ...]
    gains: Cents


class KeyShares(Frozen):
    """The cost of all under one key."""

    key: Key
    shares: tuple[Share, ...] = Field(description="By municipality; they sum to the total.")
    better_alone: int = Field(description="Coalitions that pay more than their cost found.")
    perhaps_better: int = Field(
        description="Further ones that pay more than the bound of a cost that is not proved."
    )
    most_gaining: tuple[Leaving, ...] = Field(description="The first of them, at most 10.")


class Sample(Frozen):
    """How much was asked where not every coalition was."""

    orders: int
    asked: int = Field(description="Coalitions.")
    of: int = Field(description="Coalitions there are.")
    orders_to_halve: int = Field(description="Further orders for half the error.")


class SharesReport(Frozen):
    """Who pays what of going together."""

    weeks: int = Field(description="School weeks that the bill of a week is paid for.")
    unserved_cents: int = Field(description="Price of an unserved pupil-lesson in a week.")
    price_given: bool = Field(description="Whether the study said the price.")
    names: dict[str, str] = Field(description="Name by municipality.")
    total: Cents
    bill: Cents
    keys: tuple[KeyShares, ...]
    unproved: int = Field(description="Coalitions whose cost is not proved.")
    sample: Sample | None = Field(description="None where every coalition was asked.")
    coalitions: tuple[Going, ...] = Field(description="Small ones first.")
