"""What the demonstration goes on to tell of a plan: why, and what another staffing would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from api.cli.charts import write_pictures
from api.cli.outputs import write_whole
from api.cli.solve import run
from api.cli.story_hiring import tell_hiring
from api.cli.telling import Story
from api.cli.terminal import to_json

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from scenarios.variants import Edit
    from solver.plan import Plan

STAFF = ("teachers", "qualifications", "availability")
# Reasons that another staffing could mend come first: they make the better story.
_OF_STAFF = ("teacher_minimum_not_reached", "no_hours_left", "other_needs_took_the_places")


def tell_why(story: Story) -> None:
    """One need that is not arranged: the reason, the proof, and what would help."""
    from api.explaining import explained

    story.heading("demo.why_heading")
    if not story.plan.unserved:
        story.say(story.terminal.sentence("demo.why_all_served"))
        return
    (told,) = explained(story.scenario, story.plan, [_most_telling(story)])
    story.told["why"] = told
    _say_need(story, told["need"])
    story.say(_said(told["reason"], story), 2)
    for one in _teachers(told):
        _say_teacher(story, one)
    _say_all(story, "demo.why_proof", [_said(one, story) for one in told["conflict"]])
    _say_all(story, "demo.why_help", [_offer_said(offer, story) for offer in told["help"]])


def _most_telling(story: Story) -> str:
    from scenarios.needs import Priority
    from solver.explain.shortage import reasons

    counted = reasons(story.scenario, story.plan)
    order = list(Priority)

    def key(name: str) -> tuple[bool, bool, int, int, str]:
        need = story.scenario.need_of[name]
        of_staff = counted[name].code in _OF_STAFF
        optional = need.priority is Priority.OPTIONAL
        return optional, not of_staff, order.index(need.priority), -need.half_pupil_lessons, name

    return min(story.plan.unserved, key=key)


def _say_need(story: Story, name: str) -> None:
    need, names = story.scenario.need_of[name], story.names
    said = story.terminal.sentence(
        "demo.why_need",
        school=names.school(need.school),
        subject=names.subject(need.subject),
        pupils=need.pupils,
        lessons=float(need.lessons_per_week),
        need=name,
    )
    story.say(said)


def _teachers(told: dict[str, Any]) -> list[str]:
    """Those of whom the reason and the proof speak, each once."""
    subjects = (one for found in (told["reason"], *told["conflict"]) for one in found["subjects"])
    return list(dict.fromkeys(s.removeprefix("teacher:") for s in subjects if "teacher:" in s))


def _say_teacher(story: Story, teacher: str) -> None:
    from api.i18n.headings import cell_words

    row, names = story.scenario.teacher_of[teacher], story.names
    taught = story.scenario.qualifications_of.get(teacher, ())
    said = story.terminal.sentence(
        "demo.teacher",
        teacher=names.teacher(teacher),
        standing=cell_words(row.status, names.language),
        subjects=", ".join(dict.fromkeys(names.subject(one.subject) for one in taught)),
        municipality=names.municipality(row.municipality),
    )
    story.say(said, 2)


def _say_all(story: Story, heading: str, lines: Sequence[str]) -> None:
    if lines:
        story.say(story.terminal.sentence(heading), 2)
    for line in lines:
        story.say(f"– {line}", 4)  # noqa: RUF001


def _said(found: dict[str, Any], story: Story) -> str:
    """The sentence of a finding, with names in place of ids."""
    names = story.names
    named: dict[str, Callable[[str], str]] = {
        "teacher": names.teacher,
        "subject": names.subject,
        "school": names.school,
        "buyer": names.municipality,
        "seller": names.municipality,
    }
    numbers = {
        key: named[key](value) if key in named else value for key, value in found["numbers"].items()
    }
    return story.terminal.sentence(found["code"], **numbers)


def _offer_said(offer: dict[str, Any], story: Story) -> str:
    from api.amounts import stage_amount
    from scenarios.rules import StageId

    text = " ".join(_said(change, story) for change in offer["changes"])
    cents = offer["differences"][StageId.COST]
    amount = stage_amount(StageId.COST, cents, story.terminal.language)
    return story.terminal.sentence("demo.why_price", text=text, amount=amount)


def tell_staffing(story: Story) -> None:
    """The plan beside one with another staffing, made again with as few moves as can be."""
    from api.cli.compared import show
    from api.exports.comparison import Compared, compared_json
    from api.i18n.edits import said
    from scenarios.variants import apply

    edits = _staffing(story)
    variant = apply(story.scenario, edits).scenario
    if variant is None:
        return
    terminal = story.terminal
    story.heading("demo.compare_heading")
    seconds = round(story.effort.seconds)
    story.say(terminal.sentence("demo.compare_intro", seconds=seconds))
    for edit in edits:
        story.say(said(edit, terminal.language), 2)
    for teacher in dict.fromkeys(
        str(edit.row["teacher"]) for edit in edits if "teacher" in edit.row
    ):
        _say_teacher(story, teacher)
    plan = _plan_b(story, variant)
    if plan is None:
        story.say(terminal.sentence("demo.no_plan_b"))
        return
    labels = (terminal.sentence("demo.option_a"), terminal.sentence("demo.option_b"))
    sides = [(labels[0], story.scenario, story.plan), (labels[1], variant, plan)]
    compared = Compared.of(sides, terminal.language)
    story.told["comparison"] = compared_json(compared)
    if not terminal.as_json:
        show(compared, terminal)
    _write(story, variant, plan, compared)


def _plan_b(story: Story, variant: Scenario) -> Plan | None:
    """The plan with the other staffing; what was not arranged of one's own choice stays so.

    Else the two plans would differ in optional lessons, too, which another staffing need not have
    brought about.
    """
    from scenarios.needs import Priority
    from scenarios.variants import Edit, EditKind, apply
    from solver.verify.report import verify

    needs = (variant.need_of[name] for name in story.plan.unserved if name in variant.need_of)
    out = [one.need for one in needs if one.priority is Priority.OPTIONAL]
    gone = [Edit(edit=EditKind.REMOVE, table="needs", row={"need": name}) for name in out]
    fewer = apply(variant, gone).scenario
    if fewer is None:
        return None
    plan = run(fewer, story.plan, story.effort, story.terminal).outcome.plan
    if plan is None:
        return None
    order = [need.need for need in variant.needs]
    unserved = tuple(sorted((*plan.unserved, *out), key=order.index))
    whole = plan.model_copy(update={"scenario": variant.content_hash, "unserved": unserved})
    return None if verify(variant, whole) else whole


def _staffing(story: Story) -> tuple[Edit, ...]:
    """What would help by staff alone; else without a vacancy, or who has the least contract."""
    from scenarios.teachers import Teacher, TeacherStatus
    from scenarios.variants import Edit, EditKind
    from solver.measure.timetable import half_load, meetings_by_teacher

    for edits in _offered(story):
        if all(edit.table in STAFF for edit in edits):
            return edits
    held = meetings_by_teacher(story.plan)
    rows = [row for row in story.scenario.teachers if row.teacher in held]
    if not rows:
        return ()

    def key(row: Teacher) -> tuple[bool, Decimal, int, str]:
        vacant = row.status is TeacherStatus.VACANCY
        return vacant, -row.contract_lessons, half_load(held[row.teacher]), row.teacher

    chosen = max(rows, key=key)
    return (Edit(edit=EditKind.REMOVE, table="teachers", row={"teacher": chosen.teacher}),)


def _offered(story: Story) -> Iterator[tuple[Edit, ...]]:
    """Edits that would help a need which is worth any price: others might stay as they are."""
    from scenarios.needs import Priority
    from scenarios.variants import Edit

    why = story.told.get("why")
    if why is None or story.scenario.need_of[why["need"]].priority is Priority.OPTIONAL:
        return
    for offer in why["help"]:
        yield tuple(Edit.model_validate(edit) for edit in offer["edits"])


def _write(story: Story, variant: Scenario, plan: Plan, compared: Any) -> None:
    from api.exports.xlsx.compared import compared_workbook
    from scenarios.files import written

    folder, language = story.folder, story.terminal.language
    write_whole(folder / "b.xlsx", written(variant, ".xlsx", language))
    write_whole(folder / "b-plan.json", to_json(plan.model_dump(mode="json")).encode())
    write_whole(folder / "compared.xlsx", compared_workbook(compared))
    pictures = write_pictures(story.scenario, story.plan, folder, language)
    story.terminal.say(
        "demo.files",
        workbook="compared.xlsx",
        scenario="b.xlsx",
        plan="b-plan.json",
        charts=", ".join(path.name for path in pictures),
    )


CHAPTERS: tuple[Callable[[Story], None], ...] = (tell_why, tell_staffing, tell_hiring)
"""What is told after the plan itself, in this order; a chapter adds what it told to `told`."""
