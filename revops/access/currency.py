"""The currency of a garage: changeable until money is recorded, and held still while a figure in it is written."""

from revops.access.caller import Caller
from revops.access.errors import CurrencyChanged
from revops.mongo.client import Document, Session


async def fix_currency(caller: Caller, session: Session) -> None:
    """Fix the currency: from the first money on record it cannot change. Raises CurrencyChanged.

    A change at this very moment conflicts with this write.
    """
    await _write(caller, session, {"$set": {"has_money": True}})


async def hold_currency(caller: Caller, session: Session) -> None:
    """Hold the currency still until a setting in minor units is written. Raises CurrencyChanged.

    Where it is fixed there is nothing to hold.
    """
    await _write(caller, session, {"$inc": {"figures_set": 1}})


async def _write(caller: Caller, session: Session, change: Document) -> None:
    if caller.workshop.has_money:
        return
    as_read = {"_id": caller.workshop.id, "currency": caller.workshop.currency}
    held = await caller.db.collection("workshops").update_one(as_read, change, session=session)
    if held.matched_count == 0:
        caller.services.workshops.drop(caller.workshop.id)
        raise CurrencyChanged("The workshop's currency was changed just now. Please try again.")
