"""Indexes of photos of counts and of cars at the gate."""

from pymongo import ASCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "evidence": [
        IndexModel([("workshop_id", ASCENDING), ("about_id", ASCENDING), ("taken_at", ASCENDING)], name="of_subject"),
        # The same photo is there once.
        IndexModel(
            [("workshop_id", ASCENDING), ("about_id", ASCENDING), ("received", ASCENDING)],
            name="received_once",
            unique=True,
            partialFilterExpression={"received": {"$exists": True}},
        ),
        IndexModel([("workshop_id", ASCENDING), ("file", ASCENDING)], name="naming"),
    ],
}
