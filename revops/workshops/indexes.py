"""Indexes of workshops."""

from pymongo import IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "workshops": [
        IndexModel("owner_id", unique=True),
        # Who has the same number already.
        IndexModel("phone"),
        IndexModel("gstin", partialFilterExpression={"gstin": {"$type": "string"}}),
    ],
}
