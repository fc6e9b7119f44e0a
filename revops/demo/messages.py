"""Messages of the demo garage, one or more in every state. They were never sent, and no task of any is there."""

import datetime as dt

from revops.access.caller import WorkshopContext
from revops.core.time import now
from revops.jobs.row import JobRow
from revops.jobs.service import SHOWN
from revops.messages.about import Garage, params_of_job
from revops.messages.row import MessageRow, State, new_message
from revops.messages.wording import fill, shipped
from revops.mongo.client import Database, Session
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope

_STORIES: tuple[tuple[str, str, State, str | None], ...] = (
    ("ready", "whatsapp", State.READ, None),
    ("ready", "whatsapp", State.DELIVERED, None),
    ("status_moved", "email", State.SENT, None),
    ("job_taken_in", "whatsapp", State.DRAFT, None),
    ("ready", "whatsapp", State.FAILED, "This number is not on WhatsApp. (Meta's code 131026)"),
    ("status_moved", "email", State.SUPPRESSED, "The customer does not want messages at this address."),
    (
        "ready",
        "whatsapp",
        State.UNSURE,
        "It was perhaps sent: WhatsApp did not answer. It is not sent again automatically; what WhatsApp says of it is"
        " shown here.",
    ),
    ("balance_reminder", "email", State.QUEUED, None),
)
_KEPT_DAYS = 365
_DONE = ("completed", "delivered", "credit_pending", "closed")
_LATER = dt.timedelta(days=3)


async def add_messages(db: Database, workshop_id: str) -> int:
    """Add messages about the newest jobs that are done, unless the garage has some; return how many."""
    scope = TenantScope(workshop_id)
    if await Scoped(db, "messages", scope).count({}, limit=1):
        return 0
    workshop = await db.collection("workshops").find_one({"_id": workshop_id})
    assert workshop is not None
    context = WorkshopContext(
        workshop_id,
        workshop["name"],
        workshop["currency"],
        workshop["timezone"],
        has_money=True,
        zones=None,
        password_above_minor=None,
    )
    garage = Garage(context, workshop["phone"], workshop["owner_id"])
    jobs = (
        await ScopedRows[JobRow](db, "jobs", scope)
        .find({"status": {"$in": list(_DONE)}}, SHOWN, sort=[("created_at", -1)], limit=len(_STORIES))
        .to_list()
    )
    rows = [
        _message(garage, job, story, number) for number, (job, story) in enumerate(zip(jobs, _STORIES, strict=False))
    ]

    async def work(session: Session) -> None:
        await ScopedRows[MessageRow](db, "messages", scope).insert(rows, session)

    if rows:
        await db.transaction(work)
    return len(rows)


def _message(garage: Garage, job: JobRow, story: tuple[str, str, State, str | None], number: int) -> MessageRow:
    event, channel, state, error = story
    params, words = params_of_job(garage, job, "en"), shipped(event, "en")
    waits = state is State.QUEUED
    row = new_message(
        garage.context.id,
        job["manager_id"],
        job_id=job["_id"],
        about={},
        channel=channel,
        to=job["phone"] if channel == "whatsapp" else f"customer{number}@demo.example",
        event=event,
        language="en",
        params=params,
        subject=fill(words.subject, params),
        text=fill(words.text, params),
        dedupe_key=f"demo:{number}",
        kept_days=_KEPT_DAYS,
        made_by=job["manager_id"] if state is State.DRAFT else None,
        is_reminder=event == "balance_reminder",
        state=state,
        error=error,
        due_at=now() + _LATER if waits else None,
    )
    at = row["created_at"] - dt.timedelta(minutes=20 * number)
    row["created_at"], row["reached"] = at, {state.value: at}
    row["attempts"] = 0 if state in {State.DRAFT, State.QUEUED, State.SUPPRESSED} else 1
    return row
