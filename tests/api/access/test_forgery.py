"""A page of somewhere else cannot make up what a page of ours sends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access.forgery import from_own_page, is_token, origin_of, token_of
from api.access.tokens import new_secret

OWN = frozenset(["https://plans.example.fi"])


@given(st.text())
def test_only_the_token_of_the_cookie_is_one(given_text: str) -> None:
    secret = new_secret()

    assert is_token(token_of(secret), secret)
    assert not is_token(given_text, secret)
    assert not is_token(token_of(new_secret()), secret)
    assert not is_token(None, secret)
    assert secret not in token_of(secret)


@pytest.mark.parametrize(
    ("origin", "site", "is_own"),
    [
        (None, None, True),
        ("https://plans.example.fi", None, True),
        ("https://PLANS.example.fi", "same-origin", True),
        (None, "none", True),
        ("https://plans.example.fi", "cross-site", False),
        ("https://evil.example", "same-origin", False),
        ("https://plans.example.fi.evil.example", None, False),
        ("http://plans.example.fi", None, False),
        ("null", None, False),
        ("", None, False),
    ],
)
def test_origins_are_compared_whole(origin: str | None, site: str | None, is_own: bool) -> None:
    assert from_own_page(origin, site, OWN) is is_own


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin_of("HTTPS://Plans.example.fi:8443/x?y") == "https://plans.example.fi:8443"
