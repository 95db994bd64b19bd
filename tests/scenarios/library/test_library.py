"""The stored scenarios are complete, valid and what was solved."""

import pytest

from scenarios.checks import check
from scenarios.findings import Severity
from scenarios.generate import PILOTS
from scenarios.library import best_known, load, names


def test_every_pilot_is_there_in_both_seasons() -> None:
    assert names() == tuple(
        sorted(f"{pilot}-{season}" for pilot in PILOTS for season in ("spring", "august"))
    )


@pytest.mark.parametrize("name", names())
def test_stored_scenario_has_no_errors(name: str) -> None:
    found = [finding for finding in check(load(name)) if finding.severity is Severity.ERROR]

    assert found == []


def test_best_values_belong_to_the_stored_scenarios() -> None:
    """A value of another version of a scenario says nothing."""
    for name, known in best_known().items():
        assert known.scenario == load(name).content_hash


def test_no_value_is_below_its_bound() -> None:
    for known in best_known().values():
        for stage in known.stages:
            assert stage.bound <= stage.value
            assert not stage.optimal or stage.bound == stage.value


def test_unknown_name_is_refused() -> None:
    with pytest.raises(LookupError):
        load("../library/lappi-spring")
