"""The link of a customer on the wire."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field


class CustomerLink(BaseModel):
    """The link of the customer's page of a job, and whether it was opened."""

    url: Annotated[str, Field(examples=["https://garage.example/c/0pG6wMDQ1nKgCK8mY4rYGA"])]
    qr: Annotated[str, Field(description="Its QR code: an SVG picture as a data URI.")]
    created_at: dt.datetime
    first_seen_at: Annotated[dt.datetime | None, Field(description="By the customer: members are not counted.")]
    last_seen_at: dt.datetime | None
    device_count: Annotated[int | None, Field(description="On how many devices; told to the owner only.")]


class ScannedWork(BaseModel):
    """The job whose card was scanned."""

    job_id: str
