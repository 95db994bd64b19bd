"""Whom to hire next: what every possible post would serve and save, proved by solving.

Few posts need solving. One that covers another (more grades or lessons at the same price, or an
employer who may sell to all) bounds it: a plan with the narrower post is one with the wider, so
what the wider cannot gain the narrower cannot. And a plan of the wider that the narrower can teach
just as well settles both.

Where the work granted is not enough for a proof, plans are at least compared fairly: a plan with
the post that does not use it is one without, and a plan without is one with the post.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.variants import Edit
from solver.measure.bill import bill, half_up
from solver.measure.numbers import WEEKS_A_YEAR, from_hundredths
from solver.measure.timetable import half_load, meetings_by_teacher
from solver.plan import Plan, with_groups
from solver.study.asked import Counted, ask_best, beginning, finals, gain, with_plan
from solver.study.cases import Answer, Ask, Case, StudyError
from solver.study.ceilings import Ceilings
from solver.study.editing import aiming, edited, free_id
from solver.study.hires import Difference, Hire, HiringReport, HiringSettings
from solver.study.vacancies import Vacancy, reasons, vacancies
from solver.verify.report import verify

STAGES = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)


def hiring(base: Scenario, settings: HiringSettings, ask: Ask) -> HiringReport:
    """What the best next hire serves and saves, ranked; then the best second one beside it.

    Raises
    ------
    StudyError
        If a subject or an employer of the settings is not in the scenario.
    """
    _check(base, settings)
    frame = edited(base, (aiming(*STAGES),))
    counted = Counted(ask)
    before = ask_best(counted, Case("hiring now", frame))
    offered = vacancies(base, settings)
    first = _Round(base, (), before, settings.cases, counted)
    hires = first.run(offered)
    best: str = ""
    second: tuple[Hire, ...] = ()
    if hires and settings.second_cases and hires[0].plan and any(n < 0 for n in hires[0].rank):
        best = hires[0].vacancy.name
        beside = first.round_after(best, settings.second_cases)
        second = beside.run([hire.vacancy for hire in hires if hire.plan])
    return HiringReport(
        now={stage: first.before.value(stage) for stage in STAGES},
        plan=with_groups(base, first.before.plan.groups),
        hires=hires,
        first=best,
        second=tuple(hire for hire in second if hire.plan),
        cases=counted.cases,
        unanswered=tuple(counted.unanswered),
    )


def _check(base: Scenario, settings: HiringSettings) -> None:
    known: dict[str, Container[str]] = {
        "subjects": base.subject_of,
        "employers": base.municipality_of,
    }
    wrong = [
        Finding(
            code="study_key",
            numbers={"key": f"hiring.{key}", "what": "not_in_scenario", "given": one},
        )
        for key, rows in known.items()
        for one in getattr(settings, key)
        if one not in rows
    ]
    if wrong:
        raise StudyError(wrong)


class _Round:
    """Posts tried beside one state of affairs."""

    def __init__(
        self, base: Scenario, filled: tuple[Edit, ...], before: Answer, most: int, ask: Ask
    ) -> None:
        self._base, self._filled, self.before, self._most = base, filled, before, most
        self._ask = ask
        self._frame = edited(base, (aiming(*STAGES), *filled))
        self._name = "second" if filled else "first"
        self.asked = 0
        self._teacher = free_id("hire", (row.teacher for row in self._frame.teachers))
        self._ceilings = Ceilings(self._frame, before)
        self._answers: dict[str, tuple[Scenario, Answer]] = {}
        self._hires: dict[str, Hire] = {}

    def run(self, offered: Sequence[Vacancy]) -> tuple[Hire, ...]:
        """Each post, the best first."""
        waiting = sorted(offered, key=self._ceilings.promise, reverse=True)
        while waiting:
            layer = [post for post in waiting if not self._wider(post, waiting)]
            self._settle(layer)
            waiting = [post for post in waiting if post.name not in self._hires]
        self._compare_fairly()
        order = {post.name: number for number, post in enumerate(offered)}
        offers = (hire for hire in self._hires.values() if hire.vacancy.employers)
        return tuple(sorted(offers, key=lambda hire: (hire.rank, order[hire.vacancy.name])))

    def _compare_fairly(self) -> None:
        """No plan without the post is better than the one with it, so far as plans are known."""
        for _, answer in self._answers.values():
            used = any(group.teacher == self._teacher for group in answer.plan.groups)
            if not used and finals(answer) < finals(self.before):
                self.before = with_plan(self.before, self._frame, answer.plan)
        found = dict(self._answers)
        for name, (scenario, answer) in found.items():
            post = self._hires[name].vacancy
            narrower = [
                other
                for other_name, (_, other) in found.items()
                if post.covers(self._hires[other_name].vacancy)
            ]
            best = min((answer, self.before, *narrower), key=finals)
            own = answer if best is answer else with_plan(answer, scenario, best.plan)
            self._hires[name] = self._hire(post, scenario, own)

    def round_after(self, name: str, most: int) -> _Round:
        """The same question once that post is filled."""
        _, answer = self._answers[name]
        return _Round(self._base, self._hires[name].edits, answer, most, self._ask)

    def _wider(self, post: Vacancy, among: Iterable[Vacancy]) -> list[Vacancy]:
        return [one for one in among if one.name != post.name and one.covers(post)]

    def _settle(self, layer: list[Vacancy]) -> None:
        """Posts of which everything wider is settled: by what is known, else by asking."""
        cases: dict[str, Case] = {}
        for post in layer:
            known = [self._hires[one.name] for one in self._known_wider(post)]
            unasked = self._unasked(post, known)
            self._hires[post.name] = unasked
            if unasked.hopeless or self._borrowed(post, known):
                continue
            if self.asked < self._most:
                self.asked += 1
                scenario = edited(self._frame, post.edits(self._frame, self._teacher))
                name = f"hiring {self._name} {post.name}"
                start = beginning(scenario, self.before.plan)
                cases[post.name] = Case(name, scenario, start=start, needed=False)
        answers = self._ask(list(cases.values()))
        for post in layer:
            case = cases.get(post.name)
            if case is not None and case.name in answers:
                self._hires[post.name] = self._hire(post, case.scenario, answers[case.name])

    def _known_wider(self, post: Vacancy) -> list[Vacancy]:
        return self._wider(post, (hire.vacancy for hire in self._hires.values()))

    def _unasked(self, post: Vacancy, wider: list[Hire]) -> Hire:
        """The post with nothing but proved ceilings."""
        most = self._ceilings.of(post)
        for hire in wider:
            most = most.under((hire.statutory, hire.coverage, hire.cost))
        # Nobody is made to use the post, so where nothing can be gained nothing is lost either.
        known = 0 if all(amount is not None and amount <= 0 for amount in most) else None
        differences = {
            stage: Difference(found=known, at_least=known, at_most=amount if known is None else 0)
            for stage, amount in zip(("statutory", "coverage", "cost"), most, strict=True)
        }
        return Hire(
            vacancy=post,
            reasons=reasons(self._frame, self.before.plan, post),
            case="",
            **differences,
            bill=None,
            year=None,
            gained=(),
            lost=(),
            taught=(),
            half_lessons=None,
            edits=(*self._filled, *post.edits(self._frame, self._teacher)),
            plan=None,
        )

    def _borrowed(self, post: Vacancy, wider: list[Hire]) -> bool:
        """Settle the post by a wider one whose plan it can teach as well."""
        for hire in wider:
            _, answer = self._answers.get(hire.vacancy.name, (None, None))
            # With everything but money proved another search would hardly tell more.
            if answer is None or not all(one.optimal for one in answer.stages[:-1]):
                continue
            scenario = edited(self._frame, post.edits(self._frame, self._teacher))
            plan = with_groups(scenario, answer.plan.groups)
            if not verify(scenario, plan):
                same = answer.model_copy(update={"plan": plan})
                self._hires[post.name] = self._hire(post, scenario, same)
                return True
        return False

    def _hire(self, post: Vacancy, scenario: Scenario, answer: Answer) -> Hire:
        self._answers[post.name] = (scenario, answer)
        cost = gain(self.before, answer, StageId.COST)
        was, now = set(self.before.plan.group_of), set(answer.plan.group_of)
        served = answer.plan.group_of.items()
        before = half_up(bill(self._frame, self.before.plan).total)
        load = meetings_by_teacher(answer.plan).get(self._teacher, ())
        return self._hires[post.name].model_copy(
            update={
                "case": answer.case,
                "statutory": gain(self.before, answer, StageId.STATUTORY),
                "coverage": gain(self.before, answer, StageId.COVERAGE),
                "cost": cost,
                "bill": half_up(bill(scenario, answer.plan).total) - before,
                "year": from_hundredths(WEEKS_A_YEAR * (cost.found or 0)),
                "gained": tuple(sorted(now - was)),
                "lost": tuple(sorted(was - now)),
                "taught": tuple(
                    sorted(need for need, (group, _) in served if group.teacher == self._teacher)
                ),
                "half_lessons": half_load(load),
                "plan": self._shown(post, answer.plan),
            }
        )

    def _shown(self, post: Vacancy, plan: Plan) -> Plan:
        """The plan as an answer to the scenario with the post that the office would have."""
        scenario = edited(self._base, self._hires[post.name].edits)
        shown = with_groups(scenario, plan.groups)
        broken = verify(scenario, shown)
        if broken:
            raise RuntimeError(f"{post.name} breaks {broken[0].code}")
        return shown
