"""What each role may do, as the table says and as the page tells."""

from itertools import product

import pytest

from api.access.rights import Action, Reach, allowed, reach
from api.entering_settings import EnteringSettings
from api.principal import Role
from tests.docs.pages import DOCS
from tests.support.keys import COORDINATOR, MUNICIPALITY, SCHOOL, VIEWER

HOLDERS = {one.role: one for one in (COORDINATOR, MUNICIPALITY, SCHOOL, VIEWER)}
WORDS = {Reach.YES: "yes", Reach.OWN: "where all is its own", Reach.NO: "no"}


@pytest.mark.parametrize(("role", "action"), list(product(Role, Action)))
def test_each_role_has_an_answer_to_each_action(role: Role, action: Action) -> None:
    granted = reach(role, action)

    assert allowed(HOLDERS[role], action) is (granted is Reach.YES)
    assert allowed(HOLDERS[role], action, whole=True) is (granted is not Reach.NO)


def test_the_coordinator_may_do_everything() -> None:
    assert {reach(Role.COORDINATOR, action) for action in Action} == {Reach.YES}


def test_schools_and_viewers_change_nothing() -> None:
    reading = {
        Action.LIST_SCENARIOS,
        Action.READ_SCENARIO,
        Action.READ_PLAN,
        Action.EXPORT_PLAN,
    }

    for role in (Role.SCHOOL, Role.VIEWER):
        assert {one for one in Action if reach(role, one) is not Reach.NO} <= reading


def test_nobody_does_more_than_a_municipality_but_the_coordinator() -> None:
    order = [Reach.NO, Reach.OWN, Reach.YES]

    for action in Action:
        for role in (Role.SCHOOL, Role.VIEWER):
            most = order.index(reach(Role.MUNICIPALITY, action))
            assert order.index(reach(role, action)) <= most


def test_the_page_shows_the_table() -> None:
    page = (DOCS / "access.md").read_text(encoding="utf-8")
    shown = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| `") and line.split("`")[1] in set(Action)
    ]

    assert [(row[0].strip("`"), *row[2:]) for row in shown] == [
        (action.value, *(WORDS[reach(role, action)] for role in Role)) for action in Action
    ]


def test_the_page_lists_every_setting() -> None:
    page = (DOCS / "access.md").read_text(encoding="utf-8")
    [table] = [part for part in page.split("\n\n") if part.startswith("| setting |")]
    rows = [[cell.strip() for cell in line.split("|")[1:4]] for line in table.splitlines()[2:]]

    defaults = {
        f"`{name}`": str(field.default) if field.default else "none"
        for name, field in EnteringSettings.model_fields.items()
    }
    assert {name: default for name, default, _ in rows} == defaults
