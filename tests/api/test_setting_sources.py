"""Settings come from four places, the last counts, and everything wrong is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.i18n.catalogue import LANGUAGES, Language, finding
from api.setting_sources import WrongSettingsError, read_settings
from api.settings import LogFormat, Settings
from scenarios.findings import Finding


def wrong(environment: dict[str, str], **options: object) -> dict[str, Finding]:
    """What is wrong, by code."""
    with pytest.raises(WrongSettingsError) as refused:
        read_settings(environment, options)
    return {one.code: one for one in refused.value.findings}


def test_without_anything_it_is_one_machine_for_one_person() -> None:
    settings = read_settings({})

    assert settings == Settings()
    assert settings.on_loopback
    assert not settings.sign_in


def test_the_later_source_counts(tmp_path: Path) -> None:
    file = tmp_path / "etalukkari.toml"
    file.write_text('port = 1\nhost = "::1"\nlog_format = "json"\njobs_at_once = 3\n', "utf-8")
    secret = tmp_path / "database"
    secret.write_text("postgresql://u:hidden@db/etalukkari\n", "utf-8")
    environment = {
        "ETALUKKARI_SETTINGS": str(file),
        "ETALUKKARI_DATABASE_FILE": str(secret),
        "ETALUKKARI_PORT": "2",
        "ETALUKKARI_JOBS_AT_ONCE": "4",
        "ETALUKKARI_MOST_SECONDS": "",
        "ETALUKKARI_SERVER": "https://etalukkari.example",
        "ETALUKKARI_KEY": "of a client",
    }

    settings = read_settings(environment, {"jobs_at_once": 5, "solver_workers": None})

    assert (settings.host, settings.port, settings.jobs_at_once) == ("::1", 2, 5)
    assert settings.log_format is LogFormat.JSON
    assert settings.database.get_secret_value() == "postgresql://u:hidden@db/etalukkari"
    assert settings.most_seconds == Settings().most_seconds
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"HOST": "0.0.0.0"}, "setting_sign_in_needed"),
        ({"HOST": "192.168.1.4", "SIGN_IN": "false"}, "setting_sign_in_needed"),
        ({"HOST": "etalukkari.example"}, "setting_sign_in_needed"),
        ({"DATABASE": "mysql://somewhere/x"}, "setting_database_address"),
        ({"DATABASE": "somewhere"}, "setting_database_address"),
        ({"DATABASE": "sqlite://"}, "setting_database_in_memory"),
        ({"DATABASE": "sqlite:///:memory:"}, "setting_database_in_memory"),
        ({"METRICS_KEY": "fifteen letters"}, "setting_key_short"),
        ({"TRUSTED_PROXIES": "*", "SIGN_IN": "true"}, "setting_proxies_everybody"),
        ({"TRUSTED_PROXIES": "10.0.0.1, ::/0", "SIGN_IN": "true"}, "setting_proxies_everybody"),
        ({"TRUSTED_PROXIES": "10.0.0.1"}, "setting_sign_in_needed"),
        ({"PORT": "70000"}, "setting_number"),
        ({"PORT": "http"}, "setting_number"),
        ({"SOLVER_WORKERS": "0"}, "setting_number"),
        ({"SIGN_IN": "perhaps"}, "setting_yes_no"),
        ({"LOG_FORMAT": "xml"}, "setting_choice"),
        ({"DATABASE_FILE": "/nowhere/secret"}, "setting_file_unreadable"),
        ({"SETTINGS": "/nowhere/etalukkari.toml"}, "setting_file_unreadable"),
        ({"DATABASE": "sqlite:///x", "DATABASE_FILE": "/dev/null"}, "setting_twice"),
        ({"SIGNIN": "true"}, "setting_unknown"),
        ({"MADE_UP_FILE": "/dev/null"}, "setting_unknown"),
    ],
)
def test_what_is_not_safe_or_not_understood_is_refused(
    environment: dict[str, str], code: str
) -> None:
    found = wrong({f"ETALUKKARI_{name}": value for name, value in environment.items()})

    assert list(found) == [code]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_needs_no_sign_in(host: str) -> None:
    assert read_settings({"ETALUKKARI_HOST": host}).on_loopback


def test_everything_wrong_is_told_at_once() -> None:
    found = wrong(
        {"ETALUKKARI_HOST": "0.0.0.0", "ETALUKKARI_PORT": "x", "ETALUKKARI_LOG_LEVEL": "loud"},
        jobs_at_once=65,
    )

    assert set(found) == {"setting_sign_in_needed", "setting_number", "setting_choice"}


def test_a_made_up_setting_of_the_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "etalukkari.toml"
    file.write_text("signin = true\n", "utf-8")

    found = wrong({"ETALUKKARI_SETTINGS": str(file)})

    assert found["setting_unknown"].subjects == ("setting:signin",)


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "etalukkari.toml"
    file.write_text("port = 1\nhost: here\n", "utf-8")

    found = wrong({"ETALUKKARI_SETTINGS": str(file)})

    assert "line 2" in str(found["settings_file_broken"].numbers["why"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_complaint_shows_a_secret(language: Language) -> None:
    found = wrong(
        {"ETALUKKARI_DATABASE": "mysql://u:hidden@db", "ETALUKKARI_METRICS_KEY": "shortsecret"}
    )

    said = [finding(one, language) for one in found.values()]
    assert len(said) == 2
    assert not any("hidden" in text or "shortsecret" in text for text in said)
