"""Messages are sent: a task each, which asks first whether it may be sent now, and says after it what became of it.

Whoever sends may end between the server's yes and the record of it. Then the message is sent once more, with the same
id, by which a mail program knows it again; ``begun_at`` without an outcome tells that it may be there twice.
"""

import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

from pymongo import ReturnDocument

from revops.access import users
from revops.access.caller import Services, WorkshopContext
from revops.billing.settings import logo_of_today
from revops.core.time import day_of, now
from revops.messages import addresses, causes, channels, unsubscribe
from revops.messages.about import Garage, Subject, params_of_job, read_garage_of, read_subject
from revops.messages.channel import (
    Channel,
    ChannelName,
    ChannelStopped,
    Outgoing,
    Paper,
    PerhapsSent,
    Permanent,
    Temporary,
)
from revops.messages.channels import Channels
from revops.messages.row import MessageRow, State
from revops.messages.settings import MessageSettings
from revops.messages.states import move
from revops.messages.whatsapp.reach import share_of_reminders
from revops.messages.wording import REMINDER, Language, fill
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.papers.files import kept_file
from revops.settings import Settings
from revops.tasks.outbox import MAX_ATTEMPTS, Claimed, Task, TryAgain, enqueue

KIND = "send_message"
# What waits longer, because a channel is stopped, is no news any more.
_STALE_AFTER = dt.timedelta(days=2)
_DAYS_KEPT = dt.timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Known:
    """A message with all that was read to make it, a moment ago."""

    row: MessageRow
    garage: Garage
    settings: MessageSettings
    subject: Subject | None


async def send_soon(db: Database, session: Session, row: MessageRow, run_after: dt.datetime | None = None) -> None:
    """Have a message sent, those about one job in the order in which they were made."""
    if row["state"] == State.QUEUED:
        await enqueue(db, session, row["workshop_id"], _task_of(row, run_after or row["due_at"]))


async def send_next(claimed: Claimed, session: Session, known: Known) -> None:
    """Have a message sent by whoever has just made it, as ``send_soon`` does by anybody."""
    if known.row["state"] == State.QUEUED and known.row["due_at"] is None:
        await claimed.take_on(session, _task_of(known.row, None), known)
    else:
        await send_soon(claimed.db, session, known.row)


def _task_of(row: MessageRow, run_after: dt.datetime | None) -> Task:
    # A reminder may be put off for days, behind which nothing else is to wait.
    is_in_order = row["job_id"] is not None and not row["is_reminder"]
    order = f"message:{row['job_id']}" if is_in_order else None
    return Task(KIND, {"message_id": row["_id"]}, order_key=order, run_after=run_after)


class DayIsFull(Exception):
    """As many messages were sent today as a garage may send."""


