"""Data that the owner's Trust page reads, for a garage of the demo: a year of bank statements with their matches,
days and counts of all who hold cash, and a quarter at the gate. Documents and sealed entries agree, as the app would
write them.
"""

import datetime as dt
import hashlib
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pymongo import UpdateOne

from revops.bank.matching import How
from revops.bank.row import (
    AccountRow,
    BankRow,
    ReadRow,
    RowState,
    StatementRow,
    facts_of_part,
    new_account,
    new_bank_row,
)
from revops.core.ids import new_id
from revops.core.text import normalise_plate
from revops.core.time import UTC, day_of, millis, now
from revops.custody.fields import count_facts, day_facts, tally_facts
from revops.custody.row import Book, CountState, TallyRow, new_count, new_day, tally_of
from revops.exceptions.marks import begin_at_the_end
from revops.gate.row import Direction, PassOutcome, PassRow, SightingRow
from revops.gate.service import car_seen
from revops.journal.entry import SYSTEM, EntryKind, Event, build_entry
from revops.journal.sealer import Sealer, seal_entries
from revops.mongo.client import BULK_SECONDS, Database, Document, Session

_YEAR, _QUARTER = dt.timedelta(days=365), dt.timedelta(days=90)
_DAY = dt.timedelta(days=1)
# The newest statement ends yesterday, and what came in since so many days before waits for the owner.
_WAITING_DAYS = 3
# Of a hundred payments so many never come in; to a hundred that do, so many come that nobody entered.
_NEVER, _NOT_ENTERED = 2, 1
_ROWS_OF_PART = 2000
_EVENTS_PER_COMMIT = 2000
_SINGLY = ("upi", "bank_transfer")


@dataclass(slots=True)
class _Part:
    """Documents by collection, changes of payments and events, to be written together."""

    documents: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    payments: list[UpdateOne] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


async def fill_trust(db: Database) -> None:
    """Write a year of the bank, of days and counts, and a quarter of the gate into the demo garage. Once."""
    workshop = await db.collection("workshops").find_one({})
    assert workshop is not None
    if await db.collection("bank_accounts").find_one({}, {"_id": 1}) is not None:
        return
    await Sealer(db).drain()
    garage = _Garage(db, workshop)
    async for part in garage.parts():
        entries = [build_entry(workshop["_id"], workshop["timezone"], event) for event in part.events]
        await db.transaction(partial(_write, db, workshop["_id"], part, entries), seconds=BULK_SECONDS)
    await begin_at_the_end(db)


async def _write(db: Database, workshop_id: str, part: _Part, entries: list[Document], session: Session) -> None:
    for name, documents in part.documents.items():
        await db.collection(name).insert_many(documents, session=session)
    if part.payments:
        await db.collection("payments").bulk_write(part.payments, ordered=False, session=session)
    # Sealing them adds to what they are, and a transaction may be tried again.
    await seal_entries(db, session, workshop_id, [entry.copy() for entry in entries], insert=True)


