"""Indexes that only older versions read by name, dropped in the background once none of them serves (migration 20)."""

from revops.mongo.client import Database
from revops.mongo.instances import has_older
from revops.mongo.migrations import drop_indexes
from revops.mongo.remaking import Remaking

MIGRATION = 20


async def drop_unread_indexes(db: Database) -> int:
    """Drop them unless an older version is serving, which closes jobs by one of them. Changes no document."""
    if not await has_older(db, MIGRATION):
        await drop_indexes(db, "jobs", "delivered")
    return 0


def dropping(db: Database) -> Remaking:
    """Build the background task that drops them."""
    return Remaking(db, MIGRATION, (drop_unread_indexes,), ())
