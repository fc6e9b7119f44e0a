"""The events that notifications are about: whom they concern, what waits for him, and how a locked screen says it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from revops.access.announcements import Pushed
from revops.access.caller import Services, WorkshopContext
from revops.access.members import Membership
from revops.access.permissions import Permission, Sees
from revops.core.money import shown
from revops.core.time import now
from revops.custody.counts import counts_of
from revops.custody.position import Standing, read_positions
from revops.custody.row import TIME_TO_COUNT, CountState
from revops.exceptions.kinds import PRESSING
from revops.exceptions.row import State
from revops.messages.channels import channels_of, stopped
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped, TenantScope
from revops.payments.row import Decision, PaymentType
from revops.push.settings import PushSettings

_MAX_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Kind:
    """An event: who is told of it, the words for it, the page it leads to, and for how long it is news."""

    permission: Permission
    one: str
    many: str
    path: str
    urgency: str = "high"
    ttl: dt.timedelta = dt.timedelta(hours=12)


KINDS: dict[Pushed, Kind] = {
    Pushed.PAYMENT_WAITING: Kind(Permission.PAYMENTS_REVIEW, "Payment to confirm", "payments to confirm", "/payments"),
    Pushed.SETTLEMENT_SUBMITTED: Kind(
        Permission.SETTLEMENTS_REVIEW, "Cash to receive", "hand-overs to receive", "/settlements"
    ),
    Pushed.REFUND_WAITING: Kind(Permission.PAYMENTS_REVIEW, "Refund to confirm", "refunds to confirm", "/payments"),
    Pushed.DISCOUNT_ASKED: Kind(
        Permission.EXCEPTIONS_ANSWER, "Somebody asks for a discount", "requests for a discount", "/trust"
    ),
    Pushed.CHANNEL_STOPPED: Kind(
        Permission.WORKSHOP_MANAGE, "Messages have stopped", "ways to send messages have stopped", "/messages", "normal"
    ),
    Pushed.CHECK_FAILED: Kind(
        Permission.AUDIT_READ, "The books do not agree", "checks of the books failed", "/checks", "normal"
    ),
    Pushed.CASH_OVER_LIMIT: Kind(
        Permission.SETTLEMENTS_REVIEW, "Cash over its limit", "people hold more cash than they may", "/money/cash"
    ),
    Pushed.ESTIMATE_ANSWERED: Kind(Permission.JOBS_UPDATE, "A customer answered", "answers of customers", "/jobs"),
    Pushed.CUSTOMER_WORD: Kind(
        Permission.WORDS_REVIEW, "A customer tells you something", "words of customers", "/checks"
    ),
    Pushed.QUESTION_PRESSES: Kind(
        Permission.EXCEPTIONS_ANSWER, "A question that should not wait", "questions that should not wait", "/trust"
    ),
    Pushed.COUNT_ASKED: Kind(
        Permission.SETTLEMENTS_SUBMIT,
        "Count your cash now",
        "counts of cash",
        "/money/cash",
        ttl=TIME_TO_COUNT,
    ),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """The things that wait for somebody now: how many, and how much where it is money."""

    count: int
    amount_minor: int | None = None


async def find_waiting(
    services: Services, workshop: WorkshopContext, member: Membership, event: Pushed, about: Sequence[str]
) -> Waiting | None:
    """Find what of an event waits for a member; None when nothing of what it was ``about`` does any more."""
    match event:
        case Pushed.PAYMENT_WAITING:
            return await _payments(services, workshop, member, about, {"type": {"$ne": PaymentType.REFUND.value}})
        case Pushed.REFUND_WAITING:
            return await _payments(services, workshop, member, about, {"type": PaymentType.REFUND.value})
        case Pushed.SETTLEMENT_SUBMITTED:
            everybodys = Permission.CASH_READ_ALL in member.permissions
            scope = TenantScope(workshop.id, None if everybodys else member.id)
            rows = Scoped(services.db, "settlements", scope)
            cash = await _money(rows, member, "manager_id", about, {})
            # How much is for whoever receives it to count.
            if cash is not None and await rows.count({"verdict": Decision.PENDING, "count": {"$ne": None}}, limit=1):
                return Waiting(cash.count)
            return cash
        case Pushed.DISCOUNT_ASKED:
            asked = Scoped(services.db, "discount_requests", TenantScope(workshop.id))
            return await _things(asked, {"state": "waiting"}, about)
        case Pushed.CHANNEL_STOPPED:
            channels = channels_of(services).values()
            ended = [channel for channel in channels if await stopped(services.db, channel, workshop.id) is not None]
            return Waiting(len(ended)) if ended else None
        case Pushed.CHECK_FAILED:
            checked = await Scoped(services.db, "verifications", TenantScope(workshop.id)).find_one(
                {"_id": workshop.id}
            )
            return Waiting(1) if checked is not None and checked["problems"] else None
        case Pushed.CASH_OVER_LIMIT:
            return await _over_limit(services, workshop)
        case Pushed.ESTIMATE_ANSWERED:
            # Nothing ends an answer, so it is news of these alone.
            return Waiting(len(about)) if about else None
        case Pushed.CUSTOMER_WORD:
            words = Scoped(services.db, "customer_words", TenantScope(workshop.id))
            return await _things(words, {"is_open": True}, about)
        case Pushed.QUESTION_PRESSES:
            kinds = sorted(kind.value for kind in PRESSING if kind.value not in workshop.muted)
            open_ones: Document = {"state": State.OPEN.value, "kind": {"$in": kinds}}
            return await _things(Scoped(services.db, "exceptions", TenantScope(workshop.id)), open_ones, about)
        case Pushed.COUNT_ASKED:
            to_make = {"state": CountState.ASKED.value, "due_at": {"$gt": now()}}
            count = await counts_of(services.db, workshop.id, member.id).count(to_make, limit=1)
            return Waiting(1) if count else None


async def _things(rows: Scoped, waiting: Document, about: Sequence[str]) -> Waiting | None:
    """Count what waits; None when nothing of what it was about does."""
    if about and not await rows.count({**waiting, "_id": {"$in": list(about)}}, limit=1):
        return None
    count = await rows.count(waiting, limit=_MAX_COUNTED)
    return Waiting(count) if count else None


async def _over_limit(services: Services, workshop: WorkshopContext) -> Waiting | None:
    async with services.db.snapshot() as session:
        positions, _ = await read_positions(services.db, session, workshop, now())
    over = [one for one in positions if one.standing() is Standing.OVER]
    # Not how much, while any of it is to be counted unseen.
    amount_minor = None if any(one.is_hidden for one in over) else sum(one.cash_minor for one in over)
    return Waiting(len(over), amount_minor) if over else None


async def _payments(
    services: Services, workshop: WorkshopContext, member: Membership, about: Sequence[str], kind: Document
) -> Waiting | None:
    scope = TenantScope(workshop.id, None if member.sees is Sees.ALL else member.id)
    return await _money(Scoped(services.db, "payments", scope), member, "collected_by", about, kind)


async def _money(
    rows: Scoped, member: Membership, taken_by: str, about: Sequence[str], kind: Document
) -> Waiting | None:
    """Sum up what awaits the decision of a member, who decides on nothing that he took himself."""
    pending: Document = {"verdict": Decision.PENDING.value, **kind}
    if Permission.PAYMENTS_CONFIRM_OWN not in member.permissions:
        pending[taken_by] = {"$ne": member.id}
    if about and not await rows.count({**pending, "_id": {"$in": list(about)}}, limit=1):
        return None
    found = await rows.sums(pending, "verdict", "amount_minor")
    # Of refunds the amounts are negative.
    return Waiting(found[0]["count"], abs(found[0]["sum"])) if found else None


def words_of(event: Pushed, waiting: Waiting, workshop: WorkshopContext, settings: PushSettings) -> str:
    """Say what waits in one line, without a name: whoever holds the phone may read it."""
    kind = KINDS[event]
    if not settings.shows_amounts:
        return kind.one
    title = kind.one if waiting.count == 1 else f"{waiting.count:,} {kind.many}"
    return title if waiting.amount_minor is None else f"{title}, {shown(waiting.amount_minor, workshop.currency)}"
