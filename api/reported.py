"""The report of a study as the content of a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from api.i18n import catalogue

if TYPE_CHECKING:
    from api.exports.comparison import Compared
    from api.exports.names import Names
    from api.exports.page import Page
    from scenarios.scenario import Scenario
    from solver.study.legs import FrontierReport
    from solver.study.sharing import SharesReport

JSON, WORKBOOK, PICTURE = ".json", ".xlsx", ".svg"
_DRAWN = ("frontier", "shares")


def formats(kind: str) -> tuple[str, ...]:
    """Endings of the files that a report of this kind can be written to."""
    return (JSON, WORKBOOK, PICTURE) if kind in _DRAWN else (JSON, WORKBOOK)


@dataclass(frozen=True)
class Reported:
    """A finished study of a scenario, as `python -m solver.study` tells it."""

    scenario: Scenario
    outcome: dict[str, Any]
    language: str

    @property
    def kind(self) -> str:
        """Kind of the study."""
        return str(self.outcome["kind"])

    @property
    def formats(self) -> tuple[str, ...]:
        """Endings of the files that it can be written to."""
        return formats(self.kind)

    @cached_property
    def names(self) -> Names:
        """Names of the scenario's rows."""
        from api.exports.names import Names

        return Names(self.scenario, self.language)

    def content(self, ending: str) -> bytes:
        """What is written to a file of this ending, one of `formats`."""
        if ending == JSON:
            text = json.dumps(self.outcome, ensure_ascii=False, indent=2, allow_nan=False)
            return f"{text}\n".encode()
        return self._picture() if ending == PICTURE else self._workbook()

    def _picture(self) -> bytes:
        if self.kind == "shares":
            from api.charts.shared import shared_picture

            return shared_picture(self.shares(), self.language)
        from api.charts.frontier import frontier_picture
        from api.exports.stepped import points

        found = points(self.frontier(), self.scenario)
        return frontier_picture(found, self.language)

    def _workbook(self) -> bytes:
        from api.exports.xlsx import studied
        from api.exports.xlsx.compared import compared_workbook

        if self.kind == "variants":
            return compared_workbook(self.compared())
        if self.kind == "shares":
            return studied.shares_workbook(self.shares(), self.names)
        if self.kind == "frontier":
            from api.exports.stepped import points

            found = points(self.frontier(), self.scenario)
            return studied.frontier_workbook(self.page, found, self.names)
        return studied.page_workbook(self.page, studied.DRAWN[self.kind], self.names)

    @cached_property
    def page(self) -> Page:
        """Table and sentences of a report of the advice studies."""
        from api.exports import held, hired, stepped
        from api.exports.page import with_unanswered
        from solver.study.hires import HiringReport
        from solver.study.trials import StressReport

        report, names = self.outcome["report"], self.names
        if self.kind == "frontier":
            page = stepped.page(self.frontier(), names)
        elif self.kind == "hiring":
            page = hired.page(HiringReport.model_validate(report), names)
        else:
            page = held.page(StressReport.model_validate(report), names)
        return with_unanswered(page, len(report["unanswered"]), names)

    def frontier(self) -> FrontierReport:
        from solver.study.legs import FrontierReport

        return FrontierReport.model_validate(self.outcome["report"])

    def shares(self) -> SharesReport:
        from solver.study.sharing import SharesReport

        return SharesReport.model_validate(self.outcome["report"])

    def compared(self) -> Compared:
        from api.exports.comparison import Compared
        from scenarios.variants import apply
        from solver.study.varied import VariantsReport

        base = self.scenario
        report = VariantsReport.model_validate(self.outcome["report"])
        labels = (catalogue.text("cli.study_base", self.language), *report.names[1:])
        # The study has made them from the same edits, so none of them is refused.
        scenarios = tuple(apply(base, edits).scenario or base for edits in report.edits)
        return Compared(base, self.language, labels, scenarios, report.comparison)
