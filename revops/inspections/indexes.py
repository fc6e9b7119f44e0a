"""Indexes of inspections and of their templates."""

from pymongo import ASCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "inspections": [
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), ("started_at", ASCENDING)], name="of_job"),
    ],
    "inspection_templates": [
        IndexModel([("workshop_id", ASCENDING), ("key", ASCENDING)], name="of_workshop", unique=True),
    ],
}
