"""`replan`: plan a changed scenario with as little change as possible, and say how to get there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.inputs import read_plan, read_scenario
from api.cli.live import Live
from api.cli.options import Json, Language, ScenarioFile, Seconds, Seed, Workers
from api.cli.outputs import check_outputs, write_whole
from api.cli.refusals import Exit, Refused, bad_input
from api.cli.stopping import stoppable
from api.cli.terminal import Terminal, to_json
from api.cli.voice import voice

if TYPE_CHECKING:
    from api.changing import Replan, Replanned
    from api.cli.in_words import Words
    from scenarios.scenario import Scenario
    from solver.plan import Plan

ALL = "all"
_Groups = list[str] | None


def _groups(name: str, key: str) -> Any:
    return typer.Option(name, metavar="GROUP", help=f"cli.help.{key}", show_default=False)


Previous = Annotated[
    Path,
    typer.Option(
        "--previous", metavar="PLAN.json", help="cli.help.replan_previous", show_default=False
    ),
]
Out = Annotated[
    Path, typer.Option("--out", metavar="NEW.json", help="cli.help.out", show_default=False)
]
Published = Annotated[_Groups, _groups("--published", "published")]
Draft = Annotated[_Groups, _groups("--draft", "draft")]
Open = Annotated[_Groups, _groups("--open", "open")]
MostMoved = Annotated[
    str | None,
    typer.Option("--most-moved", metavar="N", help="cli.help.most_moved", show_default=False),
]
Moves = Annotated[
    Path | None,
    typer.Option("--moves", metavar="MOVES.json", help="cli.help.moves", show_default=False),
]


def replan(
    scenario: ScenarioFile,
    previous: Previous,
    out: Out,
    published: Published = None,
    draft: Draft = None,
    open_: Open = None,
    most_moved: MostMoved = None,
    moves: Moves = None,
    seconds: Seconds = 60,
    workers: Workers = 2,
    seed: Seed = 1,
    json: Json = False,
    language: Language = None,
) -> int:
    """Plan again; exit code 1 if what is published, or the limit, makes it impossible."""
    from api.changing import Replan
    from api.solving import Effort

    terminal = voice(language, json)
    check_outputs([out, moves], [scenario])
    most = None if most_moved is None else _pupil_lessons(most_moved)
    question = read_scenario(scenario, terminal)
    before = read_plan(previous)
    held = _states(before, {"published": published, "draft": draft, "open": open_})
    work = Replan(
        question,
        before,
        published=[name for name, state in held.items() if state == "published"],
        open_=[name for name, state in held.items() if state == "open"],
        most_moved=most,
        effort=Effort(seconds, workers, seed),
    )
    return deliver(question, before, replanned(work, terminal), out, moves, terminal)


def _pupil_lessons(given: str) -> Decimal:
    try:
        most = Decimal(given.replace(",", "."))
    except InvalidOperation as error:
        raise bad_input("most_moved_no_number", given=given) from error
    if not 0 <= most <= 1_000_000:
        raise bad_input("most_moved_no_number", given=given)
    return most


def _states(before: Plan, given: dict[str, _Groups]) -> dict[str, str]:
    """By group what it is; a group that is named counts before `all`."""
    known = [group.group for group in before.groups]
    named: dict[str, str] = {}
    everything = [state for state, groups in given.items() if ALL in (groups or ())]
    if len(everything) > 1:
        raise bad_input("group_in_two_states", f"group:{ALL}")
    for state, groups in given.items():
        for name in _names(groups or []):
            if name not in known:
                raise bad_input("no_such_group", f"group:{name}")
            if named.setdefault(name, state) != state:
                raise bad_input("group_in_two_states", f"group:{name}")
    usual = everything[0] if everything else "draft"
    return {name: named.get(name, usual) for name in known}


def _names(given: list[str]) -> Iterator[str]:
    """Groups as given, or one a line or with commas between them, in a file of that name."""
    for word in given:
        path = Path(word)
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else word
        yield from (name for name in re.split(r"[\s,;]+", text) if name and name != ALL)


def replanned(work: Replan, terminal: Terminal) -> Replanned:
    """Plan again with live progress; Ctrl-C keeps the best plan so far."""
    with stoppable() as stop, Live(terminal) as live:
        work.on_progress = live.show
        done = work.run(stop)
    if done.faults:
        raise Refused(Exit.OUR_FAULT, done.faults)
    return done


def deliver(
    question: Scenario,
    before: Plan,
    done: Replanned,
    out: Path,
    moves: Path | None,
    terminal: Terminal,
) -> int:
    """Write the plan and the moves, and say what moves in which order, or why nothing can be."""
    from api.cli.in_words import Words
    from api.cli.solve import without_plan

    solved = done.solved
    # What stands in the way is told alone: the solver was asked something else besides.
    findings = done.findings or (solved.outcome.findings if solved else ())
    answer = _as_data(done, terminal)
    if done.plan is None:
        terminal.answer({**answer, "findings": [terminal.as_data(one) for one in findings]})
        terminal.findings(findings)
        if solved is not None and (solved.stopped or not done.findings):
            return without_plan(solved, terminal)
        terminal.note("changing.not_planned")
        return Exit.NO
    plan = done.plan.model_copy(update={"scenario": question.content_hash})
    write_whole(out, to_json(plan.model_dump(mode="json")).encode())
    if moves is not None:
        write_whole(moves, to_json({"moved": done.moved, "steps": answer["steps"]}).encode())
    terminal.answer({**answer, "findings": [terminal.as_data(one) for one in findings]})
    terminal.findings(done.findings)
    if not terminal.as_json:
        _tell(done, Words(question, before, terminal), Words(question, plan, terminal), terminal)
    for path in filter(None, [out, moves]):
        terminal.say("cli.written", file=str(path))
    return Exit.STOPPED if solved is not None and solved.stopped else Exit.DONE


def _as_data(done: Replanned, terminal: Terminal) -> dict[str, Any]:
    from scenarios.findings import Finding

    def said(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [terminal.as_data(Finding.model_validate(one)) for one in found]

    steps = [
        {**step, "mended": said(step["mended"]), "needed": said(step["needed"])}
        for step in done.steps
    ]
    return {
        "status": None if done.solved is None else done.solved.outcome.status.value,
        "moved": done.moved,
        "values": {stage.value: value for stage, value in done.values.items()},
        "steps": steps,
    }


def _tell(done: Replanned, before: Words, after: Words, terminal: Terminal) -> None:
    """The steps in the order in which they can be made, each with what it buys."""
    from api.amounts import stage_amount, stage_name
    from api.i18n import catalogue
    from scenarios.findings import Finding
    from scenarios.rules import StageId
    from solver.measure.compare import Change

    for stage, value in done.values.items():
        amount = stage_amount(stage, value, terminal.language)
        terminal.say("cli.stage_value", stage=stage_name(stage, terminal.language), amount=amount)
    terminal.say("changing.moved", moved=done.moved, steps=len(done.steps))
    for number, step in enumerate(done.steps, start=1):
        names = "; ".join(
            (after if after.has(name) else before).group(name) for name in step["groups"]
        )
        key = "changing.step_together" if step["together"] else "changing.step"
        terminal.say(key, number=number, groups=names)
        for change in step["changes"]:
            terminal.say("cli.explain_item", text=after.change(Change.model_validate(change)))
        if step["needed"]:
            why = catalogue.finding(Finding.model_validate(step["needed"][0]), terminal.language)
            terminal.say("changing.needed", text=why)
        else:
            bought = {StageId(stage): value for stage, value in step["buys"].items()}
            terminal.say("changing.buys", text=after.differences(bought))
