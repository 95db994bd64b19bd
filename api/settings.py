"""Settings of the service: read once, from the environment; unsafe ones are refused."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url

ENVIRONMENT = "ETALUKKARI_"
LOCALHOST = "localhost"


class Settings(BaseSettings):
    """Every setting has a default that is safe on one machine for one person.

    Each is the environment variable `ETALUKKARI_` and its name in capitals, for instance
    `ETALUKKARI_DATABASE`; `ETALUKKARI_DATABASE_FILE` and the like, after the custom of container
    secrets, name a file that holds the value.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    database: SecretStr = Field(
        default=SecretStr("sqlite:///etalukkari.db"),
        description="Address of the database: a SQLite file or PostgreSQL.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8800, ge=0, le=65535, description="Port to listen on; 0 = any free.")
    sign_in: bool = Field(
        default=False, description="Whether a key or a sign-in is asked for on loopback, too."
    )
    jobs_at_once: int = Field(
        default=1, ge=0, le=64, description="Jobs that this process runs at once; 0 = none."
    )
    solver_workers: int = Field(default=2, ge=1, le=64, description="Search threads of a solve.")
    most_seconds: float = Field(
        default=3600, ge=1, le=86_400, description="Largest time limit of a solve, in seconds."
    )
    body_megabytes: Annotated[int, Field(ge=1, le=512)] = Field(
        default=32, description="Largest body of a request."
    )
    state: Path = Field(
        default=Path("etalukkari-data"), description="Folder of studies under way and of backups."
    )

    @field_validator("database")
    @classmethod
    def _known_database(cls, given: SecretStr) -> SecretStr:
        url = make_url(given.get_secret_value())
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise ValueError("a database address begins with sqlite:/// or postgresql://")
        if url.get_backend_name() == "sqlite" and not url.database:
            raise ValueError("a database in memory would lose every plan")
        return given

    @model_validator(mode="after")
    def _nobody_from_outside_without_sign_in(self) -> Self:
        if not self.sign_in and not self.on_loopback:
            raise ValueError(
                f"{self.host} is reached from other machines: set {ENVIRONMENT}SIGN_IN=true "
                "and make a key, or listen on 127.0.0.1"
            )
        return self

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine reaches the address."""
        if self.host == LOCALHOST:
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False
