"""The bank's page: what matches, what was entered without a credit, and what was credited without an entry."""

import asyncio
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.bank.accounts import account_out, list_accounts, name_of
from revops.bank.days import BANK_DAYS, Covered, after_bank_days
from revops.bank.matching import Credit, Entered, Match
from revops.bank.proposals import Proposals, propose
from revops.bank.remembered import Named, pages_told
from revops.bank.row import AccountRow, StatementRow
from revops.core.money import to_wire
from revops.core.time import day_of, now
from revops.http.responses import encoded
from revops.jobs import service as jobs
from revops.journal.position import read_position
from revops.mongo.client import Document
from revops.payments.proofs import read_proofs
from revops.payments.row import Decision, PaymentRow
from revops.payments.rrns import hint_of

SHOWN = 100
# Of a member's id and name.
_NAMED_BYTES = 300


async def read_bank(caller: Caller) -> bytes:
    """Read what the bank says and what was entered, side by side, as JSON."""
    workshop, pages = caller.workshop, pages_told(caller.db)
    key = (workshop.id, caller.scope.manager_id)
    made_from = (workshop.currency, workshop.timezone, workshop.password_above_minor)
    told = await pages.find(key, made_from)
    if told is not None and await caller.services.names(set(told.about.ids)) == told.about.names:
        return told.body
    # Before anything is read: what is written meanwhile comes after it.
    position = await read_position(caller.db, workshop.id)
    shown, page = await _read(caller)
    body = encoded(page)
    pages.put(key, position, made_from, Named(shown.named, shown.names), body, _NAMED_BYTES * len(shown.named))
    return body


async def _read(caller: Caller) -> tuple["_Shown", Document]:
    proposed = await propose(caller.db, caller.workshop.id, caller.workshop.timezone)
    left, currency = proposed.left, caller.workshop.currency
    matched = [proposed.payments[payment_id] for match in left.matches for payment_id in match.payment_ids]
    entered = _that_should_be_there(proposed)
    shown = _Shown(caller, proposed)
    await shown.load(left.matches[:SHOWN], left.credits[:SHOWN], entered[:SHOWN])
    return shown, {
        "accounts": shown.accounts_out(proposed.statements),
        "gaps": shown.gaps(proposed.covered),
        "first_day": proposed.covered.first_day,
        "last_day": proposed.covered.last_day,
        "seen": proposed.seen,
        "matches": [shown.match(match) for match in left.matches[:SHOWN]],
        "match_count": len(left.matches),
        "match_amount": to_wire(sum(payment["amount_minor"] for payment in matched), currency),
        "above_password": _is_above_password(caller, matched),
        "entered": [shown.payment(payment.id, proposed) for payment in entered[:SHOWN]],
        "entered_count": len(entered),
        "entered_amount": to_wire(sum(payment.amount_minor for payment in entered), currency),
        "credited": [shown.credit(credit.id, left.other_sum.get(credit.id)) for credit in left.credits[:SHOWN]],
        "credited_count": len(left.credits),
        "credited_amount": to_wire(sum(credit.amount_minor for credit in left.credits), currency),
    }


def _is_above_password(caller: Caller, payments: Iterable[PaymentRow]) -> bool:
    """Say whether one of some payments waits and is confirmed with the password only."""
    most_minor = caller.workshop.password_above_minor
    return most_minor is not None and any(
        payment["verdict"] == Decision.PENDING and payment["amount_minor"] > most_minor for payment in payments
    )


def _that_should_be_there(proposed: Proposals) -> list[Entered]:
    """List what was entered on days up to the last that statements cover: later money may still come in."""
    last_day = proposed.covered.last_day
    return [] if last_day is None else [payment for payment in proposed.left.entered if payment.day <= last_day]


