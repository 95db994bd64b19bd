"""What a file can be refused for, and the collector that keeps every complaint with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from scenarios.fields import printable
from scenarios.findings import Finding, Place, Severity, Shown

MAX_FINDINGS = 10_000
MAX_SHOWN = 80
NO_NUMBERS: Mapping[str, Shown] = MappingProxyType({})


class UnreadableFileError(Exception):
    """The file, or one table of it, cannot be read at all."""

    def __init__(
        self, code: str, table: str = "file", row: int = 1, column: str = "A", **numbers: Shown
    ) -> None:
        super().__init__(code)
        self.code, self.table, self.row, self.column = code, table, row, column
        self.numbers = numbers


def shortened(given: object) -> str:
    """The given cell, short and clean enough to show."""
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    text = printable(str(given)[: MAX_SHOWN + 1])
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


class Complaints:
    """Findings of one file, in the order they were made.

    Of more than `MAX_FINDINGS` the rest is only counted, so that a file in which everything is
    wrong cannot exhaust the memory.
    """

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._left_out = 0
        self._first_left_out: Place | None = None
        self.any_error = False

    def add(
        self,
        code: str,
        table: str,
        row: int = 1,
        column: str = "A",
        numbers: Mapping[str, Shown] = NO_NUMBERS,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """One complaint about a cell; without a better place the first cell of the table."""
        self.any_error |= severity is Severity.ERROR
        if self._left_out:
            self._left_out += 1
            return
        place = Place(table=shortened(table), row=max(1, row), column=shortened(column))
        finding = Finding(code=code, severity=severity, place=place, numbers=dict(numbers))
        self.extend([finding])

    def warn(
        self,
        code: str,
        table: str,
        row: int = 1,
        column: str = "A",
        numbers: Mapping[str, Shown] = NO_NUMBERS,
    ) -> None:
        """One complaint that does not stop the scenario."""
        self.add(code, table, row, column, numbers, Severity.WARNING)

    def refuse(self, fault: UnreadableFileError) -> None:
        """A fault of the whole file or table."""
        self.add(fault.code, fault.table, fault.row, fault.column, fault.numbers)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Findings that were made elsewhere."""
        for finding in findings:
            self.any_error |= finding.severity is Severity.ERROR
            if len(self._findings) < MAX_FINDINGS:
                self._findings.append(finding)
            else:
                self._left_out += 1
                self._first_left_out = self._first_left_out or finding.place

    def findings(self) -> tuple[Finding, ...]:
        """All of them; the last one says how many were only counted, if any."""
        if not self._left_out:
            return tuple(self._findings)
        rest = Finding(
            code="too_many_findings",
            place=self._first_left_out or Place(table="file", row=1, column="A"),
            numbers={"shown": MAX_FINDINGS, "left_out": self._left_out},
        )
        return (*self._findings, rest)
