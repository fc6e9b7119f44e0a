"""Messages to a customer that a member stops while he owes: he would have read in them that less is booked."""

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.time import now
from revops.exceptions.finding import Finding, note
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import look_at
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped

_CAME = ["sent", "delivered", "read"]
_MAX_JOBS = 50


async def ask_why_stopped(caller: Caller, session: Session, customer_id: str, *, had_agreed: bool) -> None:
    """Ask the owner why a member stops the messages to a customer who has a job and owes on it, and who had agreed to
    messages or was sent some about it. Whoever says no when he is first asked is nobody's question.
    """
    if caller.may(Permission.EXCEPTIONS_ANSWER):
        return
    scope = caller.scope.whole_workshop()
    owing: Document = {"customer_id": customer_id, "outstanding_minor": {"$gt": 0}}
    jobs = Scoped(caller.db, "jobs", scope).find(
        owing, {"outstanding_minor": 1}, sort=[("outstanding_minor", -1), ("_id", 1)], limit=_MAX_JOBS, session=session
    )
    owed = {row["_id"]: row["outstanding_minor"] async for row in jobs}
    least_minor = max((await look_at(caller.db, caller.workshop)).limits.least_minor, 1)
    minor = sum(owed.values())
    if minor < least_minor:
        return
    came: Document = {"job_id": {"$in": list(owed)}, "state": {"$in": _CAME}}
    messages = Scoped(caller.db, "messages", scope)
    if not had_agreed and await messages.find_one(came, {"_id": 1}, session) is None:
        return
    job_id = next(iter(owed))
    facts: Document = {"changed": ["messages"], "owed_minor": minor}
    about, cause = {"job": job_id, "customer": customer_id}, f"{job_id}:messages"
    finding = Finding(ExceptionKind.CUSTOMER_CHANGED, cause, now(), caller.member.id, minor, about, facts)
    await note(caller.db, session, caller.workshop.id, [finding])
