"""Indexes of managers and their invite codes."""

from pymongo import ASCENDING, IndexModel

from revops.mongo.migrations import NEWEST, Indexes

INDEXES: Indexes = {
    "managers": [IndexModel([("workshop_id", ASCENDING), ("is_active", ASCENDING)])],
    "invite_codes": [
        IndexModel("code", unique=True),
        IndexModel([("workshop_id", ASCENDING), *NEWEST]),
    ],
}
