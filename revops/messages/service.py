"""Messages by hand, the list of all, and what their settings look like."""

import asyncio
from typing import Any

from babel.dates import format_date

from revops.access.announcements import Announced
from revops.access.audit import Origin
from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.country import country_of
from revops.core.errors import InvalidFields, NotFound
from revops.core.ids import new_id
from revops.core.money import SCALE, shown
from revops.core.phones import spoken_phone
from revops.core.quiet_hours import minute_of, time_of
from revops.core.slots import release_slot
from revops.core.time import now, zone
from revops.core.upi_addresses import upi_addresses_in
from revops.customer_links.service import url_of_page
from revops.exceptions.finding import Finding, note
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.rules.addresses import foreign_addresses
from revops.messages import addresses, channels, sending
from revops.messages import settings as stored_settings
from revops.messages.about import Garage, Subject, params_of_job, read_garage, read_subject
from revops.messages.channel import Channel, ChannelName, ChannelStopped, Outgoing, PerhapsSent, Permanent, Temporary
from revops.messages.channels import channels_of
from revops.messages.errors import AlreadySent, CannotReach, ChannelFailed, RemindedAlready
from revops.messages.making import put_off
from revops.messages.reminders import last_reminder, remind_again_at
from revops.messages.row import RETRIED, MessageRow, State, new_message
from revops.messages.schemas import MessageIn, MessageQuery, MessageSettingsUpdate, PreviewIn
from revops.messages.settings import MessageSettings, language_of, settings_of
from revops.messages.wording import (
    BY_HAND,
    REMINDER,
    TEST,
    Language,
    Wording,
    fill,
    method_words,
    status_words,
    why_not,
)
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.paging import read_page
from revops.mongo.repeats import Alike
from revops.mongo.scoped import ScopedRows

# For previews of words that belong to no job.
_INVENTED = {
    "customer": "Raj Kumar",
    "car": "Honda City",
    "job": "3001",
    "ready_on": "28 Nov 2026",
    "invoice": "INV/2627/00001",
    "manager": "Anita Desai",
    "link": "https://garage.example/c/...",
}

# Somebody looks at a button meanwhile.
_TEST_SECONDS = 12


def messages_of(caller: Caller) -> ScopedRows[MessageRow]:
    """Return the messages that the caller may see."""
    return ScopedRows(caller.db, "messages", caller.scope)


async def list_messages(caller: Caller, wanted: MessageQuery) -> tuple[list[MessageRow], str | None]:
    """Read one page, newest first, and the cursor of the next, if there is one."""
    clauses: list[Document] = [
        {"job_id": wanted.job_id} if wanted.job_id else {},
        {"state": {"$in": [state.value for state in wanted.state]}} if wanted.state else {},
        {"event": {"$in": wanted.event}} if wanted.event else {},
    ]
    return await read_page(messages_of(caller), clauses, "created_at", wanted)


async def _read_job(caller: Caller, job_id: str) -> Subject:
    subject = await read_subject(caller.db, caller.scope, job_id)
    if subject is None:
        raise NotFound("job")
    return subject


async def preview(caller: Caller, body: PreviewIn) -> Document:
    """Build a message as it would be sent, with the channels to the customer. Raises NotFound, InvalidFields."""
    settings = await settings_of(caller.db, caller.workshop.id)
    garage = await read_garage(caller.db, caller.workshop)
    subject = await _read_job(caller, body.job_id) if body.job_id is not None else None
    language = body.language or language_of(subject.customer if subject is not None else None, settings)
    if body.event == BY_HAND:
        words = Wording(body.subject or caller.workshop.name, body.text or "")
    else:
        words = settings.wording(body.event, language)
        words = Wording(body.subject or words.subject, body.text or words.text)
        require_fillable(body.event, words)
    params = await _params(caller, garage, subject, language)
    ways = await _ways(caller, garage, settings, subject) if subject is not None else []
    again_at = None
    if subject is not None and body.event == REMINDER:
        again_at = await remind_again_at(caller.db, caller.scope, settings, subject)
    return {
        "subject": fill(words.subject, params),
        "text": fill(words.text, params),
        "language": language,
        "ways": ways,
        "remind_again_at": again_at,
    }


