"""The three catalogues are complete, alike, and speak of everything that can be found."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from api.i18n.catalogue import FOLDER, LANGUAGES, Language, has, messages
from scenarios.files.codes import CODES as READING_CODES
from scenarios.files.validated import CODES
from scenarios.kpis import KpiId
from scenarios.needs import Category, PinKind, Priority, WindowKind
from scenarios.rules import RuleId, StageId
from scenarios.servability import Reason
from scenarios.times import Half
from solver.outcome import Status
from tests.architecture.files import ROOT

PO_FILES = sorted(FOLDER.glob("*/*.po"))

# Functions whose first text is the code of a finding.
MAKERS = frozenset(
    ["complaint", "error", "warning", "info", "report", "warn", "add", "say", "Finding"]
)
MAKERS_OF_FAULTS = frozenset(
    [
        *("FileFault", "FaultyCell", "UnreadableXmlError", "UnreadableFileError", "EditError"),
        *("Fact", "closest", "_of_teacher"),
    ]
)


def called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def texts(node: ast.expr) -> Iterator[str]:
    """The texts a code may be: one, or either branch of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def codes_of(source: str) -> set[str]:
    """Codes given to a maker of findings, as its first argument or as `code=`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if keyword.arg == "code":
                found.update(texts(keyword.value))
        if called(node) in MAKERS | MAKERS_OF_FAULTS and node.args:
            found.update(text for text in texts(node.args[0]) if "_" in text)
    return found


def violations_of(source: str) -> set[str]:
    """The parts of rules that the verifier names: the second argument of `violation`."""
    return {
        text
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and called(node) == "violation" and len(node.args) > 1
        for text in texts(node.args[1])
    }


def sources(*folders: str) -> list[str]:
    return [
        path.read_text("utf-8") for name in folders for path in sorted((ROOT / name).rglob("*.py"))
    ]


def forms(message: Message) -> tuple[str, ...]:
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ())


def placeholders(message: Message) -> set[str]:
    return {
        name for form in forms(message) for _, name, _, _ in string.Formatter().parse(form) if name
    }


def test_the_three_languages_have_the_same_keys() -> None:
    fi, sv, en = (set(messages(language)) for language in LANGUAGES)

    assert len(fi) > 200
    assert fi ^ sv == set()
    assert fi ^ en == set()


@pytest.mark.parametrize("language", [Language.SV, Language.EN])
def test_translations_have_the_same_placeholders_and_plurals(language: Language) -> None:
    finnish, other = messages(Language.FI), messages(language)

    assert {key for key in finnish if placeholders(finnish[key]) != placeholders(other[key])} == (
        set()
    )
    assert {key for key in finnish if finnish[key].id != other[key].id} == set()


@pytest.mark.parametrize("path", PO_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_text_is_empty_fuzzy_or_left_behind(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    entries = [message for message in catalogue if message.id]

    assert entries
    assert [entry.id for entry in entries if entry.fuzzy] == []
    assert [entry.id for entry in entries if not all(form.strip() for form in forms(entry))] == []
    assert catalogue.obsolete == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_that_decides_the_plural_is_shown(language: Language) -> None:
    plural = {key: one for key, one in messages(language).items() if isinstance(one.id, tuple)}

    assert plural
    assert {key for key, one in plural.items() if one.id[1] not in placeholders(one)} == set()
    assert {key for key, one in plural.items() if len(forms(one)) != 2} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_finding_has_a_sentence(language: Language) -> None:
    codes = set().union(*(codes_of(source) for source in sources("scenarios", "solver", "api")))

    assert len(codes) > 100
    assert {code for code in codes if not has(code, language)} == set()


def test_sentences_about_files_show_only_what_the_readers_give() -> None:
    said = messages(Language.FI)

    assert {
        code for code, given in READING_CODES.items() if not placeholders(said[code]) <= set(given)
    } == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_a_rule_has_a_sentence(language: Language) -> None:
    parts = set().union(*(violations_of(source) for source in sources("solver/verify")))
    said = {key.partition(".")[2] for key in messages(language)}

    assert len(parts) > 20
    assert parts - said == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_contract_has_a_text(language: Language) -> None:
    keys = [
        *RuleId,
        *CODES.values(),
        *(key for stage in StageId for key in stage_keys(stage)),
        *(key for kpi in KpiId for key in (f"kpi.{kpi}", f"kpi.{kpi}.unit")),
        *(key for reason in Reason for key in (reason, f"reason.{reason}")),
        *(f"priority.{one}" for one in Priority),
        *(f"kind.{one}" for one in PinKind),
        *(f"window.{one}" for one in WindowKind),
        *(f"category.{one}" for one in Category),
        *(f"half.{one}" for one in Half),
        *(f"status.{one}" for one in Status),
    ]

    assert [key for key in keys if not has(key, language)] == []


def stage_keys(stage: StageId) -> tuple[str, str, str]:
    return (f"stage.{stage}", f"stage.{stage}.long", f"stage.{stage}.unit")


def test_a_code_without_a_sentence_would_be_found() -> None:
    source = 'yield error("a_code", "needs", 1)\nFinding(code="b_code" if x else "c_code")\n'

    assert codes_of(source) == {"a_code", "b_code", "c_code"}
