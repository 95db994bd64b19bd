"""What is told of a job that reads or writes files."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from api.store.states import State
from api.web.problems import ToldFinding


class ErrandShown(BaseModel):
    """A job that reads or writes files."""

    id: str
    status: State
    created: datetime
    started: datetime | None
    ended: datetime | None
    findings: list[ToldFinding] = Field(description="Once it has ended.")
