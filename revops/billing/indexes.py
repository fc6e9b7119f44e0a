"""Indexes of billing settings and logos."""

from pymongo import ASCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "billing_settings": [IndexModel([("workshop_id", ASCENDING), ("effective_from", ASCENDING), ("_id", ASCENDING)])],
    "logos": [IndexModel([("workshop_id", ASCENDING), ("logo_id", ASCENDING)], unique=True)],
}
