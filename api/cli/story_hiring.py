"""What the demonstration tells of whom to hire next."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any

from api.cli.outputs import write_whole
from api.cli.telling import Story

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

MOST_POSTS = 3
MOST_CASES = 12
SHARE = 0.3
"""What part of the seconds of a plan each post may take: a demonstration is short."""


def tell_hiring(story: Story) -> None:
    """What a new teacher of each subject would bring, if one municipality hired."""
    from api.cli import pages
    from api.reported import WORKBOOK, Reported

    seconds = round(story.effort.seconds * SHARE, 1)
    employer = _employer(story.scenario)
    story.heading("demo.hiring_heading")
    name = story.names.municipality(employer)
    intro = story.terminal.sentence("demo.hiring_intro", municipality=name, seconds=seconds)
    story.say(intro)
    outcome = _studied(story, employer, seconds)
    if outcome is None or outcome["stopped"]:
        story.say(story.terminal.sentence("demo.hiring_none"))
        return
    story.told["hiring"] = outcome["report"]
    reported = Reported(story.scenario, outcome, story.terminal.language)
    if not story.terminal.as_json:
        pages.show(reported.page, story.terminal, MOST_POSTS)
    write_whole(story.folder / "hiring.xlsx", reported.content(WORKBOOK))
    story.terminal.say("demo.hiring_file", workbook="hiring.xlsx")


def _employer(scenario: Scenario) -> str:
    """Who may sell to most, then who has most needs."""
    asked = [scenario.buyer_of(need) for need in scenario.needs]

    def key(name: str) -> tuple[int, int]:
        return len(scenario.buyers_of.get(name, ())), asked.count(name)

    return max(sorted(scenario.municipality_of), key=key)


def _studied(story: Story, employer: str, seconds: float) -> dict[str, Any] | None:
    from api.cli.stopping import stoppable
    from api.studying import Asked, studied

    settings = {"employers": [employer], "grades": [[1, 9]], "second_cases": 0}
    with tempfile.TemporaryDirectory() as folder, stoppable() as stop:
        job = {
            "scenario": story.scenario.normal_form(),
            "kind": "hiring",
            "settings": {**settings, "cases": MOST_CASES},
            "folder": folder,
            "seconds": seconds,
            "workers": story.effort.workers,
            "seed": story.effort.seed,
        }
        return studied(Asked(job, story.scenario, None, ()), lambda _: None, stop).outcome
