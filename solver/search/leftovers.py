"""What is left of the limits of finished stages can be used once, and not by every part.

Let L be the limit of a finished stage, b the bounds that the parts have of it, and R = L - Σ b
what is left. A part that has more than its bound has at least d more, the distance to the next
sum that its needs can leave. So in a plan within the limits the d of the parts that have more add
up to at most R in each stage, and their d/R, the least over the stages, to at most the number of
stages of which some part can have more. Where a part is worth T with no more than its bounds, and
U with all that is left, no plan is below Σ T less the most of Σ (T - U) over parts that fit into
this knapsack, or into it by fractions.

Prices say more of a part: what leaving out each need can save at most, and each grain of a limit
(`Paid`). Let need n count w grains for a stage. If it must be served for the part to have its
bound b, then w > b, and of several left out Σ (w - b) <= d, since only one b can be taken off. So
what the part saves is the most of a knapsack of its own over d, of pieces that may be cut: needs,
each with the price of its grains of the limit on top, and that price alone for the rest of d. The
first piece is what it can save within its least distance, where also the gap between T and what
the prices prove is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from scenarios.needs import PRIORITY, Need, Priority
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.presence import hundredths
from solver.columns.prices import Paid
from solver.columns.programme import SCALE

ROOM = 1 << 20
"""What the use of all that is left of one stage weighs."""


def steps_above(
    needs: Sequence[Need], bounds: Mapping[StageId, int], left: Mapping[StageId, int]
) -> dict[StageId, int]:
    """How much more than its bounds a part has at least if it has more, where it can."""
    steps = {}
    for stage, most in left.items():
        worths = [need.half_pupil_lessons for need in needs if need.priority is PRIORITY[stage]]
        bound = bounds.get(stage, 0)
        more = next_above(worths, bound)
        if more is not None and more - bound <= most:
            steps[stage] = more - bound
    return steps


def worth_alone(given: Candidates, stage: StageId) -> int:
    """Grains of the needs that have no candidate."""
    worth = hundredths(given.scenario.settings.worth_optional)
    alone = [need for need in given.scenario.needs if not given.teachers_of[need.need]]
    if stage is StageId.COST:
        optional = (need for need in alone if need.priority is Priority.OPTIONAL)
        return worth * sum(need.half_pupil_lessons for need in optional)
    priority = PRIORITY.get(stage)
    return sum(need.half_pupil_lessons for need in alone if need.priority is priority)


def next_above(worths: Iterable[int], bound: int) -> int | None:
    """The least sum of some of the worths that is above the bound."""
    sums = 1
    for worth in worths:
        sums |= sums << worth
    above = sums >> (bound + 1)
    return bound + (above & -above).bit_length() if above else None


def weight(steps: Iterable[tuple[int, int]]) -> int | None:
    """Least of all that is left that a part must use to have more; `None` if it cannot.

    Parameters
    ----------
    steps
        By stage of which it can have more, how much more at least, and what is left.
    """
    return min((step * ROOM // left for step, left in steps), default=None)


class Piece(NamedTuple):
    """What a part saves by using so much of what is left, or less by using less."""

    weight: int
    saving: int


class Sparing(NamedTuple):
    """What prices say of a part: its bound, and what it saves with more, most by weight first."""

    least: int
    pieces: tuple[Piece, ...]

    @property
    def in_all(self) -> int:
        """Its bound with all that is left."""
        return self.least - sum(piece.saving for piece in self.pieces)


def sparing(
    paid: Paid,
    needs: Sequence[Need],
    bounds: Mapping[StageId, int],
    left: Mapping[StageId, int],
) -> Sparing:
    """In whole grains what a part saves by leaving needs out, as far as it can have more.

    Parameters
    ----------
    left
        What is left of the stages of which the part can have more than its bounds.
    """
    pieces = [Piece(ROOM, _whole(paid.limits.get(stage, 0) * most)) for stage, most in left.items()]
    for need in needs:
        for stage, most in left.items():
            above = need.half_pupil_lessons - bounds.get(stage, 0)
            if need.priority is PRIORITY[stage] and above <= most and need.need in paid.needs:
                saving = paid.needs[need.need] + paid.limits.get(stage, 0) * above
                pieces.append(Piece(above * ROOM // most, _whole(saving)))
    found, room = [], ROOM * len(left)
    for piece in sorted((piece for piece in pieces if piece.saving), key=_by_weight):
        if room <= 0:
            break
        found.append(_cut(piece, room))
        room -= piece.weight
    return Sparing(paid.least // SCALE, tuple(found))


def pieces_of(
    least: int, bound: int, weight: int | None, sparing: Sparing | None
) -> Iterator[Piece]:
    """What a part saves by using more and more of what is left, most by weight first.

    Parameters
    ----------
    least, bound
        What it has at least with nothing and with all of it.
    weight
        The least that it must use to save anything; `None` if it cannot.
    """
    if weight is None or bound >= least:
        return
    if sparing is None:
        yield Piece(weight, least - bound)
        return
    first, room, rest = max(0, least - sparing.least), weight, []
    for piece in sparing.pieces:
        inside = _cut(piece, room)
        first += inside.saving
        rest.append(Piece(piece.weight - inside.weight, piece.saving - inside.saving))
        room -= inside.weight
    if first > 0:
        yield Piece(weight, min(first, least - bound))
    left = max(0, least - bound - first)
    for piece in rest:
        if piece.saving > 0 and left > 0:
            weight = min(piece.weight, piece.weight * left // piece.saving)
            yield Piece(weight, min(piece.saving, left))
            left -= piece.saving


def saved(parts: Iterable[Iterable[Piece]], room: int) -> list[int]:
    """By part what it saves in the best choice of pieces or fractions of them, rounded up."""
    used: list[int] = []
    offered = []
    for number, pieces in enumerate(parts):
        used.append(0)
        offered += [(piece, number) for piece in pieces]
    for piece, number in sorted(offered, key=lambda entry: _by_weight(entry[0])):
        used[number] += _cut(piece, room).saving
        room -= piece.weight
        if room < 0:
            break
    return used


def _cut(piece: Piece, room: int) -> Piece:
    """As much of it as there is room for."""
    if piece.weight <= room:
        return piece
    return Piece(max(0, room), -(-piece.saving * max(0, room) // piece.weight))


def _by_weight(piece: Piece) -> Fraction:
    return Fraction(piece.weight, piece.saving)


def _whole(scaled: int) -> int:
    return -(-scaled // SCALE)
