"""Indexes of vehicles."""

from pymongo import ASCENDING, IndexModel

from revops.mongo.migrations import NEWEST, Indexes

INDEXES: Indexes = {
    "vehicles": [
        # Of two intakes of a new plate at the same moment one makes the vehicle, and both jobs name it.
        IndexModel([("workshop_id", ASCENDING), ("plate", ASCENDING)], name="plate", unique=True),
        IndexModel([("workshop_id", ASCENDING), *NEWEST]),
        IndexModel([("workshop_id", ASCENDING), ("manager_ids", ASCENDING), *NEWEST], name="of_manager"),
        IndexModel([("workshop_id", ASCENDING), ("search", ASCENDING), *NEWEST], name="search"),
        IndexModel([("workshop_id", ASCENDING), ("keepers.customer_id", ASCENDING)], name="keepers"),
    ],
}
