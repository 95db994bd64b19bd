"""What no file of the project may say."""

import re

import pytest

from tests.architecture.files import project_texts

# A letter in brackets keeps a pattern from finding itself in this file.

# Versions are pinned; where they are fetched from is the machine's business.
PACKAGE_INDEX = re.compile(
    r"p[y]pi\.org|pythonh[o]sted|[n]pmjs|yarnp[k]g\.com|[d]eb\.debian|cond[a]\.|/opt/p[y]pi|"
    r"devp[i]|[f]ile:///|^\s*--(extra-)?inde[x]-url|^\s*--find-l[i]nks",
    re.IGNORECASE | re.MULTILINE,
)

# The project speaks of schools and plans, in the words of its glossary: a lesson or a meeting,
# a question, a supervisor.
FOREIGN_WORD = re.compile(
    r"\b(s[e]ssions?|pr[o]mpt(s|ed)?|[a]ssistants?|cl[a]ude|ll[m]s?)\b", re.IGNORECASE
)

# pytest's own name for a fixture that lives as long as the whole run.
PYTEST_SCOPE = re.compile(r'scope="sess[i]on"')


def places(pattern: re.Pattern[str], text: str) -> list[str]:
    return [
        f"line {text.count(chr(10), 0, found.start()) + 1}: {found[0]}"
        for found in pattern.finditer(text)
    ]


def test_no_file_names_a_package_index() -> None:
    found = {name: places(PACKAGE_INDEX, text) for name, text in project_texts()}

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_file_uses_a_foreign_word() -> None:
    found = {
        name: places(FOREIGN_WORD, PYTEST_SCOPE.sub("", text)) for name, text in project_texts()
    }

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PACKAGE_INDEX, "requests @ https://files.pythonh" + "osted.org/requests.whl"),
        (PACKAGE_INDEX, "--extra-inde" + "x-url https://example.org/simple"),
        (FOREIGN_WORD, "Open a new sess" + "ion first."),
    ],
)
def test_a_forbidden_text_is_found(pattern: re.Pattern[str], text: str) -> None:
    assert places(pattern, text) != []
