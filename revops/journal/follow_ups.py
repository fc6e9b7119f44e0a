"""Follow-ups of an entry: letters and notifications, which are made beside its request.

An entry that waits to be sealed names them, and whoever seals it writes their tasks in the same transaction: as it is
sealed once, each is written once. So a request that is told of writes what any other does, a few bytes longer, and into
no further collection.
"""

from collections.abc import Iterable, Sequence

from revops.mongo.client import Database, Document, Session
from revops.tasks.outbox import Task, enqueue_all

FOLLOW_UPS = "follow_ups"
# An older version would seal an entry without them.
MIGRATION = 48


async def leave(db: Database, session: Session, workshop_id: str, entry: Document, tasks: Sequence[Task]) -> None:
    """Name in an entry that is about to be written what follows from it. While an older version runs, which may be the
    one that seals it, the tasks are written at once.
    """
    if db.known_by_all < MIGRATION:
        await enqueue_all(db, session, workshop_id, tasks)
        return
    entry[FOLLOW_UPS] = [{"kind": task.kind, "payload": task.payload} for task in tasks]
    db.is_followed.set()


async def write_tasks(db: Database, session: Session, workshop_id: str, entries: Iterable[Document]) -> None:
    """Write what follows from entries of a workshop, in the transaction that seals them."""
    left = [left for entry in entries for left in entry.get(FOLLOW_UPS, ())]
    if left:
        tasks = [Task(one["kind"], one["payload"]) for one in left]
        # What was written was counted when the entry was.
        await enqueue_all(db, session, workshop_id, tasks, is_counted=False)
