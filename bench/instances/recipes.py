"""How each file of the benchmark set was generated."""

from __future__ import annotations

from typing import NamedTuple

from scenarios.generate import ALL_PILOTS, COUNTRY, Season, Tightness, generate
from scenarios.scenario import Scenario

# Seeds below are for tuning.
FIRST_SEED = 1001

# Teacher lessons as a multiple of the generator's, so that a loose file is about cost, a normal
# one leaves promises to fight for, and a tight one even a little of what the law demands.
STAFFING = {Tightness.LOOSE: 1.0, Tightness.NORMAL: 0.75, Tightness.TIGHT: 1.5}

# By number of needs: an area for each season and tightness.
AREAS = {
    30: (
        "tunturi-lappi",
        "varsinais-suomi",
        "etela-savo",
        "riihimaki",
        "etela-savo",
        "varsinais-suomi",
    ),
    100: (
        "savogrow",
        "pirkanmaa",
        "kielisaareke",
        "paijat-hame",
        "etela-savo+savogrow",
        "riihimaki+pirkanmaa",
    ),
    300: (
        "paijat-hame",
        "kielisaareke+riihimaki",
        "pirkanmaa+savogrow",
        "etela-savo+pirkanmaa+savogrow",
        "paijat-hame",
        "kielisaareke+riihimaki",
    ),
    600: (
        "paijat-hame+pirkanmaa+riihimaki",
        "kielisaareke+paijat-hame+varsinais-suomi",
        "etela-savo+paijat-hame+savogrow",
        "kielisaareke+paijat-hame+varsinais-suomi",
        "etela-savo+paijat-hame+savogrow",
        "paijat-hame+pirkanmaa+riihimaki",
    ),
    2_000: (ALL_PILOTS,) * 6,
    15_000: (COUNTRY,) * 6,
}


class Recipe(NamedTuple):
    """Arguments of the generator."""

    area: str
    season: Season
    tightness: Tightness
    seed: int
    needs: int

    def made(self) -> Scenario:
        """The scenario, generated anew."""
        staffing = STAFFING[self.tightness]
        return generate(
            self.area, self.season, self.tightness, self.seed, self.needs, staffing=staffing
        )


def _recipes() -> dict[str, Recipe]:
    kinds = [(season, tightness) for season in Season for tightness in Tightness]
    every = [
        (area, season, tightness, needs)
        for needs, areas in AREAS.items()
        for area, (season, tightness) in zip(areas, kinds, strict=True)
    ]
    return {
        f"n{needs:04d}-{season}-{tightness}": Recipe(area, season, tightness, seed, needs)
        for seed, (area, season, tightness, needs) in enumerate(every, start=FIRST_SEED)
    }


RECIPES = _recipes()
