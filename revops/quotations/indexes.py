"""Indexes of quotations."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

# Open are those whose time is not over; what lasts longest was made or changed last.
_LASTS = [("ends_at", DESCENDING), ("_id", DESCENDING)]

INDEXES: Indexes = {
    "quotations": [
        IndexModel([("workshop_id", ASCENDING), ("state", ASCENDING), *_LASTS], name="by_state"),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("state", ASCENDING), *_LASTS],
            name="of_manager",
        ),
        IndexModel([("workshop_id", ASCENDING), ("plate", ASCENDING), *_LASTS], name="of_plate"),
        IndexModel([("workshop_id", ASCENDING), ("phone", ASCENDING), *_LASTS], name="of_phone"),
    ],
}
