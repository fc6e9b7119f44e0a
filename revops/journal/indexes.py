"""Indexes of the journal and of its sums."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.journal.entry import CUSTOMER_BALANCES
from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "journal": [
        IndexModel(
            [("workshop_id", ASCENDING), ("seq", ASCENDING)],
            name="sealed",
            unique=True,
            partialFilterExpression={"seq": {"$exists": True}},
        ),
        IndexModel(
            [("unsealed", ASCENDING), ("workshop_id", ASCENDING), ("manager_id", ASCENDING)],
            name="unsealed",
            partialFilterExpression={"unsealed": True},
        ),
        IndexModel(
            [("job_id", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)],
            name="timeline",
            partialFilterExpression={"job_id": {"$exists": True}},
        ),
        # The day comes last: it tells which entries of the first and last hours are of a period, without reading them.
        IndexModel(
            [
                ("workshop_id", ASCENDING),
                ("figures", ASCENDING),
                ("at", DESCENDING),
                ("_id", DESCENDING),
                ("day", ASCENDING),
            ],
            name="figures",
            partialFilterExpression={"figures": {"$exists": True}},
        ),
        # Whether a code was used or revoked is asked whenever somebody joins.
        IndexModel("invite_id", name="invites", partialFilterExpression={"invite_id": {"$exists": True}}),
        # Whether a link was ended is asked whenever a customer opens his page.
        IndexModel(
            "customer_link_id",
            name="ended_links",
            partialFilterExpression={"customer_link_id": {"$exists": True}},
        ),
        # Few change a price: what a member lowered is added up from these alone.
        IndexModel(
            [("workshop_id", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)],
            name="prices",
            partialFilterExpression={"changes.estimated_minor": {"$exists": True}},
        ),
    ],
    "totals": [
        # The day before the manager: the dashboard asks for one day (all time) of every manager, and for ranges.
        IndexModel([("workshop_id", ASCENDING), ("day", ASCENDING), ("manager_id", ASCENDING)], unique=True),
    ],
    CUSTOMER_BALANCES: [
        IndexModel([("workshop_id", ASCENDING), ("phone", ASCENDING)], unique=True),
        IndexModel(
            [("workshop_id", ASCENDING), ("receivable_minor", DESCENDING), ("phone", ASCENDING)],
            name="owing_largest",
            partialFilterExpression={"receivable_minor": {"$gt": 0}},
        ),
    ],
    "chain_heads": [],
    "signing": [],
}
