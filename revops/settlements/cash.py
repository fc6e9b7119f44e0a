"""Which jobs a manager's cash came from, so that it can be handed over job by job.

Cash has no serial numbers, so this is an explanation, but its total is exact: the journal says how much is available,
and the manager's newest cash payments on jobs not named in a settlement since account for it as far as they go.
"""

import datetime as dt
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import InvalidFields, NotFound
from revops.core.money import to_wire
from revops.jobs.service import CALLED
from revops.journal.accounts import Account, Figure
from revops.journal.at_head import KeptAtHead
from revops.journal.entry import HANDED_OVER, Count
from revops.journal.held import HeldCash
from revops.journal.read import read_sums_with
from revops.journal.sums import Sums, SumsQuery
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.mongo.union import SubQuery
from revops.payments.row import Decision
from revops.settlements.schemas import MAX_JOBS, CashQuery

# Of a job that cash came from.
_SOURCE_BYTES = 500


@dataclass(frozen=True, slots=True)
class Reach:
    """The reach of the look back; older cash is summed up as other cash, so the cost does not grow with the garage."""

    # Enough for nearly everybody, so these come with the sums, in one round trip.
    first_payments: int = 150
    first_settlements: int = 10
    # Enough for nearly everybody else.
    more_payments: int = 500
    max_payments: int = 1000
    max_settlements: int = 500
    max_jobs: int = MAX_JOBS


@dataclass(frozen=True, slots=True)
class _Newest:
    """The newest of a manager's documents of a kind."""

    collection: str
    by: str
    fields: Sequence[str]
    query: Document

    def sub_query(self, db: Database, theirs: TenantScope, limit: int) -> SubQuery:
        """Build the sub-query for the first of them, to be read with others in one round trip."""
        return Scoped(db, self.collection, theirs).sub_query(
            self.query, self._projection(), sort=self._sort(), limit=limit
        )

    async def read(
        self,
        db: Database,
        theirs: TenantScope,
        limit: int,
        session: Session,
        *,
        skip: int = 0,
        since: dt.datetime | None = None,
    ) -> list[Document]:
        """Read them on their own: a third faster than in a union when there are many.

        Skips the first ``skip`` and stops at ``since``.
        """
        query = self.query if since is None else self.query | {self.by: {"$gte": since}}
        # The server tries a few rows to choose the index. All of these may be this manager's, and then it reads on in
        # that of the whole workshop.
        hint = [("workshop_id", 1), ("manager_id", 1), *self._sort()]
        documents = Scoped(db, self.collection, theirs)
        return await documents.page_naive(
            query, self._projection(), sort=self._sort(), limit=limit, skip=skip, hint=hint, session=session
        )

    def _projection(self) -> Document:
        return dict.fromkeys([self.by, *self.fields], 1)

    def _sort(self) -> list[tuple[str, int]]:
        return [(self.by, -1), ("_id", -1)]


_PAYMENTS = _Newest("payments", "payment_date", ["job_id", "amount_minor", "account", "verdict"], {})
_SETTLEMENTS = _Newest("settlements", "submitted_date", ["job_ids"], {"verdict": {"$ne": "rejected"}})


@dataclass(slots=True)
class _Source:
    """A job that cash came from."""

    amount_minor: int
    last_payment_date: dt.datetime


