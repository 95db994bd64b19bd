"""What a person reads: numbers, plurals, days, places."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from api.amounts import stage_amount
from api.i18n import numbers
from api.i18n.catalogue import LANGUAGES, finding, messages, sentence, text
from scenarios.findings import Finding, Place
from scenarios.rules import StageId
from scenarios.times import DAYS


def test_a_finding_begins_with_its_place() -> None:
    found = Finding(
        code="need_too_large",
        place=Place(table="needs", row=17, column="pupils"),
        numbers={"pupils": 14, "max_pupils": 12, "parts": 2},
    )

    said = finding(found, "fi")

    assert said.startswith("tarpeet, rivi 17, oppilaita: Tarpeessa on 14 oppilasta")
    assert "12" in said
    assert finding(found, "sv").startswith("behov, rad 17, elever: ")
    assert finding(found, "en").startswith("needs, row 17, pupils: ")


def test_a_place_that_is_not_ours_is_named_as_it_was_given() -> None:
    """Keys of the settings stand in English in every template."""
    key = Finding(code="too_small", place=Place(table="settings", row=9, column="name"))
    sheet = Finding(code="personal_data", place=Place(table="Muistiinpanot", row=2, column="B"))

    assert finding(key, "fi").startswith("asetukset, rivi 9, name: ")
    assert finding(sheet, "sv").startswith("Muistiinpanot, rad 2, B: ")


def test_what_is_wrong_with_a_whole_file_or_table_has_no_row() -> None:
    whole = Finding(code="broken_workbook", place=Place(table="file", row=1, column="A"))
    table = Finding(code="missing_table", place=Place(table="needs", row=1, column="A"))

    assert finding(whole, "fi").startswith("tiedosto: ")
    assert finding(table, "fi").startswith("tarpeet: ")


def test_tables_and_choices_inside_a_sentence_are_said_in_words() -> None:
    choices = sentence("not_one_of", "fi", given="pakko", allowed="statutory, promised, .zip")

    assert "lakisääteinen, luvattu, .zip" in choices
    assert "”koulut”" in sentence("unknown_reference", "fi", id="x", target="schools")


def test_a_finding_without_a_place_begins_with_whom_it_is_about() -> None:
    found = Finding(
        code="teacher_load",
        subjects=("teacher:t3",),
        numbers={"what": "week", "lessons": 20.5, "limit": 20.0},
    )

    assert finding(found, "fi").startswith("opettaja t3: Opettajalla on 20,5 viikkotuntia")
    assert finding(found, "en").startswith("teacher t3: The teacher has 20.5 weekly lessons")


def test_a_broken_rule_without_a_part_is_said_as_a_whole() -> None:
    assert sentence("rooms", "en") == text("rooms", "en")
    assert sentence("rooms", "en", what="no_such_part") == text("rooms", "en")


def test_numbers_may_have_any_name() -> None:
    """`language` and `code` are names of numbers too."""
    said = sentence("language_of_no_teacher", "sv", language="se")

    assert "”se”" in said


@pytest.mark.parametrize(("days", "form"), [(1, "päivänä viikossa, mutta tunteja tarvitaan 2. ")])
def test_one_and_many_have_forms_of_their_own(days: int, form: str) -> None:
    assert form in sentence("too_few_window_days", "fi", days=days, lessons=2)
    assert "eri päivinä" in sentence("too_few_window_days", "fi", days=3, lessons=4)
    assert "on only 1 day a week" in sentence("too_few_window_days", "en", days=1, lessons=2)
    assert "on only 0 days a week" in sentence("too_few_window_days", "en", days=0, lessons=2)


def test_a_missing_number_or_text_leaves_a_mark_and_not_a_crash() -> None:
    assert "–" in sentence("need_too_large", "fi")
    assert "–" in sentence("same_course", "fi", what="other_level", group="A1", need="")
    assert sentence("no_such_code", "fi", pupils=3) == "no_such_code"


def test_values_are_never_read_as_patterns() -> None:
    said = sentence("not_a_time", "en", given="{limit} {0.__class__}")

    assert "{limit} {0.__class__}" in said


def test_codes_inside_a_sentence_are_said_in_words() -> None:
    said = sentence("statutory_not_servable", "sv", reason="no_window")

    assert "tidsfönster" in said
    assert "no_window" not in said


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fi", "maanantai tiistai keskiviikko torstai perjantai"),
        ("sv", "måndag tisdag onsdag torsdag fredag"),
        ("en", "Monday Tuesday Wednesday Thursday Friday"),
    ],
)
def test_weekdays_stand_alone(language: str, names: str) -> None:
    """In Finnish the usual form says *on Monday*, `maanantaina`."""
    assert [numbers.day_name(day, language) for day in DAYS] == names.split()


def test_several_days_are_listed() -> None:
    said = sentence("lunch_not_closed", "fi", school="s1", grades="1-6", days="tue;thu")

    assert "tiistai, torstai" in said


@pytest.mark.parametrize(
    ("language", "written"),
    [("fi", "1\u00a0234,5"), ("sv", "1\u00a0234,5"), ("en", "1,234.5")],
)
def test_numbers_are_written_as_the_language_does(language: str, written: str) -> None:
    assert numbers.number(1234.50, language) == written


@pytest.mark.parametrize(
    ("amount", "language", "written"),
    [
        (2300, "fi", "2\u00a0300 €"),
        (12.5, "sv", "12,50 €"),
        (2300, "en", "€2,300"),
        (12.5, "en", "€12.50"),
    ],
)
def test_euros_have_cents_only_where_there_are_some(
    amount: float, language: str, written: str
) -> None:
    assert numbers.euros(amount, language) == written


def test_a_bill_has_cents_and_points_have_none() -> None:
    """681950 cents are 6 819,50 €; 31950 hundredths of a point are 319,5 points."""
    assert stage_amount(StageId.COST, 681950, "fi") == "6\u00a0819,50 € viikossa"
    assert stage_amount(StageId.COST, 681900, "fi") == "6\u00a0819 € viikossa"
    assert stage_amount(StageId.CONVENIENCE, 31950, "fi") == "319,5 pistettä"


def test_dates_and_times_are_local() -> None:
    """Noon of universal time in August is three in the afternoon in Helsinki."""
    noon = datetime(2026, 8, 3, 12, 0, tzinfo=UTC)

    assert numbers.date_text(date(2026, 8, 3), "fi") == "3.8.2026"
    assert numbers.date_text(date(2026, 8, 3), "en") == "3 Aug 2026"
    assert numbers.time_text(noon, "sv") == "3.8.2026 15:00"


def test_iso_dates_of_findings_are_written_out() -> None:
    said = sentence("holiday_outside_year", "fi", first="2026-10-12", last="2026-10-16")

    assert "12.10.2026–16.10.2026" in said


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        text("rooms", "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_about_what_to_do_end_as_sentences(language: str) -> None:
    """A finding is a whole sentence; labels and parts of sentences have a key with a dot."""
    keys = [key for key in messages(language) if "." not in key]

    assert [key for key in keys if not text(key, language).endswith(".")] == []
