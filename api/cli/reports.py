"""The report of a study: shown in the terminal, and as the content of a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from api.cli.terminal import Terminal, to_json

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
    terminal: Terminal

    @property
    def kind(self) -> str:
        """Kind of the study."""
        return str(self.outcome["kind"])

    @cached_property
    def names(self) -> Names:
        """Names of the scenario's rows."""
        from api.exports.names import Names

        return Names(self.scenario, self.terminal.language)

    def show(self) -> None:
        """For people, in the terminal."""
        if self.kind == "shares":
            from api.cli import shares

            shares.show(self._shares(), self.terminal)
        elif self.kind == "variants":
            from api.cli import compared

            compared.show(self._compared(), self.terminal)
        else:
            from api.cli import pages

            pages.show(self.page, self.terminal)

    def content(self, ending: str) -> bytes:
        """What is written to a file of this ending, one of `formats`."""
        if ending == JSON:
            return to_json(self.outcome).encode()
        return self._picture() if ending == PICTURE else self._workbook()

    def _picture(self) -> bytes:
        if self.kind == "shares":
            from api.charts.shared import shared_picture

            return shared_picture(self._shares(), self.terminal.language)
        from api.charts.frontier import frontier_picture
        from api.exports.stepped import points

        found = points(self._frontier(), self.scenario)
        return frontier_picture(found, self.terminal.language)

    def _workbook(self) -> bytes:
        from api.exports.xlsx import studied
        from api.exports.xlsx.compared import compared_workbook

        if self.kind == "variants":
            return compared_workbook(self._compared())
        if self.kind == "shares":
            return studied.shares_workbook(self._shares(), self.names)
        if self.kind == "frontier":
            from api.exports.stepped import points

            found = points(self._frontier(), self.scenario)
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
            page = stepped.page(self._frontier(), names)
        elif self.kind == "hiring":
            page = hired.page(HiringReport.model_validate(report), names)
        else:
            page = held.page(StressReport.model_validate(report), names)
        return with_unanswered(page, len(report["unanswered"]), names)

    def _frontier(self) -> FrontierReport:
        from solver.study.legs import FrontierReport

        return FrontierReport.model_validate(self.outcome["report"])

    def _shares(self) -> SharesReport:
        from solver.study.sharing import SharesReport

        return SharesReport.model_validate(self.outcome["report"])

    def _compared(self) -> Compared:
        from api.exports.comparison import Compared
        from scenarios.variants import apply
        from solver.study.varied import VariantsReport

        base = self.scenario
        report = VariantsReport.model_validate(self.outcome["report"])
        labels = (self.terminal.sentence("cli.study_base"), *report.names[1:])
        # The study has made them from the same edits, so none of them is refused.
        scenarios = tuple(apply(base, edits).scenario or base for edits in report.edits)
        return Compared(base, self.terminal.language, labels, scenarios, report.comparison)
