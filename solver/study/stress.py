"""How plans hold over sampled futures, and which of them holds best.

A plan is put into each future twice: as it stands, nothing moved; and planned again with as little
change as duties and promises allow. The plan that holds best is the one with the smallest largest
regret (Savage, Journal of the American Statistical Association 46, 1951): regret is how much worse
a plan stands in a future than the one that stands best in it.
"""

from __future__ import annotations

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.variants import Edit
from solver.measure.compare import ChangeKind, changes
from solver.measure.objective import stage_values
from solver.plan import Plan, with_groups
from solver.study.asked import Counted
from solver.study.cases import Answer, Ask, Case, StudyError
from solver.study.editing import aiming, changed, edited
from solver.study.futures import Future, Kind, futures
from solver.study.standing import half_pupil_lessons, pupil_lessons_a_year, standing
from solver.study.trials import (
    Candidate,
    StressReport,
    StressSettings,
    Trial,
    summed,
    with_regret,
)
from solver.verify.report import verify

SERVING = (StageId.STATUTORY, StageId.COVERAGE)
MOVED = {ChangeKind.TEACHER_CHANGED, ChangeKind.TIME_CHANGED}


def stress(base: Scenario, settings: StressSettings, ask: Ask) -> StressReport:
    """Make plans, put each into the same futures, and tell how they hold.

    Raises
    ------
    StudyError
        If a plan given breaks a rule of the scenario, or there is no plan to put to the test.
    """
    test = _Test(base, settings, ask)
    found = [test.candidate(name, plan) for name, plan in test.plans().items()]
    if not found:
        raise StudyError([Finding(code="study_no_plan_to_test")])
    compared = sorted(with_regret(found), key=lambda one: (one.rank, one.name))
    again = test.planned_again(compared[: settings.replanned])
    ranked = sorted((*again, *compared[settings.replanned :]), key=lambda one: (one.rank, one.name))
    return StressReport(
        futures=test.futures,
        candidates=tuple(ranked),
        cases=test.ask.cases,
        unanswered=tuple(test.ask.unanswered),
    )


