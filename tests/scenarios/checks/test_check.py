"""The checks as a whole: complete, quiet about what was rejected, deterministic, fast."""

from __future__ import annotations

import re
import time
from pathlib import Path

from scenarios.checks import PreviousMeeting, check, check_previous
from scenarios.findings import Finding
from scenarios.scenario import Scenario
from scenarios.times import Day
from tests.architecture.files import ROOT
from tests.support import worlds
from tests.support.build import bells, lesson, need, school, school_class, teacher, world

CHECKS = ROOT / "scenarios" / "checks"
CODE = re.compile(r'(?:error|warning|info|report)\(\s*"([a-z_]+)"|code="([a-z_]+)"')


def codes_in(text: str) -> set[str]:
    return {found[1] or found[2] for found in CODE.finditer(text)}


def test_every_code_has_a_test() -> None:
    given = {code for path in CHECKS.glob("*.py") for code in codes_in(path.read_text("utf-8"))}
    tests = "\n".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))

    assert len(given) > 40
    assert {code for code in given if f'"{code}"' not in tests} == set()


def test_the_named_worlds_are_sound() -> None:
    sound = (
        worlds.lone_need(),
        worlds.one_room_for_two(),
        worlds.one_teacher_for_two(),
        worlds.buyer_and_seller(),
    )

    assert [check(scenario) for scenario in sound] == [[], [], [], []]


def test_all_findings_come_at_once() -> None:
    wrong = world(
        need("n1", pupils=99), need("n2", subject="IS", pupils=98), bells("s1", "09:00-09:45")
    )
    overlapping = wrong.replace(bells=(*wrong.bells, *bells("s1", "09:30-10:15", period="9")))

    errors = [one.code for one in check(overlapping) if one.severity == "error"]

    assert sorted(errors) == ["bells_overlap", "need_too_large", "need_too_large"]


def test_nothing_is_said_to_be_missing_from_a_table_with_rejected_rows() -> None:
    scenario = world(need("n1"), bells("s1", "09:00-09:45", grades="9"))

    def about(rejected: dict[str, frozenset[str]]) -> set[str]:
        return {one.code for one in check(scenario, rejected)}

    assert about({}) == {"no_bells", "too_few_window_days"}
    assert about({"bells": frozenset()}) == set()


def test_a_scenario_whose_needs_were_all_rejected_is_not_empty() -> None:
    rejected = {"needs": frozenset(["n1"])}

    assert "nothing_needed" not in [one.code for one in check(world(), rejected)]


def test_the_order_of_the_rows_given_does_not_matter() -> None:
    rows = [need("n1", pupils=99), need("n2", school="s2", pupils=98), need("n3", subject="IS")]

    assert check(world(*rows)) == check(world(*reversed(rows)))


def test_a_large_scenario_is_checked_in_a_moment() -> None:
    """20 000 rows; the limit is generous for a slow machine, the usual time is in the docs."""
    scenario = large()
    rows = sum(len(getattr(scenario, table)) for table in ("bells", "lessons", "needs"))

    began = time.perf_counter()
    check(scenario)
    seconds = time.perf_counter() - began

    assert rows > 20_000
    assert seconds < 10


def large() -> Scenario:
    """100 schools of six classes, each with a home timetable of 25 lessons and 4 needs."""
    hours = [f"{hour:02d}:00-{hour:02d}:45" for hour in range(8, 14)]
    days = ("mon", "tue", "wed", "thu", "fri")
    rows: list[object] = [teacher(f"t{number}") for number in range(40)]
    for number in range(100):
        name = f"s{number}"
        rows += [school(name), bells(name, *hours)]
        for grade in range(1, 7):
            class_id = f"{name}-{grade}"
            rows.append(school_class(class_id, name, grades=str(grade)))
            rows.append([lesson(class_id, f"{day} {when}") for day in days for when in hours])
            rows += [
                need(f"{class_id}-{k}", school=name, grade_from=grade, classes=class_id)
                for k in range(4)
            ]
    return world(*rows)


def previous(scenario: Scenario, *meetings: PreviousMeeting) -> list[Finding]:
    return check_previous(scenario, meetings)


def test_previous_meetings_off_the_step_are_a_warning() -> None:
    on = PreviousMeeting("g1", Day.MON, 9 * 60, ("n1",))
    off = PreviousMeeting("g2", Day.TUE, 9 * 60 + 3, ("n1",))

    (finding,) = previous(world(need("n1")), on, off)

    assert finding.code == "previous_off_step"
    assert finding.severity == "warning"
    assert finding.numbers == {"group": "g2", "day": "tue", "start": "09:03", "step": 5}


def test_a_previous_plan_of_quite_other_needs_is_a_warning() -> None:
    old = PreviousMeeting("g1", Day.MON, 9 * 60, ("old1",))

    (finding,) = previous(world(need("n1")), old)

    assert finding.code == "previous_of_other_needs"
    assert previous(world(need("n1", continues="old1")), old) == []