def require_fillable(event: str, words: Wording) -> None:
    """Raise InvalidFields for words with names that cannot be filled in."""
    wrong = {name: why_not(event, text) for name, text in (("subject", words.subject), ("text", words.text))}
    found = {name: sentence for name, sentence in wrong.items() if sentence is not None}
    if found:
        raise InvalidFields(found)


def _sums_and_plate(currency: str) -> dict[str, str]:
    """Invent amounts in the garage's currency, and a vehicle number of its country."""
    sums = {"estimate": 4_500, "balance": 2_000, "amount": 2_500}
    said = {name: shown(amount * SCALE[currency], currency) for name, amount in sums.items()}
    return {**said, "vehicle": country_of(currency).plate.replace(" ", "")}


async def _params(caller: Caller, garage: Garage, subject: Subject | None, language: Language) -> dict[str, str]:
    if subject is None:
        own = {"garage": garage.context.name, "garage_phone": spoken_phone(garage.phone)}
        method = "upi" if caller.workshop.currency == "INR" else "card"
        said = {"status": status_words("in_progress", language), "method": method_words(method, language)}
        return {**_INVENTED, **_sums_and_plate(caller.workshop.currency), **own, **said}
    params = params_of_job(garage, subject.job, language)
    params["link"] = await url_of_page(caller.services, garage.scope, subject.job["_id"])
    if subject.job["invoice_id"] is not None:
        params |= {"invoice": subject.job["invoice_number"] or "", "amount": params["estimate"]}
    return params


async def _ways(caller: Caller, garage: Garage, settings: MessageSettings, subject: Subject) -> list[Document]:
    found = []
    offered = channels_of(caller.services)
    for name in settings.channels:
        channel = offered.get(name)
        is_ready = channel is not None and await channel.is_ready(garage.context.id)
        to = subject.address("email" if name is ChannelName.EMAIL else "phone")
        why: str | None = None
        if channel is None or not is_ready:
            why = f"{sending.capital(addresses.SAID[name.value])} is not set up on this server."
        elif to is not None:
            why = await addresses.why_not(caller.db, garage.context.id, channel, to, subject.customer)
        if to is None:
            why = "The customer has no e-mail address here." if name is ChannelName.EMAIL else "There is no number."
        found.append({"channel": name.value, "to": to, "is_ready": is_ready, "why_not": why})
    return found


async def send_by_hand(caller: Caller, job_id: str, body: MessageIn, key: IdempotencyKey) -> Document:
    """Send a message about a job, or note that a draft was opened.

    Raises NotFound; Conflict for a customer whom it cannot reach, or who was reminded a few days ago.
    """
    settings = await settings_of(caller.db, caller.workshop.id)
    garage = await read_garage(caller.db, caller.workshop)
    subject = await _read_job(caller, job_id)
    language = body.language or language_of(subject.customer, settings)
    ways = await _ways(caller, garage, settings, subject)
    way = next((one for one in ways if one["channel"] == body.channel.value), None)
    if not body.is_draft and (way is None or way["why_not"] is not None):
        raise CannotReach(way["why_not"] if way is not None else "The garage does not use this channel.")
    params = await _params(caller, garage, subject, language)
    words = settings.wording(body.event, language) if body.event != BY_HAND else None
    is_typed = words is None or fill(words.text, params) != body.text
    has_invoice = body.event == "invoice_issued" and subject.job["invoice_id"] is not None
    kind = "email" if body.channel is ChannelName.EMAIL else "phone"

    is_reminder = body.event == REMINDER

    async def work(session: Session) -> Document:
        # Of two that remind at the same time one waits for the other, and then sees it.
        after = await last_reminder(caller.db, caller.scope, job_id, session) if is_reminder else None
        if is_reminder and not body.is_draft:
            again_at = await remind_again_at(caller.db, caller.scope, settings, subject, session)
            if again_at is not None:
                day = format_date(again_at.astimezone(zone(caller.workshop.timezone)).date(), "d MMM", locale="en")
                lately = "day" if settings.reminder_days == 1 else f"{settings.reminder_days} days"
                raise RemindedAlready(
                    f"This customer was reminded in the last {lately}. Call, or remind again from {day}."
                )
        row = new_message(
            caller.workshop.id,
            subject.job["manager_id"],
            job_id=job_id,
            about={"document": subject.job["invoice_id"]} if has_invoice else {},
            channel=body.channel.value,
            to=subject.address(kind),
            event=body.event,
            language=language,
            params=params,
            subject=body.subject or (fill(words.subject, params) if words is not None else caller.workshop.name),
            text=body.text,
            dedupe_key=f"by_hand:{after}" if is_reminder else f"by_hand:{new_id()}",
            kept_days=caller.services.settings.messages_kept_days,
            made_by=caller.user.id,
            is_typed=is_typed,
            is_reminder=is_reminder,
            state=State.DRAFT if body.is_draft else State.QUEUED,
            due_at=None if body.is_draft else put_off(settings, garage),
        )
        await ScopedRows[MessageRow](caller.db, "messages", garage.scope).insert([row], session)
        if is_typed and not caller.may(Permission.EXCEPTIONS_ANSWER):
            await _ask_whom_it_leads_to(caller, session, row, subject)
        await sending.send_soon(caller.db, session, row)
        return made_out(row, caller.workshop.timezone)

    alike = Alike(
        ("message", job_id, body.channel.value, body.text),
        "The same was sent to this customer",
        "Send it once more?",
        stands=None,
        is_meant=body.repeat,
    )
    # Of a draft nobody knows whether it went out, and it is opened by a tap that may be meant again.
    return await once(caller.db, caller.user.id, key, body, work, alike=None if body.is_draft else alike)


