"""Six real weeks are read whole; the files are counted here without the importer."""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scenarios.checks import check
from scenarios.findings import Severity
from scenarios.importers import read_xhstt, six_finnish_weeks
from scenarios.scenario import Scenario

ROOT = Path(__file__).parents[3]
FOLDER = ROOT.parent / "shared" / "samples" / "xhstt"
FILES = sorted(FOLDER.glob("Finland*.xml")) if FOLDER.is_dir() else []
WITHOUT_HALF_GROUPS = {
    "fw1": "FinlandArtificialSchool",
    "fw2": "FinlandCollege",
    "fw4": "FinlandHighSchool",
    "fw5": "FinlandSecondarySchool",
}

pytestmark = pytest.mark.skipif(len(FILES) != 6, reason="the six sample weeks are not here")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return six_finnish_weeks(FOLDER)


def periods_of_classes(path: Path) -> Counter[str]:
    """Weekly periods of each class: the durations of its events."""
    instance = ElementTree.parse(path).getroot().find("Instances/Instance")
    assert instance is not None
    classes = {
        row.get("Id")
        for row in instance.iter("Resource")
        if row.get("Id") and row.find("ResourceType[@Reference='Class']") is not None
    }
    periods: Counter[str] = Counter()
    for event in instance.iter("Event"):
        for row in event.iter("Resource"):
            if row.get("Reference") in classes:
                periods[str(row.get("Reference"))] += int(event.findtext("Duration") or 0)
    return periods


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_class_has_all_its_periods(path: Path) -> None:
    week = read_xhstt(path.read_bytes())

    read: Counter[str] = Counter()
    for lesson in week.lessons:
        for name in lesson.classes:
            read[name] += lesson.duration
    assert read == periods_of_classes(path)
    assert {finding.code for finding in week.findings} <= {"xhstt_solution_chosen"}


@pytest.mark.parametrize(
    ("name", "classes", "teachers", "lessons"),
    [
        ("FinlandArtificialSchool", 13, 22, 169),
        ("FinlandElementarySchool", 60, 22, 291),
        ("FinlandSecondarySchool2", 36, 22, 469),
    ],
)
def test_sizes_are_those_published(name: str, classes: int, teachers: int, lessons: int) -> None:
    week = read_xhstt((FOLDER / f"{name}.xml").read_bytes())

    assert (len(week.classes), len(week.teachers)) == (classes, teachers)
    assert len(week.lessons) == lessons


def test_every_solution_of_a_file_can_be_named() -> None:
    data = (FOLDER / "FinlandSecondarySchool.xml").read_bytes()

    week = read_xhstt(data, solution="LectioIntegerProgramming")

    assert week.solution == "LectioIntegerProgramming"
    assert sum(row.duration for row in week.lessons) == 306


def test_scenario_has_no_errors(scenario: Scenario) -> None:
    assert [row for row in check(scenario) if row.severity is Severity.ERROR] == []
    assert len(scenario.schools) == 6
    assert len(scenario.needs) == 60


def test_whole_classes_have_exactly_the_lessons_of_the_file(scenario: Scenario) -> None:
    """In four schools no class is a part of another, so nothing is added."""
    for school, stem in WITHOUT_HALF_GROUPS.items():
        found = {
            name.removeprefix(f"{school}/"): len(rows)
            for name, rows in scenario.lessons_of.items()
            if name.startswith(f"{school}/")
        }
        assert found == periods_of_classes(FOLDER / f"{stem}.xml")


def test_half_group_has_its_own_lessons_and_those_of_its_class(scenario: Scenario) -> None:
    """S1AA is a half of S1A: 4 lessons of its own and 17 of the class."""
    own = periods_of_classes(FOLDER / "FinlandElementarySchool.xml")

    assert len(scenario.lessons_of["fw3/S1AA"]) == own["S1AA"] + own["S1A"] == 21


def test_every_need_is_released_from_a_course_of_its_class(scenario: Scenario) -> None:
    for need in scenario.needs:
        [school_class] = need.classes
        taught = {row.subject for row in scenario.lessons_of[school_class]}
        assert need.released_from
        assert set(need.released_from) <= taught


def test_teachers_are_busy_in_their_real_lessons(scenario: Scenario) -> None:
    """45- or 60-minute periods of the file, joined where they touch; never fewer minutes."""
    for teacher in scenario.teachers:
        school, _, name = teacher.teacher.partition("-")
        stem = {**WITHOUT_HALF_GROUPS, "fw3": "FinlandElementarySchool"}.get(
            school, "FinlandSecondarySchool2"
        )
        week = read_xhstt((FOLDER / f"{stem}.xml").read_bytes())
        periods = sum(row.duration for row in week.lessons if name in row.teachers)
        length = 60 if school == "fw1" else 45
        busy = sum(row.end - row.start for row in scenario.availability_of[teacher.teacher])
        assert busy == periods * length


def test_scenario_is_the_same_every_time(scenario: Scenario) -> None:
    assert six_finnish_weeks(FOLDER).content_hash == scenario.content_hash


def test_file_without_a_week_is_refused(tmp_path: Path) -> None:
    for path in FILES:
        (tmp_path / path.name).write_bytes(b"<a/>")

    with pytest.raises(ValueError, match="xhstt_no_instance"):
        six_finnish_weeks(tmp_path)