class _Shown:
    """Shows rows and payments with what is known of them."""

    def __init__(self, caller: Caller, proposed: Proposals) -> None:
        self._caller = caller
        self._accounts: dict[str, AccountRow] = {}
        self._rows = proposed.rows
        self._payments = proposed.payments
        self._other_sum = proposed.left.other_sum
        self._jobs: Mapping[str, Any] = {}
        self.named: frozenset[str] = frozenset()
        self.names: Mapping[str, str] = {}

    async def load(self, matches: Iterable[Match], came_in: Iterable[Credit], entered: Iterable[Entered]) -> None:
        """Read whose jobs, whose payments and which accounts are to be shown: not before the rows, which name them."""
        ids = {payment_id for match in matches for payment_id in match.payment_ids} | {each.id for each in entered}
        ids |= {self._other_sum[credit.id].id for credit in came_in if credit.id in self._other_sum}
        shown = [self._payments[payment_id] for payment_id in ids]
        self.named = frozenset(row["collected_by"] for row in shown)
        accounts, self._jobs, self.names = await asyncio.gather(
            list_accounts(self._caller),
            jobs.jobs_of(self._caller).by_id_naive({row["job_id"] for row in shown}, jobs.CALLED),
            self._caller.services.names(set(self.named)),
        )
        self._accounts = {row["_id"]: row for row in accounts}

    def match(self, match: Match) -> Document:
        """Build a match."""
        payments = [self.payment(payment_id) for payment_id in match.payment_ids]
        return {"row": self._row(match.row_id), "payments": payments, "how": match.how.value}

    def credit(self, row_id: str, other: Entered | None) -> Document:
        """Build money without an entry, and the payment that has its number with another sum."""
        return self._row(row_id) | {"other_sum": None if other is None else self.payment(other.id)}

    def _row(self, row_id: str) -> Document:
        row = self._rows[row_id]
        return {
            "id": row_id,
            "account": self._name(row["account_id"]),
            "day": row["day"],
            "amount": to_wire(row["amount_minor"], self._caller.workshop.currency),
            "narration": row.get("narration"),
            "reference": row.get("reference") or None,
        }

    def payment(self, payment_id: str, proposed: Proposals | None = None) -> Document:
        """Build a payment."""
        row = self._payments[payment_id]
        day = row["day"]
        job = self._jobs.get(row["job_id"]) or {}
        return {
            "id": payment_id,
            "job_id": row["job_id"],
            "job_number": job.get("number"),
            "customer_name": job.get("customer_name", ""),
            "vehicle_number": job.get("vehicle_number", ""),
            "collected_by_name": self.names.get(row["collected_by"]),
            "day": day,
            "amount": to_wire(row["amount_minor"], self._caller.workshop.currency),
            "method": row["method"],
            "verdict": row["verdict"],
            "reference": row["reference"],
            "hint": hint_of(row.get("rrn"), day),
            "is_overdue": proposed is not None and is_overdue(proposed, dt.date.fromisoformat(day)),
        }

    def accounts_out(self, statements: Sequence[StatementRow]) -> list[Document]:
        """Build each account with how far it is known."""
        out = []
        for account in self._accounts.values():
            mine = [row for row in statements if row["account_id"] == account["_id"]]
            if not mine:
                continue
            last = max(mine, key=lambda row: (row["last_day"], row["read_at"]))
            out.append(
                account_out(account)
                | {
                    "first_day": min(row["first_day"] for row in mine),
                    "last_day": last["last_day"],
                    "balance": to_wire(last["closing_minor"], self._caller.workshop.currency),
                    "read_at": max(row["read_at"] for row in mine),
                }
            )
        return out

    def gaps(self, covered: Covered) -> list[Document]:
        """List the days between two statements of an account on which its balance changed."""
        return [
            {"account": self._name(account_id), "after": before.last.isoformat(), "before": after.first.isoformat()}
            for account_id, before, after in covered.gaps()
            if account_id in self._accounts
        ]

    def _name(self, account_id: str) -> str:
        account = self._accounts[account_id]
        return name_of(account["bank"], account["ends_in"])


def is_overdue(proposed: Proposals, day: dt.date) -> bool:
    """Say whether what was entered on a day should have come in by now, and statements say that it has not."""
    return proposed.covered.holds(day, after_bank_days(day, BANK_DAYS))


async def list_proofs(caller: Caller, first_day: dt.date | None, last_day: dt.date | None) -> list[Document]:
    """Count by member and month the payments by UPI, and those that have neither a number nor a row of the bank."""
    workshop = caller.workshop
    until = last_day or dt.date.fromisoformat(day_of(now(), workshop.timezone))
    sums = await read_proofs(caller.db, workshop.id, workshop.timezone, first_day, until, zones=workshop.zones)
    names = await caller.services.names({member_id for _, member_id in sums})
    currency = workshop.currency
    return [
        {
            "month": month,
            "member_id": member_id,
            "member_name": names.get(member_id),
            "payments": count,
            "amount": to_wire(amount_minor, currency),
            "without_proof": without,
            "without_proof_amount": to_wire(without_minor, currency),
        }
        for (month, member_id), (count, amount_minor, without, without_minor) in sorted(sums.items(), reverse=True)
    ]
