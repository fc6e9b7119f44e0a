"""The owner's day, exact at this instant: stored sums and a few bounded index reads, however many jobs."""

import datetime as dt

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.analytics.in_shop import in_shop_outstanding
from revops.core.money import to_wire
from revops.core.time import day_of, now
from revops.discounts.service import waiting_ones
from revops.exceptions.service import open_ones
from revops.jobs.listing import open_jobs
from revops.jobs.service import count_of
from revops.jobs.status import IN_SHOP, JobStatus
from revops.journal.accounts import Figure
from revops.journal.entry import Count
from revops.journal.held import HeldCash
from revops.journal.read import Found, read_sums_with
from revops.journal.sums import Sums, SumsQuery
from revops.messages.channel import ChannelName
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped
from revops.mongo.union import SubQuery
from revops.tasks.outbox import DEAD
from revops.today import set_up
from revops.today.schemas import ActionKind

_MAX_LATE = 1000
_MAX_COUNTED = 100
_LATELY = dt.timedelta(days=7)
# Longer ago than this the check of the books has stopped, for it runs every hour.
_CHECKED_WITHIN = dt.timedelta(days=2)

_Action = tuple[ActionKind, int, int | None]


async def today(caller: Caller) -> Document:
    """Read what needs the owner, and five numbers."""
    db, workshop = caller.db, caller.workshop
    as_of = now()
    day = day_of(as_of, workshop.timezone)
    async with db.snapshot() as session:
        query = SumsQuery(workshop.id, None, frozenset([day]))
        sums, found = await read_sums_with(db, session, query, _wanted(caller, as_of))
        to_bill_minor = await in_shop_outstanding(db, session, workshop.id, None, sums.head)
        has_jobs = sums.count(Count.JOBS) > 0
        steps = await set_up.steps(caller, session, found["workshop"], as_of, has_jobs=has_jobs)
        offers_two_steps = await set_up.offers_two_steps(caller, session, found["workshop"], as_of)
    books = found["books"][0] if found["books"] else None
    owed_minor = sums.figure(Figure.OUTSTANDING)
    money = _about_money(sums, is_blind=workshop.blind_counts)
    held = HeldCash(sums, workshop.blind_counts, caller.member.id)
    checks = _about_checks(books, found, as_of) if caller.may(Permission.AUDIT_READ) else []
    words = _about_words(caller, found)
    asked = [*words, *_about_questions(found)]
    actions = [*money, *asked, *_about_cars(sums, found), *_about_messages(found), *checks]
    return {
        "actions": [
            {"kind": kind.value, "count": count, "amount": None if minor is None else to_wire(minor, workshop.currency)}
            for kind, count, minor in actions
            if count
        ],
        "figures": {
            "collected_today": to_wire(sums.figure(Figure.COLLECTED, None, day), workshop.currency),
            "cash_in_hand": to_wire(held.together_minor(), workshop.currency),
            "cash_being_counted": len(held.hidden()),
            "owed_after_delivery": to_wire(owed_minor - to_bill_minor, workshop.currency),
            "still_to_bill": to_wire(to_bill_minor, workshop.currency),
            "in_shop": sum(sums.count(count_of(status)) for status in IN_SHOP),
        },
        "books": {
            "checked_at": books["checked_at"].replace(tzinfo=dt.UTC) if books else None,
            "agrees": books is None or books["problems"] == 0,
        },
        "set_up": steps,
        "offers_two_steps": offers_two_steps,
        "as_of": as_of,
    }


