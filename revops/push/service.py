"""Notifications as their user sets them up: his devices, what he is told of, and a test."""

import datetime as dt
from dataclasses import replace

from revops.access import push_subscriptions
from revops.access.caller import Caller, Principal
from revops.access.push_subscriptions import SubscriptionRow, new_subscription
from revops.access.tokens import Claims
from revops.access.vapid import to_bytes
from revops.core.errors import InvalidFields, NotFound
from revops.core.quiet_hours import minute_of, time_of
from revops.core.slots import release_slot
from revops.core.time import now
from revops.mongo.client import Document, Session
from revops.push.encryption import AUTH_BYTES, read_key
from revops.push.errors import PushFailed, PushOff
from revops.push.events import KINDS
from revops.push.gateway import Gateway, Gone, Later, Never, gateway_of
from revops.push.schemas import PushUpdate, SubscriptionIn
from revops.push.sending import content_of
from revops.push.settings import PushSettings, keep, settings_of

# The app says at each start that a device is still there; that is written down once a day.
_SEEN_AGAIN = dt.timedelta(days=1)
_OFF = "Notifications are not set up on this server. Whoever runs it can turn them on."


async def read(caller: Caller, claims: Claims) -> Document:
    """Read what the caller is notified of here, and on which devices."""
    settings = await settings_of(caller.db, caller.member)
    devices = await push_subscriptions.of_users(caller.db, [caller.user.id])
    vapid = caller.services.vapid
    return {
        "public_key": vapid.public_key if vapid is not None else None,
        "events": {event.value: settings.wants(event) for event, kind in KINDS.items() if caller.may(kind.permission)},
        "shows_amounts": settings.shows_amounts,
        "quiet_from": time_of(settings.quiet_from_minute),
        "quiet_until": time_of(settings.quiet_until_minute),
        "devices": [_device_out(device, claims) for device in devices],
    }


def _device_out(device: SubscriptionRow, claims: Claims) -> Document:
    return {
        "id": device["_id"],
        "name": device["device"],
        "is_this_session": device["session_id"] == claims.token_id,
        **{name: device[name] for name in ("created_at", "pushed_at", "problem")},
    }


async def change(caller: Caller, body: PushUpdate) -> None:
    """Change what the caller is notified of here."""
    settings = await settings_of(caller.db, caller.member)
    if body.events is not None:
        off = {*settings.off} | {event.value for event, is_on in body.events.items() if not is_on}
        off -= {event.value for event, is_on in body.events.items() if is_on}
        settings = replace(settings, off=tuple(sorted(off)))
    if body.shows_amounts is not None:
        settings = replace(settings, shows_amounts=body.shows_amounts)
    settings = _with_quiet_hours(settings, body)
    await keep(caller.db, caller.member, settings)


def _with_quiet_hours(settings: PushSettings, body: PushUpdate) -> PushSettings:
    if body.quiet_from is not None:
        settings = replace(settings, quiet_from_minute=minute_of(body.quiet_from))
    if body.quiet_until is not None:
        settings = replace(settings, quiet_until_minute=minute_of(body.quiet_until))
    return settings


async def subscribe(caller: Caller, claims: Claims, body: SubscriptionIn, device: str) -> str:
    """Have a browser notified, on the account of whoever is signed in on it now. Twice changes nothing.

    Raises InvalidFields for what is no subscription, Conflict where nothing is pushed.
    """
    gateway = _gateway(caller)
    _require_sound(gateway, body)
    row = new_subscription(
        caller.user.id,
        body.endpoint,
        p256dh=body.keys.p256dh,
        auth=body.keys.auth,
        server_key=gateway.vapid.public_key,
        device=device,
        session_id=claims.token_id,
        session_version=claims.session_version,
    )
    db, garages = caller.db, _garages(caller.user)
    before = await push_subscriptions.find(db, row["_id"], caller.user.id)
    contexts = await caller.services.workshops_by_id(set(garages))
    is_known = before is not None and all(
        before[name] == row[name] for name in ("p256dh", "auth", "server_key", "session_id", "session_version")
    )
    is_fresh = before is not None and now() - before["seen_at"] < _SEEN_AGAIN
    if is_known and is_fresh and all(context.is_notified for context in contexts.values()):
        return row["_id"]

    async def work(session: Session) -> None:
        await push_subscriptions.keep(db, session, row)
        # Written each time, so that whoever turns it off at this moment, for want of devices, is not too late.
        notified = {"$set": {"is_notified": True}, "$inc": {"notified_version": 1}}
        await db.collection("workshops").update_many({"_id": {"$in": garages}}, notified, session=session)

    await db.transaction(work)
    for garage in garages:
        caller.services.workshops.drop(garage)
    return row["_id"]


def _garages(user: Principal) -> list[str]:
    """List the garages of a user in which something may be told to him."""
    needed = {kind.permission for kind in KINDS.values()}
    return [member.workshop_id for member in user.memberships if needed & member.permissions]


def _require_sound(gateway: Gateway, body: SubscriptionIn) -> None:
    if (why_not := gateway.why_not(body.endpoint)) is not None:
        raise InvalidFields({"endpoint": why_not})
    try:
        read_key(to_bytes(body.keys.p256dh))
        is_sound = len(to_bytes(body.keys.auth)) == AUTH_BYTES
    except ValueError:
        is_sound = False
    if not is_sound:
        raise InvalidFields({"keys": "These are no keys of a browser. Turn notifications off and on again."})


async def remove(caller: Caller, device_id: str) -> None:
    """Notify a device of the caller no more. Raises NotFound."""
    if not await push_subscriptions.remove(caller.db, device_id, caller.user.id):
        raise NotFound("device")


async def test(caller: Caller, device_id: str) -> None:
    """Send a notification to a device of the caller. Raises NotFound, and Conflict with the reason for what went wrong.

    Others have their turn while the push service is asked.
    """
    device = await push_subscriptions.find(caller.db, device_id, caller.user.id)
    if device is None:
        raise NotFound("device")
    gateway = _gateway(caller)
    release_slot()
    content = content_of("Notifications work", caller.workshop, "test", "/settings")
    try:
        if device["server_key"] != gateway.vapid.public_key:
            raise Gone
        await gateway.push(device, content, ttl=dt.timedelta(minutes=5), urgency="high", topic="test")
    except Gone:
        await push_subscriptions.remove(caller.db, device_id, caller.user.id)
        raise PushFailed("This device has stopped notifications. Turn them on again there.") from None
    except (Later, Never) as error:
        await push_subscriptions.change(caller.db, device_id, {"problem": str(error)})
        raise PushFailed(str(error)) from None
    await push_subscriptions.change(caller.db, device_id, {"pushed_at": now(), "problem": None})


def _gateway(caller: Caller) -> Gateway:
    gateway = gateway_of(caller.services)
    if gateway is None:
        raise PushOff(_OFF)
    return gateway
