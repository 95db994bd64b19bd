"""What a provider says becomes a role only where a word says so, whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access.claims import NoRole, RoleUnclear, actor_of, principal_of
from api.principal import Principal, Role

ACTOR = actor_of("https://provider.example", "matti")


def read(words: Any, path: str = "roles", **named: str) -> Principal:
    return principal_of({"roles": words, "realm_access": {"roles": words}}, path, named, ACTOR)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("coordinator", Principal(ACTOR, "savo", Role.COORDINATOR)),
        ("municipality:297", Principal(ACTOR, "savo", Role.MUNICIPALITY, "297")),
        ("school:297:s1", Principal(ACTOR, "savo", Role.SCHOOL, "297", "s1")),
        ("viewer", Principal(ACTOR, "savo", Role.VIEWER)),
        ("viewer:297", Principal(ACTOR, "savo", Role.VIEWER, "297")),
    ],
)
def test_a_word_is_a_role(word: str, expected: Principal) -> None:
    assert read([f"etalukkari:savo:{word}"]) == expected
    assert read(f"etalukkari:savo:{word}", "realm_access.roles") == expected


@pytest.mark.parametrize(
    "words",
    [
        None,
        [],
        3,
        {"etalukkari:savo:coordinator": True},
        [["etalukkari:savo:coordinator"]],
        ["coordinator"],
        ["etalukkari:coordinator"],
        ["etalukkari::coordinator"],
        ["etalukkari:savo:coordinator:297"],
        ["etalukkari:savo:municipality"],
        ["etalukkari:savo:municipality:"],
        ["etalukkari:savo:school:297"],
        ["etalukkari:savo:Coordinator"],
        [" etalukkari:savo:coordinator"],
        ["xetalukkari:savo:coordinator"],
        ["etalukkari:savo:municipality:" + "9" * 65],
        ["etalukkari:" + "a" * 121 + ":coordinator"],
        ["etalukkari:sa\0vo:coordinator"],
        ["etalukkari:savo:municipality:29\n7"],
    ],
)
def test_what_is_no_word_of_ours_gives_nothing(words: Any) -> None:
    with pytest.raises(NoRole):
        read(words)


def test_the_strongest_of_several_counts() -> None:
    words = ["etalukkari:savo:viewer", "etalukkari:savo:municipality:297", "other"]

    assert read(words).role is Role.MUNICIPALITY


def test_two_of_the_same_kind_are_for_a_person_to_settle() -> None:
    with pytest.raises(RoleUnclear):
        read(["etalukkari:savo:municipality:297", "etalukkari:savo:municipality:140"])


def test_a_group_of_the_directory_is_what_the_settings_say() -> None:
    group = {"6f1c0a52": "etalukkari:savo:viewer"}

    assert read(["6f1c0a52", "another"], **group).role is Role.VIEWER


@given(st.recursive(st.text() | st.integers() | st.none(), st.lists, max_leaves=5))
def test_nothing_invented_lets_anybody_in(words: Any) -> None:
    with pytest.raises(NoRole):
        read(words)


def test_one_person_has_one_id_and_no_name() -> None:
    assert actor_of("https://provider.example", "matti") == ACTOR
    assert actor_of("https://elsewhere.example", "matti") != ACTOR
    assert len(ACTOR) == 32
    assert "matti" not in ACTOR
