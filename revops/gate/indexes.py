"""Indexes of what is seen at the gate, of passes and releases."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

# In the order in which a day is read; a number is looked for in it without reading what was seen.
SEEN_ON = [
    ("workshop_id", ASCENDING),
    ("day", ASCENDING),
    ("at", ASCENDING),
    ("_id", ASCENDING),
    ("plate", ASCENDING),
]

INDEXES: Indexes = {
    "gate_sightings": [
        IndexModel([("workshop_id", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)], name="newest"),
        IndexModel([("workshop_id", ASCENDING), ("plate", ASCENDING), ("at", DESCENDING)], name="of_plate"),
        IndexModel(SEEN_ON, name="seen_on"),
    ],
    "gate_passes": [
        IndexModel(
            [("workshop_id", ASCENDING), ("job_id", ASCENDING), ("serial", DESCENDING)], name="of_job", unique=True
        ),
        IndexModel([("workshop_id", ASCENDING), ("code_mac", ASCENDING)], name="code", unique=True),
    ],
    "gate_releases": [
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), ("at", DESCENDING)], name="of_job"),
    ],
    "gate_camera_counts": [IndexModel([("workshop_id", ASCENDING), ("day", DESCENDING)], name="of_day")],
    # Up to which day the list of a garage was gone through.
    "gate_checks": [],
}
