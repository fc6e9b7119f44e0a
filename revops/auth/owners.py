"""The rule for registering as an owner: anybody, the very first one, or nobody, as whoever runs the server decides."""

from typing import Literal

from pymongo.errors import DuplicateKeyError

from revops.auth.errors import RegistrationClosed
from revops.core.errors import NotAllowed
from revops.mongo.client import Database, Session

Registration = Literal["open", "first", "closed"]
# For the log, at the start.
MEANING: dict[Registration, str] = {
    "open": "anybody who reaches this server may register as an owner",
    "first": "the first owner may register, and nobody after",
    "closed": "nobody may register as an owner; `revops create-owner` makes one",
}
_FIRST = "first owner"


async def is_open(db: Database, registration: Registration) -> bool:
    """Tell whether somebody may register as an owner now."""
    return registration == "open" or (registration == "first" and not await _is_there_one(db))


async def require_open(db: Database, registration: Registration) -> None:
    """Raise NotAllowed when nobody may register as an owner now."""
    if not await is_open(db, registration):
        raise _closed()


async def be_the_first(db: Database, session: Session) -> None:
    """Of several who register as the first owner at once, let one. Raises NotAllowed."""
    try:
        await db.collection("leases").insert_one({"_id": _FIRST}, session=session)
    except DuplicateKeyError:
        raise _closed() from None


async def _is_there_one(db: Database) -> bool:
    return await db.collection("users").find_one({"role": "owner"}, {"_id": 1}) is not None


def _closed() -> NotAllowed:
    return RegistrationClosed(
        "New garages cannot register on this server. Ask whoever runs it; as a manager, ask your owner for an invite"
        " code.",
    )
