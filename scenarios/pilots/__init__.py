"""The ten pilots of the network school and their 39 municipalities, each figure with its source."""

from scenarios.pilots.data import (
    BreakWeeks,
    Figure,
    NamedSchool,
    Partner,
    Pilot,
    PilotData,
    PilotMunicipality,
    Shares,
    pilot_data,
)

__all__ = [
    "BreakWeeks",
    "Figure",
    "NamedSchool",
    "Partner",
    "Pilot",
    "PilotData",
    "PilotMunicipality",
    "Shares",
    "pilot_data",
]
