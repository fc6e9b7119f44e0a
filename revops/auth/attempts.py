"""Attempts to log in: counted before anything is looked at, refused in the same time, written down."""

import asyncio
import time

from prometheus_client import Counter

from revops.access.audit import AuditKind, Origin, event_of
from revops.access.caller import Services
from revops.auth.errors import ManagerRemoved
from revops.core.errors import TooManyRequests
from revops.mongo.client import Document

FAILED_LOGINS = Counter("revops_failed_logins_total", "Log-ins refused for a wrong e-mail address or password.")


async def attempt(services: Services, account: str, user: Document | None, origin: Origin) -> None:
    """Reserve an attempt to log in. Raises TooManyRequests."""
    try:
        await services.throttles.login_attempt(account, origin.network, _device(services, user, origin))
    except TooManyRequests:
        if user is not None:
            services.audit.note(event_of(AuditKind.LOGIN_THROTTLED, user, origin))
        raise


async def succeeded(services: Services, user: Document, origin: Origin) -> None:
    """Give the attempts of a user back."""
    await services.throttles.login_succeeded(user["email"], origin.network, _device(services, user, origin))


async def wait_as_long(services: Services, started: float) -> None:
    """Let every refusal take the same time from ``started``, a monotonic instant in seconds, whatever was wrong."""
    await asyncio.sleep(max(0.0, services.settings.failed_login_seconds - (time.monotonic() - started)))


def removed(services: Services, user: Document, origin: Origin) -> ManagerRemoved:
    """Write down that somebody came whose access was ended; build the refusal."""
    services.audit.note(event_of(AuditKind.LOGIN_FAILED, user, origin, "manager_removed"))
    return ManagerRemoved("The owner has ended your access to this workshop. With a new invite code you can come back.")


def _device(services: Services, user: Document | None, origin: Origin) -> str | None:
    return services.devices.known(origin.device_note, user["_id"]) if user is not None else None
