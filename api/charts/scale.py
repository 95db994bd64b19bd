"""Round numbers along an axis."""

from __future__ import annotations

from math import ceil, floor, log10

_STEPS = (1, 2, 2.5, 5, 10)


def ticks(least: float, most: float, about: int = 6) -> list[float]:
    """Round values from at most `least` to at least `most`, about so many of them."""
    span = (most - least) or abs(most) or 1.0
    rough = span / about
    power = 10.0 ** floor(log10(rough))
    step = next(power * one for one in _STEPS if power * one >= rough * 0.999)
    first, last = floor(least / step + 1e-9), ceil((least + span) / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]
