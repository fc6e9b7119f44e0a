"""Positions of members: the cash in hand, its age, and whether that is within the limits."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from revops.access.caller import WorkshopContext
from revops.access.custody import CashLimits
from revops.access.members import Membership, membership_of
from revops.custody.age import NOTHING, Age, ages_of
from revops.journal.accounts import Figure
from revops.journal.at_head import KeptAtHead
from revops.journal.entry import Count
from revops.journal.held import HeldCash
from revops.journal.read import read_sums_with
from revops.journal.sums import Head, Sums, SumsQuery
from revops.managers.service import holds_cash
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.mongo.union import SubQuery

# From so many hundredths of a limit on the member is told that it is near.
_NEAR = 80
MAX_MEMBERS = 1000
# Of a member's age, with how much it is of.
_AGE_BYTES = 500
_MEMBER_FIELDS = ("workshop_id", "role", "grants", "sees", "limits", "custody", "left_at")


class Standing(StrEnum):
    """The relation of somebody's cash to the limits."""

    WITHIN = "within"
    NEAR = "near"
    OVER = "over"


class Limit(StrEnum):
    """A limit that somebody is near, or over."""

    AMOUNT = "amount"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Position:
    """A member's cash. What is handed over and waits for the owner is in hand still, but has no age any more."""

    member: Membership
    cash_minor: int
    pending_minor: int
    # Of what waits, what nobody but the member may see before it is counted a second time.
    blind_minor: int
    # Whether others may read no more of it than that, and not what the book says either.
    is_hidden: bool
    age: Age
    limits: CashLimits
    at: dt.datetime

    @property
    def free_minor(self) -> int:
        """The cash that can be handed over."""
        return self.cash_minor - self.pending_minor

    def hundredths(self) -> dict[Limit, float]:
        """Compute how far towards each limit it is; above 100 is over it."""
        found: dict[Limit, float] = {}
        if self.limits.amount_minor is not None:
            found[Limit.AMOUNT] = 100 * self.cash_minor / self.limits.amount_minor
        if self.limits.age_hours is not None and self.age.oldest_at is not None:
            held = self.at - self.age.oldest_at
            found[Limit.AGE] = 100 * (held / dt.timedelta(hours=self.limits.age_hours))
        return found

    def beyond(self) -> list[Limit]:
        """List the limits that it is over."""
        return [limit for limit, reached in self.hundredths().items() if reached > 100]

    def standing(self) -> Standing:
        """Say how it stands to all limits."""
        most = max(self.hundredths().values(), default=0)
        return Standing.OVER if most > 100 else Standing.NEAR if most >= _NEAR else Standing.WITHIN


def effective(workshop: WorkshopContext, member: Membership) -> CashLimits:
    """Choose the limits of a member: his own, or those of all."""
    return workshop.custody.limits if member.cash_limits is None else member.cash_limits


def position_of(workshop: WorkshopContext, member: Membership, sums: Sums, age: Age, at: dt.datetime) -> Position:
    """Build a member's position."""
    cash_minor = sums.figure(Figure.CASH_IN_HAND, member.id)
    blind_minor = sums.count(Count.SETTLEMENTS_BLIND_MINOR, member.id)
    pending_minor = sums.count(Count.SETTLEMENTS_PENDING_MINOR, member.id) + blind_minor
    is_hidden = HeldCash(sums, workshop.blind_counts).is_hidden(member.id)
    return Position(member, cash_minor, pending_minor, blind_minor, is_hidden, age, effective(workshop, member), at)


async def read_positions(
    db: Database,
    session: Session,
    workshop: WorkshopContext,
    at: dt.datetime,
    *,
    member_id: str | None = None,
    extra: Mapping[str, SubQuery] | None = None,
) -> tuple[list[Position], dict[str, list[Document]]]:
    """Read where all members stand who can hold cash or do, or one of them: in two round trips outside a transaction.

    What the ``extra`` sub-queries find comes with it.
    """
    here: Mapping[str, Any] = {} if member_id is None else {"_id": member_id}
    members = Scoped(db, "members", TenantScope(workshop.id)).sub_query(
        here, dict.fromkeys(_MEMBER_FIELDS, 1), sort=[("joined_at", 1), ("_id", 1)], limit=MAX_MEMBERS
    )
    sums, found = await read_sums_with(
        db, session, SumsQuery(workshop.id, member_id), {"members": members, **(extra or {})}
    )
    positions = [
        position_of(workshop, membership_of(row), sums, NOTHING, at)
        for row in found["members"]
        if (row["left_at"] is None and holds_cash(row)) or sums.figure(Figure.CASH_IN_HAND, row["_id"])
    ]
    return await with_ages(db, session, workshop, positions, sums.head), found


async def with_ages(
    db: Database,
    session: Session,
    workshop: WorkshopContext,
    positions: Sequence[Position],
    head: Head | None = None,
) -> list[Position]:
    """Add to positions the age of what is held; ``head`` is that of the chain in this snapshot where all is sealed."""
    held = {position.member.id: position.free_minor for position in positions}
    kept: KeptAtHead[dict[str, Age]] = KeptAtHead(db, "ages", lambda ages: _AGE_BYTES * (1 + len(ages)))
    key = workshop.id, workshop.timezone, frozenset(held.items())
    ages = kept.get(key, head)
    if ages is None:
        ages = await ages_of(db, session, workshop.id, held, workshop.timezone)
        kept.put(key, head, ages)
    return [replace(one, age=ages[one.member.id]) for one in positions]
