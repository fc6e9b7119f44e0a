"""Indexes of tasks: what is due, what is of one order, what is dead, and until when a cause is known."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "tasks": [
        IndexModel(
            [("due_at", ASCENDING), ("_id", ASCENDING)], name="due", partialFilterExpression={"state": "waiting"}
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("order_key", ASCENDING), ("turn", ASCENDING)],
            name="order",
            partialFilterExpression={"order_key": {"$gt": ""}},
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("failed_at", DESCENDING), ("_id", DESCENDING)],
            name="dead",
            partialFilterExpression={"state": "dead"},
        ),
        IndexModel("forget_at", expireAfterSeconds=0),
    ],
}
