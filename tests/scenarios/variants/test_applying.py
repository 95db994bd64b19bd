"""Edits do what they say, all that is wrong with them is said, and nothing is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scenarios.findings import Finding
from scenarios.scenario import Scenario
from scenarios.times import parse_clock
from scenarios.variants import Edit, EditKind, apply
from tests.support.build import (
    agreement,
    closed,
    lesson,
    municipality,
    need,
    pin,
    school,
    school_class,
    teacher,
    with_rows,
    world,
)


def edit(kind: str, table: str, row: dict[str, Any] | None = None, **more: Any) -> Edit:
    return Edit(edit=EditKind(kind), table=table, row=row or {}, **more)


def edited(scenario: Scenario, *edits: Edit) -> Scenario:
    applied = apply(scenario, edits)
    assert applied.scenario is not None, applied.findings
    return applied.scenario


def complaints(scenario: Scenario, *edits: Edit) -> list[tuple[str, int | None, str | None]]:
    applied = apply(scenario, edits)
    assert applied.scenario is None
    return [_said(finding) for finding in applied.findings if finding.place.table == "edits"]


def _said(finding: Finding) -> tuple[str, int | None, str | None]:
    return finding.code, finding.place.row, finding.place.column


@pytest.fixture
def pair() -> Scenario:
    """Two municipalities with a school, a class and a need each, and a teacher of the first."""
    return world(
        municipality("m1"),
        municipality("m2"),
        school("s1"),
        school("s2", municipality="m2"),
        school_class("c1"),
        school_class("c2", school="s2"),
        need("n1", classes=["c1"]),
        need("n2", school="s2", classes=["c2"]),
        teacher("t1", school="s1"),
        agreement("m2", "m1"),
        closed("s1", "mon-fri", "12:00-12:30", reason="lunch"),
    )


class TestEachKind:
    def test_a_row_is_added_with_its_defaults(self, pair: Scenario) -> None:
        cells = {"municipality": "m2", "languages": "fi", "max_lessons": 10}
        new = edited(pair, edit("add", "teachers", {"teacher": "t2"}, cells=cells))

        assert new.teacher_of["t2"].max_lessons == 10
        assert new.teacher_of["t2"].max_lessons_day == 6
        assert set(new.teacher_of) == {"t1", "t2"}

    def test_cells_of_all_rows_that_match_are_changed(self, pair: Scenario) -> None:
        new = edited(pair, edit("change", "needs", {"subject": "OR"}, cells={"pupils": "3"}))

        assert [row.pupils for row in new.needs] == [3, 3]

    def test_words_of_the_office_are_understood(self, pair: Scenario) -> None:
        new = edited(
            pair, edit("change", "needs", {"need": "n1"}, cells={"priority": "lakisääteinen"})
        )

        assert new.need_of["n1"].priority == "statutory"

    def test_a_cell_that_had_its_default_follows(self, pair: Scenario) -> None:
        changes = edit("change", "teachers", {"teacher": "t1"}, cells={"overtime_cost": 31})
        base = edited(pair, changes)
        dearer = edit("change", "teachers", {"teacher": "t1"}, cells={"lesson_cost": 50})

        assert edited(base, dearer).teacher_of["t1"].overtime_cost == 50
        assert "overtime_below_lesson_cost" in {f.code for f in apply(pair, [dearer]).findings}

    def test_schools_follow_the_price_of_their_municipality(self, pair: Scenario) -> None:
        own = edit("change", "schools", {"school": "s2"}, cells={"supervisor_cost": 5})
        dearer = edit("change", "municipalities", {"name": "M1"}, cells={"supervisor_cost": 33})
        new = edited(pair, own, dearer)

        assert new.supervisor_cost_of("s1") == Decimal(33)
        assert new.supervisor_cost_of("s2") == Decimal(5)

    def test_lunch_is_shifted(self, pair: Scenario) -> None:
        new = edited(pair, edit("shift", "closed", {"reason": "lunch"}, minutes=-10))

        row = new.closed[0]
        assert (row.start, row.end) == (parse_clock("11:50"), parse_clock("12:20"))

    def test_a_setting_is_changed(self, pair: Scenario) -> None:
        order = "statutory;cost;coverage"
        new = edited(pair, edit("change", "settings", cells={"priorities": order, "slack_cost": 7}))

        assert [stage.value for stage in new.settings.priorities] == order.split(";")
        assert new.settings.slack_cost == 7

    def test_edits_build_on_each_other(self, pair: Scenario) -> None:
        longer = edit("change", "teachers", {"teacher": "t1"}, cells={"max_lessons": 21})
        again = edit("change", "teachers", {"max_lessons": 21}, cells={"max_lessons": 22})

        assert edited(pair, longer, again).teacher_of["t1"].max_lessons == 22


class TestRemoving:
    def test_a_municipality_leaves_with_all_that_is_its(self, pair: Scenario) -> None:
        applied = apply(pair, [edit("remove", "municipalities", {"municipality": "m2"})])

        assert applied.scenario is not None
        assert [row.school for row in applied.scenario.schools] == ["s1"]
        assert [row.need for row in applied.scenario.needs] == ["n1"]
        assert applied.scenario.agreements == ()
        expected = {"municipalities": 1, "schools": 1, "classes": 1, "needs": 1, "agreements": 1}
        assert {t: n for t, n in applied.gone.items() if t != "bells"} == expected

    def test_a_teacher_leaves_with_rows_that_are_about_nobody_else(self) -> None:
        scenario = world(
            need("n1"),
            need("n2", school="s2"),
            teacher("t1"),
            teacher("t2"),
            pin("n1", teacher="t1"),
        )
        new = edited(scenario, edit("remove", "teachers", {"teacher": "t1"}))

        assert set(new.teacher_of) == {"t2"} == {row.teacher for row in new.qualifications}
        assert new.pins == ()

    def test_a_teacher_stays_when_only_the_school_leaves(self, pair: Scenario) -> None:
        new = edited(pair, edit("remove", "schools", {"school": "s1"}))

        assert new.teacher_of["t1"].school == ""

    def test_a_class_leaves_the_lists_of_its_needs(self) -> None:
        scenario = world(
            school_class("c1"),
            school_class("c2"),
            need("n1", classes=["c1", "c2"]),
            lesson("c1", "mon 09:00-09:45"),
        )
        new = edited(scenario, edit("remove", "classes", {"class": "c1"}))

        assert new.need_of["n1"].classes == ("c2",)
        assert new.lessons == ()

    def test_who_shared_with_a_need_that_leaves_shares_with_no_other(self) -> None:
        scenario = world(need("n1", shares_pupils_with="n2"), need("n2"), need("n3"))
        new = edited(scenario, edit("remove", "needs", {"need": "n2"}))

        assert new.need_of["n1"].shares_pupils_with == ("none",)


class TestAgreements:
    """No row at all would let everybody buy from everybody."""

    def warnings(self, scenario: Scenario, *edits: Edit) -> list[tuple[str, int | None]]:
        found = apply(scenario, edits).findings
        return [(one.code, one.place.row) for one in found if one.code.startswith("agreements_")]

    def three(self, pair: Scenario) -> Scenario:
        return with_rows(pair, municipality("m3"), school("s3", municipality="m3"))

    def test_who_agreed_on_nothing_sells_nothing_when_the_last_agreement_leaves(
        self, pair: Scenario
    ) -> None:
        leaves = edit("remove", "municipalities", {"municipality": "m2"})
        new = edited(self.three(pair), leaves)

        assert [(row.buyer, row.seller, row.max_lessons) for row in new.agreements] == [
            ("m3", "m1", 0)
        ]

    def test_it_is_said_at_the_edit_that_took_it(self, pair: Scenario) -> None:
        dearer = edit("change", "teachers", {"teacher": "t1"}, cells={"lesson_cost": 5})
        leaves = edit("remove", "municipalities", {"municipality": "m2"})

        assert self.warnings(self.three(pair), dearer, leaves) == [("agreements_kept_closed", 2)]

    def test_agreements_that_come_in_their_place_need_no_row(self, pair: Scenario) -> None:
        leaves = edit("remove", "municipalities", {"municipality": "m2"})
        comes = edit("add", "agreements", {"buyer": "m3", "seller": "m1"})
        new = edited(self.three(pair), leaves, comes)

        assert [(row.buyer, row.max_lessons) for row in new.agreements] == [("m3", None)]
        assert self.warnings(self.three(pair), leaves, comes) == []

    def test_one_alone_sells_to_nobody_else(self, pair: Scenario) -> None:
        leaves = edit("remove", "municipalities", {"municipality": "m2"})

        assert edited(pair, leaves).agreements == ()
        assert self.warnings(pair, leaves) == []

    def test_an_open_market_stays_open(self, pair: Scenario) -> None:
        base = self.three(pair).replace(agreements=())

        assert edited(base, edit("remove", "municipalities", {"name": "M2"})).agreements == ()

    def test_ending_the_last_agreement_itself_is_said_to_open_the_market(
        self, pair: Scenario
    ) -> None:
        ends = edit("remove", "agreements", {"buyer": "m2"})

        assert edited(pair, ends).agreements == ()
        assert self.warnings(pair, ends) == [("agreements_all_ended", 1)]


class TestWhatIsWrong:
    def test_everything_is_said_at_once_and_the_base_stays(self, pair: Scenario) -> None:
        before = pair.content_hash
        said = complaints(
            pair,
            edit("change", "teacher", {"teacher": "t1"}, cells={"max_lessons": 1}),
            edit("change", "teachers", {"teacher": "t9"}, cells={"max_lessons": 1}),
            edit("change", "teachers", {"name_of": "t1"}, cells={"max_lessons": 1}),
            edit("change", "teachers", {"teacher": "t1"}, cells={"max_lessons": "many"}),
            edit("add", "teachers", {"teacher": "t1"}, cells={"municipality": "m1"}),
            edit("remove", "teachers"),
            edit("shift", "teachers", {"teacher": "t1"}, minutes=5),
            edit("shift", "closed", {"school": "s1"}),
            edit("change", "teachers", {"teacher": "t1"}),
            edit("remove", "settings"),
            edit("change", "settings", cells={"slack_cost": -1}),
        )

        assert (
            said
            == [
                ("edit_unknown_table", 1, "table"),
                ("edit_matches_nothing", 2, "teacher"),
                ("edit_unknown_column", 3, "name_of"),
                ("not_a_number", 4, "max_lessons"),
                ("missing_value", 5, "languages"),
                ("missing_value", 5, "max_lessons"),
                ("edit_names_no_row", 6, "row"),
                ("edit_cannot_shift", 7, "table"),
                ("edit_changes_nothing", 8, "minutes"),
                ("edit_changes_nothing", 9, "cells"),
                ("edit_settings_only_change", 10, "edit"),
                ("too_small", 11, "slack_cost"),
            ]
            or said[8][0] == "edit_shifts_out_of_day"
        )
        assert pair.content_hash == before

    def test_minutes_that_leave_the_day(self, pair: Scenario) -> None:
        late = pair.replace(closed=[closed("s1", "mon", "23:00-23:30", reason="night")])

        assert complaints(late, edit("shift", "closed", {"school": "s1"}, minutes=60)) == [
            ("edit_shifts_out_of_day", 1, "minutes")
        ]

    def test_a_row_that_is_there_already(self, pair: Scenario) -> None:
        cells = {"municipality": "m2", "languages": "fi", "max_lessons": 1}

        assert complaints(pair, edit("add", "teachers", {"teacher": "t1"}, cells=cells)) == [
            ("edit_row_exists", 1, "teacher")
        ]

    def test_what_does_not_fit_together_is_placed_at_the_edit(self, pair: Scenario) -> None:
        moved = edit("change", "needs", {"need": "n2"}, cells={"school": "nowhere"})
        fine = edit("change", "needs", {"need": "n1"}, cells={"pupils": 4})

        assert ("unknown_reference", 2, "school") in complaints(pair, fine, moved)
