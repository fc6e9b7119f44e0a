"""WhatsApp on the wire, as the settings page shows it."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field


class NumberOut(BaseModel):
    """The number that messages come from, as Meta tells it."""

    shown: Annotated[str, Field(examples=["+91 98200 12345"])]
    name: Annotated[str, Field(examples=["Sharma Motors"])]
    quality: Annotated[str, Field(description="GREEN, YELLOW or RED, by how customers take the messages.")]
    customers_a_day: Annotated[
        int | None, Field(description="So many customers may be written to in 24 hours; null: no limit, or not told.")
    ]


class WhatsAppTemplateOut(BaseModel):
    """The template of an event in one language. ``status`` is Meta's, or MISSING where there is none."""

    event: Annotated[str, Field(examples=["ready"])]
    language: Annotated[str, Field(examples=["en"])]
    name: Annotated[str, Field(examples=["revops_ready"])]
    status: Annotated[str, Field(examples=["APPROVED"])]
    is_usable: bool
    problem: Annotated[str | None, Field(description="Why it is not used although Meta approved it.")]
    wants: Annotated[list[str], Field(examples=[["customer", "vehicle"]])]
    with_paper: bool
    text: Annotated[str, Field(description="The text at Meta; where there is none, the one to make it from.")]


class WhatsAppOut(BaseModel):
    """WhatsApp as it is set up: the number as Meta tells it, and the templates that Meta has approved."""

    is_set_up: bool
    problem: Annotated[str | None, Field(description="Why Meta does not tell, in a sentence.")]
    number: NumberOut | None
    heard_at: Annotated[dt.datetime | None, Field(description="When Meta last told something by the webhook.")]
    templates: list[WhatsAppTemplateOut]