class Sending:
    """Sends messages."""

    def __init__(self, services: Services, channels: Channels) -> None:
        self._services = services
        self._db = services.db
        self._channels = channels

    async def handle(self, claimed: Claimed) -> None:
        """Send a message, put it off, or say why it is not sent. Raises TryAgain."""
        known = claimed.known or await self._read(claimed)
        if known is None:
            return
        row, garage, settings, subject = known.row, known.garage, known.settings, known.subject
        messages = ScopedRows[MessageRow](self._db, "messages", garage.scope)
        channel = self._channels.get(ChannelName(row["channel"]))
        why_not = await self._why_not(garage, settings, channel, row, subject)
        if channel is not None and why_not is None:
            until = await self._put_off_until(garage, settings, channel, row)
            if until is not None:
                await self._put_off(claimed, row, until)
                return
            row = await self._as_owed_now(garage, settings, row, subject)
            why_not = await self._begin(garage, settings, row)
            if why_not is not None and row["is_reminder"]:
                tomorrow = settings.due_on(1, garage.context.timezone)
                assert tomorrow is not None
                await self._put_off(claimed, row, tomorrow, "The day's limit is reached: it goes out on another day.")
                return
        if why_not is not None or channel is None:
            await self._end(claimed, row, State.SUPPRESSED, why_not)
            return
        try:
            sent = await channel.send(await self._outgoing(garage, settings, row, subject))
        except ChannelStopped as error:
            again_at = await channels.stop(self._db, channel, garage.context.id, str(error), error.part)
            await self._put_off(claimed, row, again_at, _why_it_waits(row, error))
        except PerhapsSent as error:
            await self._end(claimed, row, State.UNSURE, str(error))
        except Permanent as error:
            await self._refused(claimed, row, channel, error)
        except Temporary as error:
            if error.after is not None:
                await self._put_off(claimed, row, now() + error.after, str(error))
                return
            if claimed.attempts >= MAX_ATTEMPTS:
                await self._end(claimed, row, State.FAILED, f"{error} It was tried {claimed.attempts} times.")
                return
            said = {"error": str(error)} if error.is_unknown else {"error": str(error), "begun_at": None}
            await messages.update({"_id": row["_id"]}, {"$set": said})
            raise TryAgain("the channel asks to try again later") from None
        else:
            also = {"provider_id": sent.provider_id, "cost_minor": sent.cost_minor}

            async def done(session: Session) -> None:
                await move(self._db, session, row, State.SENT, also=also)
                await claimed.finish(session)

            await self._db.transaction(done)
            await channels.go_on(self._db, channel, garage.context.id, _part(channel, row))

    async def _read(self, claimed: Claimed) -> Known | None:
        """Read a message that is still to be sent, and what it is about."""
        assert claimed.workshop_id is not None
        messages = ScopedRows[MessageRow](self._db, "messages", TenantScope(claimed.workshop_id))
        row = await messages.find_one({"_id": claimed.payload["message_id"]})
        if row is None or row["state"] != State.QUEUED:
            return None
        garage, settings = await read_garage_of(self._services, claimed)
        subject = await read_subject(self._db, garage.scope, row["job_id"]) if row["job_id"] is not None else None
        return Known(row, garage, settings, subject)

    async def _why_not(
        self,
        garage: Garage,
        settings: MessageSettings,
        channel: Channel | None,
        row: MessageRow,
        subject: Subject | None,
    ) -> str | None:
        """Say why a message is not to be sent at all, as things are now."""
        if row["to"] is None:
            return "The customer was erased on request."
        if channel is None or not await channel.is_ready(garage.context.id):
            return f"{capital(addresses.SAID[row['channel']])} is not set up on this server any more."
        if row["job_id"] is not None:
            customer = subject.customer if subject is not None else None
            why_not = await addresses.why_not(self._db, garage.context.id, channel, row["to"], customer)
            if why_not is not None:
                return why_not
            if row["is_reminder"] and subject is not None and subject.job["outstanding_minor"] <= 0:
                return "Everything is paid by now, so there is nothing to remind of."
        why_gone = await causes.why_gone(self._db, garage, row, subject)
        if why_gone is not None:
            return why_gone
        if now() - (row["due_at"] or row.get("retried_at") or row["created_at"]) > _STALE_AFTER:
            return row["error"] or "It waited for two days, so it is no news any more."
        return None

    async def _begin(self, garage: Garage, settings: MessageSettings, row: MessageRow) -> str | None:
        """Note that a message is about to be sent, and count it with that unless it was begun before; say why not when
        the day's limit is reached. Raises TryAgain.
        """
        messages = ScopedRows[MessageRow](self._db, "messages", garage.scope)
        # By now it may have been erased, or ended otherwise.
        as_known = {"_id": row["_id"], "state": row["state"], "to": row["to"]}
        begun: Document = {"$set": {"begun_at": now(), "is_counted": True}, "$inc": {"attempts": 1}}

        async def work(session: Session) -> None:
            if not row.get("is_counted"):
                host = self._services.settings
                await count(self._db, session, garage.context, settings, host, is_reminder=row["is_reminder"])
            if await messages.update(as_known, begun, session, projection={"_id": 1}) is None:
                raise TryAgain("the message has changed meanwhile")

        try:
            await self._db.transaction(work)
        except DayIsFull:
            return "Today's limit of messages was reached. Send it again tomorrow."
        return None

    async def _as_owed_now(
        self, garage: Garage, settings: MessageSettings, row: MessageRow, subject: Subject | None
    ) -> MessageRow:
        """Have a reminder say what is owed now: it may have been made days ago."""
        if not row["is_reminder"] or row["is_typed"] or subject is None or row["event"] != REMINDER:
            return row
        language = cast("Language", row["language"])
        params, words = params_of_job(garage, subject.job, language), settings.wording(REMINDER, language)
        if params["balance"] == (row["params"] or {}).get("balance"):
            return row
        said = {"params": params, "subject": fill(words.subject, params), "text": fill(words.text, params)}
        messages = ScopedRows[MessageRow](self._db, "messages", garage.scope)
        return await messages.update({"_id": row["_id"]}, {"$set": said}) or row

    async def _put_off_until(
        self, garage: Garage, settings: MessageSettings, channel: Channel, row: MessageRow
    ) -> dt.datetime | None:
        if row["job_id"] is not None and (quiet := settings.not_before(now(), garage.context.timezone)) is not None:
            return quiet
        stopped = await channels.stopped(self._db, channel, garage.context.id, _part(channel, row))
        return stopped["again_at"] if stopped is not None and stopped["again_at"] > now() else None

    async def _put_off(self, claimed: Claimed, row: MessageRow, until: dt.datetime, error: str | None = None) -> None:
        """Take this task off and make another, so that waiting is no failure."""

        async def work(session: Session) -> None:
            messages = ScopedRows[MessageRow](self._db, "messages", TenantScope(row["workshop_id"]))
            said: Document = {"begun_at": None} if error is None else {"begun_at": None, "error": error}
            if row["is_reminder"]:
                said["due_at"] = until  # however long it waits, it is as good as new: it says what is owed then
            await messages.update({"_id": row["_id"]}, {"$set": said}, session, projection={"_id": 1})
            await claimed.finish(session)
            await send_soon(self._db, session, row, until)

        await self._db.transaction(work)

    async def _refused(self, claimed: Claimed, row: MessageRow, channel: Channel, error: Permanent) -> None:
        async def mark(session: Session) -> None:
            if error.marks_address and row["to"] is not None and row["job_id"] is not None:
                workshop_id = row["workshop_id"]
                await addresses.mark_unreachable(
                    self._db, session, workshop_id, channel.name.value, row["to"], str(error)
                )

        await self._end(claimed, row, State.FAILED, str(error), mark)

    async def _end(
        self,
        claimed: Claimed,
        row: MessageRow,
        state: State,
        error: str | None,
        also: Callable[[Session], Awaitable[None]] | None = None,
    ) -> None:
        async def work(session: Session) -> None:
            await move(self._db, session, row, state, error=error)
            if also is not None:
                await also(session)
            await claimed.finish(session)

        await self._db.transaction(work)

    async def _outgoing(
        self, garage: Garage, settings: MessageSettings, row: MessageRow, subject: Subject | None
    ) -> Outgoing:
        assert row["to"] is not None
        services, context = self._services, garage.context
        return Outgoing(
            id=row["_id"],
            workshop_id=context.id,
            workshop_name=context.name,
            to=row["to"],
            event=row["event"],
            language=row["language"],
            params=row["params"] or {},
            subject=row["subject"] or "",
            text=row["text"] or "",
            is_typed=row["is_typed"],
            reply_to=settings.reply_to or await _email_of_owner(self._db, garage),
            paper=await self._paper(garage, row["about"].get("document")),
            logo_png=await logo_of_today(self._db, services.files, context.id, context.currency, context.timezone),
            is_reminder=row["is_reminder"],
            unsubscribe_url=unsubscribe.url_of(services, row["_id"]) if row["is_reminder"] else None,
            is_again=row["begun_at"] is not None,
        )

    async def _paper(self, garage: Garage, document_id: str | None) -> Paper | None:
        if document_id is None:
            return None
        document = await Scoped(self._db, "documents", garage.scope).find_one({"_id": document_id})
        if document is None:
            return None
        pdf = await kept_file(self._services, document, "a4", who=f"task:{garage.context.id}")
        name = f"{document['number'].replace('/', '-')}.pdf"
        return Paper(name, pdf, hashlib.sha256(pdf).hexdigest())


