"""Indexes of issued papers, as data and as bytes, and of their numbers."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    # The last number of each series, moved in the transaction that issues the paper.
    "series": [],
    "documents": [
        IndexModel([("workshop_id", ASCENDING), ("number", ASCENDING)], unique=True),
        IndexModel([("workshop_id", ASCENDING), ("issued_at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), ("issued_at", DESCENDING)]),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("issued_at", DESCENDING), ("_id", DESCENDING)]
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("search", ASCENDING), ("issued_at", DESCENDING), ("_id", DESCENDING)],
            name="search",
        ),
        IndexModel(
            [
                ("workshop_id", ASCENDING),
                ("manager_id", ASCENDING),
                ("search", ASCENDING),
                ("issued_at", DESCENDING),
                ("_id", DESCENDING),
            ],
            name="search_of_manager",
        ),
        # A payment has one receipt, an invoice at most one credit note.
        IndexModel(
            [("workshop_id", ASCENDING), ("payment_id", ASCENDING)],
            name="receipt_of_payment",
            unique=True,
            partialFilterExpression={"payment_id": {"$exists": True}},
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("credits", ASCENDING)],
            name="taken_back_by",
            unique=True,
            partialFilterExpression={"credits": {"$exists": True}},
        ),
    ],
    # The files of what was issued, as they were handed out.
    "document_files": [
        IndexModel(
            [("workshop_id", ASCENDING), ("document_id", ASCENDING), ("format", ASCENDING)], name="file", unique=True
        ),
        IndexModel([("workshop_id", ASCENDING), ("file", ASCENDING)], name="naming"),
    ],
}
