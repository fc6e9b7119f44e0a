"""The outbox: work that follows from an event and is done outside its request.

A task is written in the transaction of its event, so it is there if and only if the event is. Whoever does it claims it
by one conditional update, for a while: the task is due again when that runs out, unless it was finished. A finished
one is taken off in the transaction of its effect, by whoever still has the claim, so the effect happens once.
"""

import datetime as dt
import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pymongo import ReturnDocument

from revops.core.ids import new_id
from revops.core.time import from_millis, now
from revops.mongo.client import Database, Document, Session

WAITING, DEAD, DONE = "waiting", "dead", "done"

MAX_ATTEMPTS = 10
_FIRST_DELAY_MS = 2_000
_MAX_DELAY_MS = 3_600_000
# Another of the same order waits for the one before it; it is looked at again after so long if nobody says so.
_BEHIND_MS = 5_000
# How long a cause is known for, so that the same does not happen again.
_KNOWN_FOR_MS = 24 * 3_600_000
# What is due at once sorts before all that was put off, oldest first, whatever the clocks of the instances.
_IMMEDIATELY = from_millis(0)
_MAX_ERROR_LENGTH = 300
_MAX_VALUES_JOINED = 200


@dataclass(frozen=True, slots=True)
class Task:
    """A task, before it is written.

    Of those with the same ``dedupe_key`` and kind in a garage one is done in a day; those with the same ``order_key``
    are done one after the other as they were written, and one that is dead holds up none.
    """

    kind: str
    payload: Document = field(default_factory=dict)
    dedupe_key: str | None = None
    order_key: str | None = None
    run_after: dt.datetime | None = None


class ClaimLost(Exception):
    """The task is somebody else's by now; whatever its effect was to be here is undone."""


class Hopeless(Exception):
    """Trying again would not help: the task is dead at once. The message says why."""


class TryAgain(Exception):
    """It cannot be done now, as was to be expected some time: tried again later. The message says why."""


async def enqueue(db: Database, session: Session, workshop_id: str | None, task: Task) -> None:
    """Write a task in the transaction of its event; of the host's own, such as a schedule's, without a garage."""
    document = _document_of(workshop_id, task)
    if task.dedupe_key is None:
        await db.insert("tasks", [document], session)
    else:
        # No insert that fails: it would undo the event.
        same = {"_id": document.pop("_id")}
        await db.collection("tasks").update_one(same, {"$setOnInsert": document}, upsert=True, session=session)


async def enqueue_all(
    db: Database, session: Session, workshop_id: str | None, tasks: Sequence[Task], *, is_counted: bool = True
) -> None:
    """Write many tasks that have no ``dedupe_key``, as ``enqueue`` writes one."""
    assert all(task.dedupe_key is None for task in tasks)
    await db.insert("tasks", [_document_of(workshop_id, task) for task in tasks], session, is_counted=is_counted)


def _document_of(workshop_id: str | None, task: Task) -> Document:
    return {
        "_id": new_id() if task.dedupe_key is None else _hash(workshop_id, task.kind, task.dedupe_key),
        "workshop_id": workshop_id,
        "kind": task.kind,
        "payload": task.payload,
        "order_key": task.order_key,
        "turn": new_id(),
        "state": WAITING,
        "attempts": 0,
        "claim": None,
        "made_at": now(),
        "not_before": task.run_after or _IMMEDIATELY,
        "due_at": task.run_after or _IMMEDIATELY,
        "is_known": task.dedupe_key is not None,
    }


async def gather(
    db: Database, session: Session, workshop_id: str, task: Task, name: str, values: Sequence[str]
) -> None:
    """Add to a list in the payload of the task of that order that nobody has begun, which keeps the last of them; write
    the task, with the list, when there is none. What happens meanwhile is done with it, then.
    """
    assert task.order_key is not None
    tasks = db.collection("tasks")
    of_order = {"workshop_id": workshop_id, "order_key": task.order_key}
    more = {"$push": {f"payload.{name}": {"$each": list(values), "$slice": -_MAX_VALUES_JOINED}}}
    waiting = {**of_order, "state": WAITING, "claim": None}
    if (await tasks.update_one(waiting, more, session=session)).matched_count == 1:
        return
    # Whoever finds none at the same moment as another writes the same id: one of the two begins anew, and joins.
    last = await tasks.find_one(of_order, {"_id": 1}, sort=[("turn", -1)], session=session)
    document = _document_of(workshop_id, replace(task, payload={**task.payload, name: list(values)}))
    document["_id"] = _hash(workshop_id, task.kind, task.order_key, last["_id"] if last is not None else "")
    await db.insert("tasks", [document], session)


def _hash(*parts: str | None) -> str:
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()[:32]


