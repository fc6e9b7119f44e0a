"""Indexes of photos, and of the files that they name."""

from pymongo import ASCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "photos": [
        IndexModel(
            [("workshop_id", ASCENDING), ("job_id", ASCENDING), ("taken_at", ASCENDING), ("_id", ASCENDING)],
            name="of_job",
        ),
        # The same photo is on a job once.
        IndexModel(
            [("workshop_id", ASCENDING), ("job_id", ASCENDING), ("received", ASCENDING)],
            name="received_once",
            unique=True,
            partialFilterExpression={"received": {"$exists": True}},
        ),
    ],
    "photo_files": [
        IndexModel([("workshop_id", ASCENDING), ("photo_id", ASCENDING), ("size", ASCENDING)], name="of_photo"),
        IndexModel([("workshop_id", ASCENDING), ("file", ASCENDING)], name="naming"),
    ],
    # How much room the photos of a workshop take up.
    "photo_usage": [],
}
