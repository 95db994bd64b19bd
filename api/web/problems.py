"""Problems as the service tells them: RFC 9457, with all findings in the caller's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.i18n import catalogue
from api.i18n.catalogue import Language
from api.i18n.negotiated import language_of
from api.views.sight import NotShownError
from scenarios.findings import Finding, Place, Severity, Shown

MEDIA_TYPE = "application/problem+json"


class ToldFinding(BaseModel):
    """A finding with its sentence."""

    code: str
    severity: Severity
    subjects: list[str]
    place: Place
    numbers: dict[str, Shown]
    sentence: str = Field(description="In the language asked for.")


class ProblemBody(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(description="`about:blank`: the code says what it is.")
    title: str = Field(description="The sentence of the code, in the language asked for.")
    status: int
    code: str
    findings: list[ToldFinding] = []


class Problem(Exception):  # noqa: N818  (what RFC 9457 calls it)
    """A request ends here, with a status and all findings.

    Parameters
    ----------
    code
        Key of the sentence under `problem.` in the catalogues.
    """

    def __init__(
        self,
        status: int,
        code: str,
        findings: Iterable[Finding] = (),
        headers: Mapping[str, str] | None = None,
        **numbers: Shown,
    ) -> None:
        self.status = status
        self.code = code
        self.findings = tuple(findings)
        self.headers = dict(headers or {})
        self.numbers = numbers
        super().__init__(code)


def told(findings: Iterable[Finding], language: Language) -> list[ToldFinding]:
    """Findings with their sentences."""
    return [
        ToldFinding.model_validate(
            {**one.model_dump(), "sentence": catalogue.finding(one, language)}
        )
        for one in findings
    ]


def response(problem: Problem, language: Language) -> JSONResponse:
    """The problem as an answer."""
    title = catalogue.sentence(f"problem.{problem.code}", language, **problem.numbers)
    body = ProblemBody(
        type="about:blank",
        title=title,
        status=problem.status,
        code=problem.code,
        findings=told(problem.findings, language),
    )
    return JSONResponse(
        body.model_dump(mode="json"),
        problem.status,
        headers={**problem.headers, "Content-Language": language.value},
        media_type=MEDIA_TYPE,
    )


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route for the OpenAPI document."""
    return {
        status: {"model": ProblemBody, "content": {MEDIA_TYPE: {}}, "description": "Problem"}
        for status in statuses
    }


def install(app: FastAPI) -> None:
    """Make problems of everything that may go wrong in a request."""

    @app.exception_handler(Problem)
    def own(request: Request, problem: Problem) -> JSONResponse:
        return response(problem, language_of(request))

    @app.exception_handler(NotShownError)
    def beyond(request: Request, _: NotShownError) -> JSONResponse:
        return response(Problem(403, "not_allowed"), language_of(request))

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
        findings = [_finding(fault) for fault in error.errors()]
        return response(Problem(422, "request_unreadable", findings), language_of(request))

    @app.exception_handler(HTTPException)
    def framework(request: Request, error: HTTPException) -> JSONResponse:
        code = _CODES.get(error.status_code, "request_unreadable")
        problem = Problem(error.status_code, code, headers=error.headers)
        return response(problem, language_of(request))


_CODES = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 401: "sign_in"}


def _finding(fault: Mapping[str, Any]) -> Finding:
    where = ".".join(str(part) for part in fault["loc"])
    return Finding(code="request_field", numbers={"path": where, "why": str(fault["type"])})
