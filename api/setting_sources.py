"""Where settings come from: a file, files of secrets, the environment, options; the last counts.

The setting `port` is `port = 8800` in the file, `ETALUKKARI_PORT` in the environment and `--port`
on the command line. `ETALUKKARI_DATABASE_FILE` and the like, after the custom of container
secrets, name a file that holds the value.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.settings import Settings
from scenarios.findings import Finding

PREFIX = "ETALUKKARI_"
OF_CLIENTS = frozenset([f"{PREFIX}KEY", f"{PREFIX}SERVER"])
"""What the commands that ask a service read; no settings of the service."""
FROM_FILE = "_file"
SETTINGS_FILE = "settings"


class WrongSettingsError(Exception):
    """Everything that is wrong with the settings."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(one.code for one in self.findings))


class _Values(NamedTuple):
    values: dict[str, Any]
    findings: list[Finding]


def read_settings(
    environment: Mapping[str, str],
    options: Mapping[str, Any] | None = None,
    file: Path | None = None,
) -> Settings:
    """The settings of all sources together.

    Parameters
    ----------
    options
        Settings given on the command line, by name; what is `None` was not given.
    file
        A TOML file; else the one that `ETALUKKARI_SETTINGS` names, if any.

    Raises
    ------
    WrongSettingsError
        With all that is wrong.
    """
    named = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name not in OF_CLIENTS
    }
    given = named.pop(SETTINGS_FILE, None)
    path = file or (Path(given) if given else None)
    sources = [
        _of_file(path) if path else _Values({}, []),
        _of_secrets(named),
        _direct(named),
        _Values({name: one for name, one in (options or {}).items() if one is not None}, []),
    ]
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for source in sources:
        values |= source.values
        findings += source.findings
    try:
        settings = Settings(**values)
    except ValidationError as error:
        said = {subject for one in findings for subject in one.subjects}
        wrong = [_finding(one) for one in error.errors(include_input=False, include_url=False)]
        findings += [one for one in wrong if not said & set(one.subjects)]
    if findings:
        raise WrongSettingsError(findings)
    return settings


def _is_file(name: str) -> bool:
    return name.endswith(FROM_FILE) and name.removesuffix(FROM_FILE) in Settings.model_fields


def _direct(named: Mapping[str, str]) -> _Values:
    # An empty variable is one that was not set, as in a compose file without a value for it.
    given = {name: value for name, value in named.items() if value and not _is_file(name)}
    unknown = [name for name in given if name not in Settings.model_fields]
    values = {name: value for name, value in given.items() if name in Settings.model_fields}
    return _Values(values, [_about(name, "setting_unknown") for name in unknown])


def _of_secrets(named: Mapping[str, str]) -> _Values:
    found = _Values({}, [])
    for name, path in named.items():
        if not _is_file(name) or not path:
            continue
        setting = name.removesuffix(FROM_FILE)
        if named.get(setting):
            found.findings.append(_about(setting, "setting_twice", name=PREFIX + setting.upper()))
        try:
            found.values[setting] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            found.findings.append(_about(setting, "setting_file_unreadable", file=path))
    return found


def _of_file(path: Path) -> _Values:
    try:
        return _Values(tomllib.loads(path.read_text(encoding="utf-8")), [])
    except (OSError, UnicodeDecodeError):
        wrong = _about(SETTINGS_FILE, "setting_file_unreadable", file=str(path))
    except tomllib.TOMLDecodeError as error:
        wrong = _about(SETTINGS_FILE, "settings_file_broken", file=str(path), why=str(error))
    return _Values({}, [wrong])


def _about(setting: str, code: str, **numbers: str | int | float) -> Finding:
    return Finding(code=code, subjects=(f"setting:{setting}",), numbers=numbers)


def _finding(error: ErrorDetails) -> Finding:
    name, kind = str(error["loc"][0]), error["type"]
    if kind.startswith("setting_"):
        numbers = {key: value for key, value in error["ctx"].items() if key != "code"}
        return _about(name, kind, **numbers)
    if kind == "extra_forbidden":
        return _about(name, "setting_unknown")
    if kind.startswith(("int_", "float_")):
        return _about(name, "setting_number", **_range(name))
    if kind in ("greater_than_equal", "less_than_equal"):
        return _about(name, "setting_number", **_range(name))
    if kind.startswith("bool_"):
        return _about(name, "setting_yes_no")
    if kind == "enum":
        return _about(name, "setting_choice", choices=error["ctx"]["expected"].replace("'", ""))
    return _about(name, "setting_wrong")


def _range(name: str) -> dict[str, float]:
    limits = Settings.model_json_schema()["properties"][name]
    return {"least": limits["minimum"], "most": limits["maximum"]}