async def cash_by_job(caller: Caller, query: CashQuery, reach: Reach = Reach()) -> Document:
    """Return a manager's cash by job: the caller's own, or for an owner that of the manager asked for.

    Raises InvalidFields when an owner names no manager, NotFound for one of another workshop.
    """
    manager_id = query.manager_id if caller.may(Permission.CASH_READ_ALL) else caller.member.id
    if manager_id is None:
        raise InvalidFields({"manager_id": "Say which manager's cash to show."})
    db, theirs = caller.db, TenantScope(caller.workshop.id, manager_id)
    async with db.snapshot() as session:
        manager = Scoped(db, "managers", theirs.whole_workshop()).sub_query({"_id": manager_id}, {"_id": 1}, limit=1)
        extra = {
            "manager": manager,
            "payments": _PAYMENTS.sub_query(db, theirs, reach.first_payments),
            "settlements": _SETTLEMENTS.sub_query(db, theirs, reach.first_settlements),
        }
        sums, found = await read_sums_with(db, session, SumsQuery(theirs.workshop_id, manager_id), extra)
        if not found["manager"]:
            raise NotFound("manager")
        held = HeldCash(sums, caller.workshop.blind_counts, caller.member.id)
        if held.is_hidden(manager_id):
            return _hidden(sums, manager_id, caller.workshop.currency)
        cash_minor = sums.figure(Figure.CASH_IN_HAND, manager_id)
        submitted_minor = sum(sums.count(name, manager_id) for name in HANDED_OVER)
        available_minor = cash_minor - submitted_minor
        kept: KeptAtHead[dict[str, _Source]] = KeptAtHead(
            db, "cash_sources", lambda one: _SOURCE_BYTES * (1 + len(one))
        )
        key = theirs, available_minor, reach
        sources = kept.get(key, sums.head)
        if sources is None:
            newest = found["payments"], found["settlements"]
            sources = await _explain(db, session, theirs, *newest, available_minor, reach)
            kept.put(key, sums.head, sources)
        # On whosever jobs it was taken.
        jobs = await Scoped(db, "jobs", theirs.whole_workshop()).by_id_naive(sources, CALLED, session)
    currency = caller.workshop.currency
    return {
        "cash_in_hand": to_wire(cash_minor, currency),
        "pending_settlement": to_wire(submitted_minor, currency),
        "available": to_wire(available_minor, currency),
        "jobs": [
            {
                "job_id": job_id,
                "customer_name": jobs[job_id]["customer_name"],
                "vehicle_number": jobs[job_id]["vehicle_number"],
                "amount": to_wire(source.amount_minor, currency),
                "last_payment_date": source.last_payment_date,
            }
            for job_id, source in sources.items()
        ],
        "other_amount": to_wire(available_minor - sum(s.amount_minor for s in sources.values()), currency),
    }


def _hidden(sums: Sums, manager_id: str, currency: str) -> Document:
    """Build what whoever is to count a hand-over may read before: nothing of what the books expect."""
    pending = to_wire(sums.count(Count.SETTLEMENTS_PENDING_MINOR, manager_id), currency)
    nothing = {"cash_in_hand": None, "available": None, "other_amount": None}
    return {**nothing, "pending_settlement": pending, "jobs": []}


async def _explain(
    db: Database,
    session: Session,
    theirs: TenantScope,
    payments: list[Document],
    settlements: list[Document],
    available_minor: int,
    reach: Reach,
) -> dict[str, _Source]:
    """Return the jobs that the available cash came from; where the newest payments do not tell, older ones are read."""
    looked_at = reach.first_payments
    further = [count for count in sorted({reach.more_payments, reach.max_payments}) if count > looked_at]
    sources, is_all = _sources(payments, settlements, available_minor, reach.first_settlements, reach.max_jobs)
    while payments and further and not is_all:
        if len(payments) < looked_at:
            further = []  # these are all payments: what did not suffice is the settlements
        else:
            before, looked_at = looked_at, further.pop(0)
            payments += await _PAYMENTS.read(db, theirs, looked_at - before, session, skip=before)
        known, oldest = len(settlements), payments[-1]["payment_date"]
        if known < reach.max_settlements:
            more = await _SETTLEMENTS.read(db, theirs, reach.max_settlements - known, session, skip=known, since=oldest)
            settlements += more
        sources, is_all = _sources(payments, settlements, available_minor, reach.max_settlements, reach.max_jobs)
    return sources


def _sources(
    payments: Sequence[Document],
    settlements: Sequence[Document],
    available_minor: int,
    max_settlements: int,
    max_jobs: int,
) -> tuple[dict[str, _Source], bool]:
    """Return the jobs that the available cash came from, the latest payment first, and whether that is all of it.

    Cash that is older than the last of ``max_settlements`` cannot be told.
    """
    sources: dict[str, _Source] = {}
    # Named in a settlement later than the payment at hand: both lists are walked from the newest back.
    settled: set[str] = set()
    earlier = deque(settlements)
    # What went back to the customer of a job is not of his earlier payments any more.
    refunded: Counter[str] = Counter()
    left_minor = available_minor
    for payment in payments:
        if left_minor <= 0:
            break
        if payment["account"] != Account.CASH_IN_HAND or payment["verdict"] == Decision.REJECTED:
            continue
        at, job_id = payment["payment_date"], payment["job_id"]
        while earlier and earlier[0]["submitted_date"] >= at:
            settled.update(earlier.popleft()["job_ids"])
        if not earlier and len(settlements) == max_settlements:
            return sources, False
        if job_id in settled:
            continue
        amount_minor = payment["amount_minor"] - refunded[job_id]
        refunded[job_id] = max(-amount_minor, 0)
        if amount_minor <= 0:
            continue
        source = sources.get(job_id)
        if source is None:
            if len(sources) == max_jobs:
                return sources, True
            source = sources[job_id] = _Source(0, at)
        taken_minor = min(amount_minor, left_minor)
        source.amount_minor += taken_minor
        left_minor -= taken_minor
    return sources, left_minor <= 0
