"""Settings of the service: one typed class, which refuses what is not safe."""

from __future__ import annotations

from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, SecretStr, ValidationInfo, field_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from api.entering_settings import EnteringSettings, complaint, is_loopback

ANYBODY = "*"
SHORTEST_KEY = 16


class LogFormat(StrEnum):
    """How a line of the log is written."""

    AUTO = "auto"
    JSON = "json"
    CONSOLE = "console"


class LogLevel(StrEnum):
    """What is left out of the log."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(EnteringSettings):
    """Every setting has a default that is safe on one machine for one person.

    Where the values come from is told in `api.setting_sources`. A check that needs two settings
    stands at the later one, so that everything wrong is found at once.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True
    )

    database: SecretStr = Field(
        default=SecretStr("sqlite:///etalukkari.db"),
        description="Address of the database: `sqlite:///FILE` or "
        "`postgresql://USER:PASSWORD@HOST/NAME`.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(
        default=8800, ge=0, le=65535, description="Port to listen on; 0 takes any that is free."
    )
    sign_in: bool = Field(
        default=False,
        description="Whether a key or a sign-in is asked for. On any address but loopback the "
        "service does not start without it.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses or networks of reverse proxies, by commas, whose "
        "`X-Forwarded-For` and `X-Forwarded-Proto` are believed.",
    )
    jobs_at_once: int = Field(
        default=1, ge=0, le=64, description="Jobs that this process runs at once; 0 runs none."
    )
    solver_workers: int = Field(default=2, ge=1, le=64, description="Search threads of a solve.")
    most_seconds: float = Field(
        default=3600, ge=1, le=86_400, description="Largest time limit of a solve, in seconds."
    )
    body_megabytes: int = Field(
        default=32, ge=1, le=512, description="Largest body of a request, in MiB."
    )
    state: Path = Field(
        default=Path("etalukkari-data"), description="Folder of studies under way and of backups."
    )
    log_format: LogFormat = Field(
        default=LogFormat.AUTO,
        description="`json`, `console`, or `auto`: console on a terminal, else JSON.",
    )
    log_level: LogLevel = Field(
        default=LogLevel.INFO, description="The least that is logged: debug, info, warning, error."
    )
    metrics_key: SecretStr | None = Field(
        default=None,
        description="Bearer token that opens `/metrics`. Without it they are open where no "
        "sign-in is asked for, and closed where it is.",
    )

    @field_validator("database")
    @classmethod
    def _known_database(cls, given: SecretStr) -> SecretStr:
        try:
            url = make_url(given.get_secret_value())
        except ArgumentError:
            raise complaint("setting_database_address") from None
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise complaint("setting_database_address")
        if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
            raise complaint("setting_database_in_memory")
        return given

    @field_validator("sign_in")
    @classmethod
    def _nobody_from_outside_without_sign_in(cls, given: bool, info: ValidationInfo) -> bool:
        host = info.data.get("host")
        if host is not None and not given and not is_loopback(host):
            raise complaint("setting_sign_in_needed", host=host)
        public = urlsplit(info.data.get("public_address") or "").hostname
        if public is not None and not given and not is_loopback(public):
            raise complaint("setting_sign_in_needed", host=public)
        return given

    @field_validator("trusted_proxies")
    @classmethod
    def _not_everybody(cls, given: str, info: ValidationInfo) -> str:
        if any(map(_is_everybody, given.split(","))):
            raise complaint("setting_proxies_everybody")
        if given and info.data.get("sign_in") is False:
            raise complaint("setting_sign_in_needed", host=given)
        return given

    @field_validator("metrics_key")
    @classmethod
    def _long_enough(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and len(given.get_secret_value()) < SHORTEST_KEY:
            raise complaint("setting_key_short", least=SHORTEST_KEY)
        return given

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine reaches the address."""
        return is_loopback(self.host)

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a file of this machine."""
        return make_url(self.database.get_secret_value()).get_backend_name() == "sqlite"


def _is_everybody(proxy: str) -> bool:
    if ANYBODY in proxy:
        return True
    try:
        return ip_network(proxy.strip()).prefixlen == 0
    except ValueError:
        return False
