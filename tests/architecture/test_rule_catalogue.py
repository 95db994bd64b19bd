"""Every rule of the catalogue is enforced, checked, broken on purpose, translated, described.

The list in CONTRIBUTING.md, "A new rule", says what each place holds.
"""

import re

import pytest

from scenarios.rules import RULES, RuleId
from tests.architecture.files import ROOT

HARD_RULES = sorted(RuleId)
LANGUAGES = ("fi", "sv", "en")


def test_catalogue_lists_every_id_once() -> None:
    assert sorted(RULES) == HARD_RULES
    assert all(rule.id == key for key, rule in RULES.items())


def test_model_enforces_exactly_the_catalogue() -> None:
    from solver.model.build import RULES as ENFORCED

    assert sorted(ENFORCED) == HARD_RULES


def test_verifier_checks_exactly_the_catalogue() -> None:
    from solver.verify.checks import CHECKS

    assert sorted(CHECKS) == HARD_RULES
    assert len(set(CHECKS.values())) == len(HARD_RULES), "two rules share a check"


def test_every_rule_has_its_fault() -> None:
    from tests.support.faults import FAULTS

    assert sorted(FAULTS) == HARD_RULES
    assert len(set(FAULTS.values())) == len(HARD_RULES), "two rules share a fault"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", HARD_RULES)
def test_every_rule_has_a_sentence(rule: RuleId, language: str) -> None:
    from api.i18n.catalogue import sentence

    assert sentence(rule, language) not in ("", rule)


@pytest.mark.parametrize("rule", HARD_RULES)
def test_rule_is_translated_not_copied(rule: RuleId) -> None:
    from api.i18n.catalogue import sentence

    assert len({sentence(rule, language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("rule", HARD_RULES)
def test_rule_is_described_in_the_docs(rule: RuleId) -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")

    entry = rf"^(#+\s.*`{rule}`|\|\s*`{rule}`\s*\|)"
    assert re.search(entry, page, re.MULTILINE), f"no heading or table row for `{rule}`"
