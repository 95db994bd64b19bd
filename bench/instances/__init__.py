"""The benchmark set: scenarios as files, kept apart from those that the search is tuned on."""

from bench.instances.store import (
    best_known,
    index,
    load,
    names,
    plan_of,
    store_best_known,
    store_plan,
)

__all__ = ["best_known", "index", "load", "names", "plan_of", "store_best_known", "store_plan"]
