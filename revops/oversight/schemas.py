"""The wire of oversight: work that was given up, and the last check of the books."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.oversight.outside import OutsideService


class DeadTaskOut(BaseModel):
    """Work that was tried again and again and then given up. ``error`` says what went wrong the last time."""

    id: str
    kind: Annotated[str, Field(examples=["paper_file"])]
    made_at: dt.datetime
    failed_at: dt.datetime
    attempts: int
    error: Annotated[str, Field(examples=["Unavailable: The server is busy. Please try again."])]


class VerificationOut(BaseModel):
    """When the garage's books were last checked against all that is stored, and the differences that were found.

    ``checked_at`` is null before the first check.
    """

    checked_at: dt.datetime | None
    entries: Annotated[int, Field(examples=[10234])]
    agrees: bool
    problems: list[str]


class SealOut(BaseModel):
    """The last entry of the garage's journal that is sealed: its number and its hash. Number 0 before the first.

    ``text`` is how papers carry it, and what `revops verify --witness` takes.
    """

    number: Annotated[int, Field(examples=[10234])]
    hash: Annotated[str, Field(examples=["9f2c" * 16])]
    text: Annotated[str, Field(examples=["10234 · 9f2c 9f2c 9f2c 9f2c"])]
    sealed_at: dt.datetime | None


class LeavesOut(BaseModel):
    """The leaves of the entries after a number, in order: 32 bytes each, all in one piece of base64.

    The hash of an entry is SHA-256 of the one before it and its leaf, so whoever knows the hash of entry ``after``
    computes that of the last of these. ``is_whole`` is false where an entry is of an earlier release and has none.
    """

    after: Annotated[int, Field(examples=[10200])]
    count: Annotated[int, Field(examples=[34])]
    leaves: Annotated[str, Field(examples=["q83v..."])]
    is_whole: bool


class OutsideOut(BaseModel):
    """A service outside of RevOps that is set up, and why it was of no use when it was last asked."""

    service: OutsideService
    problem: Annotated[str | None, Field(examples=["There is no bucket garage. Make it, or check REVOPS_S3_BUCKET."])]
