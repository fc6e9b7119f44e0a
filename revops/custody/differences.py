"""A difference that was counted stays with the member, unless the owner takes it out of his hand, with a reason."""

from collections.abc import Mapping
from typing import Any

from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.core.money import shown
from revops.core.time import now
from revops.custody.errors import NothingToBook
from revops.custody.schemas import BookDifference
from revops.journal.accounts import Account, Figure
from revops.journal.entry import EntryKind, Event
from revops.journal.read import read_sums
from revops.journal.sums import SumsQuery
from revops.managers import service as managers
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import Scoped, TenantScope
from revops.payments.errors import CashNotInHand, OwnMoney

_WHERE = {"day": ("cash_days", "closing", "closed_at"), "count": ("cash_counts", "tally", "made_at")}


async def book_difference(caller: Caller, body: BookDifference, key: IdempotencyKey) -> Document:
    """Take the difference of a member's newest count out of his hand, into the garage's cash differences.

    Raises NotFound; NothingToBook when there is none, it was booked, or the member has counted again since; OwnMoney;
    CashNotInHand when it was handed over meanwhile.
    """
    workshop, db = caller.workshop, caller.db
    name, tallied, _ = _WHERE[body.of]
    rows = Scoped(db, name, TenantScope(workshop.id))

    async def work(session: Session) -> Document:
        at = now()
        row = await rows.find_one({"_id": body.id}, session=session)
        if row is None or row[tallied] is None:
            raise NotFound(body.of)
        member_id, difference_minor = row["manager_id"], row[tallied]["difference_minor"]
        if member_id == caller.member.id:
            raise OwnMoney("You counted this cash yourself, so somebody else decides about it.")
        if not difference_minor:
            raise NothingToBook("There is no difference: the count is what the book says.")
        await _require_newest(caller, session, member_id, body)
        booked = {"by": caller.user.id, "at": at, "reason": body.reason}
        not_yet = {"_id": body.id, "booked": None}
        if await rows.update(not_yet, {"$set": {"booked": booked}}, session) is None:
            raise NothingToBook("This difference was booked already.")
        await _require_free(caller, session, member_id, difference_minor)
        event = Event(
            EntryKind.CASH_DIFFERENCE_BOOKED,
            caller.user.id,
            member_id,
            at,
            about={f"cash_{body.of}": body.id},
            note=body.reason,
            postings={Account.CASH_IN_HAND: difference_minor, Account.CASH_DIFFERENCE: -difference_minor},
        )
        await caller.record(session, event)
        return {"id": body.id, "message": "Difference booked"}

    return await once(db, caller.user.id, key, body, work)


async def _require_newest(caller: Caller, session: Session, member_id: str, body: BookDifference) -> None:
    """Raise NothingToBook when the member has counted again since: the newer count has the same difference in it."""
    newest: Mapping[str, Any] | None = None
    for name, _, when in _WHERE.values():
        theirs = Scoped(caller.db, name, TenantScope(caller.workshop.id, member_id))
        counted: Document = {when: {"$ne": None}}
        found = await theirs.find(counted, {when: 1}, sort=[(when, -1)], limit=1, session=session).to_list()
        for row in found:
            if newest is None or row[when] > newest["at"]:
                newest = {"id": row["_id"], "at": row[when]}
    if newest is None or newest["id"] != body.id:
        raise NothingToBook("This member has counted again since. Book the difference of the newest count.")


async def _require_free(caller: Caller, session: Session, member_id: str, difference_minor: int) -> None:
    """Raise CashNotInHand when less is in hand than is missing, less what is handed over already."""
    workshop_id = caller.workshop.id
    sums = await read_sums(caller.db, session, SumsQuery(workshop_id, member_id))
    at_most = sums.figure(Figure.CASH_IN_HAND, member_id) + min(difference_minor, 0)
    if not await managers.change_pending(caller.db, session, workshop_id, member_id, 0, max_minor=at_most):
        missing = shown(-difference_minor, caller.workshop.currency)
        raise CashNotInHand(f"By the books this member has less than {missing} that is not handed over.")
