"""Build the whole model of a scenario and say how long that took and how large it is.

    python -m bench.quick_model SCENARIO.json

One JSON line: `seconds` from the scenario to the model with the stages that are raced, `bytes` of
the model as it is handed over. Each revision of the code brings its own of these programs.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from bench.judging import RACED
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.model.build import PlanModel


def main() -> int:
    """Build and tell."""
    tables = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    tables.pop("schema_version")
    scenario = Scenario.model_validate(tables)
    started = time.perf_counter()
    model = PlanModel(reduced(candidates(scenario)))
    model.cp.minimize(sum(model.stage(stage).expression for stage in RACED))
    seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "model.pb"
        model.cp.export_to_file(str(written))
        size = written.stat().st_size
    print(json.dumps({"seconds": seconds, "bytes": size}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
