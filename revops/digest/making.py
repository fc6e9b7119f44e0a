"""Digests are made in the evening of each garage, once, whatever the number of instances: its id is that of the day."""

import asyncio
import datetime as dt

import structlog
from pymongo.errors import BulkWriteError, ConnectionFailure, DuplicateKeyError, PyMongoError

from revops.access import users
from revops.access.caller import Services, WorkshopContext
from revops.access.members import membership_of
from revops.access.permissions import Permission
from revops.core.time import day_of, now, zone
from revops.digest.content import read_digest
from revops.digest.row import DigestRow, digest_hash, digest_id
from revops.digest.text import params_of, subject_of, text_of
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.messages.channel import ChannelName
from revops.messages.channels import Channels
from revops.messages.row import MessageRow, new_message
from revops.messages.sending import send_soon
from revops.messages.whatsapp import windows
from revops.messages.whatsapp.channel import WhatsApp
from revops.messages.wording import DIGEST
from revops.mongo.client import Document, Session
from revops.mongo.lease import Lease
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope

log = structlog.get_logger(__name__)

EVENT = DIGEST
_LANGUAGE = "en"
_FIRST_LOOK_SECONDS = 40
_LOOK_EVERY_SECONDS = 60
_LEASE_MS = 180_000


class Digests:
    """Makes the digests that are due while it holds the lease. ``run`` is the background task."""

    def __init__(self, services: Services, channels: Channels) -> None:
        self._services = services
        self._db = services.db
        self._channels = channels
        self._lease = Lease(self._db, "digests", _LEASE_MS)

    async def run(self) -> None:
        """Do it for ever. Database failures are waited out."""
        await asyncio.sleep(_FIRST_LOOK_SECONDS)
        while True:
            try:
                if await self._lease.hold():
                    await self.make_due(now())
            except PyMongoError as error:
                log.warning("digests_wait", reason=type(error).__name__)
            await asyncio.sleep(_LOOK_EVERY_SECONDS)

    async def make_due(self, at: dt.datetime) -> int:
        """Make the digests of all garages whose evening has come, as of a time. Returns how many were made."""
        made = 0
        wanted = self._db.collection("workshops").find({"digest_at": {"$type": "string"}}, {"digest_at": 1})
        async for found in wanted:
            workshop = await self._services.workshop(found["_id"])
            if workshop is None or not is_due(found["digest_at"], at, workshop.timezone):
                continue
            try:
                made += await self.make(workshop, at)
            except ConnectionFailure:
                raise
            except Exception:
                # What fails in one garage keeps no other waiting.
                log.exception("digest_failed", workshop_id=workshop.id)
        return made

    async def make(self, workshop: WorkshopContext, at: dt.datetime) -> bool:
        """Make the digest of a garage's day and have it sent, unless there is one. Returns whether it was made."""
        digests = ScopedRows[DigestRow](self._db, "digests", TenantScope(workshop.id))
        mine: Document = {"_id": digest_id(workshop.id, day_of(at, workshop.timezone))}
        if await digests.count(mine, limit=1):
            return False
        row = await read_digest(self._db, workshop, at)
        messages = await self._messages(workshop, row)

        async def work(session: Session) -> None:
            await digests.insert([row], session)
            await ScopedRows[MessageRow](self._db, "messages", TenantScope(workshop.id)).insert(messages, session)
            for message in messages:
                await send_soon(self._db, session, message)
            facts = {"day": row["day"], "sha256": digest_hash(row)}
            event = Event(EntryKind.DIGEST_MADE, SYSTEM, None, at, facts=facts)
            await record(self._db, session, workshop.id, workshop.timezone, event)

        try:
            await self._db.transaction(work)
        except (DuplicateKeyError, BulkWriteError):
            return False  # another instance was faster
        return True

    async def _messages(self, workshop: WorkshopContext, row: DigestRow) -> list[MessageRow]:
        """Build the messages of a digest to all who run the garage, by the channels that can reach them."""
        names = await self._services.names({*row["cash"], *row.get("being_counted", [])})
        jobs = Scoped(self._db, "jobs", TenantScope(workshop.id))
        found = jobs.find({"_id": {"$in": row["promised"]}}, {"vehicle_number": 1}, sort=[("due_at", 1)], limit=50)
        text = text_of(row, workshop.name, names, await found.to_list())
        subject, params = subject_of(row, workshop.name), params_of(row, workshop.name)
        return [
            new_message(
                workshop.id,
                member_id,
                job_id=None,
                about={},
                channel=channel.value,
                to=to,
                event=EVENT,
                language=_LANGUAGE,
                params=params,
                subject=subject,
                text=text,
                dedupe_key=f"{EVENT}:{row['day']}:{channel}:{member_id}",
                kept_days=self._services.settings.messages_kept_days,
                is_typed=is_typed,
            )
            for member_id, channel, to, is_typed in await self._reached(workshop)
        ]

    async def _reached(self, workshop: WorkshopContext) -> list[tuple[str, ChannelName, str, bool]]:
        """Find who runs the garage, how each can be reached, and whether in words of our own. WhatsApp takes these only
        from who wrote to the garage's number within a day; otherwise the template that Meta approved, if there is one.
        """
        members = (
            await Scoped(self._db, "members", TenantScope(workshop.id)).find({"left_at": None}, limit=500).to_list()
        )
        runs = {
            row["user_id"]: row["_id"]
            for row in members
            if Permission.WORKSHOP_MANAGE in membership_of(row).permissions
        }
        mail, whatsapp = (self._channels.get(name) for name in (ChannelName.EMAIL, ChannelName.WHATSAPP))
        has_template = isinstance(whatsapp, WhatsApp) and await whatsapp.has_template(EVENT, _LANGUAGE)
        found: list[tuple[str, ChannelName, str, bool]] = []
        async for user in self._db.collection("users").find({"_id": {"$in": sorted(runs)}}):
            member_id = runs[user["_id"]]
            if mail is not None and users.has_email(user) and await mail.is_ready(workshop.id):
                found.append((member_id, ChannelName.EMAIL, user["email"], True))
            phone = user.get("phone")
            if whatsapp is None or not phone:
                continue
            is_open = await windows.is_open(self._db, phone.removeprefix("+"))
            if is_open or has_template:
                found.append((member_id, ChannelName.WHATSAPP, phone, is_open))
        return found


def is_due(digest_at: str, at: dt.datetime, timezone: str) -> bool:
    """Say whether it is evening in a garage, by its own clock and wish."""
    return at.astimezone(zone(timezone)).time() >= dt.time.fromisoformat(digest_at)
