"""The stage `convenience` settled with its clock, by who goes with whom and by when they meet.

Where few companies keep the limits, weighing them ends soon; where many do and minutes between
meetings decide, patterns say more. So both are asked, and each goes on from the other's bound;
where weighing was in vain, it has little of the next time.
"""

from __future__ import annotations

from solver.columns.effort import Effort, Share, time_left
from solver.columns.timing import Timing
from solver.columns.weighing import Weighing
from solver.model.company import Settled

SHARE_OF_WEIGHING, SHARE_IF_IN_VAIN = 0.4, 0.1


class Clocked:
    """Both hands of a question; asked again they go on from where they were."""

    def __init__(self, weighing: Weighing, timing: Timing) -> None:
        self._weighing, self._timing = weighing, timing
        self._share = SHARE_OF_WEIGHING
        self._bound = 0

    @property
    def small(self) -> bool:
        """Whether it is worth keeping."""
        return self._timing.small

    def raise_to(self, bound: int) -> None:
        """Take a bound that somebody else proved."""
        self._bound = max(self._bound, bound)
        self._weighing.raise_to(bound)
        self._timing.raise_to(bound)

    def settled(self, known: int | None, effort: Effort) -> Settled:
        """The best bound so far; companies, value and plan if one of the part was found."""
        left = time_left(effort)
        share = Share(effort.clock, effort.stop, self._share * effort.seconds, effort.seed)
        weighed = self._weighing.settled(known, share)
        bound = weighed.bound or 0
        self._share = SHARE_OF_WEIGHING if bound > self._bound else SHARE_IF_IN_VAIN
        self.raise_to(bound)
        if weighed.companies or (known is not None and bound >= known):
            return weighed
        timed = self._timing.settled(known, share._replace(seconds=left()))
        self.raise_to(timed.bound or 0)
        return timed
