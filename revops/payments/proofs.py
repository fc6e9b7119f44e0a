"""Sums of UPI, and of what of it has no proof, neither a number nor a row of the bank: by month and member.

Only today gets new payments, so days that are over for some time are summed up once, by whoever asks first. From then
on whatever changes one of their payments changes the sums in the same transaction: that it is taken back, or that the
bank has it. A new payment writes nothing here, and what is asked walks the last days alone.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from revops.core.time import day_of, now, start_of_day
from revops.mongo.client import Database, Document, Session
from revops.mongo.instances import has_older
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.mongo.union import SubQuery, read_union
from revops.payments.row import Decision, Method, PaymentType

UPI_PROOFS = "upi_proofs"
# An older version would change payments and not the sums.
MIGRATION = 41
# No payment is written so long after its time, nor by a clock that is off so far, nor does a time zone move a day so.
_OVER_AFTER = dt.timedelta(days=3)
_DAY = dt.timedelta(days=1)
# Whoever asks about more is answered by walking.
_MAX_MONTHS = 60
NAMES = ("payments", "amount_minor", "without", "without_minor")
# By month and member, in the order of the names.
Sums = dict[tuple[str, str], list[int]]
Days = tuple[dt.date, dt.date]


class ProofsRow(TypedDict):
    """The sums of a month as they are stored, by member and name, of its days up to one."""

    _id: str
    workshop_id: str
    month: str
    through: str
    members: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """The change of a payment: it counts no longer (-1), it has a proof no longer (1), or has one now (-1)."""

    payment: Mapping[str, Any]
    counted: int
    without: int


def has_proof(payment: Mapping[str, Any]) -> bool:
    """Say whether a payment has its number, or the bank has it."""
    return "rrn" in payment or "bank_row_id" in payment


def is_summed(payment: Mapping[str, Any]) -> bool:
    """Say whether a payment is by UPI and counts."""
    is_by_upi = payment["method"] == Method.UPI and payment["type"] != PaymentType.REFUND
    return bool(is_by_upi and payment["verdict"] != Decision.REJECTED)


def counts_no_more(payment: Mapping[str, Any]) -> Change:
    """Build the change of a payment that counts no longer, given as it was before."""
    return Change(payment, -1, 0 if has_proof(payment) else -1)


def came_in(payment: Mapping[str, Any]) -> Change:
    """Build the change of a payment that the bank has, given as it was before."""
    return Change(payment, 0, 0 if has_proof(payment) else -1)


def went_from_bank(payment: Mapping[str, Any]) -> Change:
    """Build the change of a payment that the bank has no longer, given as it is then."""
    return Change(payment, 0, 0 if has_proof(payment) else 1)


async def change_proofs(
    db: Database, session: Session, workshop_id: str, timezone: str, changes: Iterable[Change]
) -> None:
    """Change the sums of days that are summed up by what happened to payments, in its transaction."""
    # The sums end two days before this, whichever of two that look at a clock at midnight is first.
    recent = (_today(timezone) - _DAY).isoformat()
    writes: list[tuple[Document, Document]] = []
    for change in changes:
        payment = change.payment
        day = payment.get("day")
        if day is None or day >= recent or not is_summed(payment) or not (change.counted or change.without):
            continue
        minor, of = payment["amount_minor"], f"members.{payment['collected_by']}"
        by = (change.counted, change.counted * minor, change.without, change.without * minor)
        month_id = _id_of(workshop_id, day[:7])
        added = {f"{of}.{name}": value for name, value in zip(NAMES, by, strict=True)}
        writes.append(({"_id": month_id, "through": {"$gte": day}}, {"$inc": added}))
    if writes:
        await _take_turn(db, session, workshop_id)
        await _rows(db, workshop_id).update_each(writes, session)


async def forget_proofs(db: Database, session: Session, workshop_id: str) -> None:
    """Forget the sums of a garage: payments of days that are over come in, or change without being named here."""
    await _take_turn(db, session, workshop_id)
    begun = {"$set": {"through": "", "members": {}}}
    await _rows(db, workshop_id).update_all({"month": {"$exists": True}}, begun, session)


async def read_proofs(
    db: Database,
    workshop_id: str,
    timezone: str,
    since: dt.date | None,
    until: dt.date,
    *,
    zones: Sequence[str] | None = None,
) -> Sums:
    """Read the sums of some days; without the first, from the beginning of the month that is a year before the last.

    Of a garage whose ``zones`` are known to have been this one alone, payments of the days beside are not looked at.
    """
    first = since or until.replace(year=until.year - 1, day=1)
    asked = _Asked(first, until, _today(timezone) - _OVER_AFTER)
    moved_by = 0 * _DAY if zones is not None and set(zones) == {timezone} else _DAY
    found = await _read(db, workshop_id, timezone, asked, moved_by)
    if found is None and await _sum_up(db, workshop_id, timezone, asked):
        found = await _read(db, workshop_id, timezone, asked, moved_by)
    if found is not None:
        return found
    async with db.snapshot() as session:
        walk = {"walk": _walk(db, workshop_id, timezone, [(first, until)])}
        return _of_walk((await read_union(db, session, list(walk.items())))["walk"])


def _today(timezone: str) -> dt.date:
    return dt.date.fromisoformat(day_of(now(), timezone))


def _id_of(workshop_id: str, month: str) -> str:
    return f"{workshop_id}:{month}"


def _rows(db: Database, workshop_id: str) -> ScopedRows[ProofsRow]:
    return ScopedRows(db, UPI_PROOFS, TenantScope(workshop_id))


async def _take_turn(db: Database, session: Session, workshop_id: str) -> None:
    """Write what everybody writes who changes sums of a garage: of two transactions one is tried again."""
    turns = {"_id": workshop_id, "workshop_id": workshop_id}
    await db.collection("upi_proofs").update_one(turns, {"$inc": {"turns": 1}}, upsert=True, session=session)


class _Asked:
    """Splits days that are asked about into months whose sums are stored, up to which day, and days to be walked."""

    def __init__(self, first: dt.date, last: dt.date, over: dt.date) -> None:
        self.through: dict[str, dt.date] = {}
        self.walked: list[Days] = []
        month = first.replace(day=1)
        while month <= last:
            following = (month + 31 * _DAY).replace(day=1)
            ends = following - _DAY
            through = min(ends, over)
            if first <= month <= through <= last:
                self.through[f"{month:%Y-%m}"] = through
                self._walk(through + _DAY, min(ends, last))
            else:
                self._walk(max(first, month), min(ends, last))
            month = following

    def _walk(self, first: dt.date, last: dt.date) -> None:
        if first > last:
            return
        if self.walked and self.walked[-1][1] == first - _DAY:
            first = self.walked.pop()[0]
        self.walked.append((first, last))


async def _read(db: Database, workshop_id: str, timezone: str, asked: _Asked, moved_by: dt.timedelta) -> Sums | None:
    """Read stored sums and walk the other days, in one round trip; None when not all are summed up as they should."""
    if len(asked.through) > _MAX_MONTHS:
        return None
    queries = [("months", _stored(db, workshop_id, asked))]
    if asked.walked:
        queries.append(("walk", _walk(db, workshop_id, timezone, asked.walked, moved_by)))
    async with db.snapshot() as session:
        found = await read_union(db, session, queries)
    there = {row["month"]: row["through"] for row in found["months"]}
    if there != {month: through.isoformat() for month, through in asked.through.items()}:
        return None
    sums = _of_walk(found.get("walk", ()))
    for row in found["months"]:
        for member_id, values in row["members"].items():
            _add(sums, (row["month"], member_id), [values.get(name, 0) for name in NAMES])
    return {key: values for key, values in sums.items() if any(values)}


def _stored(db: Database, workshop_id: str, asked: _Asked) -> SubQuery:
    ids = {"_id": {"$in": [_id_of(workshop_id, month) for month in asked.through]}}
    rows = Scoped(db, UPI_PROOFS, TenantScope(workshop_id))
    return rows.sub_query(ids, {"_id": 0, "month": 1, "through": 1, "members": 1})


def _walk(
    db: Database, workshop_id: str, timezone: str, days: Sequence[Days], moved_by: dt.timedelta = _DAY
) -> SubQuery:
    """Build the sub-query that sums up payments of some days, by month and member."""
    first, last = min(first for first, _ in days), max(last for _, last in days)
    in_days: list[Document] = [{"day": {"$gte": f"{first}", "$lte": f"{last}"}} for first, last in days]
    # A day is kept as it was called then, and a garage may have moved to another time zone.
    begins, ends = first - moved_by, last + _DAY + moved_by
    wanted: Document = {
        "payment_date": {"$gte": start_of_day(begins, timezone), "$lt": start_of_day(ends, timezone)},
        "method": Method.UPI.value,
        "type": {"$ne": PaymentType.REFUND.value},
        "verdict": {"$ne": Decision.REJECTED.value},
        "$or": [*in_days, {"day": {"$exists": False}}],
    }
    payments = Scoped(db, "payments", TenantScope(workshop_id))
    fields = dict.fromkeys(("day", "payment_date", "collected_by", "amount_minor", "rrn", "bank_row_id"), 1)
    found = payments.sub_query(wanted, fields)
    # The first release kept no day.
    of_time = {"$dateToString": {"date": "$payment_date", "format": "%Y-%m-%d", "timezone": timezone}}
    dated: list[Document] = [{"$set": {"day": {"$ifNull": ["$day", of_time]}}}, {"$match": {"$or": in_days}}]
    is_without = {"$and": [{"$eq": [{"$type": f"${name}"}, "missing"]} for name in ("rrn", "bank_row_id")]}
    summed: Document = {
        "_id": {"month": {"$substrBytes": ["$day", 0, 7]}, "member": "$collected_by"},
        "payments": {"$sum": 1},
        "amount_minor": {"$sum": "$amount_minor"},
        "without": {"$sum": {"$cond": [is_without, 1, 0]}},
        "without_minor": {"$sum": {"$cond": [is_without, "$amount_minor", 0]}},
    }
    return SubQuery(found.collection, [*found.pipeline, *dated, {"$group": summed}])


def _of_walk(rows: Iterable[Document]) -> Sums:
    return {(row["_id"]["month"], row["_id"]["member"]): [row[name] for name in NAMES] for row in rows}


def _add(sums: Sums, key: tuple[str, str], values: Sequence[int]) -> None:
    sums[key] = [before + added for before, added in zip(sums.get(key, (0, 0, 0, 0)), values, strict=True)]


async def _sum_up(db: Database, workshop_id: str, timezone: str, asked: _Asked) -> bool:
    """Sum up the days that are over and are not summed up yet. Returns whether that was possible."""
    if (
        len(asked.through) > _MAX_MONTHS
        or await has_older(db, MIGRATION)
        or await _is_of_first_release(db, workshop_id)
    ):
        return False

    # A month at a time: a transaction may not last as long as a walk through a year of a large garage.
    for month, through in asked.through.items():
        if not await _sum_up_month(db, workshop_id, timezone, month, through):
            return False
    return True


async def _sum_up_month(db: Database, workshop_id: str, timezone: str, month: str, through: dt.date) -> bool:
    async def work(session: Session) -> bool:
        await _take_turn(db, session, workshop_id)
        rows, month_id = _rows(db, workshop_id), _id_of(workshop_id, month)
        kept = await rows.find_one({"_id": month_id}, session=session)
        before = "" if kept is None else kept["through"]
        if before > through.isoformat():
            return False  # by the clock of another machine
        begins = dt.date.fromisoformat(before) + _DAY if before else dt.date.fromisoformat(f"{month}-01")
        if begins > through:
            return True
        walk = _walk(db, workshop_id, timezone, [(begins, through)])
        sums = _of_walk((await read_union(db, session, [("walk", walk)]))["walk"])
        members = {member_id: dict(zip(NAMES, values, strict=True)) for (_, member_id), values in sums.items()}
        if kept is None:
            row: ProofsRow = {
                "_id": month_id,
                "workshop_id": workshop_id,
                "month": month,
                "through": through.isoformat(),
                "members": members,
            }
            await rows.insert([row], session)
            return True
        added = {f"members.{who}.{name}": value for who, of in members.items() for name, value in of.items()}
        change: Document = {"$set": {"through": through.isoformat()}}
        await rows.update_each([({"_id": month_id}, change | ({"$inc": added} if added else {}))], session)
        return True

    return await db.transaction(work)


async def _is_of_first_release(db: Database, workshop_id: str) -> bool:
    """Tell whether a garage has payments that keep no day: its time zone would move them from one month to another."""
    payments = Scoped(db, "payments", TenantScope(workshop_id))
    oldest = await payments.find({}, {"day": 1}, sort=[("payment_date", 1), ("_id", 1)], limit=1).to_list()
    return bool(oldest) and "day" not in oldest[0]


class ProofsRecount:
    """Counts payments for `revops verify`, and compares that with the stored sums."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take the stored sums of a workshop."""
        self._stored = {row["month"]: row for row in rows}
        self._sums: Sums = {}

    def count(self, payment: Mapping[str, Any]) -> None:
        """Count a payment, if its day is summed up."""
        day = payment.get("day", "")
        row = self._stored.get(day[:7])
        if row is None or day > row["through"] or not is_summed(payment):
            return
        minor, without = payment["amount_minor"], int(not has_proof(payment))
        _add(self._sums, (row["month"], payment["collected_by"]), [1, minor, without, without * minor])

    def differing(self) -> list[str]:
        """Say what differs."""
        stored: Sums = {
            (month, member_id): [values.get(name, 0) for name in NAMES]
            for month, row in self._stored.items()
            for member_id, values in row["members"].items()
        }
        return [
            f"UPI of {member_id} in {month}: the stored {name} is {stored.get((month, member_id), _NOTHING)[index]}, by"
            f" the payments it is {self._sums.get((month, member_id), _NOTHING)[index]}"
            for month, member_id in sorted(stored.keys() | self._sums.keys())
            for index, name in enumerate(NAMES)
            if stored.get((month, member_id), _NOTHING)[index] != self._sums.get((month, member_id), _NOTHING)[index]
        ]


_NOTHING = [0, 0, 0, 0]
