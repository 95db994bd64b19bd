"""The page for those who run the service says what the code does."""

from __future__ import annotations

import re
import shlex

import yaml

from api.metrics import Metrics
from api.settings import Settings
from api.store.figures import Figures, Pool
from tests.architecture.files import ROOT
from tests.docs.service_settings import PAGE, written
from tests.docs.test_reference import first_cells, section

TEXT = PAGE.read_text(encoding="utf-8")
METRIC = re.compile(r"^# TYPE (\w+) ", re.M)


def test_every_setting_is_in_the_table_as_it_is() -> None:
    assert written(TEXT) == TEXT
    assert set(first_cells(section(TEXT, "All settings"))) == set(Settings.model_fields)


def test_every_metric_is_explained_and_no_other() -> None:
    text = Metrics().text(Figures((), 0.0, 0), Pool(0, 0)).decode()
    told = {name for name in METRIC.findall(text) if not name.startswith("etalukkari_process_")}

    assert set(first_cells(section(TEXT, "Metrics"))) == told


def test_variables_that_are_named_are_settings() -> None:
    named = set(re.findall(r"ETALUKKARI_([A-Z_]+)", TEXT)) - {"SETTINGS"}

    known = {name.upper() for name in Settings.model_fields}
    assert {name for name in named if name.removesuffix("_FILE") not in known} == set()


def test_files_that_are_named_exist() -> None:
    """The secrets of the compose file are made by whoever reads the page."""
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))

    for secret in compose["secrets"].values():
        assert f"`{secret['file']}`" in TEXT or secret["file"] in TEXT
    unit = section(TEXT, "With systemd")
    assert shlex.split(re.findall(r"^ *ExecStart=(.*)$", unit, re.M)[0])[1] == "serve"