class _Test:
    """The futures, and what is asked about them."""

    def __init__(self, base: Scenario, settings: StressSettings, ask: Ask) -> None:
        self._base, self._settings, self.ask = base, settings, Counted(ask)
        self.futures = futures(base, settings)
        self._scenarios = {one.name: one.applied(base) for one in self.futures}
        self._alone = {
            one.name: {kind: one.applied(base, kind) for kind in one.kinds} for one in self.futures
        }

    def plans(self) -> dict[str, Plan]:
        """Plans given and made, no two alike."""
        cheap = aiming(*SERVING, StageId.COST)
        hours, seats = self._spare_hours(), self._spare_seats()
        wanted = {
            "as asked": (),
            "cheapest": (cheap,),
            "spare hours": (cheap, *hours),
            "spare seats": (cheap, *seats),
            "spare hours and seats": (cheap, *hours, *seats),
        }
        cases = [
            Case(f"stress plan {name}", edited(self._base, edits), needed=False)
            for name, edits in wanted.items()
        ]
        answers = self.ask(cases)
        made = {name: answers.get(f"stress plan {name}") for name in wanted}
        own = {name: answer.plan for name, answer in made.items() if answer is not None}
        found: dict[str, Plan] = {}
        for name, plan in {**self._settings.plans, **own}.items():
            sound = with_groups(self._base, plan.groups)
            broken = verify(self._base, sound)
            if broken:
                why = Finding(code="study_plan_breaks_rules", numbers={"name": name})
                raise StudyError([why, *broken])
            if all(sound.groups != other.groups for other in found.values()):
                found[name] = sound
        return found

    def _spare_hours(self) -> tuple[Edit, ...]:
        """Each teacher with so many lessons fewer, as far as they have them."""
        spare = self._settings.spare_lessons
        return tuple(
            changed("teachers", {"teacher": row.teacher}, max_lessons=float(left))
            for row in self._base.teachers
            if (left := max(row.min_lessons, row.max_lessons - spare)) < row.max_lessons
        )

    def _spare_seats(self) -> tuple[Edit, ...]:
        """Each group with so many seats fewer, but room for the largest need."""
        largest: dict[str, int] = {}
        for need in self._base.needs:
            largest[need.subject] = max(largest.get(need.subject, 1), need.pupils)
        return tuple(
            changed("subjects", {"subject": row.subject}, max_pupils=left)
            for row in self._base.subjects
            if row.subject in largest
            and (left := self._fewer_seats(row.max_pupils, row.min_pupils, largest[row.subject]))
            < row.max_pupils
        )

    def _fewer_seats(self, most: int, least: int, largest: int) -> int:
        return max(least, largest, most - self._settings.spare_seats)

    def candidate(self, name: str, plan: Plan) -> Candidate:
        """The plan in each future as it stands."""
        values = stage_values(self._base, plan)
        return summed(
            name,
            plan,
            {stage: values[stage] for stage in (*SERVING, StageId.COST)},
            tuple(self._trial(plan, future) for future in self.futures),
        )

    def _trial(self, plan: Plan, future: Future) -> Trial:
        scenario = self._scenarios[future.name]
        stands = standing(scenario, plan)
        values = stage_values(scenario, stands)
        alone = {
            kind: self._lost(one, plan, standing(one, plan))
            for kind, one in self._alone[future.name].items()
        }
        return Trial(
            future=future.name,
            statutory=values[StageId.STATUTORY],
            coverage=values[StageId.COVERAGE],
            lost=self._lost(scenario, plan, stands),
            lost_year=self._lost_year(plan, future),
            lost_by_kind=alone,
            regret_statutory=0,
            regret_coverage=0,
            again_statutory=None,
            again_coverage=None,
            again_proved=False,
            moved=None,
            dropped=None,
        )

    def _lost(self, scenario: Scenario, plan: Plan, stands: Plan) -> int:
        still = set(plan.group_of) & set(scenario.need_of)
        return half_pupil_lessons(scenario, still - set(stands.group_of))

    def _lost_year(self, plan: Plan, future: Future) -> int:
        moved = self._alone[future.name].get(Kind.BREAK)
        if moved is None:
            return 0
        return pupil_lessons_a_year(self._base, plan) - pupil_lessons_a_year(moved, plan)

    def planned_again(self, chosen: list[Candidate]) -> list[Candidate]:
        """The same plans with what planning again with least change gives."""
        cases = {
            (one.name, future.name): Case(
                f"stress {one.name} {future.name}",
                edited(self._scenarios[future.name], (aiming(*SERVING, StageId.CONTINUITY),)),
                previous=one.plan,
                needed=False,
            )
            for one in chosen
            for future in self.futures
        }
        answers = self.ask(list(cases.values()))
        found = []
        for one in chosen:
            trials = tuple(
                self._again(one.plan, trial, answers.get(cases[one.name, trial.future].name))
                for trial in one.trials
            )
            found.append(summed(one.name, one.plan, one.values, trials))
        return found

    def _again(self, plan: Plan, trial: Trial, answer: Answer | None) -> Trial:
        if answer is None:
            return trial
        scenario = self._scenarios[trial.future]
        now = with_groups(scenario, answer.plan.groups)
        moved, dropped = set(), set()
        for change in changes((self._base, plan), (scenario, now)):
            if change.need in scenario.need_of:
                moved |= {change.need} if MOVED & set(change.kinds) else set()
                dropped |= {change.need} if ChangeKind.DROPPED in change.kinds else set()
        return trial.model_copy(
            update={
                "again_statutory": answer.value(StageId.STATUTORY),
                "again_coverage": answer.value(StageId.COVERAGE),
                "again_proved": all(answer.proved(stage) for stage in SERVING),
                "moved": half_pupil_lessons(scenario, moved),
                "dropped": half_pupil_lessons(scenario, dropped),
            }
        )
