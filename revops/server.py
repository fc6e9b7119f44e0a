"""Running the server: the embedded database around it, one or several worker processes, an orderly end."""

import asyncio
import contextlib
import errno
import os
import signal
import socket
import ssl
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import pymongo
import structlog
import uvicorn
from pydantic import SecretStr

from revops.access.tokens import secret_key, signing_of
from revops.connections import KEEP_ALIVE_SECONDS, accept, limits_of
from revops.core.logging import configure
from revops.core.metrics import FOLDER as METRICS_FOLDER
from revops.core.process import PARENT, looking_for_no_garbage
from revops.health import why_not_ready
from revops.mongo import driver
from revops.mongo.client import Database
from revops.mongo.embedded import EmbeddedMongo
from revops.mongo.instances import (
    advise_kept_version,
    advise_short_transactions,
    require_right_clock,
    require_same_secret,
)
from revops.mongo.mongod import CannotStart, find_mongod
from revops.processes import WorkerProcesses, bound
from revops.rooms import migrate
from revops.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

log = structlog.get_logger(__name__)
# What is under way when the server stops has this long to finish.
_FINISH_SECONDS = 20
_LOOK_AGAIN_SECONDS = 0.1
_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
_PLAIN_HTTP = (
    "Anybody on this network can read the passwords and payments that are sent to this server: it speaks plain http."
    " Give it a certificate (REVOPS_TLS_CERTIFICATE, REVOPS_TLS_KEY), or put a proxy that speaks https before it and"
    " set REVOPS_REQUIRE_HTTPS=true."
)


def run_server(settings: Settings, host: str, port: int, workers: int, announce: Callable[[str], None]) -> None:
    """Serve until told to stop. Raises CannotStart with what to do about it."""
    configure(settings.log_level)
    _require_readable_certificate(settings)
    _require_free(host, port)
    threading.Thread(target=_load_application, daemon=True).start()
    signal.signal(signal.SIGTERM, _exit)
    secret_key(settings)  # made before several workers want it
    if settings.mongo_url is not None:
        _serve(settings, host, port, workers, announce)
        return
    mongo = EmbeddedMongo(find_mongod(settings), settings.data, settings.mongod_cache_gb)
    mongo.start()
    try:
        settings.mongo_url = SecretStr(mongo.url)
        _serve(settings, host, port, workers, announce)
    finally:
        # Nothing may interrupt this: the database is ended in order.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        mongo.stop()


def create_server_app(settings: Settings | None = None) -> "FastAPI":
    """Make the application of a server process, with the driver's lean network path if it can be used."""
    with looking_for_no_garbage():
        from revops.main import create_app  # noqa: PLC0415  (it takes as long as mongod's start, so both go on at once)

        app = create_app(settings)
    log.info("driver", pymongo=pymongo.version, network_path="lean" if driver.make_lean() else "as the driver has it")
    return app


def _load_application() -> None:
    with looking_for_no_garbage():
        import revops.main  # noqa: F401, PLC0415


async def _prepare(settings: Settings) -> None:
    """Bring the database up to date before anybody is let in, and before several workers try at once."""
    assert settings.mongo_url is not None
    db = Database(settings.mongo_url.get_secret_value(), settings.db_name)
    db.signing = signing_of(settings)
    try:
        await migrate(db)
        await require_right_clock(db)
        await require_same_secret(db, secret_key(settings))
        await advise_short_transactions(db)
        await advise_kept_version(db)
    finally:
        await db.close()


def _serve(settings: Settings, host: str, port: int, workers: int, announce: Callable[[str], None]) -> None:
    asyncio.run(_prepare(settings))
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104  (shown, not bound)  # nosec B104
    scheme = "http" if settings.tls_certificate is None else "https"
    runs = f"RevOps runs at [bold]{scheme}://{shown}:{port}[/bold]  (stop with Ctrl+C)"
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (asked, not bound)  # nosec B104
    telling = (partial(announce, runs), asked, port)
    threading.Thread(target=_tell_when_ready, args=telling, kwargs={"by_https": scheme == "https"}, daemon=True).start()
    if scheme == "http" and settings.require_https:
        announce("Plain http is refused here: people come by the https address of the proxy before it.")
    elif scheme == "http" and host not in _THIS_MACHINE:
        log.warning("plain_http", host=host)
        announce(f"[bold red]{_PLAIN_HTTP}[/bold red]")
    assert settings.mongo_url is not None
    # Worker processes build the application from the environment.
    os.environ["MONGO_URL"] = settings.mongo_url.get_secret_value()
    os.environ["DB_NAME"] = settings.db_name
    with contextlib.ExitStack() as ended:
        if workers > 1:
            os.environ[PARENT] = str(os.getpid())
            os.environ[METRICS_FOLDER] = ended.enter_context(tempfile.TemporaryDirectory(prefix="revops-metrics-"))
        with contextlib.suppress(KeyboardInterrupt):
            _run(settings, host, port, workers)


def _tell_when_ready(tell: Callable[[], None], host: str, port: int, *, by_https: bool) -> None:
    """Tell once the server answers: whoever opens the address that he reads finds it."""
    while why_not_ready(port, host, by_https=by_https) is not None:
        time.sleep(_LOOK_AGAIN_SECONDS)
    tell()


def _run(settings: Settings, host: str, port: int, workers: int) -> None:
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "http": partial(accept, limits_of(settings)),
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": True,
        "forwarded_allow_ips": settings.trusted_proxies,
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "timeout_graceful_shutdown": _FINISH_SECONDS,
    }
    if workers == 1:
        uvicorn.run(create_server_app(settings), **options)
        return
    options |= {"app": "revops.server:create_server_app", "factory": True, "workers": workers}
    if sys.platform == "linux":
        WorkerProcesses(uvicorn.Config(**options)).run()
    else:
        uvicorn.run(**options)


def _require_readable_certificate(settings: Settings) -> None:
    if settings.tls_certificate is None:
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(settings.tls_certificate, settings.tls_key)
    except OSError as error:  # an SSLError is one too
        raise CannotStart(
            f"The certificate {settings.tls_certificate} cannot be used ({error.strerror or error}). Give the PEM file"
            " of the certificate with its chain in REVOPS_TLS_CERTIFICATE, its private key in REVOPS_TLS_KEY, and the"
            " right to read both."
        ) from None


def _require_free(host: str, port: int) -> None:
    try:
        bound(host, port, is_shared=False).close()
    except OSError as error:
        raise CannotStart(_why_not_bound(error, host, port)) from None


def _why_not_bound(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is used by another program. Stop that one, or choose another port: with --port 8002, or with"
            " PORT=8002 behind make run."
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"Port {port} may not be used by this user. Choose one above 1023 with --port."
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return f"This machine has no address {host}. Give --host 127.0.0.1 for itself, or 0.0.0.0 for the network."
    return f"Port {port} of {host} cannot be used: {error.strerror}."


def _exit(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
