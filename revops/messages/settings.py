"""The settings of messages in a garage: which events are written about, in what words, when, and how many a day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.core.errors import InvalidFields, StaleVersion
from revops.core.quiet_hours import QuietHours
from revops.core.time import UTC, now, zone
from revops.journal.set_up import set_up
from revops.messages.channel import ChannelName
from revops.messages.wording import LANGUAGES, Language, Wording, shipped, why_not
from revops.mongo.client import Database, Document, Session

# When those of later days go out, by the garage's clock, unless it is quiet then.
_MORNING = dt.time(9)
REMINDER_DAYS = 7


@dataclass(frozen=True, slots=True)
class MessageSettings:
    """The settings of a garage. Nothing is sent automatically until the owner has turned on an event."""

    events: frozenset[str] = frozenset()
    # The first that can reach somebody is taken.
    channels: tuple[ChannelName, ...] = (ChannelName.WHATSAPP, ChannelName.EMAIL)
    language: Language = "en"
    reply_to: str | None = None
    # Minutes of the day, by the garage's clock; the same twice: none.
    quiet_from_minute: int = 21 * 60
    quiet_until_minute: int = 8 * 60
    daily_limit: int = 200
    # Nobody is reminded of what he owes sooner again.
    reminder_days: int = REMINDER_DAYS
    # By event, then language: subject and text, where the garage has its own.
    wordings: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    version: int = 0

    def wording(self, event: str, language: Language) -> Wording:
        """Return the words of an event."""
        own = self.wordings.get(event, {}).get(language)
        return Wording(own["subject"], own["text"]) if own is not None else shipped(event, language)

    def not_before(self, at: dt.datetime, timezone: str) -> dt.datetime | None:
        """Tell until when a message to a customer is put off; None when it may go now."""
        return QuietHours(self.quiet_from_minute, self.quiet_until_minute).end(at, timezone)

    def due_on(self, day: int, timezone: str) -> dt.datetime | None:
        """Tell when what is put off for so many days goes out; None: now."""
        at = now()
        if day > 0:
            local = at.astimezone(zone(timezone)).date() + dt.timedelta(days=day)
            at = dt.datetime.combine(local, _MORNING, zone(timezone)).astimezone(UTC)
        return self.not_before(at, timezone) or (at if day > 0 else None)


_NAMES = ("language", "reply_to", "quiet_from_minute", "quiet_until_minute", "daily_limit", "wordings", "version")


async def settings_of(db: Database, workshop_id: str, session: Session | None = None) -> MessageSettings:
    """Read the settings of a garage."""
    stored = await db.collection("message_settings").find_one({"_id": workshop_id}, session=session)
    if stored is None:
        return MessageSettings()
    same = {name: stored[name] for name in _NAMES}
    same["reminder_days"] = stored.get("reminder_days", REMINDER_DAYS)
    channels = tuple(ChannelName(name) for name in stored["channels"])
    return MessageSettings(frozenset(stored["events"]), channels, **same)


async def change(caller: Caller, changes: Mapping[str, Any], version: int | None, origin: Origin) -> MessageSettings:
    """Change the settings of the caller's garage. Raises Conflict when somebody was faster."""
    db, workshop_id = caller.db, caller.workshop.id

    async def work(session: Session) -> MessageSettings:
        before = await settings_of(db, workshop_id, session)
        if version is not None and version != before.version:
            raise StaleVersion("Somebody changed these settings meanwhile. Look at the new state and try again.")
        after = replace(before, **changes)
        if after == before:
            return before
        after = replace(after, version=before.version + 1)
        stored: Document = {"_id": workshop_id, "workshop_id": workshop_id, **asdict(after)}
        stored["events"], stored["channels"] = sorted(after.events), [name.value for name in after.channels]
        await db.collection("message_settings").replace_one({"_id": workshop_id}, stored, upsert=True, session=session)
        await caller.record(session, set_up("message_settings", stored, caller.user.id))
        # Where every request reads it, so that what is turned off costs a payment nothing.
        announced = {"$set": {"announced": sorted(after.events)}}
        await db.collection("workshops").update_one({"_id": workshop_id}, announced, session=session)
        about = ", ".join(sorted(changes))
        noted = AuditEvent(AuditKind.MESSAGES_CHANGED, workshop_id, caller.user.id, origin, about=about)
        await caller.services.audit.record(noted, session)
        return after

    changed = await db.transaction(work)
    caller.services.workshops.drop(workshop_id)
    return changed


async def change_wording(
    caller: Caller, event: str, language: Language, wording: Wording | None, origin: Origin
) -> MessageSettings:
    """Give an event words of the garage's own; None gives back those that RevOps comes with. Raises InvalidFields."""
    if wording is not None:
        wrong = {name: why_not(event, text) for name, text in (("subject", wording.subject), ("text", wording.text))}
        found = {name: sentence for name, sentence in wrong.items() if sentence is not None}
        if found:
            raise InvalidFields(found)
    before = await settings_of(caller.db, caller.workshop.id)
    of_event = {name: words for name, words in before.wordings.get(event, {}).items() if name != language}
    if wording is not None:
        of_event[language] = {"subject": wording.subject, "text": wording.text}
    wordings = {name: words for name, words in before.wordings.items() if name != event}
    if of_event:
        wordings[event] = of_event
    return await change(caller, {"wordings": wordings}, before.version, origin)


def language_of(customer: Mapping[str, Any] | None, settings: MessageSettings) -> Language:
    """Choose the language of a customer: his own where there are words in it, else the garage's."""
    own = (customer or {}).get("language")
    return cast("Language", own) if own in LANGUAGES else settings.language
