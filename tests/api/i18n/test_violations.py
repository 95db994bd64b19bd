"""What is said of a broken plan, for each rule broken on purpose."""

from __future__ import annotations

import pytest

from api.i18n.catalogue import LANGUAGES, UNKNOWN, finding, text
from scenarios.rules import RuleId
from solver.verify.report import verify
from tests.support.faults import FAULTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RuleId)
def test_every_broken_rule_is_said_with_its_numbers(rule: RuleId, language: str) -> None:
    """A dash would be a number the verifier does not give."""
    violations = [one for one in verify(*FAULTS[rule]()) if one.code == rule]

    said = [finding(one, language) for one in violations]

    assert said
    assert [one for one in said if f" {UNKNOWN} " in one or f"({UNKNOWN}" in one] == []
    assert [one for one in said if one.endswith(text(rule, language))] == []
