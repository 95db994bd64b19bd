"""Workbooks to fill in."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.i18n.catalogue import Language
from api.web.depends import Known
from api.web.problems import documented
from api.web.strict import Strict
from api.web.uploads import WORKBOOK
from scenarios.files import template_workbook

router = APIRouter(tags=["scenarios"], dependencies=[Known, Strict])


@router.get(
    "/templates/{tongue}.xlsx",
    operation_id="getTemplate",
    response_class=Response,
    responses={200: {"content": {WORKBOOK: {}}, "description": "The workbook"}, **documented(422)},
)
def get_template(tongue: Language, example: bool = True) -> Response:
    """A workbook to fill in, with lists to choose from, help, and an example or empty."""
    name = f"etalukkari-{tongue.value}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    body = template_workbook(tongue.value, example=example)
    return Response(body, media_type=WORKBOOK, headers=headers)
