"""Futures of a scenario: what may happen between the plan in spring and the end of September.

Every future is drawn by chance, and is edits of the scenario like any variant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import StrEnum
from math import exp
from random import Random

from pydantic import Field

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.schools import Holiday
from scenarios.variants import Edit, EditKind
from solver.study.cases import Frozen
from solver.study.editing import added, by_own_ids, changed, edited, free_id

WINTER_WEEKS = (8, 9, 10)
"""Weeks in which Finnish municipalities have their winter break."""


class Kind(StrEnum):
    """What happens."""

    PUPILS = "pupils"
    NEED = "need"
    TEACHER = "teacher"
    BREAK = "break"
    ROOM = "room"


class FutureSettings(Frozen):
    """How likely what is.

    That sign-ups grow by 5 to 10 percent until the end of September is what the networks report;
    the other chances are assumptions, to be replaced by an office's own.
    """

    futures: int = Field(default=12, ge=1, le=1000, description="Futures drawn.")
    seed: int = Field(default=1, ge=0, description="Same seed, same futures.")
    kinds: tuple[Kind, ...] = Field(default=tuple(Kind), description="What may happen at all.")
    chance_pupils: float = Field(default=1, ge=0, le=1, description="Pupils come and leave.")
    pupils_come: float = Field(
        default=0.075, ge=0, le=1, description="Expected newcomers per pupil signed up."
    )
    pupils_leave: float = Field(
        default=0.02, ge=0, le=1, description="Expected leavers per pupil signed up."
    )
    chance_need: float = Field(default=0.5, ge=0, le=1, description="A school needs more.")
    chance_teacher: float = Field(default=0.2, ge=0, le=1, description="A teacher is lost.")
    chance_break: float = Field(default=0.2, ge=0, le=1, description="A winter break moves.")
    chance_room: float = Field(default=0.2, ge=0, le=1, description="A school loses a room.")


class Event(Frozen):
    """One thing that happens."""

    kind: Kind
    subject: str = Field(description="Whom it is about, as `noun:id`.")
    number: int = Field(description="Pupils more or fewer, weeks later or earlier, rooms; else 0.")
    edits: tuple[Edit, ...]


class Future(Frozen):
    """What happens together."""

    name: str
    events: tuple[Event, ...]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that happen, each once."""
        return tuple(dict.fromkeys(event.kind for event in self.events))

    def applied(self, scenario: Scenario, only: Kind | None = None) -> Scenario:
        """The scenario in this future, or with one kind of what happens in it.

        Needs go by their own ids: the plan that is put to the test is of this scenario and not
        of the year before.
        """
        happening = [
            edit for event in self.events if only in (None, event.kind) for edit in event.edits
        ]
        return edited(scenario, (*by_own_ids(scenario), *happening))


def futures(scenario: Scenario, settings: FutureSettings) -> tuple[Future, ...]:
    """So many futures, each drawn with a seed of its own."""
    return tuple(
        Future(name=f"future {number}", events=tuple(_events(scenario, settings, number)))
        for number in range(1, settings.futures + 1)
    )


def _events(scenario: Scenario, settings: FutureSettings, number: int) -> Iterator[Event]:
    for kind in Kind:
        # Of its own for each kind, so that leaving one out leaves the others as they were.
        rng = Random(f"{settings.seed} {number} {kind}")
        chance: float = getattr(settings, f"chance_{kind}")
        if kind in settings.kinds and rng.random() < chance:
            yield from MAKERS[kind](scenario, settings, rng)


def _pupils(scenario: Scenario, settings: FutureSettings, rng: Random) -> Iterator[Event]:
    """Each pupil signed up brings a newcomer, or leaves, with the same chance everywhere."""
    for need in scenario.needs:
        most = scenario.subject_of[need.subject].max_pupils
        come = poisson(rng, settings.pupils_come * need.pupils)
        leave = poisson(rng, settings.pupils_leave * need.pupils)
        pupils = max(1, min(most, need.pupils + come - leave))
        if pupils != need.pupils:
            edit = changed("needs", {"need": need.need}, pupils=pupils)
            yield _event(Kind.PUPILS, f"need:{need.need}", pupils - need.pupils, edit)


