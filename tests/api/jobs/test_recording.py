"""What is remembered of the stages of a search."""

from __future__ import annotations

from typing import cast

from api.jobs.attempt import Attempt
from api.jobs.recording import Recorder
from scenarios.rules import StageId
from tests.support.build import need, world


def told(recorder: Recorder, stage: StageId, value: int) -> None:
    recorder.hear({"event": "progress", "stage": stage.value, "value": value})


def test_a_child_that_begins_again_has_reached_nothing_yet() -> None:
    """The first one crashed in its third stage; what that had reached by then was not its end."""
    recorder = Recorder(cast("Attempt", None), world(need("n1")), None, None)

    told(recorder, StageId.COVERAGE, 4)
    told(recorder, StageId.COST, 1000)
    told(recorder, StageId.CONVENIENCE, 80)
    assert recorder.reached == {StageId.COVERAGE: 4, StageId.COST: 1000}

    told(recorder, StageId.COVERAGE, 4)
    assert recorder.reached == {}
    told(recorder, StageId.COST, 990)
    assert recorder.reached == {StageId.COVERAGE: 4}
