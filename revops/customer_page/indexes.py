"""Indexes of what customers say."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

_LATEST = [("at", DESCENDING), ("_id", DESCENDING)]

INDEXES: Indexes = {
    "customer_words": [
        IndexModel([("workshop_id", ASCENDING), *_LATEST]),
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), *_LATEST], name="of_job"),
        IndexModel([("workshop_id", ASCENDING), *_LATEST], name="open", partialFilterExpression={"is_open": True}),
    ],
}
