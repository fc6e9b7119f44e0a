"""The UPI reference numbers of payments that were not guarded by them when they were written: of earlier versions
(migration 32), and of an import.
"""

from pymongo import UpdateOne
from pymongo.errors import BulkWriteError

from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document
from revops.payments.row import rrn_of_payment

_DUPLICATE_KEY = 11000


async def find_numbers(db: Database) -> None:
    """Find the numbers of all payments that have none; of several with the same the first has it. May run again."""
    payments = db.collection("payments")
    without: Document = {
        "method": {"$in": ["upi", "bank_transfer"]},
        "type": {"$ne": "refund"},
        "verdict": {"$ne": "rejected"},
        "reference": {"$type": "string"},
        "rrn": {"$exists": False},
    }
    fields = {"method": 1, "reference": 1}
    async for batch in in_batches(payments, without, tuple(fields)):
        numbers = {payment["_id"]: rrn_of_payment(payment["method"], payment["reference"]) for payment in batch}
        # Those that are decided on meanwhile are left as they are.
        changes = [
            UpdateOne({"_id": payment_id, **without}, {"$set": {"rrn": rrn, "rrn_found": True}})
            for payment_id, rrn in numbers.items()
            if rrn is not None
        ]
        try:
            if changes:
                await payments.bulk_write(changes, ordered=False)
        except BulkWriteError as error:
            if any(refused["code"] != _DUPLICATE_KEY for refused in error.details["writeErrors"]):
                raise
