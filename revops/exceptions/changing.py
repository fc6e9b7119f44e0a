"""Changing the settings of exceptions. Each change is a journal entry, so nothing is muted in secret."""

from collections.abc import Sequence
from typing import Any

from revops.access.audit import Origin
from revops.access.caller import Caller
from revops.access.currency import hold_currency
from revops.core.errors import NotFound
from revops.core.money import NewCurrency, to_minor, to_wire
from revops.core.time import now
from revops.exceptions.schemas import ExceptionSettingsUpdate
from revops.exceptions.settings import CAPS, NAMES, STORED_AS, muted_of, thresholds_of
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session


def settings_out(workshop: Document) -> Document:
    """Build the settings as the wire shows them, of what a garage has set."""
    stored, currency = workshop.get(STORED_AS, {}), workshop["currency"]
    limits = thresholds_of(stored, currency)
    return {
        "least_amount": to_wire(limits.least_minor, currency),
        **{name: getattr(limits, name) for name in NAMES if name != "least_minor"},
        "muted": muted_of(stored),
        "discount_caps": workshop.get(CAPS, {}),
    }


async def read_settings(caller: Caller, session: Session | None = None) -> Document:
    """Read the workshop with its settings. Raises NotFound."""
    fields = {STORED_AS: 1, CAPS: 1, "currency": 1}
    workshop = await caller.db.collection("workshops").find_one({"_id": caller.workshop.id}, fields, session=session)
    if workshop is None:
        raise NotFound("workshop")
    return workshop


async def change_settings(caller: Caller, body: ExceptionSettingsUpdate) -> Document:
    """Change settings, with an entry of what each was and is. The same again changes nothing."""
    wanted = _wanted(body, caller.workshop.currency)

    async def work(session: Session) -> Document:
        await hold_currency(caller, session)
        before = await read_settings(caller, session)
        was = {**before.get(STORED_AS, {}), CAPS: before.get(CAPS)}
        changed = {name: value for name, value in wanted.items() if was.get(name) != value}
        if not changed:
            return before
        stored = {name if name == CAPS else f"{STORED_AS}.{name}": value for name, value in changed.items()}
        mine = {"_id": caller.workshop.id}
        workshops = caller.db.collection("workshops")
        await workshops.update_one(mine, {"$set": stored, "$inc": {"version": 1}}, session=session)
        changes = {name: (was.get(name), value) for name, value in changed.items()}
        event = Event(EntryKind.EXCEPTION_SETTINGS_CHANGED, caller.user.id, None, now(), changes=changes)
        await caller.record(session, event)
        return await read_settings(caller, session)

    workshop = await caller.db.transaction(work)
    caller.services.workshops.drop(caller.workshop.id)
    return workshop


def _wanted(body: ExceptionSettingsUpdate, currency: str) -> dict[str, Any]:
    sent: dict[str, Any] = body.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    if body.least_amount is not None:
        sent["least_minor"] = to_minor(body.least_amount, currency, "least_amount")
    sent.pop("least_amount", None)
    if "muted" in sent:
        sent["muted"] = sorted(set(sent["muted"]))
    return sent


async def keep_least_amount(caller: Caller, session: Session, currency: NewCurrency, _origin: Origin) -> Sequence[str]:
    """Keep the sum from which on questions are asked, in another currency of the garage."""
    before = (await read_settings(caller, session)).get(STORED_AS, {})
    after = currency.stored(before)
    if before != after:
        mine = {"_id": caller.workshop.id}
        await caller.db.collection("workshops").update_one(mine, {"$set": {STORED_AS: after}}, session=session)
        changes = {"least_minor": (before["least_minor"], after["least_minor"])}
        event = Event(EntryKind.EXCEPTION_SETTINGS_CHANGED, caller.user.id, None, now(), changes=changes)
        await caller.record(session, event)
    return ()
