"""Indexes of service reminders."""

from pymongo import ASCENDING, IndexModel

from revops.mongo.migrations import Indexes

_SOONEST = [("expected_on", ASCENDING), ("_id", ASCENDING)]
_OPEN = {"state": "open"}

INDEXES: Indexes = {
    "service_reminders": [
        IndexModel([("workshop_id", ASCENDING), *_SOONEST], name="open", partialFilterExpression=_OPEN),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), *_SOONEST],
            name="open_of_manager",
            partialFilterExpression=_OPEN,
        ),
        IndexModel([("workshop_id", ASCENDING), ("vehicle_id", ASCENDING), *_SOONEST], name="of_vehicle"),
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING)], name="of_job"),
    ],
}
