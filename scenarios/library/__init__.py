"""Twenty stored scenarios, ten pilots in spring and in August, with the best plans known.

They are files: a change in the generator changes none of them.
"""

from __future__ import annotations

from scenarios.library.store import BestKnown, best_known, load, names

__all__ = ["BestKnown", "best_known", "load", "names"]
