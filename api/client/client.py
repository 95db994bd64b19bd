"""The service in Python: scenarios, variants, plans, studies.

with Client("https://etalukkari.example.fi") as client:
scenario = client.add_scenario(Path("needs.xlsx").read_bytes(), ".xlsx")
plan = client.wait(client.solve(scenario.id, seconds=60))
Path("plan.xlsx").write_bytes(client.export(plan, "xlsx"))
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import quote

import httpx2

from api.client.connection import PATIENCE_SECONDS, Connection, Event
from api.client.faults import ProblemError, ToldFinding
from scenarios.findings import Finding
from scenarios.variants import Edit

KEY_VARIABLE = "ETALUKKARI_KEY"
_POLL_SECONDS, _LOOK_SECONDS = 0.1, 0.5
ENDS = ("completed", "stopped", "failed")
_MEDIA_TYPES = {
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


class Kept(NamedTuple):
    """A scenario that the service has kept, and what it noticed."""

    id: str
    warnings: tuple[ToldFinding, ...]


class Job(NamedTuple):
    """A plan or study: where it is, and everything that its resource tells."""

    path: str
    data: dict[str, Any]

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.data["id"])

    @property
    def status(self) -> str:
        """`queued`, `solving`, `completed`, `stopped` or `failed`."""
        return str(self.data["status"])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of how it ended."""
        return tuple(ToldFinding.of(one).finding for one in self.data.get("findings") or ())


