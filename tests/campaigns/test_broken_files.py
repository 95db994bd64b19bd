"""A short run of the campaign; `make fuzz` does the long one."""

import pytest

from scenarios.scenario import Scenario
from tests.campaigns.broken_files import Verdict, base_scenarios, report, tried

FILES = 300
SEED = 20261121


@pytest.fixture(scope="module")
def bases() -> list[Scenario]:
    return base_scenarios()


@pytest.fixture(scope="module")
def verdicts(bases: list[Scenario]) -> list[Verdict]:
    return [tried(bases, SEED, number) for number in range(FILES)]


def test_no_file_crashes_hangs_or_is_refused_without_a_place(verdicts: list[Verdict]) -> None:
    faults = [(verdict.number, verdict.faults) for verdict in verdicts if verdict.faults]

    assert faults == [], report(verdicts, 0)


def test_the_files_are_broken_in_many_ways(verdicts: list[Verdict]) -> None:
    """A campaign in which all files are refused for one reason would find nothing."""
    outcomes = [verdict.outcome for verdict in verdicts]
    codes = {code for verdict in verdicts for code in verdict.codes}

    assert outcomes.count("rejected") > FILES / 2
    assert outcomes.count("accepted") + outcomes.count("warned") > FILES / 20
    assert len(codes) > 40


def test_a_reader_that_fails_is_noticed(
    bases: list[Scenario], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("tests.campaigns.broken_files._read", fail)

    verdict = tried(bases, SEED, 0)

    assert verdict.outcome == "crash"
    assert "KeyError" in verdict.faults[0]
