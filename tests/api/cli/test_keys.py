"""Keys are made, listed, revoked and changed, and each is shown once."""

from __future__ import annotations

import pytest

from api.access.keyring import Keyring
from api.access.tokens import KEY
from api.principal import Role
from api.store.engine import Store
from tests.support.command import Said, command


@pytest.fixture(autouse=True)
def _address(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ETALUKKARI_DATABASE", database)


def keys(*arguments: str) -> Said:
    return command("keys", *arguments, "--language", "en")


def made(*arguments: str) -> str:
    said = keys("add", *arguments)
    assert said.code == 0, said.err
    found = KEY.search(said.out)
    assert found is not None
    return found[0]


def test_a_key_is_shown_and_lets_its_bearer_in(store: Store) -> None:
    key = made("--role", "school", "--area", "savo", "--municipality", "297", "--school", "s1")

    bearer = Keyring(store).bearer(key)

    assert bearer is not None
    assert (bearer.area, bearer.role, bearer.municipality, bearer.school) == (
        "savo",
        Role.SCHOOL,
        "297",
        "s1",
    )


def test_a_key_is_shown_once(store: Store) -> None:
    key = made("--role", "viewer", "--name", "timetables", "--days", "30")

    listed = keys("list")

    assert key[:36].removeprefix("etk_") in listed.out
    assert "timetables" in listed.out
    assert key[-43:] not in listed.out + keys("list", "--json").out
    with store.read() as connection:
        assert key[-43:] not in str(connection.exec_driver_sql("SELECT * FROM keys").all())


def test_a_revoked_key_is_gone(store: Store) -> None:
    key = made("--role", "coordinator")
    [row] = keys("list", "--json").data["keys"]

    assert keys("revoke", row["id"]).code == 0

    assert Keyring(store).bearer(key) is None
    assert keys("list").out == "There are no keys.\n"
    assert keys("revoke", row["id"]).code == keys("rotate", row["id"]).code == 2


def test_a_changed_key_keeps_its_id(store: Store) -> None:
    before = made("--role", "coordinator")
    [row] = keys("list", "--json").data["keys"]

    changed = keys("rotate", row["id"], "--json").data

    assert changed["id"] == row["id"]
    assert Keyring(store).bearer(before) is None
    assert Keyring(store).bearer(changed["key"]) is not None


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["add"], "key_option_missing"),
        (["revoke"], "key_option_missing"),
        (["add", "--role", "municipality"], "key_holder_wrong"),
        (["add", "--role", "school", "--municipality", "297"], "key_holder_wrong"),
        (["add", "--role", "coordinator", "--municipality", "297"], "key_holder_wrong"),
        (["add", "--role", "coordinator", "--school", "s1"], "key_holder_wrong"),
        (["add", "--role", "viewer", "--area", "a" * 121], "key_name_wrong"),
        (["add", "--role", "viewer", "--area", ""], "key_name_wrong"),
        (["add", "--role", "viewer", "--municipality", "9" * 65], "key_name_wrong"),
        (["revoke", "0" * 32], "key_unknown"),
    ],
)
def test_what_makes_no_sense_is_refused(store: Store, arguments: list[str], why: str) -> None:
    said = keys(*arguments, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == [why]
