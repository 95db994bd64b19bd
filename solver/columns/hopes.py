"""How much profit a company that is begun may still come to, its times left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from scenarios.needs import Need
from solver.columns.blocks import Block
from solver.columns.programme import Whole
from solver.columns.shares import attended

NONE = -(1 << 58)
"""Profit of what is impossible; two of them still fit in a word."""


class Attendance:
    """Who may take part in which block.

    Parameters
    ----------
    fee
        Grains that a school with needs in a company costs by half lesson attended.

    Attributes
    ----------
    inside
        By need and block whether it may take part.
    fees
        By need and block what its school costs if it is the first of the school, in grains.
    """

    def __init__(
        self, needs: Sequence[Need], blocks: Sequence[Block], fee: Mapping[str, int]
    ) -> None:
        shape = (len(needs), len(blocks))
        self.inside: npt.NDArray[np.bool_] = np.zeros(shape, dtype=np.bool_)
        self.fees: Whole = np.zeros(shape, dtype=np.int64)
        for k, block in enumerate(blocks):
            for position in block.order:
                need = needs[position]
                self.inside[position, k] = True
                self.fees[position, k] = fee[need.school] * attended(need, block.lessons)


def hopes(
    needs: Sequence[Need],
    blocks: Sequence[Block],
    room: tuple[int, int],
    inside: npt.NDArray[np.bool_],
    gains: Whole,
    fees: Whole,
) -> Whole:
    """Most profit still to come, by position, school open, led, block, pupils and sites left.

    Needs of a school are in order of attendance, so the first one taken says what it costs.

    Parameters
    ----------
    room
        Most pupils and most sites.
    """
    same = [*(one.school == two.school for one, two in pairwise(needs)), False]
    pupils = room[0] + 1
    found = np.zeros((len(needs) + 1, 2, 2, len(blocks), pupils, room[1] + 1), dtype=np.int64)
    found[-1, :, 0] = NONE
    lessons = np.array([block.lessons for block in blocks])
    for position in reversed(range(len(needs))):
        need, after = needs[position], found[position + 1]
        then = after[int(same[position])]
        leads = (lessons == need.half_lessons)[:, None, None]
        taken = np.stack([np.where(leads, then[1], then[0]), then[1]])
        gain = np.where(inside[position], gains[position], NONE)[:, None, None]
        taken = taken[:, :, : pupils - need.pupils] + gain
        here = found[position]
        here[1], here[0] = then, after[0]
        at = here[1][:, :, need.pupils :]
        np.maximum(at, taken, out=at)
        at = here[0][:, :, need.pupils :, 1:]
        np.maximum(at, (taken - fees[position][:, None, None])[..., :-1], out=at)
    return found
