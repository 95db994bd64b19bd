"""The same scenario makes the same model in every process: else no run could be repeated."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
MODELS = """
import hashlib
from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.model.build import PlanModel
from solver.model.relaxed import RelaxedModel
from tests.support.random_plans import previous_plan
from tests.support.strategies import tiny

for seed in range(12):
    scenario = tiny(seed)
    given = reduced(candidates(scenario))
    models = PlanModel(given, previous_plan(seed, scenario)), RelaxedModel(given)
    for model in models:
        for stage in StageId:
            model.stage(stage)
        print(hashlib.sha256(str(model.cp.proto).encode()).hexdigest())
"""


def test_models_do_not_depend_on_the_order_of_sets() -> None:
    """Sets of texts are walked in an order that Python draws anew for each process."""
    said = [
        subprocess.run(
            [sys.executable, "-c", MODELS],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert said[0] == said[1]
    assert len(set(said[0].split())) > 12
