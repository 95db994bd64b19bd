"""Changes to a plan by hand: what they do, where something could go, and the plan they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.access.rights import Action
from api.changing import ByHand
from api.store import by_hand, plans, scenarios
from api.store.engine import Transaction
from api.store.requests import Made
from api.web import conditions
from api.web.conditions import IfMatch
from api.web.depends import Tongue
from api.web.engine import child_of
from api.web.idempotent import Repeatable
from api.web.json_bodies import CleanJson
from api.web.plan_shown import shown
from api.web.problems import Problem, ToldFinding, documented, told
from api.web.reading import Opened, Reader, Reading
from api.web.shapes.answers import Changing, Committed, EffectsShown, Places
from api.web.shapes.plans import PlanShown
from api.web.strict import Strict
from scenarios.findings import Finding
from scenarios.scenario import Scenario
from scenarios.variants import Edit, apply
from solver.change.moves import Begin, ChangeTeacher, Move
from solver.outcome import Outcome

router = APIRouter(tags=["plans"], dependencies=[Strict])

Named = Annotated[str | None, Query(max_length=64)]
Most = Annotated[int, Query(ge=1, le=50, description="Places at most.")]


@router.post(
    "/plans/{id}/changes/check",
    dependencies=[CleanJson],
    responses=documented(400, 403, 404, 409, 413, 415, 422, 503),
)
def check(reading: Reading, language: Tongue, id: str, asked: Changing) -> EffectsShown:
    """What moves would do, all of them together; nothing is kept of them."""
    opened = reading.open(id).may(Action.CHANGE_PLAN)
    _known_teachers(opened, asked.moves)
    with child_of(reading.desk.seats) as seconds:
        answer = _by_hand(reading, opened, seconds).check(asked.moves)
    _nothing_missing(answer)
    reading.note("plan.change_checked", opened)
    return _shown(answer["effects"], language)


@router.get(
    "/plans/{id}/changes/places",
    responses=documented(403, 404, 409, 422, 503),
)
def places(
    reading: Reading, id: str, group: Named = None, need: Named = None, most: Most = 20
) -> Places:
    """Where a group or a need could go, each place with its price, the best first."""
    opened = reading.open(id).may(Action.CHANGE_PLAN)
    if (group is None) == (need is None):
        raise Problem(422, "place_of_what")
    noun, name = ("need", need or "") if group is None else ("group", group)
    with child_of(reading.desk.seats) as seconds:
        answer = _by_hand(reading, opened, seconds).places(noun, name, most)
    _nothing_missing(answer)
    reading.note("plan.places_read", opened)
    return Places.model_validate(answer)


@router.post(
    "/plans/{id}/changes",
    status_code=201,
    dependencies=[CleanJson],
    responses=documented(400, 403, 404, 409, 412, 413, 415, 422, 428, 503),
)
def commit(
    reading: Reading,
    language: Tongue,
    once: Repeatable,
    id: str,
    asked: Committed,
    response: Response,
    known: IfMatch = None,
) -> PlanShown:
    """Keep moves as a plan of their own, verified, with what has moved pinned in a variant."""
    opened = reading.open(id).may(Action.CHANGE_PLAN).ended()
    conditions.to_change(known, opened.row.revision)
    _known_teachers(opened, asked.moves)
    with child_of(reading.desk.seats) as seconds:
        answer = _by_hand(reading, opened, seconds).commit(asked.moves)
    _nothing_missing(answer)
    change = _Change(opened, asked, answer)
    with reading.service.store.write() as connection:

        def make() -> Made:
            named = change.kept(reading, connection)
            return Made(201, f"/v1/plans/{named}", "plan", named)

        made = once.made(connection, reading.caller, make)
    response.headers["Location"] = f"/v1/plans/{made.id}"
    with reading.service.store.read() as connection:
        row = reading.row(connection, made.id)
        return shown(row, opened.sight, language)


class _Change:
    """Moves that lead to a plan that keeps every rule.

    Raises
    ------
    Problem
        422 if they do not.
    """

    def __init__(self, opened: Opened, asked: Committed, answer: Mapping[str, Any]) -> None:
        broken = [*answer["effects"]["broken"], *answer.get("violations", ())]
        if broken or "outcome" not in answer:
            findings = [Finding.model_validate(one) for one in broken]
            raise Problem(422, "change_breaks_rules", findings)
        self._opened = opened
        self._name = opened.row.name if asked.name is None else asked.name
        self._outcome = Outcome.model_validate(answer["outcome"])
        self._edits = [Edit.model_validate(one) for one in answer["edits"]]
        self._pinned = self._variant()

    def _variant(self) -> Scenario:
        applied = apply(self._opened.scenario, self._edits)
        plan = self._outcome.plan
        if applied.scenario is None or plan is None:
            raise Problem(422, "change_breaks_rules", applied.findings)
        if applied.scenario.content_hash != plan.scenario:
            raise ValueError("the plan was verified in another scenario than the one to be kept")
        return applied.scenario

    def kept(self, reader: Reader, connection: Transaction) -> str:
        """Write the variant and the plan, unless the plan changed has been changed or deleted."""
        row = plans.find(connection, reader.caller, self._opened.row.id)
        if row is None:
            raise Problem(404, "not_found")
        if row.revision != self._opened.row.revision:
            raise conditions.changed_meanwhile()
        scenario = row.scenario
        if self._edits:
            edits = [edit.model_dump(mode="json") for edit in self._edits]
            origin = scenarios.Origin(row.scenario, edits)
            scenario = scenarios.add(connection, reader.caller, self._pinned, (), origin)
            reader.changed(connection, "scenario.added", "scenario", scenario)
        of = {
            "scenario": scenario,
            "name": self._name,
            "previous": row.previous,
            "parent": row.id,
        }
        named = by_hand.add_made(connection, reader.caller, of, self._outcome)
        reader.changed(connection, "plan.changed", "plan", named)
        return named


def _by_hand(reader: Reader, opened: Opened, seconds: float) -> ByHand:
    return ByHand(opened.scenario, opened.plan, reader.previous(opened.row), seconds)


def _known_teachers(opened: Opened, moves: Sequence[Move]) -> None:
    unknown = [
        Finding(code="no_such_teacher", subjects=(f"teacher:{move.teacher}",))
        for move in moves
        if isinstance(move, ChangeTeacher | Begin)
        and move.teacher not in opened.scenario.teacher_of
    ]
    if unknown:
        raise Problem(422, "change_refused", unknown)


def _nothing_missing(answer: Mapping[str, Any]) -> None:
    missing = answer.get("missing")
    if missing is not None:
        noun = missing["noun"]
        wrong = Finding(code=f"no_such_{noun}", subjects=(f"{noun}:{missing['name']}",))
        raise Problem(422, "change_refused", [wrong])


def _shown(effects: Mapping[str, Any], language: Tongue) -> EffectsShown:
    return EffectsShown.model_validate(
        {
            **effects,
            "allowed": not effects["broken"],
            "broken": list(_said(effects["broken"], language)),
            "mended": list(_said(effects["mended"], language)),
        }
    )


def _said(found: Sequence[Mapping[str, Any]], language: Tongue) -> Iterator[ToldFinding]:
    yield from told((Finding.model_validate(one) for one in found), language)
