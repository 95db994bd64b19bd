"""`migrate`, `backup` and `restore` as somebody at a terminal meets them."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.store.backup import LEFT_OUT, TIME
from api.store.engine import Store
from api.store.migrate import newest
from tests.support.command import command
from tests.support.filled import everything, fill


@pytest.fixture
def backup(store: Store, database: str, tmp_path: Path) -> Path:
    """Of a filled database."""
    fill(store)
    said = command("backup", "--folder", tmp_path / "kept", "--database", database, "--json")
    assert said.code == 0, said.err
    return Path(said.data["written"][0])


def test_a_backup_goes_to_a_new_database(store: Store, backup: Path, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"

    said = command("restore", backup, "--database", other, "--language", "en")

    assert said.code == 0, said.err
    assert "2 unfinished jobs go on" in said.out
    restored = Store(other)
    but = ["jobs", *LEFT_OUT]
    assert everything(restored, but) == everything(store, but)
    restored.close()


def test_a_database_is_replaced_only_when_told(backup: Path, database: str) -> None:
    kept = command("restore", backup, "--database", database, "--language", "sv")
    done = command("restore", backup, "--database", database, "--replace", "--json")

    assert (kept.code, done.code) == (2, 0)
    assert "--replace" in kept.err
    assert done.data["waiting"] == 2


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, database: str) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("scenario.json", "{}")

    for file in (path, tmp_path / "missing.zip"):
        said = command("restore", file, "--database", database, "--json")
        assert said.code == 2
        assert said.data["findings"][0]["code"] == "backup_unreadable"


def test_expired_backups_are_deleted_and_named(database: str, tmp_path: Path) -> None:
    old = tmp_path / (datetime.now(UTC) - timedelta(days=31)).strftime(TIME)
    old.write_bytes(b"")

    said = command("backup", "--folder", tmp_path, "--keep-days", "30", "--database", database)

    assert said.code == 0, said.err
    assert str(old) in said.out
    assert not old.exists()


def test_a_backup_of_nothing_is_none(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'new.db'}"

    said = command("backup", "--folder", tmp_path / "kept", "--database", address, "--json")

    assert said.code == 2
    assert said.data["findings"][0]["code"] == "database_empty"
    assert list((tmp_path / "kept").iterdir()) == []
    assert not (tmp_path / "new.db").exists()


def test_a_folder_that_may_not_be_written_is_said(database: str, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")

    said = command("backup", "--folder", tmp_path / "kept", "--database", database, "--json")

    assert said.code == 2
    assert said.data["findings"][0]["code"] == "output_not_writable"


def test_a_database_is_migrated(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'new.db'}"

    said = command("migrate", "--database", address, "--json")

    assert (said.code, said.data) == (0, {"revision": newest()})
