"""Every post that an office could advertise, from what the scenario needs and lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum
from itertools import product
from statistics import median_low

from pydantic import Field

from scenarios.fields import Euros, HalfLessons
from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.servability import Servability
from scenarios.teachers import Qualification, Teacher, TeacherStatus
from scenarios.variants import Edit
from solver.measure.bill import half_overtime
from solver.measure.convenience import meeting_is_unqualified
from solver.measure.timetable import half_load, meetings_by_teacher
from solver.plan import Group, Plan
from solver.study.cases import Frozen
from solver.study.editing import added

ANYWHERE = "anywhere"

FULL_POST = Decimal(20)
"""Weekly lessons of a language teacher's post (OVTES), where no teacher of the scenario tells."""


class Reason(StrEnum):
    """What speaks for a post, before anything is solved."""

    UNSERVED = "unserved"
    UNQUALIFIED = "unqualified"
    OVERTIME = "overtime"
    DEAR = "dear"


class VacancySettings(Frozen):
    """Which posts are thought of, and what they cost."""

    subjects: tuple[str, ...] = Field(default=(), description="Empty = all.")
    employers: tuple[str, ...] = Field(default=(), description="Municipalities; empty = all.")
    grades: tuple[tuple[int, int], ...] = Field(
        default=((1, 9), (1, 6), (7, 9)), description="Grades that a post is for: from and to."
    )
    by_level: bool = Field(default=False, description="Also posts for a single level.")
    lessons: tuple[HalfLessons, ...] = Field(
        default=(),
        description="Weekly lessons of a post; empty = as usual among teachers of the subject.",
    )
    lesson_cost: Euros | None = Field(
        default=None,
        description="Euros; empty = as usual for lessons above the contract in the subject.",
    )
    hire_cost: Euros = Field(default=Decimal(0), description="Euros a week besides the lessons.")


class Vacancy(Frozen):
    """A post of one subject."""

    name: str = Field(description="Known by no other vacancy of the study.")
    subject: str
    level: str = Field(description="Empty = any.")
    language: str = Field(description="Language of instruction.")
    grade_from: int
    grade_to: int
    employers: tuple[str, ...] = Field(
        description=(
            "Municipalities between which no rule makes a difference; the first employs. None for "
            "a post that nobody offers: an employer who may sell to all, to bound the others."
        )
    )
    lessons: HalfLessons = Field(description="At most so many a week.")
    lesson_cost: Euros = Field(description="Euros.")
    hire_cost: Euros = Field(description="Euros a week if used at all.")
    needs: tuple[str, ...] = Field(description="Those that somebody in the post could teach.")

    def rows(self, teacher: str) -> tuple[Teacher, Qualification]:
        """The post as a teacher; none of its lessons is paid for already."""
        post = Teacher(
            teacher=teacher,
            municipality=self.employers[0] if self.employers else ANYWHERE,
            languages=(self.language,),
            max_lessons=self.lessons,
            lesson_cost=self.lesson_cost,
            hire_cost=self.hire_cost,
            status=TeacherStatus.VACANCY,
        )
        able = Qualification(
            teacher=teacher,
            subject=self.subject,
            level=self.level,
            grade_from=self.grade_from,
            grade_to=self.grade_to,
        )
        return post, able

    def edits(self, scenario: Scenario, teacher: str) -> tuple[Edit, ...]:
        """The post added to the scenario."""
        post, able = (row.model_dump(mode="json") for row in self.rows(teacher))
        post["languages"] = tuple(post["languages"])
        own = (added("teachers", **post), added("qualifications", **able))
        if self.employers:
            return own
        sales = (
            added("agreements", buyer=row.municipality, seller=ANYWHERE)
            for row in scenario.municipalities
            if scenario.agreements
        )
        return (added("municipalities", municipality=ANYWHERE, name=ANYWHERE), *own, *sales)

    def covers(self, other: Vacancy) -> bool:
        """Whether whoever has the other post could be moved to this one at the same price."""
        same = (self.subject, self.language, self.lesson_cost, self.hire_cost)
        return (
            same == (other.subject, other.language, other.lesson_cost, other.hire_cost)
            and self.employers in ((), other.employers)
            and self.level in ("", other.level)
            and self.grade_from <= other.grade_from
            and self.grade_to >= other.grade_to
            and self.lessons >= other.lessons
        )


def vacancies(scenario: Scenario, settings: VacancySettings) -> tuple[Vacancy, ...]:
    """Posts in which somebody could teach at least one need, by name.

    Of posts that differ only in grades without pupils one is left. Where it matters who employs,
    each comes also with an employer who may sell to all, of whom the others can be no better.
    """
    found: dict[object, Vacancy] = {}
    places = alike(scenario, settings.employers)
    if len(places) > 1:
        places.append(())
    for course in _courses(scenario, settings):
        for grades, lessons, employers in product(
            settings.grades,
            settings.lessons or (_usual(scenario, course[0], lambda row: row.max_lessons),),
            places,
        ):
            post = _vacancy(scenario, settings, course, grades, lessons, employers)
            if post is not None:
                key = (post.needs, course, lessons, employers)
                found.setdefault(key, post)
    return tuple(sorted(found.values(), key=lambda post: post.name))


