"""What a command says: sentences or JSON on standard output, complaints on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from api.cli.language import Tongue
from api.i18n import catalogue
from scenarios.findings import Finding, Severity, Shown


class Terminal:
    """One command's voice, in one language, for people or (`as_json`) for a program."""

    def __init__(self, language: Tongue, as_json: bool) -> None:
        self.language = language.value
        self.as_json = as_json

    def sentence(self, key: str, **numbers: Shown) -> str:
        """Sentence of the catalogues in this language."""
        return catalogue.sentence(key, self.language, **numbers)

    def say(self, key: str, **numbers: Shown) -> None:
        """A sentence for people; a program that asked for JSON gets only JSON."""
        if not self.as_json:
            sys.stdout.write(self.sentence(key, **numbers) + "\n")

    def note(self, key: str, **numbers: Shown) -> None:
        """A sentence on standard error."""
        sys.stderr.write(self.sentence(key, **numbers) + "\n")

    def answer(self, data: Any) -> None:
        """The JSON answer, if JSON was asked for."""
        if self.as_json:
            sys.stdout.write(to_json(data))

    def findings(self, findings: Iterable[Finding], to_error: bool = True) -> None:
        """One line each: how bad, where, what."""
        stream = sys.stderr if to_error else sys.stdout
        for finding in findings:
            badness = self.sentence(f"severity.{finding.severity}")
            stream.write(f"{badness}: {catalogue.finding(finding, self.language)}\n")

    def as_data(self, finding: Finding) -> dict[str, Any]:
        """A finding as JSON with its sentence."""
        said = catalogue.finding(finding, self.language)
        return {**finding.model_dump(mode="json"), "sentence": said}


def to_json(data: Any) -> str:
    """JSON as the commands write it, to files and to standard output."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, then warnings, then the rest, each in the order given."""
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))
