"""Where a need fits: which meetings of a group it could attend, and when a group could meet."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from solver.local.board import Board
from solver.local.group import Group

VOTERS = 24


def may_join(board: Board, group: Group, need: int) -> int:
    """Starts of the group that the need would attend, or 0 if it does not fit."""
    problem = board.problem
    row, course = problem.needs[need], problem.courses[group.course]
    if group.pupils + row.pupils > course.max_pupils or row.half_lessons > group.half_lessons:
        return 0
    low = row.low if row.low < group.low else group.low
    high = row.high if row.high > group.high else group.high
    if high - low > course.grade_span and group.members:
        return 0
    there = group.sites.get(row.school, 0)
    if not there and len(group.sites) >= course.max_sites:
        return 0
    if group.teacher not in row.teachers:
        return 0
    fitting = group.starts & present(board, need, group)
    if row.school != problem.teachers[group.teacher].school:
        fitting &= ~board.openings.closed(row.school, course.length) | there
    if row.half_lessons == group.half_lessons:
        attended = fitting if fitting == group.starts else 0
    else:
        attended = _fewer(board, group, need, fitting)
    return attended if attended and allowed(board, group, need, attended) else 0


def _fewer(board: Board, group: Group, need: int, fitting: int) -> int:
    """Enough of the fitting starts for a need with fewer lessons than its group."""
    grid, row = board.problem.grid, board.problem.needs[need]
    whole, rest = divmod(row.half_lessons, 2)
    attended = 0
    if group.half_lessons % 2 == 0:
        whole, rest = whole + rest, 0
    if rest:
        attended = fitting & ~grid.whole
        if not attended:
            return 0
    fitting &= grid.whole
    if fitting.bit_count() < whole:
        return 0
    before, there = board.before.get(need, 0), group.sites.get(row.school, 0)
    for _ in range(whole):
        # Where its school is already present it costs nobody another adult.
        choice = fitting & before or fitting & there or fitting
        chosen = choice & -choice
        attended |= chosen
        fitting ^= chosen
    return attended


def present(board: Board, need: int, group: Group | None) -> int:
    """Starts the need could attend in this group, or in a new one."""
    row, found = board.problem.needs[need], board.present[need]
    for other in row.neighbours_in_course:
        theirs = board.group_of[other]
        if theirs is not None and theirs is not group:
            found &= ~board.problem.grid.blocked(theirs.members[other], row.length, row.length, 0)
    return found


def allowed(board: Board, group: Group, need: int, attended: int) -> bool:
    """Whether pins and agreements allow it."""
    problem = board.problem
    pins = problem.pins
    if need in pins.attend_one_of and not all(
        starts & attended for starts in pins.attend_one_of[need]
    ):
        return False
    if need in pins.apart and not pins.apart[need].isdisjoint(group.members):
        return False
    if need in pins.company and any(o not in group.members for o in pins.company[need]):
        return False
    if not problem.sale_limit:
        return True
    buyer = problem.needs[need].buyer
    sale = (problem.teachers[group.teacher].seller, buyer)
    limit = problem.sale_limit.get(sale)
    if limit is None:
        return True
    there = 0
    for member, starts in group.members.items():
        if problem.needs[member].buyer == buyer:
            there |= starts
    return board.sold[sale] + problem.grid.half_worth(attended & ~there) <= limit


def open_starts(board: Board, need: int, teacher: int) -> int:
    """Starts at which this teacher could teach the need, or 0 if they are on too few days."""
    problem = board.problem
    row = problem.needs[need]
    if board.load[teacher] + row.half_lessons > problem.teachers[teacher].most:
        return 0
    found = present(board, need, None) & board.openings.free(teacher, row.length)
    if row.school != problem.teachers[teacher].school:
        found &= ~board.openings.closed(row.school, row.length)
    return found if found and problem.grid.enough_days(found, row.half_lessons) else 0


def voters(board: Board, rng: Random, need: int, teacher: int, pool: list[int]) -> dict[int, int]:
    """Needs of the pool that could share a new group of this need, with their starts."""
    problem = board.problem
    row, course = problem.needs[need], problem.courses[problem.needs[need].course]
    own = problem.teachers[teacher].school
    room = course.max_pupils - row.pupils
    lowest, highest = row.high - course.grade_span, row.low + course.grade_span
    found: dict[int, int] = {}
    first = rng.randrange(len(pool)) if len(pool) > VOTERS else 0
    for other in (pool[first:] + pool[:first])[: 4 * VOTERS]:
        if other == need or board.group_of[other] is not None:
            continue
        them = problem.needs[other]
        if (
            them.pupils > room
            or them.low < lowest
            or them.high > highest
            or teacher not in them.teachers
        ):
            continue
        starts = board.present[other]
        if them.school != own:
            starts &= ~board.openings.closed(them.school, course.length)
        found[other] = starts
        if len(found) > VOTERS:
            break
    return found


def choose_starts(
    board: Board,
    rng: Random,
    starts: int,
    half_lessons: int,
    votes: list[int],
    must: list[int],
    among_equals: Callable[[int], int] | None = None,
) -> int:
    """Starts on different days, each time where most of the votes can follow.

    Parameters
    ----------
    must
        Sets of starts of which each must have one of the chosen.
    among_equals
        Says which of a set to take; chance if not given.
    """
    grid = board.problem.grid
    whole, rest = divmod(half_lessons, 2)
    chosen, left = 0, list(must)
    for meeting in range(whole + rest):
        plane = starts & grid.whole if meeting < whole else starts & ~grid.whole
        if left:
            plane &= left.pop()
        if not plane:
            return 0
        best = most_voted(plane, votes)
        bit = _any_bit(best, rng) if among_equals is None else among_equals(best)
        chosen |= 1 << bit
        starts &= ~grid.day_masks[grid.day_of[bit]]
        votes = [vote for vote in votes if vote >> bit & 1]
    return chosen if all(chosen & one for one in must) else 0


def most_voted(starts: int, votes: list[int]) -> int:
    """Those of the starts that are in most of the votes, counted in binary digits."""
    digits: list[int] = []
    for vote in votes:
        carry = vote & starts
        for index, digit in enumerate(digits):
            if not carry:
                break
            digits[index] = digit ^ carry
            carry &= digit
        if carry:
            digits.append(carry)
    for digit in reversed(digits):
        if starts & digit:
            starts &= digit
    return starts


def _any_bit(starts: int, rng: Random) -> int:
    above = starts >> (shift := rng.randrange(starts.bit_length()))
    return (above & -above).bit_length() - 1 + shift