class Client:
    """One service.

    Parameters
    ----------
    server
        Its address.
    key
        An API key; the environment's `ETALUKKARI_KEY` if not given.
    language
        Of sentences and headings: `fi`, `sv` or `en`.
    patience
        Seconds in which a request is sent again that found nobody.

    Raises
    ------
    UnsafeAddressError
        If the key would be sent in the clear to another machine.
    """

    def __init__(
        self,
        server: str,
        key: str | None = None,
        language: str = "fi",
        patience: float = PATIENCE_SECONDS,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        found = key or os.environ.get(KEY_VARIABLE)
        self._connection = Connection(server, found, language, patience, transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back; leaving a `with` block does it, too."""
        self._connection.close()

    def demo_data(self) -> list[dict[str, Any]]:
        """Scenarios that are there to try the service with."""
        found: list[dict[str, Any]] = self._connection.data("GET", "/v1/demo-data")
        return found

    def demo_file(self, name: str) -> bytes:
        """One of them, as `add_scenario` takes it."""
        return self._bytes(f"/v1/demo-data/{_quoted(name)}")

    def check(self, body: bytes, ending: str) -> tuple[ToldFinding, ...]:
        """Everything that is to be said about the file of a scenario; nothing is kept."""
        found = self._post_file("/v1/checks", body, ending)
        return tuple(ToldFinding.of(one) for one in found["findings"])

    def add_scenario(self, body: bytes, ending: str = ".json") -> Kept:
        """Hand in a scenario: the content of a workbook, a CSV zip or a JSON file.

        A large one is waited for until it has been read.
        """
        made = self._post_file("/v1/scenarios", body, ending)
        if "status" not in made:
            return _kept(made)
        while made["status"] not in ENDS:
            time.sleep(_LOOK_SECONDS)
            made = self._get(f"/v1/imports/{made['id']}")
        if made["scenario"] is None:
            title = "; ".join(one["sentence"] for one in made["findings"])
            raise ProblemError(422, {**made, "code": "scenario_refused", "title": title})
        return _kept({"id": made["scenario"], "warnings": made["findings"]})

    def add_variant(self, scenario: str, edits: Sequence[Edit], name: str = "") -> Kept:
        """Make a scenario from another by edits."""
        asked = {"name": name, "edits": [one.model_dump(mode="json") for one in edits]}
        return _kept(self._post(f"/v1/scenarios/{_quoted(scenario)}/variants", asked))

    def scenarios(self, **wanted: str) -> Iterator[dict[str, Any]]:
        """All scenarios that can be reached, newest first."""
        return self._pages("/v1/scenarios", wanted)

    def scenario(self, scenario: str) -> dict[str, Any]:
        """One scenario."""
        return self._get(f"/v1/scenarios/{_quoted(scenario)}")

    def scenario_file(self, scenario: str, ending: str = ".json") -> bytes:
        """A scenario as a file."""
        return self._bytes(f"/v1/scenarios/{_quoted(scenario)}/file{_quoted(ending)}")

    def delete_scenario(self, scenario: str) -> None:
        """Delete a scenario with everything that was made of it."""
        self._connection.ask("DELETE", f"/v1/scenarios/{_quoted(scenario)}")

    def solve(self, scenario: str, **wanted: Any) -> Job:
        """Ask for a plan.

        Parameters
        ----------
        wanted
            `seconds`, `workers`, `seed`, `previous` (id of a plan), `name`, `priority`,
            `priorities`.
        """
        asked = self._post(f"/v1/scenarios/{_quoted(scenario)}/plans", wanted)
        return Job(f"/v1/plans/{asked['id']}", asked)

    def plan(self, plan: str) -> Job:
        """A plan by its id."""
        path = f"/v1/plans/{_quoted(plan)}"
        return Job(path, self._get(path))

    def plans(self, **wanted: str) -> Iterator[dict[str, Any]]:
        """All plans that can be reached, newest first."""
        return self._pages("/v1/plans", wanted)

    def export(self, plan: Job, format: str) -> bytes:
        """A file of a plan: `xlsx`, `csv`, `json`."""
        return self._bytes(f"{plan.path}/exports/{_quoted(format)}")

    def study(self, scenario: str, kind: str, **wanted: Any) -> Job:
        """Ask for a study.

        Parameters
        ----------
        wanted
            `settings` of the kind, `seconds` of a case, `total_seconds`, `workers`, `seed`.
        """
        path = f"/v1/scenarios/{_quoted(scenario)}/studies"
        asked = self._post(path, {"kind": kind, **wanted})
        return Job(f"/v1/studies/{asked['id']}", asked)

    def report(self, study: Job, ending: str = ".json") -> bytes:
        """The report of a study as a file: `.json`, `.xlsx` or, of some kinds, `.svg`."""
        return self._bytes(f"{study.path}/report{_quoted(ending)}")

    def follow(self, job: Job) -> Iterator[Event]:
        """What a job tells, from its beginning to its end."""
        return self._connection.follow(f"{job.path}/events")

    def now(self, job: Job) -> Job:
        """The job as it is now."""
        return Job(job.path, self._get(job.path))

    def stop(self, job: Job) -> Job:
        """End a job; a plan keeps the best that was found."""
        return Job(job.path, self._connection.data("POST", f"{job.path}/stop"))

    def delete(self, job: Job) -> None:
        """Delete a job with all that it made."""
        self._connection.ask("DELETE", job.path)

    def wait(
        self,
        job: Job,
        on_event: Callable[[Event], None] = lambda event: None,
        stop: threading.Event | None = None,
    ) -> Job:
        """The job when it has ended.

        Parameters
        ----------
        on_event
            Called with everything that it tells, in the calling thread.
        stop
            When set, the job is stopped; it is waited for until it has ended.
        """
        heard: queue.Queue[Event | Exception | None] = queue.Queue()
        # An answer that is waited for cannot be left; a thread of its own waits for it.
        threading.Thread(target=self._listen, args=(job, heard), daemon=True).start()
        asked_to_stop = False
        while True:
            if stop is not None and stop.is_set() and not asked_to_stop:
                asked_to_stop = True
                self.stop(job)
            try:
                told = heard.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if told is None:
                return self.now(job)
            if isinstance(told, Exception):
                raise told
            on_event(told)

    def _listen(self, job: Job, heard: queue.Queue[Event | Exception | None]) -> None:
        try:
            for event in self.follow(job):
                heard.put(event)
            heard.put(None)
        except Exception as error:  # raised by whoever waits
            heard.put(error)

    def _get(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = self._connection.data("GET", path)
        return found

    def _bytes(self, path: str) -> bytes:
        return self._connection.ask("GET", path).content

    def _post(self, path: str, body: Any) -> dict[str, Any]:
        made: dict[str, Any] = self._connection.data("POST", path, json=body)
        return made

    def _post_file(self, path: str, body: bytes, ending: str) -> dict[str, Any]:
        headers = {"Content-Type": _MEDIA_TYPES[ending.lower()]}
        made: dict[str, Any] = self._connection.data("POST", path, content=body, headers=headers)
        return made

    def _pages(self, path: str, wanted: dict[str, str]) -> Iterator[dict[str, Any]]:
        asked = dict(wanted)
        while True:
            page = self._connection.data("GET", path, params=asked)
            yield from page["items"]
            if page["next"] is None:
                return
            asked["cursor"] = page["next"]


def _kept(made: dict[str, Any]) -> Kept:
    return Kept(made["id"], tuple(ToldFinding.of(one) for one in made["warnings"]))


def _quoted(part: str) -> str:
    return quote(part, safe="")
