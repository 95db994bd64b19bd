"""`check`: everything wrong with a scenario."""

from __future__ import annotations

from api.cli.options import Json, Language, ScenarioFile
from api.cli.refusals import Exit
from api.cli.server import Server, checked_there
from api.cli.terminal import Terminal, worst_first
from api.cli.voice import voice


def check(
    scenario: ScenarioFile, server: Server = None, json: Json = False, language: Language = None
) -> int:
    """All findings about a scenario file."""
    from scenarios.files import read
    from scenarios.findings import Severity, has_errors

    terminal = voice(language, json)
    found = checked_there(server, scenario, terminal) if server else read(scenario).findings
    findings = worst_first(found)
    refused = has_errors(found)
    terminal.answer({"findings": [terminal.as_data(one) for one in findings]})
    if not json:
        terminal.findings(findings, to_error=refused)
    errors = sum(one.severity is Severity.ERROR for one in findings)
    if refused:
        if not json:
            terminal.note("cli.check_errors", errors=errors)
        return Exit.BAD_INPUT
    _say_clean(terminal, len(findings))
    return Exit.DONE


def _say_clean(terminal: Terminal, remarks: int) -> None:
    if remarks:
        terminal.say("cli.check_remarks", remarks=remarks)
    else:
        terminal.say("cli.check_clean")
