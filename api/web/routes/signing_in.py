"""Signing in with the provider of one's own office, and out again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.access import attempts, people
from api.access.claims import NoRole, RoleUnclear, actor_of, principal_of
from api.access.provider import Provider, ProviderAway, SignInRefused
from api.principal import Principal
from api.web.depends import Inside
from api.web.entering import entrance_of, failed, may_try
from api.web.problems import Problem, documented
from api.web.strict import Strict

router = APIRouter(tags=["sign-in"])
SEE_OTHER = 303
Word = Annotated[str, Query(max_length=4096)]


@router.get("/sign-in", status_code=SEE_OTHER, responses=documented(404, 422, 429, 503))
def begin(request: Request, next: Annotated[str, Query(max_length=1000)] = "/") -> RedirectResponse:
    """Go to the provider to say who one is."""
    provider = _provider(request)
    may_try(request)
    ticket = attempts.new_ticket(next)
    try:
        there = provider.way_there(ticket.attempt)
    except ProviderAway:
        raise Problem(503, "provider_away") from None
    answer = RedirectResponse(there, SEE_OTHER)
    _give(answer, attempts.COOKIE, ticket.text, attempts.SECONDS)
    return answer


@router.get(
    "/sign-in/return", status_code=SEE_OTHER, responses=documented(401, 403, 404, 422, 429, 503)
)
def come_back(
    request: Request, code: Word = "", state: Word = "", iss: Word | None = None
) -> RedirectResponse:
    """Come back from the provider."""
    provider = _provider(request)
    may_try(request)
    ticket = attempts.read_ticket(request.cookies.get(attempts.COOKIE, ""))
    if ticket is None or not code or not attempts.is_state(ticket, state):
        raise failed(request, Problem(401, "sign_in_refused"))
    person = _person(request, provider, ticket, code, iss)
    entrance = entrance_of(request)
    secret = entrance.people.sign_in(person, request.cookies.get(people.COOKIE))
    answer = RedirectResponse(ticket.next, SEE_OTHER)
    _give(answer, people.COOKIE, secret)
    _take(answer, attempts.COOKIE)
    return answer


@router.post(
    "/sign-out",
    status_code=204,
    dependencies=[Strict],
    responses=documented(400, 401, 403, 413, 429),
)
def sign_out(request: Request, visitor: Inside) -> Response:
    """End the sign-in of this browser; nothing for who came in with a key."""
    answer = Response(status_code=204)
    if visitor.secret is not None:
        entrance_of(request).people.sign_out(visitor.secret, visitor.principal)
        _take(answer, people.COOKIE)
    return answer


def _provider(request: Request) -> Provider:
    provider = entrance_of(request).provider
    if provider is None:
        raise Problem(404, "not_found")
    return provider


def _person(
    request: Request, provider: Provider, ticket: attempts.Ticket, code: str, issuer: str | None
) -> Principal:
    settings = entrance_of(request).settings
    try:
        claims = provider.claims(code, ticket.attempt, issuer)
        actor = actor_of(provider.issuer, claims["sub"])
        return principal_of(claims, settings.oidc_claim, settings.oidc_roles, actor)
    except ProviderAway:
        raise Problem(503, "provider_away") from None
    except SignInRefused:
        raise failed(request, Problem(401, "sign_in_refused")) from None
    except NoRole:
        raise failed(request, Problem(403, "no_role")) from None
    except RoleUnclear:
        raise failed(request, Problem(403, "role_unclear")) from None


def _give(answer: Response, name: str, value: str, seconds: int | None = None) -> None:
    answer.set_cookie(name, value, max_age=seconds, secure=True, httponly=True, samesite="lax")


def _take(answer: Response, name: str) -> None:
    answer.delete_cookie(name, secure=True, httponly=True, samesite="lax")
