"""Sending: a task for what one device is to be told of an event. It says what is true when it is sent.

What happens while a task waits is done with it: of an event a device is told once a minute at most, and of many things
in one line.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence

import orjson
import structlog
from prometheus_client import Counter

from revops.access import push_subscriptions
from revops.access.announcements import Pushed
from revops.access.caller import Services, WorkshopContext
from revops.access.push_subscriptions import SubscriptionRow
from revops.core.time import from_millis, millis, now
from revops.mongo.client import Database, Document, Session
from revops.push.events import KINDS, Kind, find_waiting, words_of
from revops.push.gateway import Gateway, Gone, Later, Never, gateway_of
from revops.push.settings import PushSettings, settings_of
from revops.tasks.outbox import MAX_ATTEMPTS, Claimed, Task, TryAgain, gather

log = structlog.get_logger(__name__)

KIND = "send_push"
PUSHES = Counter("revops_pushes_total", "Notifications handed to push services, and what became of them.", ["outcome"])

# The first waits for what comes with it; the next, until a minute is over.
GATHERED = dt.timedelta(seconds=4)
APART = dt.timedelta(seconds=60)
# What could not be sent for so long is no news any more.
_STALE_AFTER = dt.timedelta(days=1)
_MAX_NAME_LENGTH = 80


async def send_soon(
    db: Database,
    session: Session,
    workshop_id: str,
    device_id: str,
    event: Pushed,
    about: Sequence[str],
    at: dt.datetime,
    *,
    since: dt.datetime | None = None,
) -> None:
    """Have a device notified, not before ``at``; along with what it is to be told of this event already."""
    order = f"push:{device_id}:{event.value}"
    payload = {"device": device_id, "event": event.value, "since": millis(since or now())}
    task = Task(KIND, payload, order_key=order, run_after=at)
    await gather(db, session, workshop_id, task, "about", about)


def not_before(
    device: SubscriptionRow, workshop: WorkshopContext, event: Pushed, settings: PushSettings, at: dt.datetime
) -> dt.datetime:
    """Tell when a device may be told of an event that happens now."""
    last = device["told"].get(_told(workshop.id, event))
    soon = at + GATHERED if last is None else max(at + GATHERED, last + APART)
    return settings.quiet_hours.end(soon, workshop.timezone) or soon


def _told(workshop_id: str, event: Pushed) -> str:
    return f"{workshop_id}:{event.value}"


class Sending:
    """Notifies devices. ``handle`` does the task of one."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._db = services.db
        self._gateway = gateway_of(services)

    async def handle(self, claimed: Claimed) -> None:
        """Notify a device of what waits for its user, if something still does. Raises TryAgain."""
        assert claimed.workshop_id is not None
        event, about = Pushed(claimed.payload["event"]), claimed.payload["about"]
        workshop = await self._services.workshop(claimed.workshop_id)
        device = await push_subscriptions.find(self._db, claimed.payload["device"])
        if workshop is None or device is None or self._gateway is None:
            return
        user = await self._services.user(device["user_id"], fresh=True)
        is_signed_in = (
            user is not None
            and not user.is_removed
            and user.session_version == device["session_version"]
            and device["session_id"] not in user.revoked
        )
        if user is None or not is_signed_in or device["server_key"] != self._gateway.vapid.public_key:
            await push_subscriptions.remove(self._db, device["_id"], device["user_id"])
            return
        member = user.member(workshop.id)
        if member is None or KINDS[event].permission not in member.permissions:
            return
        settings = await settings_of(self._db, member)
        if not settings.wants(event):
            return
        if (quiet := settings.quiet_hours.end(now(), workshop.timezone)) is not None:
            await self._put_off(claimed, device, event, quiet)
            return
        waiting = await find_waiting(self._services, workshop, member, event, about)
        if waiting is None:
            return
        title = words_of(event, waiting, workshop, settings)
        await self._send(claimed, device, workshop, event, title)

    async def _send(
        self, claimed: Claimed, device: SubscriptionRow, workshop: WorkshopContext, event: Pushed, title: str
    ) -> None:
        assert self._gateway is not None
        kind = KINDS[event]
        content = content_of(title, workshop, event.value, kind.path)
        try:
            await push(self._gateway, device, content, kind, _topic(workshop.id, event))
        except Gone:
            PUSHES.labels("gone").inc()
            await push_subscriptions.remove(self._db, device["_id"], device["user_id"])
        except Never as error:
            PUSHES.labels("refused").inc()
            log.warning("push_refused", device=device["_id"], reason=str(error))
            await push_subscriptions.change(self._db, device["_id"], {"problem": str(error)})
        except Later as error:
            PUSHES.labels("later").inc()
            await self._later(claimed, device, event, error)
        else:
            PUSHES.labels("taken").inc()
            at = now()
            told: Document = {f"told.{_told(workshop.id, event)}": at, "pushed_at": at, "problem": None}

            async def done(session: Session) -> None:
                await push_subscriptions.change(self._db, device["_id"], told, session)
                await claimed.finish(session)

            await self._db.transaction(done)

    async def _later(self, claimed: Claimed, device: SubscriptionRow, event: Pushed, error: Later) -> None:
        """Try again when the service said, or later each time; give up, and say so on the device, after a while."""
        is_stale = now() - from_millis(claimed.payload["since"]) > _STALE_AFTER
        if is_stale or (error.after is None and claimed.attempts >= MAX_ATTEMPTS):
            await push_subscriptions.change(self._db, device["_id"], {"problem": f"{error} It was given up."})
        elif error.after is not None:
            await self._put_off(claimed, device, event, now() + error.after)
        else:
            raise TryAgain("the push service asks to try again later") from None

    async def _put_off(self, claimed: Claimed, device: SubscriptionRow, event: Pushed, until: dt.datetime) -> None:
        """Take this task off and make another, so that waiting is no failure."""
        workshop_id = claimed.workshop_id
        assert workshop_id is not None
        since = from_millis(claimed.payload["since"])

        async def work(session: Session) -> None:
            await claimed.finish(session)
            about = claimed.payload["about"]
            await send_soon(self._db, session, workshop_id, device["_id"], event, about, until, since=since)

        await self._db.transaction(work)


async def push(gateway: Gateway, device: SubscriptionRow, content: bytes, kind: Kind, topic: str) -> None:
    """Hand a notification to the push service of a device. Raises Gone, Later, Never."""
    await gateway.push(device, content, ttl=kind.ttl, urgency=kind.urgency, topic=topic)


def content_of(title: str, workshop: WorkshopContext, tag: str, path: str) -> bytes:
    """Write a notification as the app's service worker reads it: one of a tag takes the place of the one before."""
    shown_name = workshop.name if len(workshop.name) <= _MAX_NAME_LENGTH else f"{workshop.name[:_MAX_NAME_LENGTH]}…"
    return orjson.dumps(
        {"title": title, "body": shown_name, "tag": f"{tag}:{workshop.id}", "path": path, "workshop": workshop.id}
    )


def _topic(workshop_id: str, event: Pushed) -> str:
    """Name what a later notification replaces while a device is away: 32 characters at most."""
    return hashlib.sha256(_told(workshop_id, event).encode()).hexdigest()[:32]
