"""A worker: a process that does tasks and serves nobody, for a server that leaves them to it."""

import asyncio
import contextlib
import signal

import structlog

from revops.access.tokens import secret_key
from revops.core.logging import configure
from revops.core.memory import give_back_what_is_free
from revops.core.process import end_with_parent
from revops.loops import task_loops
from revops.main import open_services
from revops.mongo import driver
from revops.mongo.instances import Presence, require_right_clock, require_same_secret
from revops.rooms import migrate, newest_migration
from revops.settings import Settings
from revops.tasks.supervisor import Loop, Supervisor

log = structlog.get_logger(__name__)


async def run_worker(settings: Settings, concurrency: int) -> None:
    """Do tasks until told to stop, which lets others go on with what is under way. Raises UnusableDatabase."""
    configure(settings.log_level)
    driver.make_lean()
    services = open_services(settings)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: there Ctrl+C interrupts
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    supervisor = Supervisor()
    presence = Presence(services.db, secret_key(settings), newest_migration())
    try:
        await migrate(services.db)
        await require_right_clock(services.db)
        await require_same_secret(services.db, secret_key(settings))
        own: dict[str, Loop] = {
            "presence": presence.run,
            "parent": end_with_parent,
            "memory": give_back_what_is_free,
        }
        loops = own | task_loops(services, concurrency)
        for name, loop in loops.items():
            supervisor.start(name, loop)
        log.info("worker", concurrency=concurrency)
        await stopped.wait()
    finally:
        await supervisor.stop()
        await presence.end()
        await services.audit.flush()
        await services.db.close()
