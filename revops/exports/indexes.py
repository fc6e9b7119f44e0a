"""Indexes of the progress of exports."""

from pymongo import IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    # How far exports are, for whoever waits for one.
    "exports": [IndexModel("expires_at", expireAfterSeconds=0)],
}
