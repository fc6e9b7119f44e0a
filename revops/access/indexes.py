"""Indexes of users, their devices, members and of the audit log."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.access.audit import AUDIT_DAYS
from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    # Several people may have one phone number.
    "users": [IndexModel("email", unique=True), IndexModel("phone"), IndexModel("password_link.hash", sparse=True)],
    "members": [
        IndexModel([("workshop_id", ASCENDING), ("user_id", ASCENDING)], unique=True),
        # Where somebody belongs, whichever garage that is.
        IndexModel("user_id"),
    ],
    "push_subscriptions": [IndexModel("user_id")],
    "audit_log": [
        IndexModel([("workshop_id", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("workshop_id", ASCENDING), ("kind", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)]),
        # Of owners who have no workshop yet; given to it when it is made.
        IndexModel("user_id", name="no_workshop_yet", partialFilterExpression={"workshop_id": None}),
        # The chain, and what is not in it yet: new lines, and those of before and of an older version.
        IndexModel(
            [("workshop_id", ASCENDING), ("seq", ASCENDING)],
            name="chain",
            unique=True,
            partialFilterExpression={"seq": {"$gt": 0}},
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("_id", ASCENDING)],
            name="unchained",
            partialFilterExpression={"seq": None},
        ),
        IndexModel("at", name="kept_for", expireAfterSeconds=AUDIT_DAYS * 24 * 60 * 60),
    ],
    # The number and hash of the last line of each workshop's chain.
    "audit_heads": [],
}
