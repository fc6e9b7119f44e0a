"""What `revops verify` finds in one workshop: in all of them it takes longer with every test that was before."""

from revops.journal.recount import Report
from revops.mongo.client import Database
from revops.rooms import verify_workshop


async def problems(db: Database, workshop_id: str) -> list[str]:
    """Return what verify finds in one workshop."""
    report = Report()
    await verify_workshop(db, workshop_id, report, lambda _what, _count: None)
    return report.problems
