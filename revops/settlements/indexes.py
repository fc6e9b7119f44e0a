"""Indexes of settlements."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "settlements": [
        IndexModel([("workshop_id", ASCENDING), ("submitted_date", DESCENDING), ("_id", DESCENDING)]),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("submitted_date", DESCENDING), ("_id", DESCENDING)]
        ),
    ],
}