def _need(scenario: Scenario, _settings: FutureSettings, rng: Random) -> Iterator[Event]:
    """A pupil at a school that has not asked for this course, else at one that has."""
    if not scenario.needs:
        return
    like = rng.choice(scenario.needs)
    asking = {one.school for one in scenario.needs if _course(one) == _course(like)}
    ringing = {bell.school for bell in scenario.bells if set(like.grades) <= set(bell.grades)}
    others = [
        school.school
        for school in scenario.schools
        if school.language == scenario.language_of(like) and school.school in ringing - asking
    ]
    name = free_id("late", (one.need for one in scenario.needs))
    row = like.model_dump(mode="json")
    cells = {
        column: tuple(cell) if isinstance(cell, list) else cell for column, cell in row.items()
    }
    at_home = not others or rng.random() < 0.5
    cells |= {"need": name, "pupils": 1, "continues": "", "shares_pupils_with": ()}
    if not at_home:
        cells |= {"school": rng.choice(others), "classes": ()}
    windows = [
        added("windows", **{**window.model_dump(mode="json"), "need": name})
        for window in scenario.windows_of.get(like.need, ())
        if at_home
    ]
    yield _event(Kind.NEED, f"need:{like.need}", 1, added("needs", **cells), *windows)


def _course(need: Need) -> tuple[object, ...]:
    return need.subject, need.level, need.grade_from, need.grade_to


def _teacher(scenario: Scenario, _settings: FutureSettings, rng: Random) -> Iterator[Event]:
    if scenario.teachers:
        name = rng.choice(scenario.teachers).teacher
        gone = Edit(edit=EditKind.REMOVE, table="teachers", row={"teacher": name})
        yield _event(Kind.TEACHER, f"teacher:{name}", 0, gone)


def _break(scenario: Scenario, _settings: FutureSettings, rng: Random) -> Iterator[Event]:
    """A municipality has its winter break in another of the usual weeks."""
    rows = [row for row in scenario.holidays if _is_winter_break(row)]
    if rows:
        row = rng.choice(rows)
        now = row.from_.isocalendar().week
        weeks = rng.choice([week for week in WINTER_WEEKS if week != now]) - now
        moved = timedelta(weeks=weeks)
        edit = changed(
            "holidays",
            {"municipality": row.municipality, "from": row.from_.isoformat()},
            **{"from": (row.from_ + moved).isoformat(), "to": (row.to + moved).isoformat()},
        )
        yield _event(Kind.BREAK, f"municipality:{row.municipality}", weeks, edit)


def _is_winter_break(row: Holiday) -> bool:
    """A week or so that begins in one of the usual weeks."""
    whole_week = timedelta(days=4) <= row.to - row.from_ <= timedelta(days=9)
    return whole_week and row.from_.isocalendar().week in WINTER_WEEKS


def _room(scenario: Scenario, _settings: FutureSettings, rng: Random) -> Iterator[Event]:
    """One room less at a school with needs, all week."""
    asking = {need.school for need in scenario.needs}
    schools = [row for row in scenario.schools if row.school in asking and row.remote_rooms]
    if not schools:
        return
    school = rng.choice(schools)
    left = school.remote_rooms - 1
    edits = [changed("schools", {"school": school.school}, remote_rooms=left)]
    # A number for some minutes replaces the school's.
    more = {
        row.remote_rooms
        for row in scenario.capacity_of.get(school.school, ())
        if row.remote_rooms is not None and row.remote_rooms > left
    }
    edits += [
        changed(
            "capacity", {"school": school.school, "remote_rooms": rooms}, remote_rooms=rooms - 1
        )
        for rooms in sorted(more)
    ]
    yield _event(Kind.ROOM, f"school:{school.school}", -1, *edits)


def _event(kind: Kind, subject: str, number: int, *edits: Edit) -> Event:
    return Event(kind=kind, subject=subject, number=number, edits=edits)


def poisson(rng: Random, mean: float) -> int:
    """A number of independent arrivals (Knuth, The Art of Computer Programming 2, 3.4.1)."""
    left, number = rng.random(), 0
    until = exp(-mean)
    while left > until:
        left *= rng.random()
        number += 1
    return number


Maker = Callable[[Scenario, FutureSettings, Random], Iterator[Event]]

MAKERS: dict[Kind, Maker] = {
    Kind.PUPILS: _pupils,
    Kind.NEED: _need,
    Kind.TEACHER: _teacher,
    Kind.BREAK: _break,
    Kind.ROOM: _room,
}
