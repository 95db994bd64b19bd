"""A way to the provider and back is one way, and leads nowhere else."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access import attempts
from api.access.attempts import SECONDS, is_state, local_path, new_ticket, read_ticket

OWN = "https://plans.example.fi"
PATHS = st.text(st.sampled_from("/\\:@.?#%a2\t\n ä"), max_size=12)


@given(st.text() | PATHS)
def test_a_ticket_comes_back_as_it_was(next: str) -> None:
    ticket = new_ticket(next)

    assert read_ticket(ticket.text) == ticket


@given(st.text() | PATHS)
def test_nobody_is_led_to_another_host(next: str) -> None:
    led = urlsplit(urljoin(f"{OWN}/v1/sign-in/return", local_path(next)))

    assert f"{led.scheme}://{led.netloc}" == OWN


@given(st.text(max_size=60))
def test_an_invented_ticket_is_none(text: str) -> None:
    assert read_ticket(text) is None


def test_whoever_changes_a_ticket_has_another_state() -> None:
    ticket = new_ticket("/plans")

    changed = [ticket._replace(next="/x"), ticket._replace(begun=ticket.begun + 1), new_ticket("/")]

    assert is_state(ticket, ticket.attempt.state)
    assert not any(is_state(one, ticket.attempt.state) for one in changed)
    assert not is_state(ticket, "ä")
    assert len({*ticket.attempt, ticket.secret}) == 4


@pytest.mark.parametrize(("later", "is_valid"), [(0, True), (SECONDS + 2, False), (-60, False)])
def test_a_ticket_is_for_now(monkeypatch: pytest.MonkeyPatch, later: int, is_valid: bool) -> None:
    ticket = new_ticket("/")
    then = ticket.begun + later
    monkeypatch.setattr(attempts.time, "time", lambda: then)

    assert (read_ticket(ticket.text) is not None) is is_valid
