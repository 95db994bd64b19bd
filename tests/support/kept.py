"""Backups of every schema there ever was, with something in every table.

With a new migration add one of the schema that it leads to, made by the program of that day:

    python -m tests.support.kept
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from api.store.backup import back_up
from api.store.engine import Store
from api.store.migrate import migrate, newest
from tests.support.filled import fill

FOLDER = Path(__file__).parents[1] / "api" / "store" / "data"


def of_revisions() -> dict[str, Path]:
    """By revision the backup of its schema."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.zip"))}


def add() -> Path:
    """Keep one of the newest schema."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/filled.db")
        migrate(store)
        fill(store)
        made = back_up(store, Path(folder))
        store.close()
        return Path(made).replace(FOLDER / f"{newest()}.zip")


if __name__ == "__main__":
    print(add())