class Claimed:
    """A task that is somebody's to do for a while."""

    def __init__(self, db: Database, document: Document, lease_ms: int) -> None:
        self.db = db
        self.id: str = document["_id"]
        self.kind: str = document["kind"]
        self.workshop_id: str | None = document["workshop_id"]
        self.payload: Document = document["payload"]
        self.attempts: int = document["attempts"]
        self.is_finished = False
        # Of one that was taken on: what whoever wrote it knows of it, and need not be read again.
        self.known: Any = None
        # Done next by whoever does this one, once it is finished.
        self.taken_on: list[Claimed] = []
        self._document = document
        self._lease_ms = lease_ms
        self._mine = {"_id": self.id, "claim": document["claim"]}

    async def finish(self, session: Session | None = None) -> None:
        """Take the task off, in the transaction of its effect when there is one. Raises ClaimLost."""
        tasks = self.db.collection("tasks")
        if self._document.get("is_known"):
            forget_at = {"$add": ["$$NOW", _KNOWN_FOR_MS]}
            done: list[Document] = [
                {"$set": {"state": DONE, "claim": None, "forget_at": forget_at}},
                {"$unset": "payload"},
            ]
            finished = (await tasks.update_one(self._mine, done, session=session)).modified_count
        else:
            finished = (await tasks.delete_one(self._mine, session=session)).deleted_count
        if finished != 1:
            raise ClaimLost
        self.is_finished = True

    async def take_on(self, session: Session, task: Task, known: Any) -> None:
        """Write a task that is to be done at once, and is whoever's who does this one, in the transaction of its end.
        As with any claim, another does it when it was not done by the end of that.
        """
        assert task.run_after is None
        mine = {"claim": new_id(), "attempts": 1, "due_at": now() + dt.timedelta(milliseconds=self._lease_ms)}
        document = _document_of(self.workshop_id, task) | mine
        await self.db.insert("tasks", [document], session)
        following = Claimed(self.db, document, self._lease_ms)
        following.known = known
        self.taken_on.append(following)

    async def is_in_turn(self) -> bool:
        """Say whether none of the same order goes before this one; else leave it until that has ended."""
        if not await _is_behind(self.db, self._document):
            return True
        later = {"claim": None, "attempts": self.attempts - 1, "due_at": {"$add": ["$$NOW", _BEHIND_MS]}}
        await self.db.loose_collection("tasks").update_one(self._mine, [{"$set": later}])
        # Had the one before ended meanwhile, nobody would have been there to call.
        if not await _is_behind(self.db, self._document):
            await self.call_next()
        return False

    async def renew(self) -> bool:
        """Keep the claim for as long again. Returns whether it still is ours."""
        later = [{"$set": {"due_at": {"$add": ["$$NOW", self._lease_ms]}}}]
        return (await self.db.loose_collection("tasks").update_one(self._mine, later)).matched_count == 1

    async def give_back(self) -> None:
        """Let another do it at once, as if it had not been begun."""
        as_before = {"attempts": self.attempts - 1, "claim": None, "due_at": "$$NOW"}
        await self.db.collection("tasks").update_one(self._mine, [{"$set": as_before}])

    async def fail(self, error: BaseException) -> bool:
        """Put the task off, for longer each time; after the last time it is dead. Returns whether it is."""
        is_dead = self.attempts >= MAX_ATTEMPTS or isinstance(error, Hopeless)
        said = f"{type(error).__name__}: {error}"[:_MAX_ERROR_LENGTH]
        change: Document = {"claim": None, "error": {"$literal": said}, "failed_at": "$$NOW"}
        if is_dead:
            change["state"] = DEAD
        else:
            change["due_at"] = {"$add": ["$$NOW", delay_ms(self.attempts)]}
        await self.db.collection("tasks").update_one(self._mine, [{"$set": change}])
        return is_dead

    async def call_next(self) -> None:
        """Let the next of the same order begin at once."""
        key = self._document["order_key"]
        if key is not None:
            behind = {"order_key": key, "workshop_id": self.workshop_id, "state": WAITING, "claim": None}
            at_once = [{"$set": {"due_at": "$not_before"}}]
            await self.db.loose_collection("tasks").find_one_and_update(behind, at_once, sort=[("turn", 1)])


def delay_ms(attempts: int) -> int:
    """Choose how long to wait after so many attempts: twice as long each time, and not all at the same time."""
    most = min(_FIRST_DELAY_MS << min(attempts - 1, 20), _MAX_DELAY_MS)
    return random.randint(most // 2, most)  # noqa: S311  (spreads load, keeps no secret)  # nosec B311


async def find_due(db: Database, kinds: list[str], limit: int) -> list[str]:
    """Find the oldest tasks that are due, of the kinds given."""
    due = {"state": WAITING, "kind": {"$in": kinds}, "$expr": {"$lte": ["$due_at", "$$NOW"]}}
    found = db.collection("tasks").find(due, {"_id": 1}, sort=[("due_at", 1), ("_id", 1)], limit=limit, hint="due")
    return [task["_id"] async for task in found]


async def claim(db: Database, task_id: str, lease_ms: int) -> Claimed | None:
    """Claim a task that was found due; None when another was faster, or one of its order goes before it."""
    # One that is lost with a node costs a second attempt, which has one effect all the same.
    tasks = db.loose_collection("tasks")
    due = {"_id": task_id, "state": WAITING, "$expr": {"$lte": ["$due_at", "$$NOW"]}}
    mine = {
        "claim": new_id(),
        "attempts": {"$add": ["$attempts", 1]},
        "due_at": {"$add": ["$$NOW", lease_ms]},
    }
    document = await tasks.find_one_and_update(due, [{"$set": mine}], return_document=ReturnDocument.AFTER)
    if document is None:
        return None
    claimed = Claimed(db, document, lease_ms)
    return claimed if await claimed.is_in_turn() else None


async def _is_behind(db: Database, document: Document) -> bool:
    """Say whether another of the same order goes before this one."""
    if document["order_key"] is None:
        return False
    before = {
        "order_key": document["order_key"],
        "workshop_id": document["workshop_id"],
        "state": WAITING,
        "turn": {"$lt": document["turn"]},
    }
    return await db.collection("tasks").find_one(before, {"_id": 1}) is not None
