"""The rounds of the kill campaign on a running service."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, NamedTuple

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


class Harm(NamedTuple):
    """What was done.

    Attributes
    ----------
    at
        When, on the clock of this process.
    pids
        Of the processes whose jobs others must take over.
    mend
        Does what no supervisor does.
    late
        Whether it is to be mended only when all jobs are taken over.
    """

    kind: str
    at: float
    pids: tuple[int, ...] = ()
    mend: Callable[[], object] = lambda: None
    late: bool = False

    def hits(self, seen: Seen) -> bool:
        """Whether a job that ran is one of those to be taken over."""
        return any(seen.is_of(pid) for pid in self.pids)


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

    def round(self, seed: int, kind: str | None = None) -> dict[str, Any]:
        """Hand in, hurt, mend, and see that all that was hit is taken up again.

        Parameters
        ----------
        kind
            Of harm; drawn at random, if not given.
        """
        random = self._random = Random(seed)
        began = time.monotonic()
        self._top_up()
        self._until_busy()
        time.sleep(random.uniform(0, 3))
        kinds = ON_A_SERVER if self._service.workers else ON_ONE_PROCESS
        kind = kind or random.choices(list(kinds), list(kinds.values()))[0]
        before = self._watch.solving()
        harm = self._hurt(kind)
        if not harm.late:
            harm.mend()
        taken = self._taken_over(
            {job: before[job] for job in before if harm.hits(before[job])}, harm
        )
        if harm.late:
            harm.mend()
        self._service.until_ready()
        return {
            "round": seed,
            "kind": kind,
            "running": len(before),
            "taken_over": taken,
            "seconds": round(time.monotonic() - began, 2),
        }

    def _top_up(self) -> None:
        """Keep two jobs more in flight than can run at once."""
        in_flight = sum(
            self._watch.of(job).state not in ENDS
            for job in self.office.accepted - self.office.deleted
        )
        for _ in range(max(1, self._at_once + 2 - in_flight)):
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
        """Wait for work; where all was stopped or deleted before it began, there is none."""
        try:
            until(lambda: self._watch.solving(), PATIENCE_FOR_WORK)
        except TimeoutError:
            if self._watch.idle():
                return
            self.faults.append(f"no job was taken up within {PATIENCE_FOR_WORK} s")

    def _hurt(self, kind: str) -> Harm:
        """Do the harm."""
        service, random, now = self._service, self._random, time.monotonic()
        match kind:
            case "web":
                return Harm(kind, now, (service.web.kill(),), service.until_ready)
            case "web_twice":
                first = service.web.kill()
                until(lambda: service.web.alive, 10)
                time.sleep(random.uniform(0, 3))
                return Harm(kind, now, (first, service.web.kill()), service.until_ready)
            case "child":
                found = service.solvers()
                signalled(random.sample(found, min(1, len(found))), signal.SIGKILL)
                return Harm(kind, now)
            case "worker":
                return Harm(kind, now, (random.choice(self._busy()).kill(),))
            case "lost":
                worker = random.choice(self._busy())
                return Harm(kind, now, (worker.kill(hold=True),), worker.start, late=True)
            case "freeze":
                worker = random.choice(self._busy())
                return Harm(kind, now, (worker.pid,), self._frozen(worker), late=True)
            case "database":
                service.kill_database()
                time.sleep(random.uniform(0, 2))
                return Harm(kind, now, (), service.start_database)
        raise ValueError(kind)

    def _busy(self) -> list[Supervised]:
        workers, solving = self._service.workers, self._watch.solving().values()
        busy = [one for one in workers if any(seen.is_of(one.pid) for seen in solving)]
        return busy or workers

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

    def _taken_over(self, hit: Mapping[str, Seen], harm: Harm) -> list[float]:
        """Seconds until each job that was hit is claimed again; none for those that just ended."""

        def settled(job: str) -> bool:
            now = self._watch.of(job)
            over = now.attempts > hit[job].attempts or now.state in ENDS
            return over or job in self.office.deleted

        try:
            until(lambda: all(settled(job) for job in hit), LONGEST_TAKE_OVER)
        except TimeoutError:
            still = [job for job in hit if not settled(job)]
            self.faults.append(f"{still}: not taken up {LONGEST_TAKE_OVER} s after {harm.kind}")
        claims = [self._watch.of(job).claims.get(hit[job].attempts + 1) for job in hit]
        return [round(claim - harm.at, 2) for claim in claims if claim is not None]

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
