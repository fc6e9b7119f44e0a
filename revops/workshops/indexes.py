"""Indexes of workshops."""

from pymongo import IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "workshops": [
        # One each; an owner's further ones are marked as such.
        IndexModel("owner_id", name="first_of_owner", unique=True, partialFilterExpression={"additional": None}),
        # Who has the same number already.
        IndexModel("phone"),
        IndexModel("gstin", partialFilterExpression={"gstin": {"$type": "string"}}),
    ],
}
