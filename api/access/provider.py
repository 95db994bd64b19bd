"""A provider of sign-ins, by OpenID Connect: authorisation code with PKCE, state and nonce."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import httpx2
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.httpx_client import OAuth2Client  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ValidationError, field_validator

from api.entering_settings import is_safe_address
from api.settings import Settings

DISCOVERY = "/.well-known/openid-configuration"
# Signatures that only the provider can make; our own secret signs nothing.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
LEEWAY_SECONDS = 60
PATIENCE_SECONDS = 5.0
KEPT_SECONDS = 3600.0
"""How long what the provider publishes of itself is taken to hold."""
ASKED_AGAIN_SECONDS = 30.0
"""A key that is not known makes us look for new ones at most so often."""


class ProviderAway(Exception):  # noqa: N818  (as `SignInRefused`, an end of a sign-in)
    """The provider cannot be reached or says nothing that can be understood."""


class SignInRefused(Exception):  # noqa: N818  (an answer, not a fault)
    """What came back does not prove who somebody is."""


class Attempt(NamedTuple):
    """What ties the way to the provider and the way back together.

    Attributes
    ----------
    verifier
        Of PKCE (RFC 7636): who has seen the code alone cannot use it.
    """

    state: str
    nonce: str
    verifier: str


class Published(BaseModel):
    """What a provider tells of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    authorization_response_iss_parameter_supported: bool = False

    @field_validator("authorization_endpoint", "token_endpoint", "jwks_uri")
    @classmethod
    def _safe(cls, given: str) -> str:
        if not is_safe_address(given):
            raise ValueError("an endpoint that is not encrypted")
        return given


class Provider:
    """The provider that the settings name.

    Parameters
    ----------
    back
        Address to which it sends people back.
    clock
        Seconds that only go forward.
    """

    def __init__(
        self, settings: Settings, back: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        secret = settings.oidc_client_secret
        if not (settings.oidc_issuer and settings.oidc_client_id and secret):
            raise ValueError("no provider is set")
        self.issuer = settings.oidc_issuer
        self._client_id = settings.oidc_client_id
        self._secret = secret
        self._scopes = settings.oidc_scopes
        self._back = back
        self._clock = clock
        self._lock = threading.Lock()
        self._published: tuple[float, Published] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def way_there(self, attempt: Attempt) -> str:
        """Address at the provider where somebody says who they are."""
        published = self._about()
        with self._client(published) as client:
            address, _ = client.create_authorization_url(
                published.authorization_endpoint,
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(address)

    def claims(self, code: str, attempt: Attempt, issuer: str | None) -> Mapping[str, Any]:
        """What the provider says of whom it has sent back.

        Parameters
        ----------
        issuer
            Who says to have sent them (RFC 9207).
        """
        published = self._about()
        if issuer is None and published.authorization_response_iss_parameter_supported:
            raise SignInRefused("the answer does not say whose it is")
        if issuer not in (None, self.issuer):
            raise SignInRefused("the answer is another provider's")
        return self._checked(self._token(published, code, attempt), attempt)

    def _token(self, published: Published, code: str, attempt: Attempt) -> str:
        try:
            with self._client(published) as client:
                answer = client.fetch_token(
                    published.token_endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                )
        except OAuthError:
            raise SignInRefused("the provider does not take the code") from None
        except (httpx2.HTTPError, ValueError):
            # What it was about stands in the request, and with it our secret.
            raise ProviderAway from None
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise SignInRefused("no identity came with the code")
        return token

    def _checked(self, token: str, attempt: Attempt) -> Mapping[str, Any]:
        """The claims of an identity token (OpenID Connect Core, 3.1.3.7)."""
        rules = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self._client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": attempt.nonce},
        )
        try:
            claims = self._signed(token)
            rules.validate(claims)
        except (JoseError, ValueError, TypeError):
            raise SignInRefused("the identity does not hold") from None
        audience = claims["aud"]
        several = isinstance(audience, list) and len(audience) > 1
        if claims.get("azp", None if several else self._client_id) != self._client_id:
            raise SignInRefused("the identity was given to somebody else")
        return claims

    def _signed(self, token: str) -> dict[str, Any]:
        try:
            return jwt.decode(token, self._key_set(KEPT_SECONDS), ALGORITHMS).claims
        except (InvalidKeyIdError, ValueError):
            # The provider may have begun to sign with another key.
            return jwt.decode(token, self._key_set(ASKED_AGAIN_SECONDS), ALGORITHMS).claims

    def _about(self) -> Published:
        with self._lock:
            known = self._published
            if known is not None and self._clock() - known[0] < KEPT_SECONDS:
                return known[1]
            address = self.issuer.rstrip("/") + DISCOVERY
            try:
                published = Published.model_validate(_asked(address))
            except ValidationError:
                raise ProviderAway from None
            if published.issuer != self.issuer:
                raise ProviderAway
            self._published = (self._clock(), published)
            return published

    def _key_set(self, seconds: float) -> KeySet:
        published = self._about()
        with self._lock:
            known = self._keys
            if known is not None and self._clock() - known[0] < seconds:
                return known[1]
            try:
                keys = KeySet.import_key_set(_asked(published.jwks_uri))
            except (JoseError, KeyError, TypeError, ValueError):
                raise ProviderAway from None
            self._keys = (self._clock(), keys)
            return keys

    def _client(self, published: Published) -> Any:
        methods = published.token_endpoint_auth_methods_supported
        basic = "client_secret_basic"
        return OAuth2Client(
            self._client_id,
            self._secret.get_secret_value(),
            token_endpoint_auth_method=basic if basic in methods else "client_secret_post",
            scope=self._scopes,
            redirect_uri=self._back,
            code_challenge_method="S256",
            timeout=PATIENCE_SECONDS,
        )


def _asked(address: str) -> Any:
    try:
        answer = httpx2.get(address, timeout=PATIENCE_SECONDS)
        answer.raise_for_status()
        return answer.json()
    except (httpx2.HTTPError, ValueError):
        raise ProviderAway from None
