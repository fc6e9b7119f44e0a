"""The name of a garage in the address of its poster, such as /g/rao-motors, as its owner chooses it.

A name that a garage has had leads to it for good: it is on posters, and nobody else may stand behind it.
"""

from pymongo.errors import DuplicateKeyError

from revops.access.caller import Caller, Services
from revops.core.time import now
from revops.customer_page.errors import NameTaken, TooManyNames
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.instances import require_no_older

_MAX_NAMES = 5
_NAMES_SINCE = 37


async def find_workshop(services: Services, name: str) -> str | None:
    """Find the garage that has, or had, a name; None where none has."""
    found = await services.db.collection("workshops").find_one({"slugs": name}, {"_id": 1})
    return found["_id"] if found is not None else None


def _taken() -> NameTaken:
    return NameTaken("Another garage has this address. Choose another one.")


async def change_name(caller: Caller, name: str | None) -> None:
    """Give the poster an address with a name; None: with the garage's id. The same again changes nothing.

    Raises NameTaken, TooManyNames.
    """
    await require_no_older(caller.db, _NAMES_SINCE)
    workshop = caller.workshop

    async def work(session: Session) -> None:
        workshops = caller.db.collection("workshops")
        before = await workshops.find_one({"_id": workshop.id}, {"slug": 1, "slugs": 1}, session=session)
        assert before is not None
        if before.get("slug") == name:
            return
        had = before.get("slugs", [])
        if name is not None and await workshops.find_one({"_id": name}, {"_id": 1}, session=session) is not None:
            raise _taken()
        if name is not None and name not in had and len(had) >= _MAX_NAMES:
            raise TooManyNames(f"A garage has at most {_MAX_NAMES} addresses. Go back to one that you had.")
        change: Document = {"$set": {"slug": name}}
        if name is not None:
            change["$addToSet"] = {"slugs": name}
        await workshops.update_one({"_id": workshop.id}, change, session=session)
        changes = {"slug": (before.get("slug"), name)}
        event = Event(EntryKind.WORKSHOP_UPDATED, caller.user.id, None, now(), changes=changes)
        await caller.record(session, event)

    try:
        await caller.db.transaction(work)
    except DuplicateKeyError:
        raise _taken() from None
    caller.services.workshops.drop(workshop.id)
