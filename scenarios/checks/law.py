"""The law's threshold of three pupils; the duty itself is for the office to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scenarios.checks.report import Case, warning
from scenarios.findings import Finding
from scenarios.needs import Category, Need, Priority

THRESHOLD_PUPILS = 3
_UNDER_THE_LAW = frozenset([Category.RELIGION, Category.ETHICS])


def threshold(case: Case) -> Iterator[Finding]:
    """Three pupils of a municipality not marked statutory, or fewer marked so without `continues`.

    All schools of the municipality are counted together, each subject by itself.
    """
    together: defaultdict[tuple[str, str], list[tuple[int, Need]]] = defaultdict(list)
    for row, need, subject in case.sound_needs:
        if subject.category in _UNDER_THE_LAW:
            together[case.scenario.buyer_of(need), need.subject].append((row, need))
    for (municipality, subject_id), rows in sorted(together.items()):
        pupils = sum(need.pupils for _, need in rows)
        if pupils >= THRESHOLD_PUPILS:
            wrong = [item for item in rows if item[1].priority is not Priority.STATUTORY]
            code = "duty_not_marked"
        else:
            wrong = [item for item in rows if _marked_anew(item[1])]
            code = "duty_below_threshold"
        if wrong and (case.complete("needs") or code == "duty_not_marked"):
            yield warning(
                code,
                "needs",
                wrong[0][0],
                "priority",
                f"municipality:{municipality}",
                f"subject:{subject_id}",
                *(f"need:{need.need}" for _, need in wrong),
                municipality=municipality,
                subject=subject_id,
                pupils=pupils,
                needs=", ".join(need.need for _, need in wrong),
            )


def _marked_anew(need: Need) -> bool:
    return need.priority is Priority.STATUTORY and not need.continues


CHECKS = (threshold,)
