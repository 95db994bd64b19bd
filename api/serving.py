"""The service as one process: an address, the parts, and an end in good order."""

from __future__ import annotations

import gc
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EACCES, EADDRINUSE
from types import FrameType
from typing import NamedTuple

import uvicorn
from uvicorn.server import HANDLED_SIGNALS

from api import logs
from api.access.entrance import check
from api.settings import Settings
from api.small_files import small_files
from api.start import started
from api.store.engine import Store
from api.web.app import application
from api.web.depends import Parts
from scenarios.findings import Finding

STREAM_SECONDS = 2
"""How long answers under way may take once the service is told to stop."""
IDLE_SECONDS = 75
"""How long a connection is kept for the next request: longer than clients and proxies keep it, or
one of them would ask just as it is closed."""


NEW_OBJECTS, YOUNG_ROUNDS, OLD_ROUNDS = 10_000, 20, 10
"""When Python looks for garbage; all requests wait meanwhile, 0.1 s in a busy service."""


class Listening(NamedTuple):
    """A service that answers.

    Attributes
    ----------
    stop
        Asks it to end, from any thread.
    """

    address: str
    stop: Callable[[], None]


class CannotListenError(Exception):
    """The address cannot be listened on."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


def serve_until_told(
    settings: Settings,
    tell: Callable[[Listening], None],
    prepare: Callable[[Store], object] | None = None,
) -> None:
    """Serve until SIGTERM or Ctrl-C.

    Parameters
    ----------
    tell
        Called once requests are answered.
    prepare
        Called before, with the database.

    Raises
    ------
    CannotListenError, UnusableDatabaseError, NobodyCanEnter
        If it cannot start.
    """
    logs.configure(settings)
    with (
        _handlers_kept(),
        listening(settings.host, settings.port) as listener,
        started(settings) as own,
    ):
        check(settings, own.store)
        if prepare is not None:
            prepare(own.store)
        config = uvicorn.Config(
            application(Parts(settings, own.store, own.jobs)),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=STREAM_SECONDS,
            timeout_keep_alive=IDLE_SECONDS,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
        )
        _collect_less()
        small_files().start()
        Server(config, tell).run(sockets=[listener])


def _collect_less() -> None:
    gc.collect()
    # What is loaded by now stays until the end.
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, YOUNG_ROUNDS, OLD_ROUNDS)


class Server(uvicorn.Server):
    """Ends in good order at the first signal and at once at the second."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[Listening], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        for listener in sockets or ():
            self._tell(Listening(address_of(listener), self.stop))

    def stop(self) -> None:
        """Answer what was asked, and end."""
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Until the parts are closed: its own way would raise a signal again before that."""
        if threading.current_thread() is threading.main_thread():
            for name in HANDLED_SIGNALS:
                signal.signal(name, self.handle_exit)
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, and leave the next signal to the system."""
        del sig, frame
        for name in HANDLED_SIGNALS:
            signal.signal(name, signal.SIG_DFL)
        self.stop()


@contextmanager
def _handlers_kept() -> Iterator[None]:
    before = {name: signal.getsignal(name) for name in HANDLED_SIGNALS}
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            for name, handler in before.items():
                signal.signal(name, handler)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens, so that the port is known before anything else is started.

    Raises
    ------
    CannotListenError
        If the port is taken or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only of a socket that says what it speaks does asyncio send every part of an answer at once;
    # of others the second waits until the first is acknowledged, 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        code = {EADDRINUSE: "port_taken", EACCES: "port_not_allowed"}.get(
            error.errno or 0, "address_not_here"
        )
        numbers = {"host": host, "given": str(port)}
        finding = Finding(code=code, subjects=("setting:port",), numbers=numbers)
        raise CannotListenError(finding) from error
    return listener


def address_of(listener: socket.socket) -> str:
    """Where a browser finds it."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
