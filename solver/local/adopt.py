"""Some needs put on a board as another plan has them, with everybody else left as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from solver.local.board import Board
from solver.local.fits import may_join, open_starts
from solver.local.places import Placer, dissolve
from solver.local.translate import Placed


def adopt(placer: Placer, groups: Iterable[Placed], needs: Collection[int]) -> None:
    """Put the needs into their groups of another plan where those fit; place the rest anew."""
    board, rows = placer.board, placer.board.problem.needs
    mark = len(board.log)
    gone = dict.fromkeys(needs)
    for need in needs:
        group = board.group_of[need]
        if group is not None:
            gone.update(dict.fromkeys(dissolve(board, group)))
    for placed in groups:
        if all(need in gone for need, _ in placed.members):
            _put_if_it_fits(board, placed)
    for need in sorted(gone, key=lambda n: (rows[n].priority, -rows[n].half_lessons, n)):
        if board.group_of[need] is None:
            placer.place(need)
    placer.clean(mark)


def _put_if_it_fits(board: Board, placed: Placed) -> None:
    """Put a group on the board, without the members for whom there is no room."""
    rows = board.problem.needs
    members = sorted((need for need, _ in placed.members), key=lambda n: -rows[n].half_lessons)
    longest = members[0]
    if placed.starts & ~open_starts(board, longest, placed.teacher):
        return
    mark = len(board.log)
    group = board.open(placed.course, placed.teacher, placed.starts, placed.half_lessons)
    # Some may join only those who are there already.
    for need in 2 * members:
        attended = 0 if board.group_of[need] is group else may_join(board, group, need)
        if attended:
            board.join(group, need, attended)
    if board.group_of[longest] is not group:
        board.undo(mark)