async def _ask_whom_it_leads_to(caller: Caller, session: Session, row: MessageRow, subject: Subject) -> None:
    """Ask the owner about a UPI address that is not the garage's, in what a member writes to a customer."""
    found = upi_addresses_in(row["subject"], row["text"])
    if not await foreign_addresses(caller.db, caller.workshop, found, subject.job["phone"], session=session):
        return
    finding = Finding(
        ExceptionKind.OTHER_UPI_ADDRESS,
        row["_id"],
        row["created_at"],
        caller.member.id,
        subject.job["outstanding_minor"],
        {"job": subject.job["_id"]},
        {"where": "message"},
    )
    await note(caller.db, session, caller.workshop.id, [finding])


def made_out(row: MessageRow, timezone: str) -> Document:
    """Say what becomes of a message."""
    if row["state"] == State.DRAFT:
        said = "Noted that a draft was opened"
    elif row["due_at"] is not None:
        said = f"It is late, so the message goes out at {row['due_at'].astimezone(zone(timezone)):%H:%M}"
    else:
        said = "The message is being sent"
    due_at = row["due_at"].isoformat() if row["due_at"] is not None else None
    return {"id": row["_id"], "state": row["state"], "due_at": due_at, "message": said}


async def retry(caller: Caller, message_id: str, key: IdempotencyKey) -> Document:
    """Send again what was not sent. Raises NotFound; Conflict for what was sent."""
    settings = await settings_of(caller.db, caller.workshop.id)
    garage = await read_garage(caller.db, caller.workshop)

    async def work(session: Session) -> Document:
        again = {"state": State.QUEUED.value, "error": None, "is_counted": False, "retried_at": now()}
        # A person has decided that it is sent, perhaps once more.
        again |= {"begun_at": None, "provider_id": None}
        again["due_at"] = put_off(settings, garage)
        mine = {"_id": message_id, "state": {"$in": list(RETRIED)}, "to": {"$ne": None}}
        row = await messages_of(caller).update(mine, {"$set": again}, session)
        if row is None:
            if await messages_of(caller).find_one({"_id": message_id}, {"_id": 1}, session) is None:
                raise NotFound("message")
            raise AlreadySent("Only a message that was not sent can be sent again.")
        assert row["to"] is not None
        await addresses.mark_reachable(caller.db, session, caller.workshop.id, row["channel"], row["to"])
        await sending.send_soon(caller.db, session, row)
        return made_out(row, caller.workshop.timezone)

    return await once(caller.db, caller.user.id, key, None, work)