def _courses(scenario: Scenario, settings: VacancySettings) -> list[tuple[str, str, str]]:
    """Subject, level and language."""
    wanted = [
        need
        for need in scenario.needs
        if not settings.subjects or need.subject in settings.subjects
    ]
    levels = {(need.subject, "", scenario.language_of(need)) for need in wanted}
    if settings.by_level:
        levels |= {(need.subject, need.level, scenario.language_of(need)) for need in wanted}
    return sorted(levels)


def _vacancy(
    scenario: Scenario,
    settings: VacancySettings,
    course: tuple[str, str, str],
    grades: tuple[int, int],
    lessons: Decimal,
    employers: tuple[str, ...],
) -> Vacancy | None:
    subject, level, language = course
    dear = settings.lesson_cost
    post = Vacancy(
        name="",
        subject=subject,
        level=level,
        language=language,
        grade_from=grades[0],
        grade_to=grades[1],
        employers=employers,
        lessons=lessons,
        lesson_cost=_usual(scenario, subject, lambda row: row.overtime_cost)
        if dear is None
        else dear,
        hire_cost=settings.hire_cost,
        needs=(),
    )
    needs = _teachable(scenario, post)
    if not needs:
        return None
    first = min(need.grade_from for need in needs)
    last = max(need.grade_to for need in needs)
    where = employers[0] if employers else ANYWHERE
    words = (subject, level, language, f"{first}-{last}", f"{lessons:f}", where)
    return post.model_copy(
        update={
            "name": " ".join(word for word in words if word),
            "grade_from": first,
            "grade_to": last,
            "needs": tuple(need.need for need in needs),
        }
    )


def _teachable(scenario: Scenario, post: Vacancy) -> list[Need]:
    """Needs that the post alone could serve, each looked at by itself."""
    teacher, able = post.rows("post")
    agreements = scenario.agreements if post.employers else ()
    alone = scenario.replace(
        teachers=(teacher,),
        qualifications=(able,),
        availability=(),
        pins=(),
        agreements=agreements,
    )
    judge = Servability(alone)
    return [
        need
        for need in alone.needs
        if need.subject == post.subject
        and alone.language_of(need) == post.language
        and need.lessons_per_week <= post.lessons
        and judge.why_not(need) is None
    ]


def _usual(scenario: Scenario, subject: str, amount: Callable[[Teacher], Decimal]) -> Decimal:
    """The median among teachers of the subject, else among all."""
    able = {row.teacher for row in scenario.qualifications if row.subject == subject}
    rows = [row for row in scenario.teachers if row.teacher in able] or scenario.teachers
    return median_low(amount(row) for row in rows) if rows else FULL_POST


def alike(scenario: Scenario, chosen: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Employers, those together between which no rule makes a difference for a new teacher."""
    limited = {row.seller for row in scenario.agreements if row.max_lessons is not None}
    groups: dict[object, list[str]] = {}
    for row in scenario.municipalities:
        name = row.municipality
        if chosen and name not in chosen:
            continue
        buyers = {name, *scenario.buyers_of.get(name, ())} if scenario.agreements else frozenset()
        key: object = name if name in limited else frozenset(buyers)
        groups.setdefault(key, []).append(name)
    return [tuple(names) for names in groups.values()]


def reasons(scenario: Scenario, plan: Plan, post: Vacancy) -> tuple[Reason, ...]:
    """What in the plan speaks for the post."""
    able = set(post.needs)
    return tuple(reason for reason in Reason if reason in set(_reasons(scenario, plan, post, able)))


def _reasons(scenario: Scenario, plan: Plan, post: Vacancy, able: set[str]) -> Iterator[Reason]:
    if able & set(plan.unserved):
        yield Reason.UNSERVED
    prices = prices_of(scenario, plan)
    for group in taught(plan, able):
        if any(meeting_is_unqualified(scenario, group, k) for k in range(len(group.meetings))):
            yield Reason.UNQUALIFIED
        price, overtime = prices[group.teacher]
        if overtime:
            yield Reason.OVERTIME
        if price > post.lesson_cost:
            yield Reason.DEAR


def taught(plan: Plan, needs: set[str]) -> list[Group]:
    """Groups with one of the needs."""
    return [group for group in plan.groups if any(one.need in needs for one in group.members)]


def prices_of(scenario: Scenario, plan: Plan) -> dict[str, tuple[Decimal, bool]]:
    """Of each teacher what the last lesson costs, and whether it is above the contract."""
    prices = {}
    for name, meetings in meetings_by_teacher(plan).items():
        teacher = scenario.teacher_of[name]
        above = half_overtime(teacher, half_load(meetings)) > 0
        prices[name] = (teacher.overtime_cost if above else teacher.lesson_cost, above)
    return prices
