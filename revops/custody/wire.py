"""Custody as the wire shows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.access.custody import CashLimits, CustodySettings
from revops.core.denominations import count_to_wire
from revops.core.money import to_wire
from revops.core.quiet_hours import time_of
from revops.core.time import day_of
from revops.custody.position import Position
from revops.custody.row import TallyRow
from revops.custody.service import Custody
from revops.journal.entry import SYSTEM
from revops.journal.held import hidden_members
from revops.managers.service import may_hold_cash
from revops.mongo.client import Document

# Members whose hand-over waits for a count, which must not know their book.
Unseen = frozenset[str]
_AMOUNTS = ("counted", "book", "pending", "expected")


def limits_out(limits: CashLimits, currency: str) -> Document:
    """Build limits as the wire shows them."""
    return {
        "amount": None if limits.amount_minor is None else to_wire(limits.amount_minor, currency),
        **{name: getattr(limits, name) for name in ("age_hours", "needs_word", "counts_a_month")},
    }


def settings_out(settings: CustodySettings, currency: str) -> Document:
    """Build what a garage asks as the wire shows it."""
    return {
        **limits_out(settings.limits, currency),
        "closes_at": None if settings.closes_at is None else time_of(settings.closes_at),
        "counts_from": time_of(settings.counts_from),
        "counts_until": time_of(settings.counts_until),
    }


def _tally_out(tally: TallyRow | None, currency: str, *, is_own: bool, is_unseen: bool) -> Document | None:
    """Show a tally; where it tells what somebody is to count unseen, to the member alone, but for its difference."""
    if tally is None:
        return None
    amounts = {name: tally[f"{name}_minor"] for name in _AMOUNTS}  # type: ignore[literal-required]
    is_hidden = (tally["is_blind"] or is_unseen) and not is_own
    return {
        "count": None if is_hidden else count_to_wire(tally["count"], currency),
        **{name: None if is_hidden else to_wire(minor, currency) for name, minor in amounts.items()},
        "float_amount": to_wire(tally["float_minor"], currency),
        "difference": to_wire(tally["difference_minor"], currency),
        "reason": tally["reason"],
    }


def _booked_out(row: Mapping[str, Any]) -> Document | None:
    booked = row["booked"]
    return None if booked is None else {"at": booked["at"], "reason": booked["reason"]}


def day_out(caller: Caller, row: Mapping[str, Any], names: Mapping[str, str], unseen: Unseen) -> Document:
    """Build a day as the wire shows it."""
    currency, is_own = caller.workshop.currency, row["manager_id"] == caller.member.id
    is_unseen = row["manager_id"] in unseen
    return {
        "id": row["_id"],
        **{name: row[name] for name in ("manager_id", "day", "opened_at", "closed_at")},
        "manager_name": names.get(row["manager_id"]),
        "opening": _tally_out(row["opening"], currency, is_own=is_own, is_unseen=is_unseen),
        "closing": _tally_out(row["closing"], currency, is_own=is_own, is_unseen=is_unseen),
        "booked": _booked_out(row),
    }


def count_out(caller: Caller, row: Mapping[str, Any], names: Mapping[str, str], unseen: Unseen) -> Document:
    """Build a count as the wire shows it."""
    currency, is_own = caller.workshop.currency, row["manager_id"] == caller.member.id
    return {
        "id": row["_id"],
        **{name: row[name] for name in ("manager_id", "asked_at", "due_at", "state", "made_at")},
        "manager_name": names.get(row["manager_id"]),
        "by_server": row["asked_by"] == SYSTEM,
        "tally": _tally_out(row["tally"], currency, is_own=is_own, is_unseen=row["manager_id"] in unseen),
        "booked": _booked_out(row),
    }


async def days_out(caller: Caller, rows: Sequence[Mapping[str, Any]]) -> list[Document]:
    """Build days as the wire shows them."""
    names = await caller.services.names({row["manager_id"] for row in rows})
    unseen = await _unseen(caller, rows)
    return [day_out(caller, row, names, unseen) for row in rows]


async def counts_out(caller: Caller, rows: Sequence[Mapping[str, Any]]) -> list[Document]:
    """Build counts as the wire shows them."""
    names = await caller.services.names({row["manager_id"] for row in rows})
    unseen = await _unseen(caller, rows)
    return [count_out(caller, row, names, unseen) for row in rows]


async def _unseen(caller: Caller, rows: Sequence[Mapping[str, Any]]) -> Unseen:
    """Read whose book the caller must not know, if any of these is somebody else's."""
    if all(row["manager_id"] == caller.member.id for row in rows):
        return frozenset()
    return await hidden_members(
        caller.db, caller.workshop.id, caller.member.id, is_counted=caller.workshop.blind_counts
    )


async def custody_out(caller: Caller, custody: Custody) -> Document:
    """Build who holds the garage's cash as the wire shows it."""
    workshop = caller.workshop
    names = await caller.services.names({one.member.id for one in custody.positions})
    holders = [_holder_out(caller, custody, one, names) for one in custody.positions]
    settings = settings_out(workshop.custody, workshop.currency)
    return {"at": custody.at, "settings": settings, "holders": holders}


def _holder_out(caller: Caller, custody: Custody, one: Position, names: Mapping[str, str]) -> Document:
    member, workshop, currency = one.member, caller.workshop, caller.workshop.currency
    is_hidden = one.is_hidden and member.id != caller.member.id
    unseen = frozenset([member.id]) if is_hidden else frozenset[str]()
    day, count = custody.days.get(member.id), custody.asked.get(member.id)
    return {
        "member_id": member.id,
        "name": names.get(member.id),
        "role": member.role,
        "is_here": member.id in custody.here and may_hold_cash(member.permissions),
        "cash_in_hand": None if is_hidden else to_wire(one.cash_minor, currency),
        "pending": to_wire(one.pending_minor - (one.blind_minor if is_hidden else 0), currency),
        "available": None if is_hidden else to_wire(one.free_minor, currency),
        "oldest_at": one.age.oldest_at,
        "is_older": one.age.is_older,
        "oldest_amount": 0 if is_hidden else to_wire(one.age.oldest_minor, currency),
        "limits": limits_out(one.limits, currency),
        "has_own_limits": member.cash_limits is not None,
        "standing": one.standing(),
        "over": one.beyond(),
        "allowed_today": member.cash_allowed_on == day_of(one.at, workshop.timezone),
        "day": None if day is None else day_out(caller, day, names, unseen),
        "asked": None if count is None else count_out(caller, count, names, unseen),
    }
