"""The walls between the packages stand, and the tool that watches them does see a breach."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.files import ROOT

PACKAGES = ("scenarios", "solver", "api")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def copy_of_the_code(folder: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_import_walls_stand() -> None:
    run = lint_imports(ROOT)

    assert run.returncode == 0, run.stdout + run.stderr


def test_a_verifier_that_asks_the_model_is_found(tmp_path: Path) -> None:
    code = copy_of_the_code(tmp_path)
    with (code / "solver" / "verify" / "checks.py").open("a", encoding="utf-8") as checks:
        checks.write("\nimport solver.model.build\n")

    run = lint_imports(code)

    assert run.returncode == 1, run.stdout + run.stderr
    assert "solver.verify.checks -> solver.model.build" in run.stdout


def test_importing_the_doors_does_not_load_the_engine() -> None:
    """The contracts read the text of imports; this runs them."""
    program = "import sys, solver, api.cli.main; sys.exit('ortools' in sys.modules)"

    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=False, capture_output=True, text=True
    )

    assert run.returncode == 0, run.stderr or "ortools was loaded"


def test_a_process_of_the_service_loads_neither_the_engine_nor_tables() -> None:
    """Solves are children; what a web process or a worker does not load, it does not keep."""
    program = (
        "import sys, api.serving, api.start, api.cli.serve, api.cli.worker;"
        "print(*sorted({'ortools', 'pandas', 'numpy'} & set(sys.modules)))"
    )

    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert run.stdout.split() == []
