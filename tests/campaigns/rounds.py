"""The rounds of the kill campaign on a running service."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from api.store.states import ENDS
from scenarios.generate import generate
from scenarios.library import load
from tests.campaigns.handing_in import GaveUpError, Office, drawn_solve
from tests.campaigns.watching import Seen, Watch
from tests.support.processes import Supervised, signalled
from tests.support.served import Served, until

LONGEST_TAKE_OVER = 45.0
PATIENCE_FOR_WORK = 20.0
PATIENCE_AT_THE_END = 180.0
SECONDS_FOR_ORPHANS = 5.0
STOPPED, DELETED, TWICE = 0.15, 0.06, 0.3

ON_ONE_PROCESS = {"web": 6, "child": 3, "web_twice": 2}
ON_A_SERVER = {"web": 4, "worker": 5, "lost": 3, "child": 4, "database": 4, "freeze": 3}


class Trial:
    """Jobs that go on through many rounds of kills."""

    def __init__(self, service: Served, random: Random) -> None:
        self.office = Office(service.client)
        self.faults: list[str] = []
        self._service, self._random = service, random
        self._watch = Watch(service.store)
        self._threads: list[threading.Thread] = []
        scenarios = [
            load("riihimaki-spring"),
            load("tunturi-lappi-spring"),
            generate("riihimaki", needs=25, seed=3),
            generate("kielisaareke", needs=12, seed=4),
        ]
        self._scenarios = [self.office.hand_in(one) for one in scenarios]
        self._at_once = len(service.workers) or 1

    def round(self, seed: int) -> dict[str, Any]:
        """Hand in, hurt, mend, and see that all that was hit is taken up again."""
        random = self._random = Random(seed)
        began = time.monotonic()
        self._top_up()
        self._until_busy()
        time.sleep(random.uniform(0, 3))
        kinds = ON_A_SERVER if self._service.workers else ON_ONE_PROCESS
        kind = random.choices(list(kinds), list(kinds.values()))[0]
        before = self._watch.solving()
        hurt_at = time.monotonic()
        mend = self._hurt(kind)
        until_mended = mend if kind not in ("lost", "freeze") else None
        if until_mended:
            until_mended()
        taken = self._taken_over(before, hurt_at, kind)
        if until_mended is None:
            mend()
        self._service.until_ready()
        return {
            "round": seed,
            "kind": kind,
            "running": len(before),
            "taken_over": taken,
            "seconds": round(time.monotonic() - began, 2),
        }

    def _top_up(self) -> None:
        """Keep one job more in flight than can run at once."""
        in_flight = sum(
            self._watch.of(job).state not in ENDS
            for job in self.office.accepted - self.office.deleted
        )
        for _ in range(max(1, self._at_once + 1 - in_flight)):
            job = self.office.solve(
                self._random.choice(self._scenarios),
                drawn_solve(self._random),
                twice=self._random.random() < TWICE,
            )
            drawn = self._random.random()
            if drawn < STOPPED + DELETED:
                act = self.office.stop if drawn < STOPPED else self.office.delete
                self._later(self._random.uniform(0.5, 6), act, job)

    def _later(self, seconds: float, act: Callable[[str], None], job: str) -> None:
        def acted() -> None:
            time.sleep(seconds)
            try:
                act(job)
            except GaveUpError as error:
                self.faults.append(str(error))

        thread = threading.Thread(target=acted, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _until_busy(self) -> None:
        try:
            until(lambda: self._watch.solving(), PATIENCE_FOR_WORK)
        except TimeoutError:
            self.faults.append(f"no job was taken up within {PATIENCE_FOR_WORK} s")

    def _hurt(self, kind: str) -> Callable[[], None]:
        """Do the harm; what is returned mends it, where no supervisor does."""
        service, random = self._service, self._random
        match kind:
            case "web":
                service.web.kill()
                return service.until_ready
            case "web_twice":
                service.web.kill()
                until(lambda: service.web.alive, 10)
                time.sleep(random.uniform(0, 3))
                service.web.kill()
                return service.until_ready
            case "child":
                signalled(random.sample(found := service.solvers(), min(1, len(found))), _KILL)
                return lambda: None
            case "worker":
                random.choice(service.workers).kill()
                return lambda: None
            case "lost":
                worker = random.choice(self._busy())
                worker.kill(hold=True)
                return worker.start
            case "freeze":
                return self._frozen(random.choice(self._busy()))
            case "database":
                service.kill_database()
                time.sleep(random.uniform(0, 2))
                return service.start_database
        raise ValueError(kind)

    def _busy(self) -> list[Supervised]:
        workers = self._service.workers
        return [one for one in workers if one.alive and self._service.solvers_of(one)] or workers

    def _frozen(self, worker: Supervised) -> Callable[[], None]:
        solvers = self._service.solvers_of(worker) if self._random.random() < 0.5 else []
        worker.freeze()
        signalled(solvers, signal.SIGSTOP)
        late = self._random.uniform(0, 3)

        def thaw() -> None:
            time.sleep(late)
            signalled(solvers, signal.SIGCONT)
            worker.thaw()

        return thaw

    def _taken_over(self, before: Mapping[str, Seen], hurt_at: float, kind: str) -> list[float]:
        """Seconds until each job that ran was claimed again; none for those that just ended."""
        if kind == "child":
            return []

        def settled(job: str) -> bool:
            now = self._watch.of(job)
            return now.attempts > before[job].attempts or now.state in ENDS

        gone = self.office.deleted
        try:
            until(lambda: all(settled(job) or job in gone for job in before), LONGEST_TAKE_OVER)
        except TimeoutError:
            still = [job for job in before if not settled(job)]
            self.faults.append(f"{still}: not taken up within {LONGEST_TAKE_OVER} s of {kind}")
        claims = [self._watch.of(job).claims.get(before[job].attempts + 1) for job in before]
        return [round(claim - hurt_at, 2) for claim in claims if claim is not None]

    def drain(self) -> list[str]:
        """Wait until every job has ended; those that have not."""
        for thread in self._threads:
            thread.join()
        wanted = self.office.accepted - self.office.deleted

        def open_jobs() -> list[str]:
            return [job for job in wanted if self._watch.of(job).state not in ENDS]

        try:
            until(lambda: not open_jobs(), PATIENCE_AT_THE_END)
        except TimeoutError:
            return [f"{job}: not ended {PATIENCE_AT_THE_END} s after all" for job in open_jobs()]
        return []

    def left_over(self) -> list[str]:
        """Solvers that nobody waits for any more."""
        try:
            until(lambda: not self._service.solvers(), SECONDS_FOR_ORPHANS)
        except TimeoutError:
            return [f"{len(self._service.solvers())} solvers outlive their jobs"]
        return []

    def attempts(self) -> dict[int, int]:
        """How many jobs took how many attempts."""
        return dict(
            sorted(Counter(self._watch.of(j).attempts for j in self.office.accepted).items())
        )

    def close(self) -> None:
        self._watch.close()
        self.faults += [*self._watch.faults, *self.office.faults]


_KILL = signal.SIGKILL
