"""Indexes of the links of customers."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    # A token comes without its workshop, so they are found by its hash alone.
    "customer_links": [
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), ("serial", DESCENDING)], name="of_job"),
    ],
}
