"""Messages are made from events: a task per event, which finds whom to tell, by which channel and in which words."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from revops.access import users
from revops.access.announcements import Announced
from revops.access.caller import Services
from revops.access.members import membership_of
from revops.access.permissions import Permission
from revops.core.money import shown
from revops.core.time import now
from revops.customer_links.service import url_of_page
from revops.messages import addresses
from revops.messages.about import Garage, Subject, params_of_job, params_of_payment, read_garage_of, read_subject
from revops.messages.channel import Channel, ChannelName
from revops.messages.channels import Channels
from revops.messages.row import MessageRow, State, new_message
from revops.messages.sending import Known, send_next, send_soon
from revops.messages.settings import MessageSettings, language_of
from revops.messages.wording import TO_GARAGE, Language, fill, isolate
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped, ScopedRows
from revops.tasks.outbox import Claimed

_REVIEWS = {
    Announced.PAYMENT_WAITING: Permission.PAYMENTS_REVIEW,
    Announced.SETTLEMENT_SUBMITTED: Permission.SETTLEMENTS_REVIEW,
}


# So many letters of an event are sent by whoever made them, which spares reading it all again.
_SENT_NEXT = 4


class Making:
    """Makes the messages of events."""

    def __init__(self, services: Services, channels: Channels) -> None:
        self._services = services
        self._db = services.db
        self._channels = channels

    async def handle(self, claimed: Claimed) -> None:
        """Make the messages of an event and have them sent, in one transaction with the end of the task."""
        garage, settings = await read_garage_of(self._services, claimed)
        kinds = [Announced(kind) for kind in claimed.payload["kinds"]]
        if Announced.READY in kinds:
            kinds = [kind for kind in kinds if kind is not Announced.STATUS_MOVED]
        found: list[Known] = []
        for kind in kinds:
            if kind in TO_GARAGE:
                found += await self._to_garage(garage, settings, kind, claimed.payload)
            else:
                found += await self._to_customer(garage, settings, kind, claimed.payload)

        async def write(session: Session) -> None:
            messages = ScopedRows[MessageRow](self._db, "messages", garage.scope)
            keys = {"dedupe_key": {"$in": [known.row["dedupe_key"] for known in found]}}
            there = messages.find(keys, {"dedupe_key": 1}, limit=len(found), session=session) if found else None
            made = {row["dedupe_key"] async for row in there} if there is not None else set()
            await claimed.finish(session)
            claimed.taken_on.clear()
            for number, known in enumerate(known for known in found if known.row["dedupe_key"] not in made):
                await messages.insert([known.row], session)
                # Others do what one would be long at.
                is_next = number < _SENT_NEXT
                await (send_next(claimed, session, known) if is_next else send_soon(self._db, session, known.row))

        await self._db.transaction(write, inserts_last=True)

    async def _to_customer(
        self, garage: Garage, settings: MessageSettings, kind: Announced, about: Mapping[str, str]
    ) -> list[Known]:
        subject = await read_subject(self._db, garage.scope, about["job"])
        if subject is None:
            return []
        language = language_of(subject.customer, settings)
        params = params_of_job(garage, subject.job, language)
        params |= await self._params_of_event(garage, kind, about, language)
        params["link"] = await url_of_page(self._services, garage.scope, subject.job["_id"])
        chosen = await choose(self._services, self._channels, garage, settings, subject)
        if chosen is None:
            return []
        channel, to, why_not = chosen
        words = settings.wording(kind, language)
        row = new_message(
            garage.context.id,
            subject.job["manager_id"],
            job_id=subject.job["_id"],
            about={name: about[name] for name in ("payment", "document", "status") if name in about},
            channel=channel.name.value,
            to=to,
            event=kind.value,
            language=language,
            params=params,
            subject=fill(words.subject, params),
            text=fill(words.text, params),
            dedupe_key=_dedupe_key(kind, about),
            kept_days=self._services.settings.messages_kept_days,
            state=State.QUEUED if why_not is None else State.SUPPRESSED,
            error=why_not,
            due_at=put_off(settings, garage),
        )
        return [Known(row, garage, settings, subject)]

    async def _params_of_event(
        self, garage: Garage, kind: Announced, about: Mapping[str, str], language: Language
    ) -> dict[str, str]:
        if kind is Announced.INVOICE_ISSUED:
            document = await Scoped(self._db, "documents", garage.scope).find_one({"_id": about["document"]})
            assert document is not None
            amount = shown(document["total_minor"], garage.context.currency)
            return {"amount": isolate(amount, language), "invoice": isolate(document["number"], language)}
        if "payment" in about and kind is not Announced.JOB_TAKEN_IN:
            payment = await Scoped(self._db, "payments", garage.scope).find_one({"_id": about["payment"]})
            assert payment is not None
            return params_of_payment(garage, payment, language)
        return {}

    async def _to_garage(
        self, garage: Garage, settings: MessageSettings, kind: Announced, about: Mapping[str, str]
    ) -> list[Known]:
        """Write to whoever confirms money, by e-mail: it waits for them, whatever the hour."""
        channel = self._channels.get(ChannelName.EMAIL)
        if channel is None or not await channel.is_ready(garage.context.id):
            return []
        params = await self._params_for_garage(garage, kind, about)
        words = settings.wording(kind, "en")
        made = []
        for member_id, email in await self._reviewers(garage, _REVIEWS[kind], but=about["actor"]):
            row = new_message(
                garage.context.id,
                member_id,
                job_id=None,
                about={name: about[name] for name in ("job", "payment", "settlement") if name in about},
                channel=channel.name.value,
                to=email,
                event=kind.value,
                language="en",
                params=params,
                subject=fill(words.subject, params),
                text=fill(words.text, params),
                dedupe_key=f"{_dedupe_key(kind, about)}:{member_id}",
                kept_days=self._services.settings.messages_kept_days,
            )
            made.append(Known(row, garage, settings, None))
        return made

    async def _params_for_garage(self, garage: Garage, kind: Announced, about: Mapping[str, str]) -> dict[str, str]:
        names = await self._services.names({about["actor"]})
        params = {"garage": garage.context.name, "manager": names.get(about["actor"], "A colleague")}
        if kind is Announced.SETTLEMENT_SUBMITTED:
            row = await Scoped(self._db, "settlements", garage.scope).find_one({"_id": about["settlement"]})
            assert row is not None
            is_hidden = row.get("count") is not None
            amount = "a sum to count" if is_hidden else shown(row["amount_minor"], garage.context.currency)
            return {**params, "amount": amount}
        subject = await read_subject(self._db, garage.scope, about["job"])
        assert subject is not None
        event = await self._params_of_event(garage, kind, about, "en")
        return {**params_of_job(garage, subject.job, "en"), **params, **event}

    async def _reviewers(self, garage: Garage, permission: Permission, *, but: str) -> list[tuple[str, str]]:
        """Find the members who may confirm money, with their e-mail addresses."""
        found = await Scoped(self._db, "members", garage.scope).find({"left_at": None}, limit=500).to_list()
        members = [membership_of(member) for member in found]
        user_ids = {member["_id"]: member["user_id"] for member in found}
        able = [member.id for member in members if permission in member.permissions and member.id != but]
        people = self._db.collection("users").find({"_id": {"$in": [user_ids[member_id] for member_id in able]}})
        emails = {user["_id"]: user["email"] async for user in people if users.has_email(user)}
        return [(member_id, emails[user_ids[member_id]]) for member_id in able if user_ids[member_id] in emails]


Chosen = tuple[Channel, str | None, str | None]


async def choose(
    services: Services, channels: Channels, garage: Garage, settings: MessageSettings, subject: Subject
) -> Chosen | None:
    """Choose the first channel that may reach a customer, and his address; else say why none may.

    None where the garage has no channel at all.
    """
    ready = await ready_channels(channels, settings, garage.context.id)
    his = [to for channel in ready if (to := subject.address(channel.reads)) is not None]
    return choose_among(ready, subject, await addresses.known_by_channel(services.db, garage.context.id, his))


async def ready_channels(channels: Channels, settings: MessageSettings, workshop_id: str) -> list[Channel]:
    """List the channels that a garage can send by, in its order."""
    found = [channels[name] for name in settings.channels if name in channels]
    return [channel for channel in found if await channel.is_ready(workshop_id)]


def choose_among(ready: Sequence[Channel], subject: Subject, known: addresses.Known) -> Chosen | None:
    """Choose as ``choose``, where all is read already."""
    refused: Chosen | None = None
    for channel in ready:
        to = subject.address(channel.reads)
        if to is None:
            what = "e-mail address" if channel.reads == "email" else "phone number"
            refused = refused or (channel, None, f"The customer has no {what} here.")
            continue
        of_address = known.get((channel.name.value, addresses.normal(to)))
        why_not = addresses.why_not_known(channel, of_address, subject.customer)
        if why_not is None:
            return channel, to, None
        if refused is None or refused[1] is None:
            refused = (channel, to, why_not)
    return refused


def put_off(settings: MessageSettings, garage: Garage) -> dt.datetime | None:
    """Tell until when a message to a customer is put off, if it is."""
    return settings.not_before(now(), garage.context.timezone)


def _dedupe_key(kind: Announced, about: Mapping[str, Any]) -> str:
    if kind in (Announced.STATUS_MOVED, Announced.READY, Announced.ESTIMATE_SENT):
        return f"{kind}:{about['job']}:{about['version']}"
    if kind is Announced.JOB_TAKEN_IN:
        return f"{kind}:{about['job']}"
    subject: Document = {name: about[name] for name in ("document", "settlement", "payment") if name in about}
    return f"{kind}:{next(iter(subject.values()))}"
