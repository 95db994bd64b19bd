"""Two areas that must not learn of each other, three municipalities in each, and who asks.

Whatever could give something away is a marker: a name, an id or a number that stands nowhere
else, so that it is recognised wherever it turns up. In each area there are three scenarios with
a plan each: `shared` by the municipalities 1 and 2, `theirs` of 2 and 3, `alone` of 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from random import Random

from sqlalchemy import select

from api.access.issuing import issue
from api.principal import Principal, Role
from api.store.engine import Store
from api.store.schema import plans, scenarios
from scenarios.rules import STAGES
from scenarios.scenario import Scenario
from scenarios.schools import Municipality
from solver.measure.kpis import kpis
from solver.measure.objective import stage_values
from solver.outcome import Outcome, StageResult, Status
from solver.plan import Plan
from tests.support import build
from tests.support.service import stored_plan, stored_scenario

AREAS = ("north", "south")
SCENARIOS = {"shared": (1, 2), "theirs": (2, 3), "alone": (1,)}
LETTERS = "bcdfghjkmnpqrstvwxz"


class What(StrEnum):
    """What a marker gives away."""

    NAME = "name"
    """Of a municipality, a school or a teacher: those who share a scenario know each other."""
    NEED = "need"
    CLASS = "class"
    COUNT = "count"
    COST = "cost"
    TITLE = "title"
    """Of a scenario or a plan."""
    ID = "id"
    """Of a scenario or a plan."""


@dataclass(frozen=True)
class Marker:
    """A text that stands for one fact.

    Attributes
    ----------
    place
        `shared`, `theirs` or `alone`.
    municipality, school
        Whose it is; a scenario's own markers have none.
    """

    text: str
    what: What
    area: str
    place: str
    municipality: str | None = None
    school: str | None = None


@dataclass(frozen=True)
class Reader:
    """Somebody who asks, with a key."""

    principal: Principal
    key: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    @property
    def name(self) -> str:
        one = self.principal
        return " ".join(filter(None, (one.area, one.role, one.municipality, one.school)))

    def reaches(self, area: str, place: str) -> bool:
        """Whether a scenario is there for them at all."""
        own = self.principal.municipality
        concerned = own is None or own in [_id(area, n) for n in SCENARIOS[place]]
        return area == self.principal.area and concerned

    def may_see(self, marker: Marker) -> bool:
        """Whether the contract lets a fact reach them."""
        one = self.principal
        if not self.reaches(marker.area, marker.place):
            return False
        if one.role is Role.COORDINATOR or marker.what in (What.NAME, What.TITLE, What.ID):
            return True
        if one.role is Role.MUNICIPALITY:
            return marker.municipality == one.municipality
        if marker.what is What.COST:
            return False
        return one.role is Role.VIEWER or marker.school == one.school


@dataclass
class Tenants:
    """Everything that was planted."""

    readers: list[Reader] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    scenarios: dict[tuple[str, str], str] = field(default_factory=dict)
    plans: dict[tuple[str, str], str] = field(default_factory=dict)

    def beyond(self, reader: Reader) -> list[Marker]:
        """What somebody must never be told."""
        seen = {marker.text for marker in self.markers if reader.may_see(marker)}
        return [marker for marker in self.markers if marker.text not in seen]


def _id(area: str, number: int) -> str:
    return f"{area[0]}{number}"


def planted(store: Store, random: Random) -> Tenants:
    """Areas, scenarios, plans and keys, put into an empty database."""
    tenants = Tenants()
    for area in AREAS:
        coordinator = Principal("planter", area, Role.COORDINATOR)
        for place, numbers in SCENARIOS.items():
            maker = _Maker(area, place, random)
            scenario, plan = maker.made(numbers)
            named = stored_scenario(store, scenario, coordinator)
            tenants.scenarios[area, place] = named
            outcome = _outcome(scenario, plan)
            tenants.plans[area, place] = stored_plan(store, named, scenario, outcome, coordinator)
            tenants.markers += maker.markers
            tenants.markers += [
                Marker(text, What.ID, area, place) for text in (named, tenants.plans[area, place])
            ]
        for holder in _holders(area):
            with store.write() as connection:
                issued = issue(connection, holder, "trial")
            tenants.readers.append(Reader(holder, issued.key))
    return tenants


def left_alone(store: Store, tenants: Tenants) -> list[str]:
    """Whatever was planted and is not there any more as it was."""
    with store.read() as connection:
        kept = {row.id for row in connection.execute(select(scenarios.c.id))}
        solved = {row.id for row in connection.execute(select(plans.c.id).where(plans.c.hash > ""))}
    gone = [f"scenario {one}" for one in tenants.scenarios.values() if one not in kept]
    return [f"{one} is gone" for one in gone] + [
        f"plan {one} is gone or empty" for one in tenants.plans.values() if one not in solved
    ]


def _holders(area: str) -> Iterator[Principal]:
    yield Principal("", area, Role.COORDINATOR)
    yield Principal("", area, Role.VIEWER)
    for number in (1, 2, 3):
        yield Principal("", area, Role.MUNICIPALITY, _id(area, number))
    for number in (1, 2):
        own = _id(area, number)
        yield Principal("", area, Role.SCHOOL, own, f"{own}a")


class _Maker:
    """Makes one scenario with a plan, and remembers every marker in it."""

    def __init__(self, area: str, place: str, random: Random) -> None:
        self.markers: list[Marker] = []
        self._area, self._place, self._random = area, place, random

    def _word(self, what: What, municipality: str | None = None, school: str | None = None) -> str:
        text = "".join(self._random.choices(LETTERS, k=9))
        self.markers.append(Marker(text, what, self._area, self._place, municipality, school))
        return text

    def _euros(self, municipality: str) -> Decimal:
        """An amount that no sum comes to by chance; also told in cents, and with a comma."""
        cents = self._random.randrange(700_000, 900_000) | 1
        euros = Decimal(cents) / 100
        for text in (str(euros), str(euros).replace(".", ","), str(cents)):
            marker = Marker(text, What.COST, self._area, self._place, municipality)
            self.markers.append(marker)
        return euros

    def _pupils(self, municipality: str, school: str) -> int:
        count = self._random.randrange(100_000, 200_000)
        marker = Marker(str(count), What.COUNT, self._area, self._place, municipality, school)
        self.markers.append(marker)
        return count

    def made(self, numbers: Iterable[int]) -> tuple[Scenario, Plan]:
        """One group across the border if there is one, a group at home, and one unserved."""
        rows: list[build.Given] = [build.subject("OR", max_pupils=1_000_000)]
        shared, at_home = [], []
        for number in numbers:
            own = _id(self._area, number)
            name = self._word(What.NAME, own)
            rows.append(Municipality(municipality=own, name=name, supervisor_cost=self._euros(own)))
            for letter in "ab":
                school = f"{own}{letter}"
                title = self._word(What.NAME, own, school)
                rows.append(
                    build.school(school, municipality=own).model_copy(update={"name": title})
                )
                for into in (shared, at_home):
                    into.append(need := self._word(What.NEED, own, school))
                    rows.append(self._need(need, own, school))
            rows.append(self._teacher(own))
        rows.append(self._need(self._word(What.NEED, own, school), own, school))
        scenario = build.world(*rows, name=self._word(What.TITLE))
        teachers = [row.teacher for row in scenario.teachers]
        plan = build.plan(
            scenario,
            build.group(teachers[0], "mon 09:00", *shared),
            build.group(teachers[-1], "tue 10:00", at_home[0]),
        )
        return scenario, plan

    def _need(self, need: str, own: str, school: str) -> build.Given:
        home = self._word(What.CLASS, own, school)
        pupils = self._pupils(own, school)
        return build.need(need, school=school, classes=home, pupils=pupils)

    def _teacher(self, own: str) -> build.Given:
        cells = {"overtime_cost": self._euros(own), "hire_cost": self._euros(own)}
        teacher = build.teacher(f"{own}t", municipality=own, **cells)
        return teacher.model_copy(update={"name": self._word(What.NAME, own)})


def _outcome(scenario: Scenario, plan: Plan) -> Outcome:
    values = stage_values(scenario, plan, None)
    stages = tuple(
        StageResult(
            name=stage,
            unit=STAGES[stage].unit,
            value=value,
            bound=value,
            gap=0.0,
            optimal=True,
            final=value,
            seconds=0.1,
        )
        for stage, value in values.items()
    )
    found = kpis(scenario, plan, None)
    return Outcome(status=Status.OPTIMAL, plan=plan, stages=stages, kpis=found)
