"""Indexes of payments."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.journal.accounts import Account
from revops.mongo.migrations import Indexes

# The cash that came into a member's hand, the newest first. It holds all that is asked of it (custody/age.py), so no
# payment is read.
CASH_RECEIPTS = [
    ("workshop_id", ASCENDING),
    ("manager_id", ASCENDING),
    ("account", ASCENDING),
    ("payment_date", DESCENDING),
    ("amount_minor", ASCENDING),
    ("verdict", ASCENDING),
]

INDEXES: Indexes = {
    "upi_proofs": [IndexModel([("workshop_id", ASCENDING), ("month", ASCENDING)], name="of_month")],
    "payments": [
        IndexModel(
            CASH_RECEIPTS,
            name="cash_receipts",
            partialFilterExpression={"account": Account.CASH_IN_HAND.value},
        ),
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
        # A number that the bank gave to one payment is not another's too.
        IndexModel(
            [("workshop_id", ASCENDING), ("rrn", ASCENDING)],
            name="rrn_once",
            unique=True,
            partialFilterExpression={"rrn": {"$exists": True}},
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("bank_row_id", ASCENDING)],
            name="in_bank",
            partialFilterExpression={"bank_row_id": {"$exists": True}},
        ),
        # What should be on a statement and is matched with none: few, where all of half a year are many.
        IndexModel(
            [("workshop_id", ASCENDING), ("payment_date", DESCENDING), ("_id", DESCENDING)],
            name="awaiting_bank",
            partialFilterExpression={"account": Account.BANK.value, "bank_row_id": None},
        ),
    ],
}
