"""Variants side by side: the scenario as it is, and with each set of edits."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import Finding, Severity
from scenarios.scenario import Scenario
from scenarios.variants import Variant, apply
from solver.measure.compare import compare
from solver.study.cases import Ask, Case, StudyError
from solver.study.coalitions import restricted
from solver.study.varied import BASE, VariantsReport, VariantsSettings


def variants(base: Scenario, settings: VariantsSettings, ask: Ask) -> VariantsReport:
    """Solve the scenario and then its variants, which start from its plan.

    Raises
    ------
    StudyError
        If edits are wrong, all of them at once.
    """
    given = (*settings.files, *settings.inline)
    edited = _edited(base, given)
    first = ask([Case(BASE, base)])[BASE]
    cases = [
        Case(name, scenario, start=restricted(scenario, first.plan))
        for name, scenario in edited.items()
    ]
    answers = ask(cases)
    sides = [(base, first), *((case.scenario, answers[case.name]) for case in cases)]
    return VariantsReport(
        names=(BASE, *edited),
        edits=((), *(variant.edits for variant in given)),
        stages=tuple(answer.stages for _, answer in sides),
        comparison=compare([(scenario, answer.plan) for scenario, answer in sides]),
    )


def _edited(base: Scenario, given: tuple[Variant, ...]) -> dict[str, Scenario]:
    """Scenario by the name of its variant."""
    edited: dict[str, Scenario] = {}
    findings: list[Finding] = []
    if not given:
        raise StudyError([Finding(code="study_no_variants")])
    for number, variant in enumerate(given, start=1):
        name = variant.name or str(number)
        if name in edited or name == BASE:
            findings.append(Finding(code="study_name_twice", numbers={"name": name}))
            continue
        if variant.parent not in ("", base.content_hash):
            findings.append(Finding(code="study_other_parent", numbers={"name": name}))
            continue
        applied = apply(base, variant.edits)
        if applied.scenario is None:
            findings.append(Finding(code="study_variant_wrong", numbers={"name": name}))
            findings += _errors(applied.findings)
        else:
            edited[name] = applied.scenario
    if findings:
        raise StudyError(findings)
    return edited


def _errors(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    return (one for one in findings if one.severity is Severity.ERROR)
