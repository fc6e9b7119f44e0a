"""Numbers of jobs, from 1 in each workshop."""

from revops.mongo import numbers
from revops.mongo.client import Database, Session
from revops.mongo.numbers import Numbers

_COUNTERS = "job_counters"


def job_numbers(db: Database) -> Numbers:
    """Build what gives out the numbers of jobs in this process."""
    return Numbers(db, _COUNTERS)


async def reserve(db: Database, workshop_id: str, count: int, session: Session | None = None) -> range:
    """Take the next ``count`` job numbers of a workshop."""
    return await numbers.reserve(db, _COUNTERS, workshop_id, count, session)