def _part(channel: Channel, row: MessageRow) -> str | None:
    return channel.part_of(row["event"], row["language"], is_typed=row["is_typed"])


def _why_it_waits(row: MessageRow, error: ChannelStopped) -> str:
    """Say it to whoever wrote, and can do nothing about it; the reason is for who looks after the settings."""
    said = capital(addresses.SAID[row["channel"]])
    what = f"{said} has stopped" if error.part is None else f"{said} takes no messages of this kind now"
    return f"{what}, and the owner is told why. This goes out automatically once it works again."


def capital(words: str) -> str:
    """Begin a sentence."""
    return words[:1].upper() + words[1:]


async def _email_of_owner(db: Database, garage: Garage) -> str | None:
    owner = await db.collection("users").find_one({"_id": garage.owner_id}, {"email": 1})
    return owner["email"] if owner is not None and users.has_email(owner) else None


def reminders_a_day(settings: MessageSettings, host: Settings) -> int:
    """Tell how many of a day's messages may be reminders: some of them are for cars that are ready."""
    return share_of_reminders(min(settings.daily_limit, host.messages_per_day))


async def count(
    db: Database,
    session: Session,
    workshop: WorkshopContext,
    settings: MessageSettings,
    host: Settings,
    *,
    is_reminder: bool = False,
) -> None:
    """Count a message that is about to be sent. Raises DayIsFull, with which nothing is."""
    limit = reminders_a_day(settings, host) if is_reminder else min(settings.daily_limit, host.messages_per_day)
    counted = await db.collection("message_days").find_one_and_update(
        {"_id": f"{workshop.id}:{day_of(now(), workshop.timezone)}"},
        {"$inc": {"count": 1}, "$setOnInsert": {"forget_at": now() + _DAYS_KEPT}},
        upsert=True,
        return_document=ReturnDocument.AFTER,
        session=session,
    )
    if counted is None or counted["count"] > limit:
        raise DayIsFull


async def sent_today(db: Database, workshop_id: str, timezone: str) -> int:
    """Read how many messages of a garage were sent today."""
    found = await db.collection("message_days").find_one({"_id": f"{workshop_id}:{day_of(now(), timezone)}"})
    sent: int = found["count"] if found is not None else 0
    return sent
