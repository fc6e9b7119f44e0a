"""Wishes of a customer: messages about the job, reminders, messages at each of his addresses, and their language."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.audit import AuditKind, Origin
from revops.access.caller import Caller
from revops.core.time import now
from revops.customers.row import CUSTOMERS, CustomerRow
from revops.customers.service import note
from revops.messages.addresses import Consent, How, known_part, note_consent
from revops.messages.wording import Language
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped, ScopedRows
from revops.mongo.union import SubQuery

# What of a number is shown: whoever has it knows it by these.
_LAST_DIGITS = 4


def addresses_of(customer: Mapping[str, Any] | None) -> list[str]:
    """List where a customer is reached."""
    if customer is None:
        return []
    email = customer.get("email")
    return [*customer.get("phones", []), *([email] if email is not None else [])]


def addresses_part(caller: Caller, customer: Mapping[str, Any] | None) -> SubQuery:
    """Make the part of the page's read that finds which addresses of a customer said yes or no."""
    return known_part(caller.scope, caller.db, addresses_of(customer))


def agreed(customer: Mapping[str, Any] | None, addresses: Sequence[Document], of_garage: Language) -> Document | None:
    """Build what the page says of messages; None where there is no record that could say it."""
    if customer is None:
        return None
    consents = customer.get("consents", {})
    return {
        "language": customer.get("language") or of_garage,
        "messages": consents.get("service", True),
        "reminders": consents.get("marketing", False),
        "addresses": [
            {
                "id": row["_id"],
                "by": row["channel"],
                "address": _masked(row["address"]),
                "is_given": row["consent"]["is_given"],
            }
            for row in addresses
        ],
    }


def _masked(address: str) -> str:
    name, at, host = address.partition("@")
    shown = f"{name[:1]}…@{host}" if at else f"…{address[-_LAST_DIGITS:]}"
    # Among words from right to left its parts would change places.
    return f"\N{LEFT-TO-RIGHT ISOLATE}{shown}\N{POP DIRECTIONAL ISOLATE}"


async def agree(caller: Caller, customer_id: str, kind: str, agrees: bool, origin: Origin) -> None:
    """Take whether the customer wants messages of a kind. The same again changes nothing."""
    await _take(caller, customer_id, f"consents.{kind}", agrees, origin)


async def write_in(caller: Caller, customer_id: str, language: str, origin: Origin) -> None:
    """Take in which language the customer wants to be written to. The same again changes nothing."""
    await _take(caller, customer_id, "language", language, origin)


async def _take(caller: Caller, customer_id: str, field: str, said: Any, origin: Origin) -> None:
    async def work(session: Session) -> None:
        customers = ScopedRows[CustomerRow](caller.db, CUSTOMERS, caller.scope)
        differs: Document = {"_id": customer_id, "erased_at": None, field: {"$ne": said}}
        change = {"$set": {field: said, "updated_at": now()}, "$inc": {"version": 1}}
        if await customers.update(differs, change, session, projection={"_id": 1}) is not None:
            about = field.partition(".")[0]
            await note(caller, AuditKind.CUSTOMER_CHANGED, customer_id, session, origin, about)

    await caller.db.transaction(work)


async def agree_at(caller: Caller, customer: Mapping[str, Any], address_id: str, agrees: bool) -> bool:
    """Take whether the customer wants messages at one of his addresses that said so before. False for another's."""
    known = await Scoped(caller.db, "message_addresses", caller.scope).find_one({"_id": address_id})
    if known is None or known["address"] not in {one.strip().casefold() for one in addresses_of(customer)}:
        return False
    said = Consent(agrees, How.PAGE, now())
    await note_consent(caller.db, None, caller.workshop.id, known["channel"], known["address"], said)
    return True
