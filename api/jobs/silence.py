"""Who among the workers has been silent for too long, by one's own clock alone."""

from __future__ import annotations

from collections.abc import Mapping

LONGEST_GAP = 4.0
"""Between two looks, in seconds: after a longer one nothing is known of what was said."""


class Silence:
    """What one worker has heard of the others.

    The clocks of machines differ, so what is compared is only whether a worker has said anything
    new. While the database is away, or the listener itself is frozen, nobody can be heard: after
    such a gap everyone has the whole time again.

    Parameters
    ----------
    patience
        Seconds of silence after which a worker is dead.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._said: dict[str, tuple[str, float]] = {}
        self._looked: float | None = None

    def dead(self, heard: Mapping[str, str], moment: float) -> list[str]:
        """Those who are to be given up.

        Parameters
        ----------
        heard
            By worker what it said last.
        moment
            Seconds of a clock that only goes forward.
        """
        gap = self._looked is None or moment - self._looked > LONGEST_GAP
        self._looked = moment
        known = {} if gap else self._said
        self._said = {
            worker: known[worker]
            if worker in known and known[worker][0] == said
            else (said, moment)
            for worker, said in heard.items()
        }
        return [
            worker for worker, (_, since) in self._said.items() if moment - since > self._patience
        ]
