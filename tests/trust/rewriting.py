"""Rewrites the books of a garage in the database of a server that runs with REVOPS_DATA, for the journeys.

python -m tests.trust.rewriting WORKSHOP_ID
"""

import asyncio
import sys

from revops.mongo.client import Database
from revops.mongo.embedded import running_mongo
from revops.settings import Settings
from tests.trust.attacks.sealing import seal_anew


async def rewrite(url: str, name: str, workshop_id: str) -> None:
    """Have somebody else have taken in the first job, and seal all entries anew."""
    db = Database(url, name)
    first = {"workshop_id": workshop_id, "kind": "job_created", "seq": {"$exists": True}}
    changed = await db.collection("journal").update_one(first, {"$set": {"actor_id": "somebody else"}})
    assert changed.modified_count == 1
    await seal_anew(db, workshop_id)
    await db.close()


if __name__ == "__main__":
    settings = Settings()
    with running_mongo(settings) as running:
        asyncio.run(rewrite(running, settings.db_name, sys.argv[1]))
