"""The wire of oversight: work that was given up, and the last check of the books."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field


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
