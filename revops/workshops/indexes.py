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
        # Names in the address of the poster; a name that a garage has had stays its own.
        IndexModel("slugs", name="slugs", unique=True, partialFilterExpression={"slugs": {"$type": "string"}}),
    ],
}
