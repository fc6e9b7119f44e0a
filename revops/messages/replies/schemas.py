"""Texts of customers on the wire."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.core.text import Identifier


class ReplyQuery(BaseModel):
    """Which texts to list."""

    job_id: Annotated[Identifier | None, Field(description="Only those about this job.")] = None


class ReplyOut(BaseModel):
    """A text of a customer. ``text`` is null for what is no text: ``what`` says what it is, such as ``audio``."""

    id: str
    job_id: str | None
    phone: Annotated[str, Field(examples=["+919123456789"])]
    name: Annotated[str | None, Field(description="As the customer calls himself in WhatsApp.")]
    text: Annotated[str | None, Field(examples=["When can I collect the car?"])]
    what: Annotated[str, Field(examples=["text"])]
    is_stop: Annotated[bool, Field(description="The customer wants no more messages by WhatsApp.")]
    created_at: dt.datetime
