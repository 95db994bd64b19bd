"""What is asked of a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenarios.rules import StageId
from solver.search.part import Asked, Limits, Part


class Question(NamedTuple):
    """A stage of a part within limits; `alone` if others have all that is left of them.

    Attributes
    ----------
    within
        The limits if the part has all that is left.
    """

    part: Part
    limits: Limits
    within: Limits
    alone: bool
    asked: Asked

    def urgent(self, stage: StageId) -> bool:
        """Whether nobody has said anything about it."""
        return not self.asked.turns and (self.alone or not self.part.spares(stage))


def size(question: Question) -> int:
    """How many needs it is about."""
    return question.part.needs


def of_others(questions: Sequence[Question], under_way: Sequence[Question]) -> list[Question]:
    """Questions about parts that nobody works on."""
    busy = {question.part for question in under_way}
    return [question for question in questions if question.part not in busy]
