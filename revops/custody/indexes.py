"""Indexes of days and counts."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

_WORKSHOP = ("workshop_id", ASCENDING)
_OF_MEMBER = [_WORKSHOP, ("manager_id", ASCENDING)]

INDEXES: Indexes = {
    "cash_days": [
        IndexModel([*_OF_MEMBER, ("day", DESCENDING)], unique=True),
        IndexModel([_WORKSHOP, ("day", DESCENDING), ("_id", DESCENDING)]),
        IndexModel(_OF_MEMBER, unique=True, name="one_open", partialFilterExpression={"is_open": True}),
    ],
    "cash_counts": [
        IndexModel([_WORKSHOP, ("asked_at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([*_OF_MEMBER, ("asked_at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel(_OF_MEMBER, unique=True, name="one_asked", partialFilterExpression={"state": "asked"}),
        IndexModel(
            [*_OF_MEMBER, ("plan", ASCENDING)],
            unique=True,
            name="planned_once",
            partialFilterExpression={"plan": {"$exists": True}},
        ),
    ],
}
