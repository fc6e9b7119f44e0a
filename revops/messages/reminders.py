"""Reminders of what is owed: whom one may go to now, and how many of them go out in how many days.

Nobody is reminded twice within the garage's number of days, about whichever job. Of many, each has its day from the
start, so that the day's limit is kept without anything being lost, and a part of each day stays for other messages.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.caller import Caller, Services
from revops.core.time import now
from revops.jobs.row import JobRow
from revops.jobs.service import SHOWN
from revops.messages import addresses
from revops.messages.about import Garage, Subject, customers_by_id, params_of_job, read_garage, read_garage_of
from revops.messages.channel import ChannelName
from revops.messages.channels import Channels, channels_of, reach_of_whatsapp
from revops.messages.errors import NobodyToRemind
from revops.messages.making import choose_among, ready_channels
from revops.messages.row import REMINDED, MessageRow, new_message
from revops.messages.sending import KIND as SEND
from revops.messages.sending import reminders_a_day, sent_today
from revops.messages.settings import MessageSettings, language_of, settings_of
from revops.messages.wording import REMINDER, fill
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import ScopedRows, TenantScope
from revops.tasks.outbox import Claimed, Task, enqueue, enqueue_all

KIND = "remind"
# The car has left, and the money has not come.
_LEFT = ("delivered", "credit_pending", "closed")
MAX_REMINDERS = 10_000
_MESSAGE_BATCH_SIZE = 500


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that may be sent."""

    subject: Subject
    channel: ChannelName
    to: str


@dataclass(slots=True)
class Found:
    """Whom reminders may go to, the largest debts first, and why not to others."""

    reminders: list[Reminder] = field(default_factory=list)
    reminded_lately: int = 0
    why_not: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Pace:
    """The most reminders that go out today, and on each later day: in all, and by WhatsApp (None: no limit)."""

    today: int
    a_day: int
    whatsapp_today: int | None
    whatsapp_a_day: int | None

    def days(self, reminders: Sequence[Reminder]) -> list[int]:
        """Choose the day of each, counted from today."""
        used: Counter[int] = Counter()
        used_by_whatsapp: Counter[int] = Counter()
        first = {False: 0, True: 0}
        chosen = []
        for reminder in reminders:
            is_limited = reminder.channel is ChannelName.WHATSAPP and self.whatsapp_a_day is not None
            day = first[is_limited]
            while not self._has_room(day, used[day], used_by_whatsapp[day] if is_limited else None):
                day += 1
            first[is_limited] = day
            used[day] += 1
            used_by_whatsapp[day] += is_limited
            chosen.append(day)
        return chosen

    def _has_room(self, day: int, used: int, used_by_whatsapp: int | None) -> bool:
        if used >= (self.today if day == 0 else self.a_day):
            return False
        most = self.whatsapp_today if day == 0 else self.whatsapp_a_day
        return used_by_whatsapp is None or most is None or used_by_whatsapp < most


async def reminded_since(
    db: Database, scope: TenantScope, settings: MessageSettings, which: Document, session: Session | None = None
) -> list[MessageRow]:
    """Read the reminders of the last days that were sent, or will be, or were opened as a draft."""
    since = now() - dt.timedelta(days=settings.reminder_days)
    wanted = {"event": REMINDER, "created_at": {"$gt": since}, "state": {"$in": list(REMINDED)}, **which}
    messages = ScopedRows[MessageRow](db, "messages", scope.whole_workshop())
    found = messages.find(
        wanted, {"job_id": 1, "to": 1, "created_at": 1}, sort=[("created_at", -1), ("_id", -1)], session=session
    )
    return await found.to_list()


