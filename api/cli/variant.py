"""`variant` makes a scenario from another by edits; `differences` says which edits lead there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.inputs import read_checked, read_scenario
from api.cli.options import Json, Language, ScenarioFile
from api.cli.outputs import check_outputs, write_whole
from api.cli.refusals import Exit, Refused, bad_input
from api.cli.terminal import Terminal, to_json
from api.cli.voice import voice

if TYPE_CHECKING:
    from scenarios.findings import Finding
    from scenarios.variants.reading import EditsReading

FORMATS = (".xlsx", ".zip", ".json")
EditsFile = Annotated[
    Path, typer.Argument(metavar="EDITS", help="cli.help.edits", show_default=False)
]
OtherFile = Annotated[
    Path, typer.Argument(metavar="OTHER", help="cli.help.other_scenario", show_default=False)
]
Out = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="cli.help.variant_out", show_default=False)
]
EditsOut = Annotated[
    Path | None,
    typer.Option("--out", metavar="EDITS.json", help="cli.help.edits_out", show_default=False),
]


def variant(
    scenario: ScenarioFile,
    edits: EditsFile,
    out: Out,
    json: Json = False,
    language: Language = None,
) -> int:
    """Write the scenario with the edits, or say everything that is wrong with them."""
    from api.i18n.edits import said
    from scenarios.files import written
    from scenarios.variants import apply
    from scenarios.variants.reading import read_edits

    terminal = voice(language, json)
    check_outputs([out], [scenario, edits], FORMATS)
    base, known = read_checked(scenario, terminal)
    reading = read_edits(edits)
    if reading.variant is None:
        raise Refused(Exit.BAD_INPUT, reading.findings)
    if reading.variant.parent not in ("", base.content_hash):
        raise bad_input("edits_of_another_scenario", f"file:{edits}")
    applied = apply(base, reading.variant.edits)
    findings = _new(reading, applied.findings, known)
    if applied.scenario is None:
        raise Refused(Exit.BAD_INPUT, findings)
    write_whole(out, written(applied.scenario, out.suffix, terminal.language))
    terminal.findings(findings)
    terminal.answer(
        {
            "written": [str(out)],
            "gone": dict(applied.gone),
            "findings": [terminal.as_data(one) for one in findings],
        }
    )
    for edit in reading.variant.edits:
        terminal.say("cli.plain", text=said(edit, terminal.language))
    _tell_gone(dict(applied.gone), terminal)
    terminal.say("cli.written", file=str(out))
    return Exit.DONE


def differences(
    scenario: ScenarioFile,
    other: OtherFile,
    out: EditsOut = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """The edits that lead from a scenario to another."""
    from api.i18n.edits import said
    from scenarios.variants import Variant, between

    terminal = voice(language, json)
    check_outputs([out], [scenario, other])
    one, changed = (read_scenario(path, terminal) for path in (scenario, other))
    found = Variant(
        name=changed.settings.name, parent=one.content_hash, edits=between(one, changed)
    )
    data = found.model_dump(mode="json")
    terminal.answer(data)
    for edit in found.edits:
        terminal.say("cli.plain", text=said(edit, terminal.language))
    if not found.edits:
        terminal.say("cli.same_scenario")
    if out is not None:
        write_whole(out, to_json(data).encode())
        terminal.say("cli.written", file=str(out))
    return Exit.DONE


def _new(
    reading: EditsReading, findings: tuple[Finding, ...], known: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """What the edits brought: errors, and warnings that the scenario did not have before."""
    from scenarios.findings import Severity

    before = {_said(one) for one in known}
    return tuple(
        one
        for one in reading.placed(findings)
        if one.severity is Severity.ERROR
        or (one.severity is Severity.WARNING and _said(one) not in before)
    )


def _said(finding: Finding) -> tuple[object, ...]:
    """What a finding says, wherever its rows stand in a file."""
    shown = sorted((name, value) for name, value in finding.numbers.items() if name != "other_row")
    return (finding.code, finding.subjects, *shown)


def _tell_gone(gone: dict[str, int], terminal: Terminal) -> None:
    from api.i18n.headings import table_name

    if gone:
        rows = ", ".join(
            f"{table_name(table, terminal.language)} {rows}" for table, rows in gone.items()
        )
        terminal.say("cli.rows_gone", rows=rows)
