"""Who asks, from what a request brings along."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import Request
from starlette.datastructures import FormData

from api.access.entrance import Entrance
from api.access.forgery import FIELD, HEADER, SAFE, from_own_page, is_token
from api.access.limits import Left
from api.access.people import COOKIE
from api.principal import Principal
from api.web.problems import Problem

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="etalukkari"'}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Entered(NamedTuple):
    """Somebody inside.

    Attributes
    ----------
    secret
        Of the cookie, if that let them in.
    """

    principal: Principal
    secret: str | None = None


def entrance_of(request: Request) -> Entrance:
    """The entrance of this application."""
    found: Entrance = request.app.state.entrance
    return found


async def form_token(request: Request) -> str | None:
    """The token that a page of ours sends along, in a header or in a field of a form."""
    given = request.headers.get(HEADER)
    is_form = request.headers.get("content-type", "").startswith(_FORMS)
    if given is not None or not is_form or COOKIE not in request.cookies:
        return given
    try:
        # Kept by the request, so that the route can still read it.
        await request.body()
    except RuntimeError:
        # The route takes a form, which has been read by now.
        return _field(await request.form())
    async with request.form() as form:
        return _field(form)


def _field(form: FormData) -> str | None:
    field = form.get(FIELD)
    return field if isinstance(field, str) else None


def entered(request: Request, token: str | None) -> Entered:
    """Who asks.

    Raises
    ------
    Problem
        401, the same for whatever is wrong with what was brought; 403 where a page of somewhere
        else asks in a person's name; 429 where it is asked or failed too often.
    """
    entrance = entrance_of(request)
    found = _by_key(request, entrance) or _by_cookie(request, entrance, token)
    if found is None:
        found = _at_the_machine(request, entrance)
    if found is None:
        raise failed(request, Problem(401, "sign_in", headers=CHALLENGE))
    if found.principal is not entrance.local:
        left = entrance.limits.asked(found.principal.actor)
        request.state.allowance = left.headers
        if not left.enough:
            raise Problem(429, "too_many_requests", headers=left.headers, seconds=left.seconds)
    request.state.principal = found.principal
    return found


def failed(request: Request, problem: Problem) -> Problem:
    """The problem, or the one of an address that has failed too often.

    Only who fails is told to wait: a program with an old key is not to lock out its office.
    """
    left = entrance_of(request).limits.failed(address_of(request))
    return problem if left.enough else _too_many_failures(left)


def may_try(request: Request) -> None:
    """Go on only for an address that has not failed too often, before others are troubled."""
    left = entrance_of(request).limits.may_try(address_of(request))
    if not left.enough:
        raise _too_many_failures(left)


def _too_many_failures(left: Left) -> Problem:
    headers = {"Retry-After": str(left.seconds)}
    return Problem(429, "too_many_failures", headers=headers, seconds=left.seconds)


def address_of(request: Request) -> str:
    """Address of the client, as the nearest proxy that we trust says."""
    return request.client.host if request.client else ""


def _by_key(request: Request, entrance: Entrance) -> Entered | None:
    brought = request.headers.get("authorization")
    if brought is None:
        return None
    scheme, _, key = brought.partition(" ")
    bearer = entrance.keyring.bearer(key.strip() if scheme.lower() == "bearer" else "")
    if bearer is None:
        raise failed(request, Problem(401, "sign_in", headers=CHALLENGE))
    return Entered(bearer)


def _by_cookie(request: Request, entrance: Entrance, token: str | None) -> Entered | None:
    secret = request.cookies.get(COOKIE)
    person = None if secret is None else entrance.people.find(secret)
    if secret is None or person is None:
        return None
    _refuse_other_pages(request, entrance)
    if request.method not in SAFE and not is_token(token, secret):
        raise Problem(403, "form_token")
    return Entered(person, secret)


def _at_the_machine(request: Request, entrance: Entrance) -> Entered | None:
    # Only a proxy sends these, and then it is somebody at another machine who asks.
    proxied = {"forwarded", "x-forwarded-for", "x-real-ip"} & set(request.headers.keys())
    if entrance.local is None or proxied:
        return None
    _refuse_other_pages(request, entrance)
    return Entered(entrance.local)


def _refuse_other_pages(request: Request, entrance: Entrance) -> None:
    headers = request.headers
    own = entrance.origins(str(request.base_url))
    if request.method not in SAFE and not from_own_page(
        headers.get("origin"), headers.get("sec-fetch-site"), own
    ):
        raise Problem(403, "foreign_page")
