"""The service as one process: an address, the parts, and an end in good order."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from errno import EACCES, EADDRINUSE
from types import FrameType
from typing import NamedTuple

import uvicorn

from api import logs
from api.settings import Settings
from api.start import started
from api.web.app import application
from api.web.depends import Parts
from scenarios.findings import Finding

STREAM_SECONDS = 2
"""How long answers under way may take once the service is told to stop."""


class Listening(NamedTuple):
    """Where the service listens."""

    address: str


class CannotListenError(Exception):
    """The address cannot be listened on."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


def serve_until_told(settings: Settings, tell: Callable[[Listening], None]) -> None:
    """Serve until SIGTERM or Ctrl-C.

    Parameters
    ----------
    tell
        Called once requests are answered.

    Raises
    ------
    CannotListenError, UnusableDatabaseError
        If it cannot start.
    """
    logs.configure(settings)
    with listening(settings.host, settings.port) as listener, started(settings) as own:
        app = application(Parts(settings, own.store, own.jobs))
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=STREAM_SECONDS,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
        )
        address = _address(settings.host, listener.getsockname()[1])
        Server(config, lambda: tell(Listening(address))).run(sockets=[listener])


class Server(uvicorn.Server):
    """Ends in good order at the first signal and at once at the second."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self._tell()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; its own way would raise the signal again after the end and skip what follows."""
        del frame
        if self.should_exit:
            signal.signal(sig, signal.SIG_DFL)
            os.kill(os.getpid(), sig)
        self.should_exit = True


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens, so that the port is known before anything else is started.

    Raises
    ------
    CannotListenError
        If the port is taken or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
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


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
