"""Indexes of payments."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "payments": [
        IndexModel("job_id"),
        IndexModel([("workshop_id", ASCENDING), ("payment_date", DESCENDING), ("_id", DESCENDING)]),
        IndexModel(
            [("workshop_id", ASCENDING), ("verdict", ASCENDING), ("payment_date", DESCENDING), ("_id", DESCENDING)]
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("payment_date", DESCENDING), ("_id", DESCENDING)]
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("payment_date", DESCENDING), ("_id", DESCENDING)],
            name="refunds",
            partialFilterExpression={"type": "refund"},
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("confirmation_date", DESCENDING)],
            name="rejected",
            # The date is asked for too, so that lists by payment date are not tempted to sort what they find here.
            partialFilterExpression={"verdict": "rejected", "confirmation_date": {"$exists": True}},
        ),
    ],
}
