"""The description of the interface as it is now; `python -m tests.docs.openapi` writes it down."""

from __future__ import annotations

from api.settings import Settings
from api.store.engine import Store
from api.web import openapi
from api.web.app import application
from api.web.depends import Parts
from tests.docs.pages import DOCS
from tests.support.service import RememberedJobs

PAGE = DOCS / "openapi.json"


def described() -> str:
    """From an application that nobody asks anything, so the database need not be there."""
    store = Store("sqlite:///nowhere.db")
    try:
        return openapi.written(application(Parts(Settings(), store, RememberedJobs())))
    finally:
        store.close()


if __name__ == "__main__":
    PAGE.write_text(described(), encoding="utf-8")
