"""The matches of now, and what is left on both sides: read from the rows and the payments that are not matched yet."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from revops.bank.days import Covered
from revops.bank.matching import Credit, Entered, Left, by_payer_and_several, by_reference, could_be_by_payer
from revops.bank.row import BankRow, RowState, StatementRow
from revops.core.rrn import rrn_of
from revops.core.time import start_of_day
from revops.journal.accounts import Account
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.payments.row import Decision, PaymentRow, PaymentType

# How far back both lists go from the last day that statements cover.
LOOKS_BACK = dt.timedelta(days=180)
_BATCH_SIZE = 500
_MAX_STATEMENTS = 5000
# With what is shown of them: to read a hundred again costs as much as these few fields of all.
_ROW_FIELDS = dict.fromkeys(("day", "amount_minor", "rrns", "narration", "account_id", "reference"), 1)
_PAYMENT_FIELDS = dict.fromkeys(
    ("day", "amount_minor", "method", "rrn", "reference", "job_id", "collected_by", "verdict"), 1
)


@dataclass(slots=True)
class Proposals:
    """The days that are covered, what matches in them, and what is left; with the rows and payments that were read."""

    statements: list[StatementRow]
    covered: Covered
    left: Left
    rows: dict[str, BankRow] = field(default_factory=dict)
    payments: dict[str, PaymentRow] = field(default_factory=dict)

    @property
    def seen(self) -> str:
        """The mark of all that matches."""
        said = sorted((match.row_id, *match.payment_ids) for match in self.left.matches)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


async def propose(db: Database, workshop_id: str, timezone: str) -> Proposals:
    """Match what is not matched yet in a workshop. Tens of thousands of rows hold up nobody else."""
    scope = TenantScope(workshop_id)
    known = ScopedRows[StatementRow](db, "bank_statements", scope)
    statements = await known.find({}, sort=[("read_at", -1)], limit=_MAX_STATEMENTS).to_list()
    covered = Covered(statements)
    if covered.last_day is None or covered.first_day is None:
        return Proposals(statements, covered, Left([], [], [], {}))
    since = max(covered.first_day, covered.last_day - LOOKS_BACK)
    rows, payments = await asyncio.gather(_credits(db, scope, since), _entered(db, scope, since, timezone))
    left = await asyncio.to_thread(_by_reference, rows, payments)
    await _name(db, scope, could_be_by_payer(left))
    left = await asyncio.to_thread(by_payer_and_several, left)
    found = Proposals(statements, covered, left)
    found.rows = {row["_id"]: row for row in rows}
    found.payments = {payment["_id"]: payment for payment in payments}
    return found


async def _credits(db: Database, scope: TenantScope, since: dt.date) -> list[BankRow]:
    rows = ScopedRows[BankRow](db, "bank_rows", scope)
    wanted: Document = {"state": RowState.OPEN.value, "day": {"$gte": since.isoformat()}}
    return await rows.find(wanted, _ROW_FIELDS, sort=[("day", -1), ("_id", -1)]).to_list()


async def _entered(db: Database, scope: TenantScope, since: dt.date, timezone: str) -> list[PaymentRow]:
    payments = ScopedRows[PaymentRow](db, "payments", scope)
    wanted: Document = {
        "payment_date": {"$gte": start_of_day(since, timezone)},
        "account": Account.BANK.value,
        "type": {"$ne": PaymentType.REFUND.value},
        "verdict": {"$ne": Decision.REJECTED.value},
        "bank_row_id": None,
    }
    return await payments.find(wanted, _PAYMENT_FIELDS, sort=[("payment_date", -1), ("_id", -1)]).to_list()


def _by_reference(rows: Sequence[BankRow], payments: Sequence[PaymentRow]) -> Left:
    return by_reference([_credit_of(row) for row in rows], [_entered_of(row) for row in payments])


def _credit_of(row: BankRow) -> Credit:
    day = dt.date.fromisoformat(row["day"])
    return Credit(row["_id"], day, row["amount_minor"], row["rrns"], row.get("narration", ""))


def _entered_of(row: PaymentRow) -> Entered:
    # Beside a payment of before that has the same, one has its number in the reference alone; of a card it is the
    # terminal's.
    rrn = row.get("rrn") or rrn_of(row["reference"])
    day = dt.date.fromisoformat(row["day"])
    return Entered(row["_id"], day, row["amount_minor"], row["method"], rrn, row["job_id"])


async def _name(db: Database, scope: TenantScope, payments: Sequence[Entered]) -> None:
    """Read whose jobs payments are on."""
    ids = list({payment.job_id for payment in payments})
    jobs = Scoped(db, "jobs", scope)
    names: dict[str, str] = {}
    for start in range(0, len(ids), _BATCH_SIZE):
        found = await jobs.by_id_naive(ids[start : start + _BATCH_SIZE], {"customer_name": 1})
        names |= {job_id: job["customer_name"] for job_id, job in found.items()}
    for payment in payments:
        payment.name = names.get(payment.job_id, "")
