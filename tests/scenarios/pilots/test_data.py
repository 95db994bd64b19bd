"""The pilots' figures are complete, sourced and plausible."""

from collections import Counter

import pytest
from pydantic import ValidationError

from scenarios.pilots import PilotData, pilot_data

DATA = pilot_data()


def test_ten_pilots_have_39_distinct_municipalities() -> None:
    """The published list names 39 municipalities when Tuusula, in two pilots, counts once."""
    members = Counter(code for pilot in DATA.pilots for code in pilot.municipalities)

    assert len(DATA.pilots) == 10
    assert len(members) == 39
    assert [code for code, times in members.items() if times > 1] == ["858"]


def test_every_municipality_is_described_once() -> None:
    codes = [row.code for row in DATA.municipalities]

    assert sorted(codes) == sorted(set(codes))
    assert set(codes) == {code for pilot in DATA.pilots for code in pilot.municipalities}


def test_every_figure_names_a_publication_or_says_assumed() -> None:
    for row in DATA.municipalities:
        for figure in row.figures:
            url = DATA.sources[figure.source].url
            assert url == "assumed" or url.startswith(("http://", "https://"))


def test_pupils_are_a_tenth_of_the_population() -> None:
    """The national share is 9.8 %; single municipalities lie between 5 and 16 %."""
    for row in DATA.municipalities:
        share = (row.pupils_1_6.value + row.pupils_7_9.value) / row.population.value

        assert 0.05 < share < 0.16, row.name_fi


def test_break_weeks_differ_inside_a_pilot() -> None:
    """Hämeenlinna has its winter break in week 9, its partners in Uusimaa in week 8."""
    weeks = {
        DATA.municipality(code).breaks.winter for code in DATA.pilot("kielisaareke").municipalities
    }

    assert weeks == {8, 9}


def test_lappi_has_a_training_school_as_partner() -> None:
    [partner] = DATA.pilot("lappi").partners

    assert partner.code == "698"
    assert partner.school.grades == tuple(range(1, 10))


def test_unknown_pilot_is_refused() -> None:
    with pytest.raises(LookupError):
        DATA.pilot("ahvenanmaa")


def test_figure_without_known_source_is_refused() -> None:
    """A typing error in a source key must not pass for a source."""
    broken = DATA.model_dump()
    broken["municipalities"][0]["population"]["source"] = "hearsay"

    with pytest.raises(ValidationError):
        PilotData.model_validate(broken)