def _wanted(caller: Caller, as_of: dt.datetime) -> dict[str, SubQuery]:
    """Build the sub-queries for what no sum tells, each bounded and answered from an index."""
    db, workshop = caller.db, caller.workshop
    whole = caller.scope.whole_workshop()
    unsent = Scoped(db, "messages", whole).sub_query(
        {"state": "failed", "created_at": {"$gte": as_of - _LATELY}}, {"_id": 1}, limit=_MAX_COUNTED
    )
    undone = Scoped(db, "tasks", whole).sub_query({"state": DEAD}, {"_id": 1}, limit=_MAX_COUNTED)
    words = Scoped(db, "customer_words", whole).sub_query(
        {"is_open": True}, {"_id": 1}, sort=[("at", -1), ("_id", -1)], limit=_MAX_COUNTED
    )
    channels = {"_id": {"$in": [name.value for name in ChannelName]}, "stopped_at": {"$ne": None}}
    asked = {
        "discounts": _counted(waiting_ones(caller, _MAX_COUNTED)),
        "questions": _counted(open_ones(caller, _MAX_COUNTED)),
    }
    return {
        **(asked if caller.may(Permission.EXCEPTIONS_READ) else {}),
        "late": late_jobs(caller, as_of),
        "unsent": _counted(unsent),
        "undone": _counted(undone),
        "words": _counted(words),
        "stopped": SubQuery("message_channels", [{"$match": channels}, {"$project": {"_id": 1}}]),
        "books": Scoped(db, "verifications", whole).sub_query(
            {"_id": workshop.id}, {"checked_at": 1, "problems": {"$size": "$problems"}}
        ),
        "workshop": set_up.of_workshop(workshop.id),
    }


def late_jobs(caller: Caller, as_of: dt.datetime) -> SubQuery:
    """Build the sub-query that counts the jobs past the day that was promised, from the index of what is due."""
    overdue = open_jobs("overdue", as_of, caller.workshop.timezone)
    jobs = Scoped(caller.db, "jobs", caller.scope.whole_workshop())
    # Sorted as that index is: by the status the planner could take one that holds all jobs there ever were.
    return _counted(jobs.sub_query(overdue, {"_id": 1}, sort=[("due_at", 1), ("_id", 1)], limit=_MAX_LATE))


def _counted(query: SubQuery) -> SubQuery:
    return SubQuery(query.collection, [*query.pipeline, {"$count": "count"}])


def _count(found: list[Document]) -> int:
    return int(found[0]["count"]) if found else 0


def _about_money(sums: Sums, *, is_blind: bool) -> list[_Action]:
    to_confirm, to_receive, refunds = (
        (kind, sums.count(count), sums.count(minor))
        for kind, count, minor in (
            (ActionKind.PAYMENTS_TO_CONFIRM, Count.PAYMENTS_PENDING, Count.PAYMENTS_PENDING_MINOR),
            (ActionKind.CASH_TO_RECEIVE, Count.SETTLEMENTS_PENDING, Count.SETTLEMENTS_PENDING_MINOR),
            (ActionKind.REFUNDS_TO_CONFIRM, Count.REFUNDS_PENDING, Count.REFUNDS_PENDING_MINOR),
        )
    )
    # Not how much, while any of it is to be counted unseen.
    is_hidden = is_blind or sums.count(Count.SETTLEMENTS_BLIND_MINOR) != 0
    return [to_confirm, (*to_receive[:2], None) if is_hidden else to_receive, refunds]


def _about_questions(found: Found) -> list[_Action]:
    if "questions" not in found:
        return []
    return [
        (ActionKind.DISCOUNTS_ASKED, _count(found["discounts"]), None),
        (ActionKind.QUESTIONS, _count(found["questions"]), None),
    ]


def _about_messages(found: Found) -> list[_Action]:
    return [
        (ActionKind.CHANNELS_STOPPED, len(found["stopped"]), None),
        (ActionKind.MESSAGES_NOT_SENT, _count(found["unsent"]), None),
    ]


def _about_words(caller: Caller, found: Found) -> list[_Action]:
    """Build what customers say: to whoever it was said to, and to nobody else."""
    count = _count(found["words"]) if caller.may(Permission.WORDS_REVIEW) else 0
    return [(ActionKind.CUSTOMER_WORDS, count, None)]


def _about_cars(sums: Sums, found: Found) -> list[_Action]:
    return [
        (ActionKind.LATE_JOBS, _count(found["late"]), None),
        (ActionKind.CARS_READY, sums.count(count_of(JobStatus.COMPLETED)), None),
    ]


def _about_checks(books: Document | None, found: Found, as_of: dt.datetime) -> list[_Action]:
    has_stopped = books is not None and as_of - books["checked_at"].replace(tzinfo=dt.UTC) > _CHECKED_WITHIN
    return [
        (ActionKind.BOOKS_DIFFER, books["problems"] if books else 0, None),
        (ActionKind.CHECK_STOPPED, int(has_stopped), None),
        (ActionKind.WORK_NOT_DONE, _count(found["undone"]), None),
    ]
