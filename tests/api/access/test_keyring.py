"""A key opens the door for whom it was made, as long as it is one."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access import issuing, keyring
from api.access.keyring import REMEMBERED_SECONDS, Keyring
from api.access.tokens import KEY, NOBODYS, new_key, read_key
from api.principal import Principal
from api.store import audit, keys
from api.store.engine import Store
from api.store.ids import new_id, now
from api.store.pages import At
from tests.support.keys import COORDINATOR, MUNICIPALITY, SCHOOL, VIEWER, made_key


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize("holder", [COORDINATOR, MUNICIPALITY, SCHOOL, VIEWER])
def test_a_key_is_its_holder(store: Store, holder: Principal) -> None:
    issued = made_key(store, holder)

    bearer = Keyring(store).bearer(issued.key)

    assert bearer == Principal(
        issued.id, holder.area, holder.role, holder.municipality, holder.school
    )


def test_the_secret_stands_nowhere_in_the_database(store: Store) -> None:
    issued = made_key(store)

    with store.read() as connection:
        [row] = keys.every(connection)
    assert not any(issued.key[-43:] in str(cell) for cell in row)


def test_what_is_no_key_is_nobody(store: Store) -> None:
    issued = made_key(store)
    expired = made_key(store, expires=now() - timedelta(seconds=1))
    revoked = made_key(store)
    with store.write() as connection:
        assert issuing.end(connection, revoked.id)
    ring = Keyring(store)

    wrong = [
        new_key(issued.id),
        new_key(new_id()),
        expired.key,
        revoked.key,
        issued.key[:-1],
        issued.key + " ",
        "",
        "ä",
    ]
    assert [ring.bearer(text) for text in wrong] == [None] * len(wrong)
    assert ring.bearer(issued.key) is not None


def test_each_kind_of_no_key_asks_the_database_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise an answer's time would tell whether an id is that of a key."""
    issued = made_key(store)
    asked: list[str] = []
    find = keys.find
    monkeypatch.setattr(
        keyring.keys,
        "find",
        lambda connection, named: asked.append(named) or find(connection, named),
    )

    for text in (new_key(issued.id), new_key(new_id()), "nonsense"):
        before = len(asked)
        Keyring(store).bearer(text)
        assert len(asked) == before + 1
    assert asked[-1] == NOBODYS


def test_a_revoked_key_ends_within_seconds_elsewhere(store: Store) -> None:
    issued, clock = made_key(store), Clock()
    ring = Keyring(store, clock)
    assert ring.bearer(issued.key) is not None

    with store.write() as connection:
        issuing.end(connection, issued.id)
    clock.seconds += REMEMBERED_SECONDS

    assert ring.bearer(issued.key) is None


def test_the_database_is_not_asked_at_every_request(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = made_key(store)
    ring = Keyring(store, Clock())
    ring.bearer(issued.key)
    monkeypatch.setattr(keyring.keys, "find", None)

    assert ring.bearer(issued.key) is not None


def test_the_last_use_is_written_once_an_hour(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued, clock = made_key(store), Clock()
    ring = Keyring(store, clock)
    begin = now()
    used = []
    for minutes in (0, 59, 61, 100):
        moment = begin + timedelta(minutes=minutes)
        for module in (keyring, keys):
            monkeypatch.setattr(module, "now", lambda moment=moment: moment)
        clock.seconds += 60
        ring.bearer(issued.key)
        with store.read() as connection:
            row = keys.find(connection, issued.id)
        assert row is not None
        used.append((row.last_used - begin) // timedelta(minutes=1))

    assert used == [0, 0, 61, 61]


def test_a_renewed_key_has_its_id_and_another_secret(store: Store) -> None:
    issued = made_key(store)
    with store.write() as connection:
        renewed = issuing.renew(connection, issued.id)
    assert renewed is not None
    ring = Keyring(store)

    assert ring.bearer(issued.key) is None
    bearer = ring.bearer(renewed.key)
    assert bearer is not None
    assert bearer.actor == issued.id


def test_a_revoked_key_is_not_renewed(store: Store) -> None:
    issued = made_key(store)
    with store.write() as connection:
        issuing.end(connection, issued.id)

        assert issuing.renew(connection, issued.id) is None
        assert not issuing.end(connection, issued.id)


def test_what_became_of_a_key_stands_in_the_log(store: Store) -> None:
    issued = made_key(store)
    with store.write() as connection:
        issuing.renew(connection, issued.id)
        issuing.end(connection, issued.id)

        rows = audit.page(connection, COORDINATOR, At()).rows
    assert [(row.action, row.id) for row in rows] == [
        (f"key.{done}", issued.id) for done in ("revoked", "rotated", "added")
    ]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    read = read_key(text) if text.isprintable() else read_key(repr(text))

    assert read.id == NOBODYS or KEY.fullmatch(text)
