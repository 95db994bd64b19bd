"""What is asked of a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from solver.search.part import Asked, Limits, Part


class Question(NamedTuple):
    """A stage of a part within limits; `alone` if others have all that is left of them."""

    part: Part
    limits: Limits
    alone: bool
    asked: Asked


def size(question: Question) -> int:
    """How many needs it is about."""
    return question.part.needs


def of_others(questions: Sequence[Question], under_way: Sequence[Question]) -> list[Question]:
    """Questions about parts that nobody works on."""
    busy = {question.part for question in under_way}
    return [question for question in questions if question.part not in busy]
