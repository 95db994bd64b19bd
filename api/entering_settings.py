"""The settings by which people and programs come in; `api.settings` joins them with the rest."""

from __future__ import annotations

import json
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

LOCALHOST = "localhost"


def complaint(code: str, **numbers: str | int) -> PydanticCustomError:
    """A finding of this code about the setting that is looked at."""
    return PydanticCustomError(code, "{code}", {"code": code, **numbers})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == LOCALHOST:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_safe_address(address: str) -> bool:
    """Whether what is said to an address is read by nobody on the way."""
    parts = urlsplit(address)
    host = parts.hostname
    return host is not None and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    )


class EnteringSettings(BaseModel):
    """Names, limits and the provider of sign-ins."""

    public_address: str | None = Field(
        default=None, description="Address by which people reach the service, `https://…`."
    )
    hosts: str = Field(
        default="", description="Further names by which the service is called, by commas."
    )
    requests_a_minute: int = Field(
        default=600, ge=1, le=1_000_000, description="Requests of one key or person in a minute."
    )
    failures_a_minute: int = Field(
        default=20, ge=1, le=10_000, description="Failed sign-ins from one address in a minute."
    )
    idle_minutes: int = Field(
        default=60, ge=5, le=720, description="A sign-in ends after so long without a request."
    )
    signed_in_hours: int = Field(
        default=10, ge=1, le=24, description="A sign-in ends after so long in any case."
    )
    oidc_issuer: str | None = Field(
        default=None,
        description="OpenID Connect provider, `https://…`; needs `public_address`, to which it "
        "sends people back.",
    )
    oidc_client_id: str | None = Field(
        default=None, description="What the provider calls the service."
    )
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="With which the service asks the provider."
    )
    oidc_scopes: str = Field(default="openid", description="Scopes asked for, by spaces.")
    oidc_claim: str = Field(
        default="roles",
        description="Claim with the roles; dots lead into it, `realm_access.roles`.",
    )
    oidc_roles: dict[str, str] = Field(
        default={},
        description="Role of each group that the provider calls by a name of its own: a table, "
        "or JSON in the environment.",
    )

    @field_validator("public_address", "oidc_issuer")
    @classmethod
    def _encrypted(cls, given: str | None) -> str | None:
        parts = urlsplit(given or "https://unset")
        if not is_safe_address(given or "https://unset"):
            raise complaint("setting_https_needed")
        if parts.username or parts.query or parts.fragment:
            raise complaint("setting_web_address")
        return given

    @field_validator("oidc_issuer")
    @classmethod
    def _way_back(cls, given: str | None, info: ValidationInfo) -> str | None:
        if given is not None and info.data.get("public_address", "") is None:
            raise complaint("setting_public_address_needed")
        return given

    @field_validator("oidc_client_id", "oidc_client_secret")
    @classmethod
    def _whole_provider(
        cls, given: str | SecretStr | None, info: ValidationInfo
    ) -> str | SecretStr | None:
        value = given.get_secret_value() if isinstance(given, SecretStr) else given
        if info.data.get("oidc_issuer") is not None and not value:
            raise complaint("setting_provider_incomplete")
        return given

    @field_validator("oidc_scopes")
    @classmethod
    def _of_openid(cls, given: str) -> str:
        if "openid" not in given.split():
            raise complaint("setting_scope_openid")
        return given

    @field_validator("oidc_roles", mode="before")
    @classmethod
    def _from_json(cls, given: Any) -> Any:
        return json.loads(given) if isinstance(given, str) else given

    @property
    def public_host(self) -> str | None:
        """The name in the public address."""
        return urlsplit(self.public_address).hostname if self.public_address else None

    @property
    def has_provider(self) -> bool:
        """Whether people can sign in by OpenID Connect."""
        return self.oidc_issuer is not None
