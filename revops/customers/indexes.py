"""Indexes of customers."""

from pymongo import ASCENDING, IndexModel

from revops.customers.row import CUSTOMERS
from revops.mongo.migrations import NEWEST, Indexes

INDEXES: Indexes = {
    CUSTOMERS: [
        IndexModel([("workshop_id", ASCENDING), *NEWEST]),
        IndexModel([("workshop_id", ASCENDING), ("manager_ids", ASCENDING), *NEWEST], name="of_manager"),
        IndexModel([("workshop_id", ASCENDING), ("search", ASCENDING), *NEWEST], name="search"),
        IndexModel([("workshop_id", ASCENDING), ("phones", ASCENDING)], name="phones"),
        # Who is one with another by now, to add up what they owe together.
        IndexModel(
            [("workshop_id", ASCENDING), ("merged_into", ASCENDING)],
            name="merged",
            partialFilterExpression={"merged_into": {"$type": "string"}},
        ),
        # Two intakes of somebody new at the same moment make one customer.
        IndexModel(
            [("workshop_id", ASCENDING), ("intake_key", ASCENDING)],
            name="intake",
            unique=True,
            partialFilterExpression={"intake_key": {"$exists": True}},
        ),
    ],
}
