"""Indexes of messages, and of the addresses that said yes or no, or that nothing reaches."""

from pymongo import ASCENDING, IndexModel

from revops.mongo.migrations import NEWEST, Indexes

INDEXES: Indexes = {
    "messages": [
        IndexModel([("workshop_id", ASCENDING), *NEWEST], name="newest"),
        IndexModel([("workshop_id", ASCENDING), ("manager_id", ASCENDING), *NEWEST], name="of_manager"),
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), *NEWEST], name="of_job"),
        IndexModel([("workshop_id", ASCENDING), ("state", ASCENDING), *NEWEST], name="in_state"),
        # The same event makes one message, however often its task is done.
        IndexModel([("workshop_id", ASCENDING), ("dedupe_key", ASCENDING)], name="once", unique=True),
        IndexModel(
            [("provider_id", ASCENDING), ("channel", ASCENDING)],
            name="of_provider",
            partialFilterExpression={"provider_id": {"$gt": ""}},
        ),
        IndexModel("forget_at", expireAfterSeconds=0),
    ],
    "message_addresses": [
        IndexModel(
            [("workshop_id", ASCENDING), ("channel", ASCENDING), ("address", ASCENDING)], name="address", unique=True
        ),
    ],
    "message_settings": [],
    "message_replies": [
        IndexModel([("workshop_id", ASCENDING), *NEWEST], name="newest"),
        IndexModel([("workshop_id", ASCENDING), ("manager_id", ASCENDING), *NEWEST], name="of_manager"),
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), *NEWEST], name="of_job"),
        IndexModel("forget_at", expireAfterSeconds=0),
    ],
    "whatsapp_media": [IndexModel("forget_at", expireAfterSeconds=0)],
    "whatsapp_windows": [IndexModel("until", expireAfterSeconds=0)],
    "whatsapp_reached": [
        IndexModel([("number", ASCENDING), ("at", ASCENDING)], name="lately"),
        IndexModel("at", expireAfterSeconds=24 * 3600),
    ],
    "message_days": [IndexModel("forget_at", expireAfterSeconds=0)],
    "message_channels": [],
}
