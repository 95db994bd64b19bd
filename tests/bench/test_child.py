"""Our solver as a child: whoever has heard enough may go, and the child ends."""

from contextlib import closing
from pathlib import Path

import pytest

from bench import child

TALKATIVE = """
import json, sys

sys.stdin.readline()
for number in range(10):
    print(json.dumps({"number": number, "long": 100_000 * "x"}), flush=True)
sys.stdin.read()
open("ended", "w").close()
"""


def test_one_who_hears_the_first_line_only_lets_the_child_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "GRACE_SECONDS", 10)
    (tmp_path / "solver").mkdir()
    (tmp_path / "solver" / "__init__.py").touch()
    (tmp_path / "solver" / "__main__.py").write_text(TALKATIVE, encoding="utf-8")

    with closing(child.events({}, {}, tmp_path)) as said:
        assert next(said)["number"] == 0

    assert (tmp_path / "ended").exists()
