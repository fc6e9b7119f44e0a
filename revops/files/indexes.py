"""Indexes of files: those that are old enough to be looked at, without reading what they hold. And removals from a
bucket, which are forgotten soon after they are done.
"""

from pymongo import ASCENDING, IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "files": [IndexModel([("stored_at", ASCENDING), ("_id", ASCENDING)], name="age")],
    "file_removals": [IndexModel([("begun_at", ASCENDING)], name="expiry", expireAfterSeconds=600)],
}
