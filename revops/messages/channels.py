"""The channels that there are, and those that are stopped until somebody has done something."""

import contextlib
import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

import pymongo
import structlog
from prometheus_client import Gauge
from pymongo.errors import PyMongoError

from revops.access.announcements import Pushed, push_task
from revops.access.caller import Services
from revops.core.time import now
from revops.messages.channel import Channel, ChannelName
from revops.messages.mail import Mail
from revops.messages.whatsapp.account import Account, account_of
from revops.messages.whatsapp.channel import WhatsApp
from revops.messages.whatsapp.reach import Reach
from revops.messages.wording import DIGEST, OF_DIGEST, PLACEHOLDERS, TEST
from revops.mongo.client import Database, Document, Session
from revops.tasks.outbox import Task, enqueue

log = structlog.get_logger(__name__)

Channels = Mapping[ChannelName, Channel]

STOPPED = Gauge(
    "revops_message_channel_stopped",
    "1 while nothing goes out by a channel, because its server refuses us or nobody answers.",
    ["channel"],
    multiprocess_mode="mostrecent",
)
# The task that tells the owners of garages that a channel has stopped.
TELL = "channel_stopped"
# A stopped channel is tried again by the next message after so long: perhaps somebody has mended it.
TRIED_AGAIN_AFTER = dt.timedelta(minutes=10)
_MEASURE_SECONDS = 2
# Garages of one host that are told that its account has stopped.
_MAX_WORKSHOPS_TOLD = 1000


def channels_of(services: Services) -> Channels:
    """Build the channels of the host."""
    channels: dict[ChannelName, Channel] = {ChannelName.EMAIL: Mail(services.settings)}
    if (whatsapp := whatsapp_of(services)) is not None:
        channels[ChannelName.WHATSAPP] = whatsapp
    return channels


def whatsapp_of(services: Services) -> WhatsApp | None:
    """Return the channel to WhatsApp, one in a process; None where it is not set up."""
    account = account_of(services.settings)
    return _whatsapp(services.db, account) if account is not None else None


@lru_cache(maxsize=4)
def _whatsapp(db: Database, account: Account) -> WhatsApp:
    return WhatsApp(db, account, {**PLACEHOLDERS, TEST: ("garage",), DIGEST: OF_DIGEST})


async def _key(channel: Channel, workshop_id: str) -> str:
    """Name what is stopped: a channel of the whole host, or of one garage that has an account of its own."""
    return f"{channel.name}:{workshop_id}" if await channel.is_own(workshop_id) else channel.name.value


async def stopped(db: Database, channel: Channel, workshop_id: str, part: str | None = None) -> Document | None:
    """Read since when a channel is stopped, or a part of it, why, and when it is tried again; None while it works."""
    key = await _key(channel, workshop_id)
    keys = [key] if part is None else [key, f"{key}:{part}"]
    either: Document = {"_id": {"$in": keys}, "stopped_at": {"$ne": None}}
    return await db.collection("message_channels").find_one(either, sort=[("again_at", -1)])


async def stopped_parts(db: Database, channel: Channel, workshop_id: str) -> list[Document]:
    """Read which parts of a channel are stopped alone, such as templates, each with its name as ``part``."""
    key = await _key(channel, workshop_id)
    parts = {"channel": key, "stopped_at": {"$ne": None}}
    return await db.collection("message_channels").find(parts, sort=[("_id", 1)]).to_list()


async def stop(db: Database, channel: Channel, workshop_id: str, sentence: str, part: str | None = None) -> dt.datetime:
    """Stop a channel, or a part of it, and say so once. Returns when it is tried again."""
    at = now()
    again_at = at + TRIED_AGAIN_AFTER
    stopped_at = {"$ifNull": ["$stopped_at", at]}
    key = await _key(channel, workshop_id)
    # Whom it concerns: all who write by the host's account, or the garage whose own it is.
    whose: Document = {"_id": workshop_id} if key != channel.name.value else {"announced.0": {"$exists": True}}
    stopping: Document = {"reason": {"$literal": sentence}, "again_at": again_at, "stopped_at": stopped_at}
    if part is not None:
        stopping |= {"channel": key, "part": part}

    async def work(session: Session) -> bool:
        before = await db.collection("message_channels").find_one_and_update(
            {"_id": key if part is None else f"{key}:{part}"}, [{"$set": stopping}], upsert=True, session=session
        )
        if before is not None and before.get("stopped_at") is not None:
            return False
        notified = db.collection("workshops").find({**whose, "is_notified": True}, {"_id": 1}, session=session)
        for workshop in await notified.to_list(_MAX_WORKSHOPS_TOLD):
            await enqueue(db, session, workshop["_id"], push_task(Pushed.CHANNEL_STOPPED))
        told = {"channel": channel.name.value, "part": part, "reason": sentence, "garage": workshop_id}
        await enqueue(db, session, workshop_id, Task(TELL, told))
        return True

    if await db.transaction(work):
        log.error("channel_stopped", channel=channel.name.value, part=part)
    return again_at


async def go_on(db: Database, channel: Channel, workshop_id: str, part: str | None = None) -> None:
    """Let a channel, and a part of it, go on that has just worked."""
    works = {"$set": {"stopped_at": None, "reason": None}}
    key = await _key(channel, workshop_id)
    keys = [key] if part is None else [key, f"{key}:{part}"]
    await db.collection("message_channels").update_many({"_id": {"$in": keys}, "stopped_at": {"$ne": None}}, works)


async def reach_of_whatsapp(services: Services) -> Reach | None:
    """Tell how many customers may be written to by WhatsApp; None where it is not set up, or has no limit."""
    whatsapp = whatsapp_of(services)
    return await whatsapp.reach() if whatsapp is not None else None


async def measure(db: Database) -> None:
    """Set the metric to what is stopped now."""
    with contextlib.suppress(PyMongoError), pymongo.timeout(_MEASURE_SECONDS):
        found = (
            await db.collection("message_channels")
            .find({"stopped_at": {"$ne": None}, "part": {"$exists": False}}, {"_id": 1})
            .to_list()
        )
        for name in ChannelName:
            STOPPED.labels(name.value).set(any(row["_id"].partition(":")[0] == name for row in found))
