"""What is filled in bulk is found by an index, though little is indexed meanwhile: no batch walks over all that is."""

import pytest

from revops.demo.load import fill
from revops.rooms import migrate
from tests.conftest import MakeDatabase

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

# What a walk over a whole collection may read, in a garage of 1,500 jobs.
_FEW = 100


async def test_a_garage_is_filled_without_walking_over_what_is_there(make_database: MakeDatabase) -> None:
    db = make_database()
    await migrate(db)
    await db.command({"profile": 1, "filter": {"planSummary": "COLLSCAN", "docsExamined": {"$gt": _FEW}}})
    try:
        await fill(db, jobs=1500, managers=3, months=6, progress=lambda *_: None)
    finally:
        await db.command({"profile": 0, "filter": "unset"})
    profile = db.collection("journal").database["system.profile"]
    walks = await profile.find({}).to_list()
    assert [(walk["ns"], walk["docsExamined"], str(walk["command"])[:200]) for walk in walks] == []
