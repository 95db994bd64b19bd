"""What something in common ties together, directly or by way of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def tied(in_common: Mapping[Key, Collection[Hashable]]) -> list[list[Key]]:
    """The keys by what ties them, in the order of the first of each; with nothing, in none."""
    having: defaultdict[Hashable, list[Key]] = defaultdict(list)
    for key, things in in_common.items():
        for thing in things:
            having[thing].append(key)
    found: list[list[Key]] = []
    seen: set[Key] = set()
    for first in (key for key, things in in_common.items() if things):
        if first in seen:
            continue
        seen.add(first)
        together = [first]
        asked: set[Hashable] = set()
        for key in together:
            for thing in in_common[key]:
                if thing not in asked:
                    asked.add(thing)
                    fresh = [other for other in having[thing] if other not in seen]
                    seen.update(fresh)
                    together += fresh
        found.append(together)
    return found
