"""Joined areas: everybody once, rare subjects pooled, trade across borders in small numbers."""

from collections import Counter, defaultdict

import pytest

from scenarios.checks import check
from scenarios.findings import Severity
from scenarios.generate import generate
from scenarios.generate.catalogue import BY_CODE
from scenarios.generate.region import region_of, typical_needs
from scenarios.pilots import pilot_data

ALL = generate("pilots", "spring", "normal", 5)
PROVIDERS = {"etu1", "etu2"}
AREA_OF = {
    code: pilot.pilot
    for pilot in reversed(pilot_data().pilots)
    for code in (*pilot.municipalities, *(partner.code for partner in pilot.partners))
}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ("lappi", "spring", "normal", 7),
            "6aa7e503937d2917fd66b03f9a13fbdcc56a154c11057a8bfd9f2e7cb0f1dc2a",
        ),
        (
            ("kielisaareke", "august", "tight", 7),
            "b1140d0079362d1b107fc3bd6f404dd66cb6ad196dd0c298613f14f201c0fb66",
        ),
        (
            ("paijat-hame", "august", "normal", 3, 400),
            "7921f1ef826b44daef1342213ac5c0cb5bb7a667c42bb9e0b1330155748ccd99",
        ),
    ],
)
def test_a_pilot_alone_is_what_it_always_was(arguments, expected: str) -> None:
    """Recorded figures of a pilot's scenario stay true only while it stays the same."""
    assert generate(*arguments).content_hash == expected


def test_all_pilots_are_39_municipalities_with_a_partner_and_two_providers() -> None:
    codes = [row.municipality for row in ALL.municipalities]

    assert len(codes) == len(set(codes)) == 39 + 1 + len(PROVIDERS)
    assert len(ALL.needs) == typical_needs("pilots") == 2000


def test_joined_scenarios_have_no_errors() -> None:
    joined = generate("tunturi-lappi+savogrow", "august", "tight", 4, needs=120)

    for scenario in (ALL, joined):
        found = [one for one in check(scenario) if one.severity is Severity.ERROR]
        assert found == []


def test_joined_areas_give_each_area_its_share() -> None:
    """A need is drawn where pupils are: Lahti's area gets more than Salla's."""
    needs = Counter(AREA_OF[ALL.buyer_of(need)] for need in ALL.needs)

    assert needs["paijat-hame"] > 5 * needs["lappi"] > 0


def test_everybody_trades_inside_an_area_and_few_across() -> None:
    rows = [row for row in ALL.agreements if row.seller not in PROVIDERS]
    inside = [row for row in rows if AREA_OF.get(row.buyer) == AREA_OF.get(row.seller)]
    across = [row for row in rows if row not in inside and row.seller in AREA_OF]

    assert 0 < len(across) < len(inside)
    assert all(row.max_lessons is not None for row in across)


def test_providers_teach_only_what_is_rare_in_an_area() -> None:
    """No course of a provider has a teacher in an area that buys it of the provider."""
    taught = defaultdict(set)
    for teacher in ALL.teachers:
        for row in ALL.qualifications_of[teacher.teacher]:
            for language in teacher.languages:
                taught[AREA_OF.get(teacher.municipality, teacher.municipality)].add(
                    (language, BY_CODE[row.subject].bundle)
                )
    lone = [
        need
        for need in ALL.needs
        if (ALL.language_of(need), BY_CODE[need.subject].bundle)
        not in taught[AREA_OF[ALL.buyer_of(need)]]
    ]
    sold = {row.buyer for row in ALL.agreements if row.seller in PROVIDERS}

    assert lone
    assert {ALL.buyer_of(need) for need in lone} <= sold


def test_the_whole_is_one_problem() -> None:
    """Municipalities that trade with each other, directly or not, are all of them."""
    near = defaultdict(set)
    for row in ALL.agreements:
        near[row.buyer].add(row.seller)
        near[row.seller].add(row.buyer)
    reached, open_ = set(), ["016"]
    while open_:
        code = open_.pop()
        if code not in reached:
            reached.add(code)
            open_ += near[code]

    assert reached >= {ALL.buyer_of(need) for need in ALL.needs}


def test_country_has_38_areas_and_15000_needs() -> None:
    region = region_of("country")

    assert len(region.parts) == 38
    assert len(region.districts) == 7
    assert typical_needs("country") == 15_000


def test_more_needs_than_there_is_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match=r"lappi\+uusimaa has room for"):
        generate("lappi+uusimaa", needs=5000)


def test_unknown_pilot_in_a_join_is_refused() -> None:
    with pytest.raises(LookupError, match="ahvenanmaa"):
        generate("lappi+ahvenanmaa")
