"""Indexes of users, members and of the audit log."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

_AUDIT_DAYS = 400

INDEXES: Indexes = {
    "users": [IndexModel("email", unique=True)],
    "members": [
        IndexModel([("workshop_id", ASCENDING), ("user_id", ASCENDING)], unique=True),
        # Where somebody belongs, whichever garage that is.
        IndexModel("user_id"),
    ],
    "audit_log": [
        IndexModel([("workshop_id", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("workshop_id", ASCENDING), ("kind", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)]),
        # Of owners who have no workshop yet; given to it when it is made.
        IndexModel("user_id", name="no_workshop_yet", partialFilterExpression={"workshop_id": None}),
        IndexModel("at", name="kept_for", expireAfterSeconds=_AUDIT_DAYS * 24 * 60 * 60),
    ],
}
