"""The frontier: steps up where a budget brings more, proved points told from found ones."""

from __future__ import annotations

import pytest

from api.charts.frontier import frontier_picture
from api.i18n.catalogue import LANGUAGES
from tests.api.charts.drawn import SVG, outside, overlapping, root, texts

POINTS = [(71_934.0, 210.5, True), (60_000.0, 180.0, True), (90_000.0, 220.0, False)]


def dots(picture: bytes) -> list[tuple[float, float, bool]]:
    """Place of each point, and whether it is filled; those of the legend come first."""
    return [
        (float(one.attrib["cx"]), float(one.attrib["cy"]), one.attrib["fill"] != "#FFFFFF")
        for one in root(picture).iter(f"{SVG}circle")
    ][2:]


def test_points_are_in_order_of_cost_and_filled_if_proved() -> None:
    found = dots(frontier_picture(POINTS, "en"))

    assert [filled for _, _, filled in found] == [True, True, False]
    assert found == sorted(found)
    assert [y for _, y, _ in found] == sorted((y for _, y, _ in found), reverse=True)


def test_between_budgets_the_line_is_level() -> None:
    picture = frontier_picture(POINTS, "en")
    line = list(root(picture).iter(f"{SVG}polyline"))[-1].attrib["points"].split()
    steps = [tuple(float(part) for part in corner.split(",")) for corner in line]

    assert len(steps) == 5
    assert all(
        a[1] == b[1] if k % 2 == 0 else a[0] == b[0]
        for k, (a, b) in enumerate(zip(steps, steps[1:], strict=False))
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("points", [POINTS, POINTS[:1], []])
def test_texts_are_apart_and_on_the_picture(
    language: str, points: list[tuple[float, float, bool]]
) -> None:
    picture = frontier_picture(points, language)

    assert overlapping(picture) == []
    assert outside(picture) == []


def test_the_description_tells_the_ends_and_what_is_proved() -> None:
    said = " ".join(texts(frontier_picture(POINTS, "en")))

    for told in ("180–220", "60,000–90,000", "2/3"):
        assert told in said
