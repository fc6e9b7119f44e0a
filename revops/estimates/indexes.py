"""Indexes of services, versions and answers."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

_WAITS = {"waits": True}
_LATEST = [("proposed_at", DESCENDING), ("_id", DESCENDING)]

INDEXES: Indexes = {
    "services": [
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), ("proposed_at", ASCENDING)], name="of_job"),
        IndexModel([("workshop_id", ASCENDING), *_LATEST], name="waiting", partialFilterExpression=_WAITS),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), *_LATEST],
            name="waiting_of_manager",
            partialFilterExpression=_WAITS,
        ),
    ],
    "estimate_versions": [
        IndexModel(
            [("workshop_id", ASCENDING), ("job_id", ASCENDING), ("number", ASCENDING)], name="number", unique=True
        ),
    ],
    "estimate_answers": [
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), ("at", DESCENDING)], name="of_job"),
        IndexModel([("workshop_id", ASCENDING), ("recorded_by", ASCENDING), ("how", ASCENDING)], name="told"),
    ],
    "service_templates": [IndexModel([("workshop_id", ASCENDING), ("title", ASCENDING)], name="of_workshop")],
}
