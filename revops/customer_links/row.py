"""The stored form of the link of a job's page: a hash of its token, and who has opened it."""

import datetime as dt
from typing import NotRequired, TypedDict


class LinkRow(TypedDict):
    """A link as it is stored. The token itself is nowhere."""

    # SHA-256 of the token.
    _id: str
    workshop_id: str
    job_id: str
    # Counted from 1 on each job; a revoked one is followed by the next.
    serial: int
    created_at: dt.datetime
    revoked_at: dt.datetime | None
    # Which job it opens, signed; of before, without.
    signed: NotRequired[str]
    # That it is first opened will be in the journal; of before, absent.
    opening_is_told: NotRequired[bool]
    # By the customer; who works in the garage is not counted.
    first_seen_at: NotRequired[dt.datetime]
    last_seen_at: NotRequired[dt.datetime]
    # Digests of what devices tell of themselves, at most so many.
    devices: NotRequired[list[str]]
