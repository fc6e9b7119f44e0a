"""Collections of oversight: the last check of each garage's books."""

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {"verifications": []}