async def settings_out(caller: Caller, settings: MessageSettings) -> Document:
    """Build the settings with what is true of the channels now."""
    offered, host = channels_of(caller.services), caller.services.settings
    shown = []
    for name in ChannelName:
        channel = offered.get(name)
        is_ready = channel is not None and await channel.is_ready(caller.workshop.id)
        stopped = await channels.stopped(caller.db, channel, caller.workshop.id) if channel and is_ready else None
        shown.append(
            {
                "channel": name.value,
                "is_ready": is_ready,
                "stopped_at": stopped["stopped_at"] if stopped is not None else None,
                "reason": stopped["reason"] if stopped is not None else None,
                "parts": await _parts(caller, channel) if channel and is_ready else [],
            }
        )
    return {
        "events": {event.value: event in settings.events for event in Announced},
        "channel_order": [name.value for name in settings.channels],
        "channels": shown,
        "language": settings.language,
        "reply_to": settings.reply_to,
        "quiet_from": time_of(settings.quiet_from_minute),
        "quiet_until": time_of(settings.quiet_until_minute),
        "daily_limit": min(settings.daily_limit, host.messages_per_day),
        "sent_today": await sending.sent_today(caller.db, caller.workshop.id, caller.workshop.timezone),
        "reminder_days": settings.reminder_days,
        "kept_days": host.messages_kept_days,
        "version": settings.version,
    }


async def _parts(caller: Caller, channel: Channel) -> list[Document]:
    rows = await channels.stopped_parts(caller.db, channel, caller.workshop.id)
    return [{name: row[name] for name in ("part", "stopped_at", "reason")} for row in rows]


async def change_settings(caller: Caller, body: MessageSettingsUpdate, origin: Origin) -> MessageSettings:
    """Change the settings. Raises InvalidFields for a limit above the host's; Conflict when somebody was faster."""
    changes: dict[str, Any] = {}
    sent = body.model_dump(exclude_unset=True, exclude={"version"})
    most = caller.services.settings.messages_per_day
    if body.daily_limit is not None and body.daily_limit > most:
        raise InvalidFields({"daily_limit": f"This server sends at most {most:,} messages a day for a garage."})
    before = await settings_of(caller.db, caller.workshop.id)
    if body.events is not None:
        off = {event.value for event, is_on in body.events.items() if not is_on}
        on = {event.value for event, is_on in body.events.items() if is_on}
        changes["events"] = (before.events - off) | on
    if body.channel_order is not None:
        changes["channels"] = tuple(dict.fromkeys(body.channel_order))
    for name in ("quiet_from", "quiet_until"):
        if sent.get(name) is not None:
            changes[f"{name}_minute"] = minute_of(sent[name])
    changes |= {name: sent[name] for name in ("language", "daily_limit", "reminder_days") if sent.get(name) is not None}
    if "reply_to" in sent:
        changes["reply_to"] = sent["reply_to"]
    return await stored_settings.change(caller, changes, body.version, origin)


async def test_channel(caller: Caller, name: ChannelName) -> str:
    """Send a message to the caller himself. Returns where to. Raises Conflict with the reason for what went wrong."""
    channel: Channel | None = channels_of(caller.services).get(name)
    if channel is None or not await channel.is_ready(caller.workshop.id):
        raise ChannelFailed(f"{sending.capital(addresses.SAID[name.value])} is not set up on this server yet.")
    user = await caller.db.collection("users").find_one({"_id": caller.user.id}, {"email": 1, "phone": 1})
    assert user is not None
    to: str = user[channel.reads]
    params = {"garage": caller.workshop.name}
    words = f"This is a test from {caller.workshop.name}. Messages to your customers go out this way."
    letter = Outgoing(new_id(), caller.workshop.id, caller.workshop.name, to, TEST, "en", params, "A test", words)
    settings = await settings_of(caller.db, caller.workshop.id)

    async def count(session: Session) -> None:
        await sending.count(caller.db, session, caller.workshop, settings, caller.services.settings)

    try:
        await caller.db.transaction(count)
    except sending.DayIsFull:
        raise ChannelFailed("The day's limit of messages is reached. Test it again tomorrow.") from None
    release_slot()
    try:
        async with asyncio.timeout(_TEST_SECONDS):
            await channel.send(letter)
    except TimeoutError:
        raise ChannelFailed(
            f"There was no answer within {_TEST_SECONDS} seconds. Check the address of the server, or test it again."
        ) from None
    except ChannelStopped as error:
        await channels.stop(caller.db, channel, caller.workshop.id, str(error))
        raise ChannelFailed(str(error)) from None
    except (PerhapsSent, Temporary, Permanent) as error:
        raise ChannelFailed(str(error)) from None
    await channels.go_on(caller.db, channel, caller.workshop.id)
    return to
