"""Indexes of exceptions: each order of the list, and what narrows it."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

_LATEST = [("at", DESCENDING), ("_id", DESCENDING)]
_LARGEST = [("amount_minor", DESCENDING), ("_id", DESCENDING)]

INDEXES: Indexes = {
    "exceptions": [
        IndexModel([("workshop_id", ASCENDING), ("state", ASCENDING), *_LATEST], name="latest"),
        IndexModel([("workshop_id", ASCENDING), ("state", ASCENDING), *_LARGEST], name="largest"),
        # Of several kinds they are merged in order, so muted kinds cost nothing.
        IndexModel([("workshop_id", ASCENDING), ("state", ASCENDING), ("kind", ASCENDING), *_LATEST], name="of_kind"),
        IndexModel(
            [("workshop_id", ASCENDING), ("state", ASCENDING), ("kind", ASCENDING), *_LARGEST], name="largest_of_kind"
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("state", ASCENDING), ("member_id", ASCENDING), *_LATEST], name="of_member"
        ),
    ],
    "exception_marks": [],
}
