"""Indexes of digests."""

from pymongo import DESCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {"digests": [IndexModel([("workshop_id", 1), ("day", DESCENDING)], name="of_day")]}
