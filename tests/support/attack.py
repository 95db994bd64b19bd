"""An attacker who wants the small counts of others from everything that a reader can fetch.

It is stronger than any reader: it knows every row but the counts, who is served, all costs and
the program itself, but not who shares a group with whom, which is told nowhere. What it fetched is
some texts; a *world* is a choice of the hidden counts, and it is ruled out if any text would have
been another. A count is safe if for every value from 1 to 4 some world that is not ruled out has
it. Worlds are proposed by CP-SAT and then put to the views themselves, so that a safe count is
shown to be safe, not merely not broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from api.principal import Principal, Role
from api.views.blurring import range_of
from api.views.counts import FEW, MANY, SMALL, Count
from api.views.plan import seen_plan
from api.views.scenario import seen_scenario
from api.views.sight import Sight, sight
from scenarios.scenario import Scenario
from tests.support.fetching import VIEWS, Fetch, fetched_text
from tests.support.random_shared import Fetched

Counts = dict[str, int]
Key = tuple[str, int]
MOST = 60
ANY = None
RANGES: dict[Count, range] = {
    FEW: SMALL,
    MANY: range(SMALL.stop, MOST + 1),
    ANY: range(1, MOST + 1),
}
"""What a shown cell says of its count."""
TRIES = 60
REACH = 20
"""How far from the truth a total is tried: nobody needs worlds farther away."""


class Pinned(NamedTuple):
    """A small count of another, and a value that it can be told not to have."""

    need: str
    count: int
    ruled_out: int


class Attacker:
    """Somebody who reads all of a family of scenarios and plans in one role."""

    def __init__(
        self, principal: Principal, family: list[Fetched], views: tuple[Fetch, ...] = VIEWS
    ) -> None:
        self._principal, self._family, self._views = principal, family, views
        self._texts: dict[tuple[int, tuple[tuple[str, int], ...]], str] = {}
        self.worlds = 0
        self._truths = [{n.need: n.pupils for n in one.scenario.needs} for one in family]
        self._fetched = [self._text(index, truth) for index, truth in enumerate(self._truths)]
        # The same need may have one count in a scenario and another in its variant.
        self._ranges: dict[Key, set[int]] = {}
        for one, truth in zip(family, self._truths, strict=True):
            cells = self._cells(one.scenario)
            for name, count in truth.items():
                shown = cells.get(name, ANY)
                if not isinstance(shown, int):
                    known = self._ranges.setdefault((name, count), self._near(count))
                    known &= set(RANGES[shown])
        self._keys = sorted(self._ranges)

    def _near(self, count: int) -> set[int]:
        """Where worlds are looked for: with a bill, in the ranges that it is made of."""
        if self._principal.role is not Role.MUNICIPALITY:
            return set(RANGES[ANY])
        low, high = range_of(count)
        return set(range(low, high + 1))

    def _cells(self, scenario: Scenario) -> dict[str, Count]:
        """Counts of one's own needs as they are shown."""
        shown = seen_scenario(scenario, sight(self._principal, scenario))["needs"]
        return {row["need"]: row["pupils"] for row in shown}

    @property
    def small(self) -> int:
        """How many small counts there are to be told."""
        return sum(count in SMALL for _, count in self._keys)

    def _text(self, index: int, counts: Counts) -> str:
        """Everything fetched of one scenario and plan, had the counts been these."""
        key = (index, tuple(sorted(counts.items())))
        if key not in self._texts:
            one = self._family[index]
            self._texts[key] = fetched_text(self._principal, one, counts, self._views)
        return self._texts[key]

    def pinned(self) -> list[Pinned]:
        """Every small count, with every value from 1 to 4 that is ruled out."""
        open_values = {
            (key, value)
            for key in self._keys
            if key[1] in SMALL
            for value in range(1, 1 + min(max(SMALL), self._promised(key[0])))
        }
        open_values -= {(key, key[1]) for key in self._keys}
        model, counts, chosen = self._model(sorted(open_values))
        learnt = False
        for _ in range(TRIES):
            if not open_values:
                break
            self.worlds += 1
            model.maximize(sum(chosen[one] for one in sorted(open_values)))
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.max_deterministic_time = 2
            status = solver.solve(model)
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                break
            if solver.objective_value < 1:
                break
            world = {key: solver.value(variable) for key, variable in counts.items()}
            if self._stands(world):
                open_values -= set(world.items())
            elif not learnt:
                self._learn_totals(model, counts)
                learnt = True
            else:
                _forbid(model, counts, world)
        return sorted(Pinned(*key, value) for key, value in open_values)

    def _most(self, name: str) -> int:
        for one in self._family:
            if name in one.scenario.need_of:
                return one.scenario.subject_of[one.scenario.need_of[name].subject].max_pupils
        raise LookupError(name)

    def _promised(self, name: str) -> int:
        """Up to what a count stays possible.

        A school that has several needs in one group sees that they are, so each of them leaves a
        place for every other: only not to show it where its pupils sit could hide that.
        """
        most = [self._most(name)]
        for one in self._family:
            own = sight(self._principal, one.scenario).needs
            group, _ = one.plan.group_of.get(name, (None, None))
            if group is not None and name in own:
                beside = sum(m.need in own for m in group.members) - 1
                limit = one.scenario.subject_of[group.subject].max_pupils
                most.append(limit - beside)
        return min(most)

    def _stands(self, world: dict[tuple[str, int], int]) -> bool:
        return all(
            self._text(index, self._in_world(index, world)) == fetched
            for index, fetched in enumerate(self._fetched)
        )

    def _in_world(self, index: int, world: dict[tuple[str, int], int]) -> Counts:
        truth = self._truths[index]
        return {name: world.get((name, count), count) for name, count in truth.items()}

    def _model(self, wanted: list[Any]) -> tuple[cp_model.CpModel, dict[Any, Any], dict[Any, Any]]:
        """Counts within all that the attacker can say of them in numbers."""
        model = cp_model.CpModel()
        counts = {}
        for key in self._keys:
            known = [value for value in self._ranges[key] if value <= self._most(key[0])]
            counts[key] = model.new_int_var_from_domain(
                cp_model.Domain.from_values(known), f"{key}"
            )
        for one in self._family:
            self._group_sizes(model, counts, one)
        chosen = {}
        for key, value in wanted:
            chosen[key, value] = model.new_bool_var(f"{key} is {value}")
            model.add(counts[key] == value).only_enforce_if(chosen[key, value])
        return model, counts, chosen

    def _learn_totals(self, model: Any, counts: dict[Any, Any]) -> None:
        """Numbers of hidden pupils served with which nothing would have been another."""
        for index, one in enumerate(self._family):
            served = [
                counts[name, count]
                for name, count in self._truths[index].items()
                if (name, count) in counts and name in one.plan.group_of
            ]
            if served:
                totals = cp_model.Domain.from_values(self._totals(index))
                model.add_linear_expression_in_domain(sum(served), totals)

    def _group_sizes(self, model: Any, counts: dict[Any, Any], one: Fetched) -> None:
        """What the limit of a group says of one's own in it, and of others who share it.

        Who they are is told nowhere: somebody of the course, with no more pupils than fit.
        """
        own = sight(self._principal, one.scenario)
        told = {row["group"]: row.get("others") for row in _own_groups(one, own)}
        for group, code in _codes(one):
            needs = [one.scenario.need_of[member.need] for member in group.members]
            mine = [need for need in needs if need.need in own.needs]
            terms = [counts.get((n.need, n.pupils), n.pupils) for n in mine]
            most = one.scenario.subject_of[group.subject].max_pupils
            if terms:
                model.add(sum(terms) <= most)
            if told.get(code):
                self._somebody_fits(model, counts, one, group.subject, most - sum(terms))

    def _somebody_fits(
        self, model: Any, counts: dict[Any, Any], one: Fetched, subject: str, places: int
    ) -> None:
        fits = []
        for need in one.scenario.needs:
            key = (need.need, need.pupils)
            if need.subject == subject and key in counts:
                fits.append(model.new_bool_var(""))
                model.add(counts[key] <= places).only_enforce_if(fits[-1])
        model.add_bool_or(fits)

    def _totals(self, index: int) -> list[int]:
        """Numbers of hidden pupils served with which nothing fetched would have been another."""
        one, truth = self._family[index], self._truths[index]
        hidden = [n for n, c in truth.items() if (n, c) in self._keys and n in one.plan.group_of]
        total = sum(truth[name] for name in hidden)
        found = [total]
        lows, highs = zip(*(self._ends(name, truth[name]) for name in hidden), strict=True)
        above = range(total + 1, min(sum(highs), total + REACH) + 1)
        below = range(total - 1, max(sum(lows), total - REACH) - 1, -1)
        for others in (above, below):
            for other in others:
                world = {**truth, **self._spread(hidden, truth, other)}
                if self._text(index, world) != self._fetched[index]:
                    break
                found.append(other)
        return found

    def _spread(self, names: list[str], truth: Counts, total: int) -> Counts:
        """Counts with this total within what is shown of them, as far as that goes."""
        ends = {name: self._ends(name, truth[name]) for name in names}
        counts = {name: low for name, (low, _) in ends.items()}
        left = total - sum(counts.values())
        for name, (low, high) in ends.items():
            more = min(left, high - low)
            counts[name] += more
            left -= more
        return counts

    def _ends(self, name: str, count: int) -> tuple[int, int]:
        known = self._ranges[name, count]
        return min(known), min(max(known), self._most(name))


def _forbid(model: Any, counts: dict[Any, Any], world: dict[Any, int]) -> None:
    differs = []
    for key, value in world.items():
        other = model.new_bool_var("")
        model.add(counts[key] != value).only_enforce_if(other)
        differs.append(other)
    model.add_bool_or(differs)


def _own_groups(one: Fetched, own: Sight) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = seen_plan(one.scenario, one.plan, own)["groups"]
    return groups


def _codes(one: Fetched) -> Iterator[tuple[Any, str]]:
    from api.views.groups import group_code

    for group in one.plan.groups:
        yield group, group_code(group)