async def remind_again_at(
    db: Database, scope: TenantScope, settings: MessageSettings, subject: Subject, session: Session | None = None
) -> dt.datetime | None:
    """Tell from when the customer of a job may be reminded again; None when he may be now."""
    his = [address for kind in ("email", "phone") if (address := subject.address(kind)) is not None]
    which = {"$or": [{"job_id": subject.job["_id"]}, {"to": {"$in": his}}]}
    found = await reminded_since(db, scope, settings, which, session)
    return found[0]["created_at"] + dt.timedelta(days=settings.reminder_days) if found else None


async def last_reminder(db: Database, scope: TenantScope, job_id: str, session: Session) -> str:
    """Name the last reminder about a job, whatever became of it."""
    messages = ScopedRows[MessageRow](db, "messages", scope.whole_workshop())
    of_job = {"job_id": job_id, "event": REMINDER}
    found = await messages.find(
        of_job, {"_id": 1}, sort=[("created_at", -1), ("_id", -1)], limit=1, session=session
    ).to_list()
    return f"{REMINDER}:{job_id}:{found[0]['_id'] if found else 'first'}"


async def find(services: Services, channels: Channels, garage: Garage, settings: MessageSettings) -> Found:
    """Find whom to remind: one reminder for each address, about the job on which most is owed."""
    db, scope, found = services.db, garage.scope, Found()
    owing = {"outstanding_minor": {"$gt": 0}, "status": {"$in": list(_LEFT)}}
    largest = [("outstanding_minor", -1), ("_id", -1)]
    jobs = await ScopedRows[JobRow](db, "jobs", scope).find(owing, SHOWN, sort=largest, limit=MAX_REMINDERS).to_list()
    customers = await customers_by_id(db, scope, {job["customer_id"] for job in jobs if job.get("customer_id")})
    subjects = [Subject(job, customers.get(job.get("customer_id") or "")) for job in jobs]
    kinds = ("email", "phone")
    wanted = {address for one in subjects for kind in kinds if (address := one.address(kind)) is not None}
    known = await addresses.known_by_channel(db, garage.context.id, wanted)
    ready = await ready_channels(channels, settings, garage.context.id)
    lately = await reminded_since(db, scope, settings, {})
    told_jobs, told = {row["job_id"] for row in lately}, {row["to"] for row in lately}
    chosen: set[str] = set()
    for subject in subjects:
        his = {address for kind in kinds if (address := subject.address(kind)) is not None}
        if subject.job["_id"] in told_jobs or his & told:
            found.reminded_lately += 1
            continue
        if his & chosen:
            continue
        channel, to, why_not = choose_among(ready, subject, known) or (None, None, "No way to send is set up here.")
        if channel is None or to is None or why_not is not None:
            found.why_not[why_not or "The customer has no address here."] += 1
            continue
        chosen |= his
        found.reminders.append(Reminder(subject, channel.name, to))
    return found


async def pace_of(services: Services, garage: Garage, settings: MessageSettings) -> Pace:
    """Tell how many reminders go out in a day, as things are now."""
    a_day = reminders_a_day(settings, services.settings)
    sent = await sent_today(services.db, garage.context.id, garage.context.timezone)
    reach = await reach_of_whatsapp(services)
    return Pace(
        today=max(0, a_day - sent),
        a_day=a_day,
        whatsapp_today=None if reach is None else max(0, reach.for_reminders - reach.reached),
        whatsapp_a_day=None if reach is None else max(1, reach.for_reminders),
    )


async def plan(caller: Caller) -> Document:
    """Tell what reminding all would do, before anything is sent."""
    services = caller.services
    settings = await settings_of(caller.db, caller.workshop.id)
    garage = await read_garage(caller.db, caller.workshop)
    found = await find(services, channels_of(services), garage, settings)
    pace = await pace_of(services, garage, settings)
    days = pace.days(found.reminders)
    by_channel = Counter(reminder.channel for reminder in found.reminders)
    return {
        "customers": len(found.reminders),
        "amount_minor": sum(reminder.subject.job["outstanding_minor"] for reminder in found.reminders),
        "ways": [{"channel": name.value, "customers": count} for name, count in by_channel.most_common()],
        "days": max(days, default=-1) + 1,
        "a_day": pace.a_day,
        "whatsapp_a_day": pace.whatsapp_a_day,
        "today": days.count(0),
        "reminded_lately": found.reminded_lately,
        "reminder_days": settings.reminder_days,
        "not_reached": [{"why": why, "customers": count} for why, count in found.why_not.most_common(5)],
    }


