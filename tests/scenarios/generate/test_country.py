"""The made-up country has the published sizes and areas like those of the pilots."""

from collections import Counter

import pytest

from scenarios.generate.country import country_areas, populations, schools_of_pupils
from scenarios.pilots import pilot_data
from scenarios.pilots.country import country_data

ROWS = [row for area in country_areas() for row in area.municipalities]


@pytest.mark.parametrize("size", country_data().classes.rows, ids=lambda size: str(size.least))
def test_class_keeps_its_limits_and_its_people(size) -> None:
    found = populations(size)

    assert len(found) == size.municipalities
    assert all(size.least <= inhabitants <= size.most for inhabitants in found)
    assert sum(found) == pytest.approx(size.inhabitants, rel=0.04)


def test_every_region_has_its_published_sizes() -> None:
    classes = country_data().classes.rows
    for place, region in enumerate(country_data().regions, start=1):
        sizes = [row.population.value for row in ROWS if row.code.startswith(f"{place:02d}")]
        counted = Counter(
            next(k for k, row in enumerate(classes) if size <= row.most) for size in sizes
        )

        assert tuple(counted[k] for k in range(len(classes))) == region.sizes


def test_areas_are_of_four_to_twelve_municipalities_around_a_larger_one() -> None:
    for area in country_areas():
        assert 4 <= len(area.municipalities) <= 12
        assert max(row.population.value for row in area.municipalities) > 10_000


def test_codes_are_not_those_of_real_municipalities() -> None:
    codes = [row.code for row in ROWS]

    assert len(codes) == len(set(codes)) == 304
    assert not set(codes) & {row.code for row in pilot_data().municipalities}


def test_pupils_are_a_tenth_of_the_population() -> None:
    """The national share is 9.8 %."""
    pupils = sum(row.pupils_1_6.value + row.pupils_7_9.value for row in ROWS)

    assert pupils / sum(row.population.value for row in ROWS) == pytest.approx(0.098, abs=0.004)


def test_schools_are_as_many_as_in_the_pilots() -> None:
    """Over all 39 municipalities the rule gives the number known or estimated, within a tenth."""
    rows = pilot_data().municipalities
    made = [schools_of_pupils(row.pupils_1_6.value + row.pupils_7_9.value) for row in rows]

    assert sum(made) == pytest.approx(sum(row.units.value for row in rows), rel=0.1)


def test_municipalities_with_swedish_schools_are_as_many_as_the_file_says() -> None:
    for place, region in enumerate(country_data().regions, start=1):
        spoken = Counter(row.languages.value for row in ROWS if row.code.startswith(f"{place:02d}"))

        assert spoken["sv", "fi"] == region.swedish_first
        assert spoken["fi", "sv"] == region.swedish_second
