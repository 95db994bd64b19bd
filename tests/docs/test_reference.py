"""Every rule, stage, setting, table, column and option is documented, and as it is in the code."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
import typer

from api.cli.main import DEBUG, app
from scenarios.kpis import KPIS
from scenarios.rules import STAGES, RuleId, StageId
from scenarios.settings import Settings
from scenarios.tables import COLUMNS
from solver.model.build import RULES as ENFORCED
from solver.verify.checks import CHECKS
from tests.docs.pages import DOCS, blocks
from tests.docs.reference import PAGE, READINGS, written
from tests.docs.running import commands
from tests.support.faults import FAULTS

RULES_PAGE = (DOCS / "rules.md").read_text(encoding="utf-8")
COMMAND_PAGE = DOCS / "command-line.md"
PROGRAM = typer.main.get_command(app)
COMMANDS = sorted(PROGRAM.commands)


def section(page: str, heading: str) -> str:
    """Text under a heading, up to the next one of any depth."""
    found = re.search(rf"^#+ {heading}\n(.*?)(?=^#|\Z)", page, re.M | re.S)
    assert found is not None, f"no heading {heading}"
    return found[1]


def first_cells(text: str) -> list[str]:
    """First cell of each row of the tables in a text, without head and rule."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    body = [line for before, line in pairwise(lines) if not line.startswith("|---") and before]
    return [line.split("|")[1].strip().strip("`") for line in body]


def test_format_page_is_what_the_models_say() -> None:
    """Types, units and defaults in the page are those of the code."""
    page = PAGE.read_text(encoding="utf-8")

    assert page == written(page)


@pytest.mark.parametrize(("table", "columns"), sorted(COLUMNS.items()))
def test_every_column_has_its_row(table: str, columns: tuple[str, ...]) -> None:
    """The page is compared with the contract's order, not only with its own writer."""
    assert first_cells(section(PAGE.read_text(encoding="utf-8"), f"`{table}`")) == list(columns)


def test_every_setting_has_its_row() -> None:
    rows = first_cells(section(PAGE.read_text(encoding="utf-8"), "`settings`"))

    assert rows == list(Settings.model_fields)


def test_every_way_of_reading_is_explained() -> None:
    """A word in the column `reads` that no reader can look up helps nobody."""
    cells = first_cells(section(PAGE.read_text(encoding="utf-8"), "How cells are read"))
    explained = {word.strip() for cell in cells for word in cell.split(",")}

    used = {word.strip() for _, words in READINGS for word in words.split(",")}
    assert used - explained == {"whole number", "halves"}  # they say themselves what they are


@pytest.mark.parametrize("rule", sorted(RuleId))
def test_rule_names_its_functions(rule: RuleId) -> None:
    """Who reads the sentence finds the code: enforced, checked, broken on purpose."""
    text = section(RULES_PAGE, f"[^\n]*: `{rule}`")

    for kind, function in (
        ("Enforced", ENFORCED[rule]),
        ("Checked", CHECKS[rule]),
        ("Fault", FAULTS[rule]),
    ):
        path = function.__module__.replace(".", "/") + ".py"
        assert f"{kind}: `{function.__name__}` in `{path}`." in text
    assert text.lstrip().startswith("> ")


@pytest.mark.parametrize("stage", sorted(StageId))
def test_stage_has_unit_and_formula(stage: StageId) -> None:
    text = section(RULES_PAGE, f"Stage `{stage}`")

    assert f"Unit: {STAGES[stage].unit}." in text
    assert "Formula: " in text
    assert "Example: " in text


def test_every_weight_is_explained() -> None:
    """The weights of continuity and the worth stand in the stages' formulas, the rest in rows."""
    weights = {key for key in Settings.model_fields if key.startswith(("weight_", "worth_"))}

    assert {key for key in weights if f"`{key}`" not in RULES_PAGE.split("## How")[0]} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_its_row(name: str) -> None:
    """Rows of the page and parameters of the command, both ways, with their defaults."""
    rows = section(COMMAND_PAGE.read_text(encoding="utf-8"), f"`{name}`")
    shown = [parameter for parameter in PROGRAM.commands[name].params if not is_hidden(parameter)]

    names = {parameter_name(parameter) for parameter in shown} | {"--help"}
    assert sorted(first_cells(rows)) == sorted(names)
    for parameter in shown:
        row = next(line for line in rows.splitlines() if f"`{parameter_name(parameter)}`" in line)
        default = row.split("|")[2].strip()
        assert (default == "*") is parameter.required, row
        if isinstance(parameter.default, int | float | str) and parameter.default is not False:
            assert default == str(getattr(parameter.default, "value", parameter.default)), row


def is_hidden(parameter: object) -> bool:
    return bool(getattr(parameter, "hidden", False))


def parameter_name(parameter: object) -> str:
    options = [option for option in getattr(parameter, "opts", []) if option.startswith("--")]
    return options[0] if options else str(getattr(parameter, "metavar", ""))


def test_page_has_no_other_command() -> None:
    page = COMMAND_PAGE.read_text(encoding="utf-8")

    assert sorted(re.findall(r"^## `(\w+)`$", page, re.M)) == COMMANDS
    assert f"`{DEBUG}`" in page


def test_every_command_is_run_on_its_page() -> None:
    run = [command for block in blocks(COMMAND_PAGE) for command, _ in commands(block)]

    assert {command.split()[1] for command in run} == set(COMMANDS)


def test_every_exit_code_is_explained() -> None:
    from api.cli.refusals import Exit

    rows = first_cells(section(COMMAND_PAGE.read_text(encoding="utf-8"), "Exit codes"))

    assert rows == [str(code.value) for code in sorted(Exit)]


def test_search_page_has_every_parameter_and_its_default() -> None:
    from solver.search.params import SolveParams

    text = section((DOCS / "search.md").read_text(encoding="utf-8"), "The search")
    rows = {
        line.split("|")[1].strip(): line.split("|")[2].strip()
        for line in text.splitlines()
        if line.startswith("| `")
    }

    words = {True: "yes", False: "no"}
    fields = SolveParams.model_fields
    shown = {
        f"`{name}`": words[field.default] if isinstance(field.default, bool) else str(field.default)
        for name, field in fields.items()
    }
    assert rows == shown


def test_search_page_has_every_status() -> None:
    from solver.outcome import Status

    page = (DOCS / "search.md").read_text(encoding="utf-8")

    assert first_cells(section(page, "What bounds mean")) == [status.value for status in Status]


def test_every_key_figure_has_its_row() -> None:
    """The row says what the catalogue says, so that a figure has one meaning."""
    rows = [line for line in section(RULES_PAGE, "The key figures").splitlines() if "| `" in line]

    assert rows == [f"| `{id_}` | {kpi.unit} | {kpi.sentence} |" for id_, kpi in KPIS.items()]


def test_readings_of_the_sentences_are_kept_last() -> None:
    """The section is binding for model, verifier and measures; it ends the page."""
    headings = re.findall(r"^## (.+)$", RULES_PAGE, re.M)

    assert headings[-1] == "How the sentences are read"


def test_every_bound_without_a_clock_has_its_argument() -> None:
    """A bound without an argument is a guess: whoever adds one writes down why it holds."""
    from solver.model.relaxed import RELAXED_STAGES

    page = (DOCS / "model.md").read_text(encoding="utf-8")

    assert sorted(first_cells(section(page, "The model without a clock"))) == sorted(RELAXED_STAGES)
