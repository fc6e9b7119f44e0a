"""A worker in a process of its own, to be killed: each task writes one line, some outside of any transaction first.

python -m tests.tasks.worker_process URL DATABASE
"""

import asyncio
import sys

from revops.mongo.client import Database, Session
from revops.tasks.outbox import Claimed
from revops.tasks.worker import Worker


async def main(url: str, name: str) -> None:
    """Do tasks until killed."""
    db = Database(url, name)

    async def write(claimed: Claimed) -> None:
        await db.collection("begun").insert_one({"task": claimed.payload["number"]})
        await asyncio.sleep(0.02)

        async def effect(session: Session) -> None:
            await db.collection("effects").insert_one({"task": claimed.payload["number"]}, session=session)
            await claimed.finish(session)

        await db.transaction(effect)

    await Worker(db, {"write": write}, concurrency=4, lease_ms=1500).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
