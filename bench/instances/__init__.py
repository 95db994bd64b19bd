"""The benchmark set: scenarios as files, kept apart from those that the search is tuned on."""

from bench.instances.store import best_known, index, load, names, store_best_known

__all__ = ["best_known", "index", "load", "names", "store_best_known"]
