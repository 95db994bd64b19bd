"""No check takes more time for each row of a country than for each row of an area."""

import time
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from bench.files import load
from scenarios.checks import CHECKS, NOTHING_REJECTED
from scenarios.checks.report import Case
from scenarios.findings import Finding

AREA, COUNTRY, GROWTH = "n0300-spring-normal", "n2000-spring-normal", 2000 / 300
SLACK, NOISE_SECONDS = 2.5, 0.05


loaded = cache(load)


def seconds(check: Callable[[Case], Iterator[Finding]], name: str) -> float:
    """Of the processor, the least of three times."""
    scenario, took = loaded(name), []
    for _ in range(3):
        case = Case(scenario, NOTHING_REJECTED)
        began = time.process_time()
        list(check(case))
        took.append(time.process_time() - began)
    return min(took)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_it_grows_with_the_scenario(check: Callable[[Case], Iterator[Finding]]) -> None:
    assert seconds(check, COUNTRY) < SLACK * GROWTH * seconds(check, AREA) + NOISE_SECONDS
