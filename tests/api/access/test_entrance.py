"""The service does not begin where nobody could come in, nor where anybody could."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from api.access import issuing
from api.access.entrance import NobodyCanEnter, check
from api.setting_sources import WrongSettingsError, read_settings
from api.store.engine import Store
from api.store.ids import now
from tests.support.keys import made_key
from tests.support.web import settings_of

PROVIDER = {
    "public_address": "https://plans.example.fi",
    "sign_in": "true",
    "oidc_issuer": "https://provider.example",
    "oidc_client_id": "etalukkari",
    "oidc_client_secret": "secret",
}


def test_without_a_key_that_works_it_does_not_begin(store: Store) -> None:
    settings = settings_of(store, sign_in=True)
    with pytest.raises(NobodyCanEnter):
        check(settings, store)

    made_key(store, expires=now() - timedelta(days=1))
    revoked = made_key(store)
    with store.write() as connection:
        issuing.end(connection, revoked.id)
    with pytest.raises(NobodyCanEnter):
        check(settings, store)

    made_key(store)
    check(settings, store)


def test_a_provider_or_no_sign_in_needs_no_key(store: Store) -> None:
    check(settings_of(store), store)
    check(settings_of(store, **PROVIDER), store)


def environment(settings: dict[str, str]) -> dict[str, str]:
    return {f"ETALUKKARI_{name.upper()}": value for name, value in settings.items()}


def test_settings_of_a_provider_are_read_from_the_environment() -> None:
    roles = '{"6f1c": "etalukkari:savo:viewer"}'

    read = read_settings(environment({**PROVIDER, "oidc_roles": roles}))

    assert read.oidc_roles == {"6f1c": "etalukkari:savo:viewer"}
    assert read.has_provider
    assert "secret" not in repr(read).replace("oidc_client_secret", "")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"oidc_issuer": "http://provider.example"}, {"oidc_issuer": "setting_https_needed"}),
        ({"oidc_issuer": "provider.example"}, {"oidc_issuer": "setting_https_needed"}),
        ({"oidc_issuer": "https://"}, {"oidc_issuer": "setting_https_needed"}),
        ({"oidc_issuer": "https://a@b.example"}, {"oidc_issuer": "setting_web_address"}),
        ({"public_address": ""}, {"oidc_issuer": "setting_public_address_needed"}),
        ({"public_address": "http://plans.example.fi"}, {"public_address": "setting_https_needed"}),
        ({"oidc_client_id": ""}, {"oidc_client_id": "setting_provider_incomplete"}),
        ({"oidc_client_secret": ""}, {"oidc_client_secret": "setting_provider_incomplete"}),
        ({"oidc_scopes": "profile"}, {"oidc_scopes": "setting_scope_openid"}),
        ({"oidc_roles": "{"}, {"oidc_roles": "setting_wrong"}),
        ({"sign_in": "false"}, {"sign_in": "setting_sign_in_needed"}),
    ],
)
def test_unsafe_settings_are_refused(changed: dict[str, str], wrong: dict[str, Any]) -> None:
    with pytest.raises(WrongSettingsError) as refused:
        read_settings(environment({**PROVIDER, **changed}))

    said = {one.subjects[0].removeprefix("setting:"): one.code for one in refused.value.findings}
    assert said == wrong
    assert "secret" not in str(refused.value.findings).replace("oidc_client_secret", "")


def test_a_provider_on_this_machine_may_be_unencrypted() -> None:
    given = {"oidc_issuer": "http://127.0.0.1:8080/realms/x", "public_address": "http://localhost"}

    assert read_settings(environment({**PROVIDER, **given})).has_provider
