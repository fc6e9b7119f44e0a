"""Indexes of requests for discounts."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

_LATEST = [("asked_at", DESCENDING), ("_id", DESCENDING)]

INDEXES: Indexes = {
    "discount_requests": [
        IndexModel([("workshop_id", ASCENDING), *_LATEST], name="latest"),
        IndexModel([("workshop_id", ASCENDING), ("state", ASCENDING), *_LATEST], name="of_state"),
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), *_LATEST], name="of_job"),
    ],
}
