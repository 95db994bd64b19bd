"""Settings of a study by its kind, and everything that is wrong with them said by key.

Whoever asks for a study reads them here; nothing of the search is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scenarios.files.faults import shortened
from scenarios.findings import Finding, Shown
from solver.study.hires import HiringSettings
from solver.study.legs import FrontierSettings
from solver.study.sharing import SharesSettings
from solver.study.trials import StressSettings
from solver.study.varied import VariantsSettings

SETTINGS: dict[str, type[BaseModel]] = {
    "variants": VariantsSettings,
    "shares": SharesSettings,
    "frontier": FrontierSettings,
    "hiring": HiringSettings,
    "stress": StressSettings,
}
INNER = "settings"
"""Key of a job under which the settings of its kind stand; in a study file they have its name."""
_LIMITS = ("ge", "gt", "le", "lt", "decimal_places")


class SettingsRead(NamedTuple):
    """Settings; none beside a finding."""

    settings: BaseModel | None
    findings: tuple[Finding, ...]


def read_settings(kind: str, given: Any) -> SettingsRead:
    """The settings of a kind of study, or what is wrong with each of them."""
    model = SETTINGS[kind]
    try:
        return SettingsRead(model.model_validate(given), ())
    except ValidationError as wrong:
        return SettingsRead(None, tuple(faults(wrong, model, (kind,))))


def faults(
    wrong: ValidationError, model: type[BaseModel], above: tuple[str, ...]
) -> Iterator[Finding]:
    """A finding for each fault, by its key in the job.

    Parameters
    ----------
    above
        Keys under which the model stands.
    """
    for fault in wrong.errors(include_url=False):
        key = _path((*above, *fault["loc"]))
        if fault["type"] == "extra_forbidden":
            yield _unknown(key, fault, _keys_at(model, fault["loc"][:-1]))
        else:
            yield study_key(key, fault["type"], **_numbers(fault))


def study_key(key: str, what: str, **numbers: Shown) -> Finding:
    """That something is wrong with a key of a job."""
    return Finding(code="study_key", numbers={"key": key, "what": what, **numbers})


def _unknown(key: str, fault: ErrorDetails, known: list[str]) -> Finding:
    near = get_close_matches(str(fault["loc"][-1]), known, n=1, cutoff=0.5)
    if near:
        return study_key(key, "unknown_near", nearest=near[0])
    return study_key(key, "unknown", known=", ".join(known))


def _numbers(fault: ErrorDetails) -> dict[str, Shown]:
    context = fault.get("ctx", {})
    numbers: dict[str, Shown] = {}
    if fault["type"] != "missing":
        numbers["given"] = shortened(fault["input"])
    limit = next((context[name] for name in _LIMITS if name in context), None)
    if limit is not None:
        numbers["limit"] = limit if isinstance(limit, int) else float(limit)
    if "expected" in context or "known" in context:
        numbers["known"] = str(context.get("known") or context["expected"])
    return numbers


def _path(location: tuple[int | str, ...]) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".")


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Keys that are known at a place; those of a kind stand in a table of its name."""
    for part in (part for part in location if isinstance(part, str)):
        field = model.model_fields.get(part)
        inner = [one for one in _within(field.annotation) if field] if field else []
        if not inner:
            return []
        model = inner[0]
    return [name for name in model.model_fields if name != INNER]


def _within(annotation: Any) -> Iterator[type[BaseModel]]:
    """Models in a type such as `tuple[Variant, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _within(part)
