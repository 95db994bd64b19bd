"""What a post can gain at most, by counting: which posts are worth solving, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from scenarios.needs import Need, PinKind, Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.servability import Servability
from solver.measure.bill import hundredths
from solver.study.asked import result
from solver.study.cases import Answer
from solver.study.hires import Difference
from solver.study.vacancies import Vacancy, prices_of, taught


class Ceiling(NamedTuple):
    """Proved: the post gains no more; `None` where nothing is proved."""

    statutory: int | None
    coverage: int | None
    cost: int | None

    def under(self, wider: tuple[Difference, Difference, Difference]) -> Ceiling:
        """Also no more than a post that covers this one.

        A later stage is comparable only while no earlier one can differ.
        """
        amounts: list[int | None] = []
        same = True
        for own, other in zip(self, wider, strict=True):
            known = [one for one in (own, other.at_most if same else None) if one is not None]
            amounts.append(min(known, default=None))
            same = same and other.at_most is not None and other.at_most <= 0
        return Ceiling(*amounts)


class Ceilings:
    """Ceilings of posts beside one plan."""

    def __init__(self, scenario: Scenario, before: Answer) -> None:
        self._scenario, self._before = scenario, before
        judge = Servability(scenario)
        self._hopeless = {need.need for need in scenario.needs if judge.why_not(need) is not None}
        self._locked = any(pin.kind is PinKind.LOCKED for pin in scenario.pins)
        self._prices = prices_of(scenario, before.plan)

    def of(self, post: Vacancy) -> Ceiling:
        """Take the post's groups out of a best plan with it: what is left is a plan without.

        So the post adds no more of the duties than it teaches itself. Nor more than is unserved
        now and could be served by anybody.
        """
        left = self._servable(post, Priority.STATUTORY, StageId.STATUTORY)
        statutory = left if self._locked else min(left, self._own(post, Priority.STATUTORY))
        if statutory > 0 or not result(self._before, StageId.STATUTORY).optimal:
            return Ceiling(statutory, None, None)
        coverage = self._servable(post, Priority.PROMISED, StageId.COVERAGE)
        if not self._locked and not self._of(post, Priority.STATUTORY):
            coverage = min(coverage, self._own(post, Priority.PROMISED))
        return Ceiling(statutory, coverage, None)

    def promise(self, post: Vacancy) -> tuple[int, int, int]:
        """How much the post could be worth, to ask in this order; the money is a guess."""
        most = self.of(post)
        own = sum(need.half_pupil_lessons for need in self._unserved(post, Priority.PROMISED))
        return most.statutory or 0, own, self._relief(post)

    def _servable(self, post: Vacancy, priority: Priority, stage: StageId) -> int:
        """Unserved now, less what nobody could serve even with the post."""
        never = self._hopeless - set(post.needs)
        return self._before.value(stage) - _amount(
            need
            for need in self._scenario.needs
            if need.need in never and need.priority is priority
        )

    def _own(self, post: Vacancy, priority: Priority) -> int:
        """Half pupil-lessons that the post could teach at most, by its needs and its hours."""
        subject = self._scenario.subject_of[post.subject]
        by_hours = int(post.lessons * 2) * subject.max_pupils
        return min(by_hours, _amount(self._of(post, priority)))

    def _of(self, post: Vacancy, priority: Priority) -> list[Need]:
        needs = (self._scenario.need_of[name] for name in post.needs)
        return [need for need in needs if need.priority is priority]

    def _unserved(self, post: Vacancy, priority: Priority) -> list[Need]:
        served = self._before.plan.group_of
        return [need for need in self._of(post, priority) if need.need not in served]

    def _relief(self, post: Vacancy) -> int:
        """Worth of what is not bought now, and what its lessons cost above the post's price."""
        wanted = self._unserved(post, Priority.OPTIONAL)
        worth = _amount(wanted) * hundredths(self._scenario.settings.worth_optional) // 2
        dearer = (
            max(Decimal(0), self._prices[group.teacher][0] - post.lesson_cost)
            * sum(meeting.half_worth for meeting in group.meetings)
            for group in taught(self._before.plan, set(post.needs))
        )
        return worth + sum(hundredths(price) for price in dearer) // 2


def _amount(needs: Iterable[Need]) -> int:
    return sum(need.half_pupil_lessons for need in needs)
