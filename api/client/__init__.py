"""A client of the service in Python."""

from __future__ import annotations

from api.client.client import Client, Job, Kept
from api.client.connection import Event
from api.client.faults import (
    ProblemError,
    ServiceError,
    ToldFinding,
    UnreachableError,
    UnsafeAddressError,
)

__all__ = [
    "Client",
    "Event",
    "Job",
    "Kept",
    "ProblemError",
    "ServiceError",
    "ToldFinding",
    "UnreachableError",
    "UnsafeAddressError",
]
