"""Indexes of passkeys, and of what is asked of them now."""

from pymongo import IndexModel

from revops.mongo.migrations import Indexes

INDEXES: Indexes = {
    "passkeys": [IndexModel("user_id")],
    # Each is answered once, within minutes.
    "passkey_challenges": [IndexModel("expires_at", expireAfterSeconds=0)],
}
