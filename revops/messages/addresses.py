"""Addresses that said yes or no to messages, when and how, and those that nothing reaches."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from revops.core.ids import new_id
from revops.core.time import now
from revops.messages.channel import Channel
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.mongo.union import SubQuery


class How(StrEnum):
    """Ways in which somebody said yes or no."""

    ASKED = "asked"
    UNSUBSCRIBED = "unsubscribed"
    STOP_WORD = "stop_word"
    START_WORD = "start_word"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Consent:
    """The last word of somebody about a channel: who wrote it down, by user, unless he said it himself."""

    is_given: bool
    how: How
    at: dt.datetime
    by: str | None = None


def _of(db: Database, workshop_id: str) -> Scoped:
    return Scoped(db, "message_addresses", TenantScope(workshop_id))


def normal(address: str) -> str:
    """Write an address as it is compared."""
    return address.strip().casefold()


async def why_not(
    db: Database, workshop_id: str, channel: Channel, address: str, customer: Mapping[str, Any] | None
) -> str | None:
    """Say why nothing may be sent to an address of a customer by a channel; None when it may."""
    known = await _of(db, workshop_id).find_one({"channel": channel.name.value, "address": normal(address)})
    return why_not_known(channel, known, customer)


def why_not_known(channel: Channel, known: Mapping[str, Any] | None, customer: Mapping[str, Any] | None) -> str | None:
    """Say why nothing may be sent to an address of which so much is known; None when it may."""
    if customer is not None and customer.get("consents", {}).get("service") is False:
        return "The customer does not want messages."
    consent = (known or {}).get("consent")
    if consent is not None and not consent["is_given"]:
        return "The customer does not want messages at this address."
    if known is not None and known.get("unreachable") is not None:
        return f"Nothing reaches this address: {known['unreachable']['reason']}"
    if channel.needs_yes and consent is None:
        said = SAID[channel.name.value]
        return f"Ask the customer whether he wants messages by {said}, and note the answer on the customer's page."
    return None


SAID = {"email": "e-mail", "whatsapp": "WhatsApp"}


async def note_consent(
    db: Database, session: Session | None, workshop_id: str, channel: str, address: str, consent: Consent
) -> None:
    """Write down that somebody said yes or no. The last word counts."""
    said = {"is_given": consent.is_given, "how": consent.how.value, "at": consent.at, "by": consent.by}
    await _note(db, session, workshop_id, channel, address, {"consent": said})


async def mark_unreachable(
    db: Database, session: Session | None, workshop_id: str, channel: str, address: str, reason: str
) -> None:
    """Write down that nothing reaches an address, so that nothing more is sent to it."""
    await _note(db, session, workshop_id, channel, address, {"unreachable": {"reason": reason, "at": now()}})


async def mark_reachable(db: Database, session: Session, workshop_id: str, channel: str, address: str) -> None:
    """Take the mark off an address that something is to be sent to all the same."""
    mine = {"channel": channel, "address": normal(address)}
    await _of(db, workshop_id).update(mine, {"$set": {"unreachable": None}}, session, projection={"_id": 1})


async def _note(
    db: Database, session: Session | None, workshop_id: str, channel: str, address: str, fields: Document
) -> None:
    mine = {"channel": channel, "address": normal(address)}

    async def work(inner: Session) -> None:
        if await _of(db, workshop_id).update(mine, {"$set": fields}, inner, projection={"_id": 1}) is None:
            new: Document = {"_id": new_id(), "workshop_id": workshop_id, **mine, "consent": None, "unreachable": None}
            await _of(db, workshop_id).insert([new | fields], inner)

    await (work(session) if session is not None else db.transaction(work))


async def read_known(
    db: Database, workshop_id: str, addresses: Sequence[str], session: Session | None = None
) -> list[Document]:
    """Read what is known about addresses, by any channel."""
    wanted = {"address": {"$in": [normal(address) for address in addresses]}}
    return await _of(db, workshop_id).find(wanted, limit=100, session=session).to_list()


Known = Mapping[tuple[str, str], Document]
_ADDRESS_BATCH_SIZE = 1000


def known_part(scope: TenantScope, db: Database, addresses: Iterable[str]) -> SubQuery:
    """Make the part of a larger read that finds which of these addresses said yes or no, by any channel."""
    said: Document = {"address": {"$in": sorted({normal(one) for one in addresses})}, "consent": {"$ne": None}}
    # By each channel, as its index goes.
    mine = {"channel": {"$in": sorted(SAID)}, **said}
    shown: Document = {"channel": 1, "address": 1, "consent.is_given": 1}
    return Scoped(db, "message_addresses", scope).sub_query(
        mine, shown, sort=[("channel", 1), ("address", 1)], limit=20
    )


async def known_by_channel(db: Database, workshop_id: str, addresses: Iterable[str]) -> Known:
    """Read what is known about many addresses, by channel and address."""
    wanted = sorted({normal(address) for address in addresses})
    known: dict[tuple[str, str], Document] = {}
    for start in range(0, len(wanted), _ADDRESS_BATCH_SIZE):
        some = {"address": {"$in": wanted[start : start + _ADDRESS_BATCH_SIZE]}}
        known |= {(one["channel"], one["address"]): one async for one in _of(db, workshop_id).find(some)}
    return known
