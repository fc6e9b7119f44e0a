"""Indexes of jobs."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from revops.jobs.status import IN_SHOP, OPEN
from revops.mongo.migrations import NEWEST, Indexes

# A job that is done leaves these indexes, so they stay as small as the work at hand.
_STILL_OPEN = {"status": {"$in": [status.value for status in OPEN]}}
_IN_SHOP = {"status": {"$in": [status.value for status in IN_SHOP]}}
_OWING = {"outstanding_minor": {"$gt": 0}}
# What only an owner leaves so. There are few among all that are finished and among all that owe.
_FINISHED_OWING = _OWING | {"status": {"$in": ["delivered", "closed"]}}
BY_STATUS = [("workshop_id", ASCENDING), ("status", ASCENDING), *NEWEST]
PLATES = [("workshop_id", ASCENDING), ("created_at", DESCENDING), ("plate", ASCENDING)]
OF_PLATE = [("workshop_id", ASCENDING), ("plate", ASCENDING), ("created_at", DESCENDING)]
_SOONEST_DUE = [("due_at", ASCENDING), ("_id", ASCENDING)]

INDEXES: Indexes = {
    "jobs": [
        IndexModel([("workshop_id", ASCENDING), *NEWEST]),
        IndexModel(BY_STATUS),
        IndexModel([("workshop_id", ASCENDING), ("manager_id", ASCENDING), *NEWEST]),
        IndexModel([("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("status", ASCENDING), *NEWEST]),
        IndexModel([("workshop_id", ASCENDING), ("search", ASCENDING), *NEWEST], name="search"),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("search", ASCENDING), *NEWEST],
            name="search_of_manager",
        ),
        IndexModel(
            [("workshop_id", ASCENDING), *NEWEST],
            name="outstanding_newest",
            partialFilterExpression=_OWING,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("outstanding_minor", DESCENDING), ("_id", DESCENDING)],
            name="outstanding_largest",
            partialFilterExpression=_OWING,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), *NEWEST],
            name="manager_outstanding_newest",
            partialFilterExpression=_OWING,
        ),
        IndexModel(
            [
                ("workshop_id", ASCENDING),
                ("manager_id", ASCENDING),
                ("outstanding_minor", DESCENDING),
                ("_id", DESCENDING),
            ],
            name="manager_outstanding_largest",
            partialFilterExpression=_OWING,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("customer_id", ASCENDING), ("taken_on", ASCENDING)],
            name="owed_since",
            partialFilterExpression=_OWING,
        ),
        # What is still to be billed is summed from this alone.
        IndexModel(
            [
                ("workshop_id", ASCENDING),
                ("status", ASCENDING),
                ("manager_id", ASCENDING),
                ("outstanding_minor", ASCENDING),
            ],
            name="in_shop",
            partialFilterExpression=_OWING | _IN_SHOP,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), *NEWEST],
            name="finished_outstanding",
            partialFilterExpression=_FINISHED_OWING,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("number", ASCENDING)],
            name="number",
            unique=True,
            partialFilterExpression={"number": {"$exists": True}},
        ),
        # What a version that knows no numbers wrote, until it is numbered.
        IndexModel(
            [("workshop_id", ASCENDING), ("created_at", ASCENDING), ("_id", ASCENDING)],
            name="unnumbered",
            partialFilterExpression={"number": None},
        ),
        # What closes by itself is found here. Of nothing that changes with each write of a job: a write that touches a
        # field of any index makes mongod build the keys of all, those of the search too.
        IndexModel(
            [("status", ASCENDING), ("_id", ASCENDING)],
            name="settled",
            partialFilterExpression={"status": "delivered", "outstanding_minor": 0},
        ),
        IndexModel([("workshop_id", ASCENDING), ("customer_id", ASCENDING), *NEWEST], name="of_customer"),
        IndexModel([("workshop_id", ASCENDING), ("vehicle_id", ASCENDING), *NEWEST], name="of_vehicle"),
        # A car that is seen at the gate is looked for by its number, and where no job has it, in the numbers of some
        # weeks by what is near it: no job is read for it that has another.
        IndexModel(OF_PLATE, name="of_plate"),
        IndexModel(PLATES, name="plates"),
        # What customers owe is summed from this alone.
        IndexModel(
            [
                ("workshop_id", ASCENDING),
                ("customer_id", ASCENDING),
                ("manager_id", ASCENDING),
                ("outstanding_minor", ASCENDING),
            ],
            name="owed_by_customer",
            partialFilterExpression=_OWING,
        ),
        # What a version without customers and vehicles wrote, until it names them.
        IndexModel(
            [("workshop_id", ASCENDING), ("created_at", ASCENDING), ("_id", ASCENDING)],
            name="unnamed",
            partialFilterExpression={"vehicle_id": None},
        ),
        # Those that are late are counted from this alone.
        IndexModel(
            [("workshop_id", ASCENDING), *_SOONEST_DUE, ("status", ASCENDING)],
            name="due_by_status",
            partialFilterExpression=_STILL_OPEN,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), *_SOONEST_DUE],
            name="manager_due",
            partialFilterExpression=_STILL_OPEN,
        ),
    ],
    # The last number of a workshop's jobs that a process took to give out.
    "job_counters": [],
}