class _Garage:
    def __init__(self, db: Database, workshop: Document) -> None:
        self._db = db
        self._id, self._timezone, self._owner_id = workshop["_id"], workshop["timezone"], workshop["owner_id"]
        self._rng = random.Random(11)
        self._now = now()
        self._today = dt.date.fromisoformat(day_of(self._now, self._timezone))

    async def parts(self) -> AsyncIterator[_Part]:
        """Make all of it, in parts."""
        async for part in self._bank():
            yield part
        people = self._db.collection("members").find({"role": "manager"}, {"_id": 1})
        for part in _together(self._custody([member["_id"] async for member in people])):
            yield part
        async for part in self._gate():
            yield part

    async def _bank(self) -> AsyncIterator[_Part]:
        account = new_account(self._id, "hdfc", "4471", self._now - _YEAR)
        first = _Part()
        first.documents["bank_accounts"].append(account)
        yield first
        wanted = {
            "account": "bank",
            "verdict": "confirmed",
            "payment_date": {"$gte": self._now - _YEAR},
            "day": {"$lt": self._today.isoformat()},
        }
        fields = dict.fromkeys(("day", "amount_minor", "method", "reference", "job_id", "manager_id"), 1)
        balance_minor, month, of_month = 100_000_000, "", list[Document]()
        async for payment in self._db.collection("payments").find(wanted, fields, sort=[("payment_date", 1)]):
            if of_month and payment["day"][:7] != month:
                for part in self._statement(account, of_month, balance_minor):
                    balance_minor = part.documents["bank_rows"][-1]["balance_minor"]
                    yield part
                of_month = []
            month = payment["day"][:7]
            of_month.append(payment)
        for part in self._statement(account, of_month, balance_minor) if of_month else ():
            yield part

    def _statement(self, account: AccountRow, payments: list[Document], opening_minor: int) -> Iterator[_Part]:
        """Make the statement of a month: what each payment came in as, what else came and what went, and matches."""
        came = list(self._came_in(payments))
        came.sort(key=lambda one: one[0])
        rows: list[tuple[ReadRow, list[Document]]] = []
        balance_minor = opening_minor
        for number, (day, amount_minor, reference, those) in enumerate(came):
            balance_minor += amount_minor
            key = hashlib.sha256(f"{day}:{number}:{amount_minor}:{balance_minor}".encode()).hexdigest()[:32]
            narration = f"UPI-{reference}-CUSTOMER" if reference else "NEFT SUPPLIER"
            read: ReadRow = {
                "row": number + 2, "day": day, "amount_minor": amount_minor, "balance_minor": balance_minor,
                "narration": narration, "reference": reference, "rrns": [reference] if reference else [], "key": key,
            }  # fmt: skip
            rows.append((read, those))
        days = [read["day"] for read, _ in rows]
        statement: StatementRow = {
            "_id": new_id(),
            "workshop_id": self._id,
            "account_id": account["_id"],
            "sha256": hashlib.sha256(f"{account['_id']}:{days[0]}".encode()).hexdigest(),
            "bank": account["bank"],
            "rows": len(rows),
            "new_rows": len(rows),
            "first_day": days[0][:8] + "01",
            "last_day": max(days[-1], min(self._today - _DAY, _month_end(days[0])).isoformat()),
            "opening_minor": opening_minor,
            "closing_minor": balance_minor,
            "read_at": self._now,
            "read_by": self._owner_id,
            "is_whole": True,
        }
        for start in range(0, len(rows), _ROWS_OF_PART):
            part = self._part_of(statement, rows[start : start + _ROWS_OF_PART])
            if start == 0:
                part.documents["bank_statements"].append(statement)
            yield part

    def _came_in(self, payments: Iterable[Document]) -> Iterator[tuple[str, int, str, list[Document]]]:
        """Yield what is on the bank's side of payments: the day, the sum, the number, and which payments it is."""
        rng = self._rng
        by_card: dict[str, list[Document]] = defaultdict(list)
        for payment in payments:
            if payment["method"] not in _SINGLY:
                by_card[payment["day"]].append(payment)
            elif rng.randrange(100) >= _NEVER:
                yield payment["day"], payment["amount_minor"], payment["reference"], [payment]
            if rng.randrange(100) < _NOT_ENTERED:
                yield payment["day"], rng.randrange(50_000, 900_000), f"9{rng.randrange(10**11):011}", []
            if rng.randrange(100) < 30:
                yield payment["day"], -rng.randrange(10_000, 600_000), "", []
        for day, those in by_card.items():
            yield day, sum(payment["amount_minor"] for payment in those), "", those

    def _part_of(self, statement: StatementRow, some: list[tuple[ReadRow, list[Document]]]) -> _Part:
        part, part_id = _Part(), new_id()
        waits = (self._today - _WAITING_DAYS * _DAY).isoformat()
        rows: list[BankRow] = []
        matched: list[Event] = []
        for n, (read, those) in enumerate(some):
            row = new_bank_row(statement, part_id, n, read)
            rows.append(row)
            if not those or row["day"] >= waits:
                continue
            how = How.REFERENCE if len(those) == 1 else How.BY_HAND
            ids = [payment["_id"] for payment in those]
            row |= {"state": RowState.MATCHED.value, "payment_ids": ids, "match": how.value}
            in_bank = {"$set": {"bank_row_id": row["_id"]}}
            part.payments += [UpdateOne({"_id": payment_id}, in_bank) for payment_id in ids]
            matched.append(self._matched(row, those, how))
        part.documents["bank_rows"] = rows
        facts, about = facts_of_part(statement, part_id, rows), {"statement": statement["_id"]}
        read_at = Event(EntryKind.STATEMENT_READ, self._owner_id, None, self._now, about=about, facts=facts)
        part.events = [read_at, *matched]
        return part

    def _matched(self, row: BankRow, those: list[Document], how: How) -> Event:
        about = {"bank_row": row["_id"], "statement": row["statement_id"]}
        if len(those) == 1:
            about |= {"job": those[0]["job_id"], "payment": those[0]["_id"]}
        ids = [payment["_id"] for payment in those]
        facts = {"payments": ids, "how": how.value, "day": row["day"], "amount_minor": row["amount_minor"]}
        facts["difference_minor"] = 0
        managers = {payment["manager_id"] for payment in those}
        manager_id = managers.pop() if len(managers) == 1 else None
        return Event(EntryKind.BANK_MATCHED, self._owner_id, manager_id, self._now, about=about, facts=facts)

    def _custody(self, member_ids: list[str]) -> Iterator[_Part]:
        """Make a day of each working day, closed but for today's, and two counts a month, of each member."""
        for back in range(_YEAR.days, -1, -1):
            day = self._today - back * _DAY
            if day.weekday() == 6 and back:
                continue
            for member_id in member_ids:
                yield self._day(member_id, day)
                if back and self._rng.randrange(15) == 0:
                    yield self._count(member_id, day)

    def _tally(self) -> TallyRow:
        pieces = [[face, self._rng.randrange(1, 40)] for face in (50_000, 20_000, 10_000, 5_000, 1_000, 100)]
        total_minor = sum(face * count for face, count in pieces)
        return tally_of(pieces, Book(total_minor, 0, 0), None)

    def _moment(self, day: dt.date, hour: int) -> dt.datetime:
        local = dt.datetime.combine(day, dt.time(hour, self._rng.randrange(50)), UTC) - dt.timedelta(hours=5)
        return min(local, self._now.replace(microsecond=0))

    def _day(self, member_id: str, day: dt.date) -> _Part:
        part, row = _Part(), new_day(self._id, member_id, day.isoformat(), 0)
        opened_at, opening, about = self._moment(day, 9), self._tally(), {"cash_day": row["_id"]}
        row |= {"opened_at": opened_at, "opening": opening}
        facts = {**day_facts(row), "opening": tally_facts(opening)}
        part.events.append(Event(EntryKind.DAY_OPENED, member_id, member_id, opened_at, about, facts=facts))
        if day == self._today:
            row["is_open"] = True
        else:
            closed_at, closing = self._moment(day, 19), self._tally()
            row |= {"closed_at": closed_at, "closing": closing}
            said = {"closing": tally_facts(closing)}
            part.events.append(Event(EntryKind.DAY_CLOSED, member_id, member_id, closed_at, about, facts=said))
        part.documents["cash_days"].append(row)
        return part

    def _count(self, member_id: str, day: dt.date) -> _Part:
        part, asked_at = _Part(), self._moment(day, 14)
        count = new_count(self._id, member_id, SYSTEM, asked_at, plan=day.isoformat())
        about, tally, made_at = {"cash_count": count["_id"]}, self._tally(), asked_at + dt.timedelta(minutes=4)
        part.events = [
            Event(EntryKind.COUNT_ASKED, SYSTEM, member_id, asked_at, about, facts=count_facts(count)),
            Event(EntryKind.COUNT_MADE, member_id, member_id, made_at, about, facts={"tally": tally_facts(tally)}),
        ]
        count |= {"state": CountState.MADE.value, "made_at": made_at, "tally": tally}
        part.documents["cash_counts"].append(count)
        return part

    async def _gate(self) -> AsyncIterator[_Part]:
        """Make what the gate saw of the jobs of a quarter: in, and out with a pass once they were delivered."""
        fields = dict.fromkeys(("vehicle_number", "manager_id", "created_at", "updated_at", "outstanding_minor"), 1)
        since = {"created_at": {"$gte": self._now - _QUARTER}}
        some: list[_Part] = []
        async for job in self._db.collection("jobs").find(since, fields, sort=[("created_at", 1)]):
            some.append(self._seen(job))
            if len(some) * 3 >= _EVENTS_PER_COMMIT:
                yield _joined(some)
                some = []
        if some:
            yield _joined(some)

    def _sighting(self, plate: str, direction: Direction, at: dt.datetime) -> SightingRow:
        return {
            "_id": new_id(),
            "workshop_id": self._id,
            "plate": normalise_plate(plate),
            "plate_shown": plate,
            "direction": direction.value,
            "at": at,
            "came_at": at,
            "day": day_of(at, self._timezone),
            "member_id": self._owner_id,
            "km": None,
            "outcome": None,
            "pass_id": None,
        }

    def _seen(self, job: Document) -> _Part:
        part, plate = _Part(), job["vehicle_number"]
        came_in = self._sighting(plate, Direction.IN, job["created_at"].replace(tzinfo=UTC))
        part.documents["gate_sightings"].append(came_in)
        part.events.append(car_seen(came_in, self._owner_id))
        if job["outstanding_minor"] > 0:
            return part
        left_at = job["updated_at"].replace(tzinfo=UTC)
        went = self._sighting(plate, Direction.OUT, left_at)
        row: PassRow = {
            "_id": new_id(),
            "workshop_id": self._id,
            "job_id": job["_id"],
            "serial": 1,
            "code_mac": hashlib.sha256(job["_id"].encode()).hexdigest(),
            "issued_at": left_at,
            "issued_by": job["manager_id"],
            "used_at": left_at,
            "sighting_id": went["_id"],
        }
        went["outcome"], went["pass_id"] = PassOutcome.USED.value, row["_id"]
        part.documents["gate_passes"].append(row)
        part.documents["gate_sightings"].append(went)
        about = {"job": job["_id"], "pass": row["_id"]}
        facts = {"serial": row["serial"], "code_mac": row["code_mac"]}
        used = {"used_at": millis(left_at)}
        of_job, seen = job["manager_id"], {**about, "sighting": went["_id"]}
        part.events += [
            Event(EntryKind.PASS_ISSUED, row["issued_by"], of_job, left_at, about=about, facts=facts),
            car_seen(went, self._owner_id),
            Event(EntryKind.PASS_USED, self._owner_id, of_job, left_at, about=seen, facts=used),
        ]
        return part


def _together(parts: Iterable[_Part]) -> Iterator[_Part]:
    """Join small parts to such as a transaction takes."""
    some: list[_Part] = []
    for part in parts:
        some.append(part)
        if len(some) * 2 >= _EVENTS_PER_COMMIT:
            yield _joined(some)
            some = []
    if some:
        yield _joined(some)


def _joined(parts: Iterable[_Part]) -> _Part:
    joined = _Part()
    for part in parts:
        for name, documents in part.documents.items():
            joined.documents[name] += documents
        joined.events += part.events
    return joined


def _month_end(day: str) -> dt.date:
    first = dt.date.fromisoformat(day[:8] + "01")
    return (first + dt.timedelta(days=32)).replace(day=1) - _DAY
