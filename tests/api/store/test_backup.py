"""A backup is one state of the whole database, and comes back whole or not at all."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from api.access import issuing
from api.access.keyring import Keyring
from api.jobs.removing import Remover
from api.principal import LOCAL
from api.store import deletion, jobs, plans, scenarios, schema
from api.store.archive import BrokenBackupError
from api.store.backup import LEFT_OUT, TIME, back_up, expire
from api.store.engine import Store
from api.store.ids import now
from api.store.migrate import newest, revision
from api.store.restore import RestoreRefusedError, restore
from api.store.states import Kind, State
from tests.support.filled import Filled, everything
from tests.support.keys import made_key
from tests.support.service import RememberedJobs

# What a restore changes on purpose: jobs that were under way wait again.
CHANGED = "jobs"


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other entries."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_everything_comes_back(store: Store, filled: Filled, empty: Store, tmp_path: Path) -> None:
    restore(empty, back_up(store, tmp_path))

    before, after = (everything(one, [CHANGED, *LEFT_OUT]) for one in (store, empty))
    assert before == after
    assert all(before.values()), "a table without rows would prove nothing"
    assert revision(empty) == newest()


def test_what_was_under_way_waits_again(
    store: Store, filled: Filled, empty: Store, tmp_path: Path
) -> None:
    restored = restore(empty, back_up(store, tmp_path))

    with empty.write() as connection:
        states = dict(connection.execute(select(schema.jobs.c.id, schema.jobs.c.state)).all())
        owners = connection.execute(select(schema.jobs.c.owner)).scalars().all()
        jobs.claim(connection, filled.solving, "a new attempt")
    assert restored.waiting == 2
    assert states == {
        filled.done: State.COMPLETED,
        filled.solving: State.QUEUED,
        filled.study: State.QUEUED,
    }
    assert owners == [None] * 3


def test_the_restored_database_counts_on(
    store: Store, filled: Filled, empty: Store, tmp_path: Path
) -> None:
    restore(empty, back_up(store, tmp_path))

    with empty.write() as connection:
        last = connection.execute(select(func.max(schema.events.c.number))).scalar_one()
        jobs.tell(connection, filled.solving, "progress", {})
        newest_event = connection.execute(select(func.max(schema.events.c.number))).scalar_one()
    assert newest_event == last + 1


def test_nobody_is_signed_in_after_it(
    store: Store, filled: Filled, empty: Store, tmp_path: Path
) -> None:
    restore(empty, back_up(store, tmp_path))

    assert everything(store)["sign_ins"]
    assert everything(empty)["sign_ins"] == []


def test_only_its_owner_reads_a_backup(store: Store, tmp_path: Path) -> None:
    path = back_up(store, tmp_path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_database_with_something_in_it_is_kept(
    store: Store, filled: Filled, tmp_path: Path
) -> None:
    path = back_up(store, tmp_path)
    before = everything(store)

    with pytest.raises(RestoreRefusedError) as refused:
        restore(store, path)

    assert refused.value.finding.code == "database_not_empty"
    assert everything(store) == before


def test_a_database_in_use_is_kept(store: Store, filled: Filled, tmp_path: Path) -> None:
    path = back_up(store, tmp_path)
    with store.write() as connection:
        connection.execute(
            insert(schema.workers).values(
                id="w1", started=now(), seen=now(), jobs_at_once=1, version="1"
            )
        )

    with pytest.raises(RestoreRefusedError) as refused:
        restore(store, path, replace=True)

    assert refused.value.finding.code == "database_in_use"


def test_a_database_is_replaced_when_told(store: Store, filled: Filled, tmp_path: Path) -> None:
    path = back_up(store, tmp_path)
    before = everything(store, [CHANGED, *LEFT_OUT])
    with store.write() as connection:
        asked = jobs.Asked(Kind.SOLVE, filled.scenario, {}, seconds=1.0)
        later = jobs.add(connection, LOCAL, asked)

    restore(store, path, replace=True)
    after = everything(store, [CHANGED, *LEFT_OUT])
    with store.write() as connection:
        assert later in deletion.unforgotten(connection)
        deletion.forgotten(connection, [later])

    assert {**after, "gone": None} == {**before, "gone": None}
    assert everything(store, [CHANGED, *LEFT_OUT])["gone"] == before["gone"]


def test_what_was_deleted_since_does_not_come_back(
    store: Store, filled: Filled, tmp_path: Path
) -> None:
    path = back_up(store, tmp_path)
    remover = Remover(store, RememberedJobs(), tmp_path)
    remover.plan(LOCAL, filled.done)
    remover.scenario(LOCAL, filled.variant)
    log = everything(store)["audit"]

    restore(store, path, replace=True)

    with store.read() as connection:
        assert plans.find(connection, LOCAL, filled.done) is None
        assert scenarios.find(connection, LOCAL, filled.variant) is None
        assert plans.find(connection, LOCAL, filled.solving) is not None
    assert everything(store)["audit"] == log


def test_keys_that_were_ended_since_open_no_door(store: Store, tmp_path: Path) -> None:
    revoked, changed, kept = (made_key(store) for _ in range(3))
    path = back_up(store, tmp_path)
    made_since = made_key(store)
    with store.write() as connection:
        issuing.end(connection, revoked.id)
        renewed = issuing.renew(connection, changed.id)
    assert renewed is not None

    restore(store, path, replace=True)

    ring = Keyring(store)
    assert [ring.bearer(one.key) for one in (revoked, changed, made_since)] == [None] * 3
    assert [getattr(ring.bearer(one.key), "actor", None) for one in (renewed, kept)] == [
        changed.id,
        kept.id,
    ]


def _flip(entries: dict[str, bytes]) -> None:
    body = entries["tables/jobs.jsonl"]
    entries["tables/jobs.jsonl"] = body.replace(b"solve", b"study", 1)


def _lose_a_row(entries: dict[str, bytes]) -> None:
    body = entries["tables/plans.jsonl"]
    entries["tables/plans.jsonl"] = body[: body.index(b"\n") + 1]


def _lose_a_table(entries: dict[str, bytes]) -> None:
    del entries["tables/plans.jsonl"]


def _lose_the_manifest(entries: dict[str, bytes]) -> None:
    del entries["manifest.json"]


def _of_a_newer_program(entries: dict[str, bytes]) -> None:
    manifest = json.loads(entries["manifest.json"])
    entries["manifest.json"] = json.dumps({**manifest, "revision": "9999"}).encode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_flip, "backup_damaged"),
        (_lose_a_row, "backup_damaged"),
        (_lose_a_table, "backup_unreadable"),
        (_lose_the_manifest, "backup_unreadable"),
        (_of_a_newer_program, "backup_newer"),
    ],
)
def test_an_unsound_backup_touches_nothing(
    store: Store,
    filled: Filled,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
    code: str,
) -> None:
    path = changed(back_up(store, tmp_path), change)
    before = everything(store)

    with pytest.raises(BrokenBackupError) as broken:
        restore(store, path, replace=True)

    assert broken.value.finding.code == code
    assert everything(store) == before


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 1000])
def test_another_file_is_no_backup(store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(content)

    with pytest.raises(BrokenBackupError):
        restore(store, path)


def test_a_restore_that_fails_half_way_leaves_all_as_it_was(
    store: Store, filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = back_up(store, tmp_path)
    before = everything(store)
    monkeypatch.setattr("api.store.restore._begin_anew", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        restore(store, path, replace=True)

    assert everything(store) == before
    assert revision(store) == newest()


def test_old_backups_expire_and_the_newest_stays(tmp_path: Path) -> None:
    moment = datetime(2027, 3, 31, 3, tzinfo=UTC)
    ages = {days: tmp_path / (moment - timedelta(days=days)).strftime(TIME) for days in (9, 8, 7)}
    other = tmp_path / "etalukkari-mine.zip"
    for path in (*ages.values(), other):
        path.write_bytes(b"")

    assert expire(tmp_path, 7, moment) == [ages[9], ages[8]]
    assert sorted(tmp_path.iterdir()) == sorted([ages[7], other])
    assert expire(tmp_path, 0, moment + timedelta(days=100)) == []
