"""Pictures of a plan: its own figures, readable with long names and many rows."""

from __future__ import annotations

import pytest

from api.charts.plan import PICTURES
from api.exports.figures import Figures
from api.i18n.catalogue import LANGUAGES
from scenarios.rows import Row
from scenarios.scenario import Scenario
from solver.measure.kpis import kpis
from solver.plan import Plan
from tests.api.charts.drawn import SVG, outside, overlapping, root, texts
from tests.support.build import (
    group,
    municipality,
    need,
    plan,
    school,
    subject,
    teacher,
    window,
    world,
)

LONG = "Maija-Liisa Elämänkatsomustiedonopettajanviransijainen-Korhonen"


def called(row: Row, name: str) -> Row:
    return row.model_copy(update={"name": name})


def crowded() -> tuple[Scenario, Plan]:
    """10 municipalities, 30 teachers, long names; a third of the needs is served."""
    places = range(1, 11)
    scenario = world(
        [called(municipality(f"m{k}"), f"Pedersören ja Jämijärven kunta {k}") for k in places],
        [school(f"s{k}", municipality=f"m{k}") for k in places],
        [need(f"n{k}", school=f"s{k}", pupils=k, subject=f"S{k}") for k in places],
        [
            subject(f"S{k}", name_fi=f"oma äidinkieli, pohjoissaame ja vironkieli {k}")
            for k in places
        ],
        [called(teacher(f"t{k}"), f"{LONG} {k}") for k in range(1, 31)],
        [window("n10", "mon 09:00-09:10")],
    )
    groups = [group(f"t{k}", f"mon {8 + k}:00", f"n{k}") for k in (1, 2, 3)]
    return scenario, plan(scenario, *groups)


def few() -> tuple[Scenario, Plan]:
    """6 lessons of t1, two of them overtime; n2 could be served, n3 could not."""
    scenario = world(
        need("n1", pupils=3, lessons_per_week=5),
        need("n2", pupils=4),
        need("n3", pupils=5),
        window("n3", "mon 09:00-09:10"),
        called(teacher("t1", school="s1"), "Aino"),
        called(teacher("t2", contract_lessons=2.5), "Eero"),
        called(teacher("t3", contract_lessons=0), "Ilona"),
        called(municipality("m1"), "Loppi"),
    )
    times = [f"{day} {hour}:00" for day in ("mon", "tue") for hour in ("09", "10", "11")]
    return scenario, plan(scenario, group("t1", times, n1=[0, 1, 2, 3, 4]))


def test_figures_are_those_of_the_plan() -> None:
    figures = Figures(few()[0], "en", few()[1])

    assert [load[1:] for load in figures.loads] == [(4, 4, 2), (2.5, 0, 0)]
    assert [one[1:] for one in figures.coverage["municipality"]] == [(15, 4, 5)]
    assert [one[1:] for one in figures.coverage["subject"]] == [(15, 4, 5)]
    shares = kpis(*few())["shares_year"]
    assert figures.shares[0].euros == {key: euros["m1"] for key, euros in shares.items()}


def test_pictures_say_their_figures() -> None:
    figures = Figures(few()[0], "en", few()[1])
    said = {name: texts(draw(figures)) for name, draw in PICTURES.items()}

    assert {"Aino", "6 (contract 4)", "Eero", "0 (contract 2.5)"} <= set(said["load.svg"])
    assert "Ilona" not in said["load.svg"]
    assert said["coverage.svg"].count("15 / 24") == 2
    # 4 x 31 + 2 x 47 + 13 in 38 weeks, under every key; the teacher sits in the school.
    assert said["shares.svg"].count("€8,778") == 3


def test_lengths_are_in_proportion() -> None:
    """15 arranged, 4 possible, 5 not possible of the one municipality."""
    figures = Figures(few()[0], "en", few()[1])
    boxes = list(root(PICTURES["coverage.svg"](figures)).iter(f"{SVG}rect"))
    widths = [float(one.attrib["width"]) for one in boxes[-3:]]

    assert widths[0] / widths[1] == pytest.approx(15 / 4, rel=0.01)
    assert widths[0] / widths[2] == pytest.approx(15 / 5, rel=0.01)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PICTURES)
def test_long_names_and_many_rows_are_apart_and_on_the_picture(name: str, language: str) -> None:
    picture = PICTURES[name](Figures(crowded()[0], language, crowded()[1]))

    assert len(texts(picture)) > 30
    assert overlapping(picture) == []
    assert outside(picture) == []


def test_teachers_are_in_the_order_of_counting() -> None:
    names = [load.name for load in Figures(crowded()[0], "fi", crowded()[1]).loads]

    assert names == [f"{LONG} {k}" for k in range(1, 31)]
