"""Two customers who are one: merged, and for a day two again.

Nothing that names the one who goes is changed: whoever reads follows ``merged_into``, and asks for the ids of both.
So a job that is taken in at the same moment is lost to nobody, and undoing it is as short.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from revops.access.audit import AuditKind, Origin
from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.core.time import UTC, now
from revops.customers.errors import CustomerErased, NotMerged, SameCustomer, TooLate
from revops.customers.row import CustomerRow, customer_tokens, ids_of
from revops.customers.schemas import Merge
from revops.customers.service import SHOWN, customers_of, note, read_customer
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import Scoped

UNDO_FOR = dt.timedelta(days=1)
_MAX_RECENT = 20


async def merge(caller: Caller, customer_id: str, body: Merge, key: IdempotencyKey, origin: Origin) -> Document:
    """Let another customer be this one. Returns ids and until when it can be undone.

    Raises NotFound; Conflict for a customer with himself and for one who was erased.
    """

    async def work(session: Session) -> Document:
        kept = await read_customer(caller, customer_id, session)
        goes = await read_customer(caller, body.customer_id, session)
        if kept["_id"] == goes["_id"]:
            raise SameCustomer("These are the same customer already.")
        if kept["erased_at"] is not None or goes["erased_at"] is not None:
            raise CustomerErased("One of them was erased on request, so they cannot be merged.")
        at = now()
        given = [phone for phone in goes["phones"] if phone not in kept["phones"]]
        both: Document = {
            "phones": [*kept["phones"], *given],
            "merged_from": [*kept["merged_from"], *ids_of(goes)],
            "manager_ids": sorted({*kept["manager_ids"], *goes["manager_ids"]}),
        }
        await _store(caller, session, kept, both, at)
        gone: Document = {"merged_into": kept["_id"], "merged_at": at}
        gone |= {"given_phones": given, "other_manager_ids": kept["manager_ids"]}
        # By its number the other is found from now on; one who is new may have it some day.
        await _store(caller, session, goes, gone, at, unset={"intake_key": ""})
        await note(caller, AuditKind.CUSTOMERS_MERGED, kept["_id"], session, origin, goes["_id"])
        return {"id": kept["_id"], "undo_until": (at + UNDO_FOR).isoformat()}

    return await once(caller.db, caller.user.id, key, body, work)


async def part(caller: Caller, customer_id: str, body: Merge, key: IdempotencyKey, origin: Origin) -> Document:
    """Undo a merge. Jobs taken in since stay with the one who stayed. Returns his id.

    Raises NotFound; Conflict a day later, and for two who are not merged.
    """

    async def work(session: Session) -> Document:
        kept = await read_customer(caller, customer_id, session)
        gone = await customers_of(caller).find_one({"_id": body.customer_id}, _WITH_MERGE, session)
        if gone is None:
            raise NotFound("customer")
        if gone["merged_into"] != kept["_id"] or gone["merged_at"] is None:
            raise NotMerged("These two were not merged with each other.")
        at = now()
        if at > gone["merged_at"] + UNDO_FOR:
            raise TooLate("A merge can be undone for a day, and this one is older.")
        if kept["erased_at"] is not None:
            raise CustomerErased("This customer was erased on request.")
        his = ids_of(gone)
        without: Document = {
            "phones": [phone for phone in kept["phones"] if phone not in gone.get("given_phones", ())],
            "merged_from": [other for other in kept["merged_from"] if other not in his],
        }
        shown_to = set(gone.get("other_manager_ids", kept["manager_ids"]))
        since = [member_id for member_id in kept["manager_ids"] if member_id not in shown_to]
        shown_to |= await _members_with_jobs(caller, session, ids_of({**kept, **without}), since)
        without["manager_ids"] = [member_id for member_id in kept["manager_ids"] if member_id in shown_to]
        await _store(caller, session, kept, without, at)
        again: Document = {"merged_into": None, "merged_at": None}
        await _store(caller, session, gone, again, at, unset={"given_phones": "", "other_manager_ids": ""})
        await note(caller, AuditKind.CUSTOMERS_PARTED, kept["_id"], session, origin, gone["_id"])
        return {"id": kept["_id"]}

    return await once(caller.db, caller.user.id, key, body, work)


async def recent_merges(caller: Caller, row: CustomerRow) -> list[Document]:
    """Read who was merged into a customer so lately that it can be undone, the latest first."""
    if not row["merged_from"]:
        return []
    lately: Document = {"$in": row["merged_from"]}
    found = customers_of(caller).page_naive(
        {"_id": lately, "merged_into": row["_id"], "merged_at": {"$gt": now() - UNDO_FOR}},
        {"name": 1, "merged_at": 1},
        sort=[("merged_at", -1)],
        limit=_MAX_RECENT,
    )
    rows: list[Any] = list(await found)
    return [{"customer_id": gone["_id"], "name": gone["name"], "undo_until": _undo_until(gone)} for gone in rows]


async def _members_with_jobs(
    caller: Caller, session: Session, customer_ids: list[str], member_ids: Collection[str]
) -> set[str]:
    """Find which of some members have a job of a customer."""
    if not member_ids:
        return set()
    jobs = Scoped(caller.db, "jobs", caller.scope.whole_workshop())
    theirs = {"customer_id": {"$in": customer_ids}, "manager_id": {"$in": list(member_ids)}}
    return {job["manager_id"] async for job in jobs.find(theirs, {"manager_id": 1}, session=session)}


def _undo_until(gone: Document) -> dt.datetime:
    merged_at: dt.datetime = gone["merged_at"]
    return merged_at.replace(tzinfo=UTC) + UNDO_FOR


_WITH_MERGE: Document = {**SHOWN, "merged_at": 1, "given_phones": 1, "other_manager_ids": 1}


async def _store(
    caller: Caller,
    session: Session,
    row: CustomerRow,
    changed: Document,
    at: dt.datetime,
    unset: Document | None = None,
) -> None:
    made = {**changed, "updated_at": at, "search": customer_tokens({**row, **changed})}
    change: Document = {"$set": made, "$inc": {"version": 1}} | ({"$unset": unset} if unset else {})
    as_read = {"_id": row["_id"], "version": row["version"]}
    stored = await customers_of(caller).update(as_read, change, session, projection={"_id": 1})
    assert stored is not None, "the transaction's snapshot holds this version"
