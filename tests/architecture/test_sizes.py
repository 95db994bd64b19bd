"""A file is one idea, a function one step: both fit on a screen or a few."""

import ast
from pathlib import Path

import pytest

from tests.architecture.files import ROOT, code_files

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 50

Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(function: Function) -> int:
    """Lines from `def` to the end, the docstring not counted."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def long_functions(source: str) -> list[str]:
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, Function))
    return [
        f"{function.name} (line {function.lineno}): {lines_of(function)} lines"
        for function in functions
        if lines_of(function) > MAX_FUNCTION_LINES
    ]


@pytest.mark.parametrize("path", code_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_file_and_its_functions_are_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert len(source.splitlines()) <= MAX_FILE_LINES
    assert long_functions(source) == []


def test_a_function_one_line_too_long_is_found() -> None:
    body = "\n".join(f"    x{line} = {line}" for line in range(MAX_FUNCTION_LINES))

    assert long_functions(f"def just_fits():\n{body[: body.rindex(chr(10))]}\n") == []
    assert long_functions(f"def too_long():\n{body}\n") == ["too_long (line 1): 51 lines"]


def test_a_docstring_is_not_counted() -> None:
    body = "\n".join(f"    x{line} = {line}" for line in range(MAX_FUNCTION_LINES - 1))

    assert long_functions(f'def explained():\n    """One.\n\n    Two.\n    """\n{body}\n') == []
