"""Rules are told apart: each can be broken without breaking another."""

import pytest

from scenarios.findings import Severity
from scenarios.rules import RuleId
from solver.verify.checks import CHECKS
from solver.verify.report import verify
from tests.support.faults import FAULTS


@pytest.mark.parametrize("rule", sorted(RuleId))
def test_a_fault_breaks_its_rule_and_no_other(rule: RuleId) -> None:
    """A check that also complains of its neighbour's fault would send the office astray."""
    scenario, broken = FAULTS[rule]()

    findings = verify(scenario, broken)

    assert {finding.code for finding in findings} == {rule}
    assert all(finding.severity is Severity.ERROR for finding in findings)
    assert all(finding.subjects and finding.numbers["what"] for finding in findings)


@pytest.mark.parametrize("rule", sorted(RuleId))
def test_the_check_of_a_rule_is_filed_under_it(rule: RuleId) -> None:
    scenario, broken = FAULTS[rule]()

    found = [finding.code for finding in CHECKS[rule](scenario, broken)]

    assert set(found) == {rule}