async def remind_all(caller: Caller, at_most: int, key: IdempotencyKey) -> Document:
    """Have whoever owes and may be reminded now written to, no more of them than was said. Raises NobodyToRemind."""
    planned = await plan(caller)
    count = min(at_most, planned["customers"])
    if count == 0:
        raise NobodyToRemind("There is nobody to remind now.")

    async def work(session: Session) -> Document:
        await enqueue(caller.db, session, caller.workshop.id, Task(KIND, {"at_most": count, "by": caller.user.id}))
        over = "" if planned["days"] <= 1 else f", over {planned['days']} days"
        what = "1 reminder goes" if count == 1 else f"{count:,} reminders go"
        return {"message": f"{what} out{over}", "customers": count}

    return await once(caller.db, caller.user.id, key, None, work)


class Reminding:
    """Makes the reminders of a batch. One that is done again goes on where it was: whoever has his is left out."""

    def __init__(self, services: Services, channels: Channels) -> None:
        self._services = services
        self._db = services.db
        self._channels = channels

    async def handle(self, claimed: Claimed) -> None:
        """Make the messages, some at a time, each with its day, and have them sent."""
        garage, settings = await read_garage_of(self._services, claimed)
        found = await find(self._services, self._channels, garage, settings)
        messages = ScopedRows[MessageRow](self._db, "messages", garage.scope)
        batch = {"about.batch": claimed.id}
        left = claimed.payload["at_most"] - await messages.count(batch, limit=MAX_REMINDERS)
        reminders = found.reminders[: max(0, left)]
        days = (await pace_of(self._services, garage, settings)).days(reminders)
        made = [
            self._message(garage, settings, reminder, claimed, day)
            for reminder, day in zip(reminders, days, strict=True)
        ]
        for start in range(0, len(made), _MESSAGE_BATCH_SIZE):
            await self._write(garage, made[start : start + _MESSAGE_BATCH_SIZE])

    async def _write(self, garage: Garage, rows: Sequence[MessageRow]) -> None:
        async def write(session: Session) -> None:
            await ScopedRows[MessageRow](self._db, "messages", garage.scope).insert(rows, session)
            tasks = [Task(SEND, {"message_id": row["_id"]}, run_after=row["due_at"]) for row in rows]
            await enqueue_all(self._db, session, garage.context.id, tasks)

        try:
            await self._db.transaction(write)
        except (BulkWriteError, DuplicateKeyError):
            # Somebody whose claim ran out has written some of them: then each by itself.
            if len(rows) > 1:
                for row in rows:
                    await self._write(garage, [row])

    def _message(
        self, garage: Garage, settings: MessageSettings, reminder: Reminder, claimed: Claimed, day: int
    ) -> MessageRow:
        job = reminder.subject.job
        language = language_of(reminder.subject.customer, settings)
        params, words = params_of_job(garage, job, language), settings.wording(REMINDER, language)
        return new_message(
            garage.context.id,
            job["manager_id"],
            job_id=job["_id"],
            about={"batch": claimed.id},
            channel=reminder.channel.value,
            to=reminder.to,
            event=REMINDER,
            language=language,
            params=params,
            subject=fill(words.subject, params),
            text=fill(words.text, params),
            dedupe_key=f"{REMINDER}:{claimed.id}:{job['_id']}",
            kept_days=self._services.settings.messages_kept_days + day,
            made_by=claimed.payload["by"],
            is_reminder=True,
            due_at=settings.due_on(day, garage.context.timezone),
        )
