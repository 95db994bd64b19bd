"""What the engine answers about a plan, with its sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from api.web.problems import ToldFinding
from api.web.shapes.plans import Name, PlanId, Sent
from scenarios.fields import Id
from scenarios.rules import StageId
from solver.change.absence import LostLesson
from solver.change.moves import Move
from solver.change.places import Place
from solver.measure.compare import Change


class Explanation(BaseModel):
    """Why a need is not served, and what would help; null is what was not known in time."""

    need: str
    reason: ToldFinding | None = None
    conflict: list[ToldFinding] | None = Field(None, description="Empty if none was proved.")
    smallest: bool | None = Field(None, description="Without any one of these it could be served.")
    further: list[list[ToldFinding]] | None = None
    help: list[dict[str, Any]] | None = Field(None, description="Best first.")
    price: dict[str, Any] | None = None


class Minutes(BaseModel):
    """Usable and unusable minutes of a need of one's own, for who does not see the whole."""

    need: str
    served: bool
    pupils: list[dict[str, str]]
    teachers: list[dict[str, Any]]


class Explanations(BaseModel):
    """A page of needs that are not served, by id."""

    items: list[Explanation] | list[Minutes]
    next: str | None = Field(description="Cursor of the next page; null on the last one.")


class Alternatives(BaseModel):
    """Why a served need has its time and teacher: the next best of each."""

    need: str
    group: str
    times: list[Place]
    teacher: Place | None
    barred: list[dict[str, Any]] = Field(description="Days without any other time, and why.")


class Why(BaseModel):
    """One of the three, by whether the need is served and who asks."""

    need: str
    served: bool
    explanation: Explanation | None = None
    alternatives: Alternatives | None = None
    minutes: Minutes | None = None


class Changing(Sent):
    """Moves by hand, made one after the other and judged together."""

    moves: list[Move] = Field(min_length=1, max_length=50)


class Committed(Changing):
    """Moves to be kept as a plan of their own."""

    name: Name | None = Field(default=None, description="As the plan's if not given.")


class EffectsShown(BaseModel):
    """All that moves do."""

    allowed: bool = Field(description="Whether they break nothing that was whole.")
    broken: list[ToldFinding]
    mended: list[ToldFinding]
    values: dict[StageId, int] = Field(description="Value of each stage after the moves.")
    differences: dict[StageId, int] = Field(description="Value after less value before.")
    changes: list[Change] = Field(description="Needs taught otherwise, by need.")


class Places(BaseModel):
    """Where something could go, best first."""

    places: list[Place]


class AbsenceAsked(Sent):
    """A teacher who cannot teach from one day to another, both included."""

    teacher: Id
    first: date
    last: date


class CoveredLesson(BaseModel):
    """A lesson of the absence."""

    lesson: LostLesson
    teacher: str | None = Field(description="Who takes it; null if nobody can.")


class CoverShown(BaseModel):
    """Substitutes for all lessons of an absence together."""

    lessons: list[CoveredLesson]
    cents: int = Field(description="Cost of all lessons covered, in cents.")
    best: bool = Field(description="Proved: no other choice covers more, or as much for less.")


class ComparisonWanted(Sent):
    """Plans to be compared with the first of them."""

    plans: list[PlanId] = Field(min_length=2, max_length=8)


class ComparisonShown(BaseModel):
    """Plans side by side; each but the first with what is different in it."""

    sides: list[dict[str, Any]]
