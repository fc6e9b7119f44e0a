"""Indexes of notifications."""

from revops.mongo.migrations import Indexes

# By member.
INDEXES: Indexes = {"push_settings": []}
