"""Indexes of bank accounts, statements and their rows."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "bank_accounts": [
        IndexModel([("workshop_id", ASCENDING), ("bank", ASCENDING), ("ends_in", ASCENDING)], name="once", unique=True),
    ],
    "bank_layouts": [IndexModel([("workshop_id", ASCENDING), ("key", ASCENDING)], name="once", unique=True)],
    "bank_statements": [
        IndexModel([("workshop_id", ASCENDING), ("sha256", ASCENDING)], name="once", unique=True),
        IndexModel([("workshop_id", ASCENDING), ("read_at", DESCENDING)], name="newest"),
    ],
    "bank_rows": [
        # The same row of two files is there once.
        IndexModel(
            [("workshop_id", ASCENDING), ("account_id", ASCENDING), ("key", ASCENDING)], name="once", unique=True
        ),
        IndexModel([("workshop_id", ASCENDING), ("account_id", ASCENDING), ("day", ASCENDING)], name="of_days"),
        IndexModel([("workshop_id", ASCENDING), ("part_id", ASCENDING), ("n", ASCENDING)], name="of_part"),
        IndexModel(
            [("workshop_id", ASCENDING), ("day", DESCENDING), ("_id", DESCENDING)],
            name="open",
            partialFilterExpression={"state": "open"},
        ),
    ],
}
