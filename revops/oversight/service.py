"""The outcome of the work beside requests: what was given up, and what the checks of the books found."""

import base64

from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.core.time import from_millis
from revops.journal.chain import GENESIS
from revops.journal.witness import Seal, last_seal, leaves_after
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import Scoped
from revops.tasks.outbox import DEAD, WAITING

_MAX_TASKS = 100


async def list_dead(caller: Caller) -> list[Document]:
    """Read the garage's work that was given up, the latest first."""
    found = Scoped(caller.db, "tasks", caller.scope.whole_workshop()).find(
        {"state": DEAD}, sort=[("failed_at", -1), ("_id", -1)], limit=_MAX_TASKS
    )
    return await found.to_list()


async def retry(caller: Caller, task_id: str, key: IdempotencyKey) -> Document:
    """Have work that was given up tried again, now. What is tried already stays as it is. Raises NotFound."""
    mine = {"_id": task_id, "workshop_id": caller.workshop.id}
    again = {"state": WAITING, "attempts": 0, "claim": None, "due_at": from_millis(0)}
    tasks = caller.db.collection("tasks")

    async def work(session: Session) -> Document:
        given = await tasks.update_one({**mine, "state": DEAD}, {"$set": again}, session=session)
        if given.matched_count == 0 and await tasks.find_one(mine, {"_id": 1}, session=session) is None:
            raise NotFound("task")
        return {"message": "It is tried again now"}

    return await once(caller.db, caller.user.id, key, None, work)


async def verification(caller: Caller) -> Document:
    """Read what the last check of the garage's books found."""
    kept = await Scoped(caller.db, "verifications", caller.scope.whole_workshop()).find_one({"_id": caller.workshop.id})
    if kept is None:
        return {"checked_at": None, "entries": 0, "agrees": True, "problems": []}
    return {
        "checked_at": kept["checked_at"],
        "entries": kept["entries"],
        "agrees": not kept["problems"],
        "problems": kept["problems"],
    }


async def seal(caller: Caller) -> Document:
    """Read the last seal of the garage's journal."""
    last = await last_seal(caller.db, caller.workshop.id) or {"seq": 0, "hash": GENESIS, "sealed_at": None}
    number, text = last["seq"], str(Seal(last["seq"], last["hash"]))
    return {"number": number, "hash": last["hash"], "text": text, "sealed_at": last["sealed_at"]}


async def leaves(caller: Caller, after: int, limit: int) -> Document:
    """Read the leaves of the garage's journal after an entry."""
    found, is_whole = await leaves_after(caller.db, caller.workshop.id, after, limit)
    packed = base64.b64encode(b"".join(found)).decode()
    return {"after": after, "count": len(found), "leaves": packed, "is_whole": is_whole}
