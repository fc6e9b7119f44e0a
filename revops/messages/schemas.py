"""Messages on the wire."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from revops.access.announcements import Announced
from revops.core.emails import OptionalEmail
from revops.core.text import Identifier, Line
from revops.http.query import PageQuery
from revops.http.wire import Done
from revops.messages.addresses import How
from revops.messages.channel import ChannelName
from revops.messages.row import State
from revops.messages.wording import Language
from revops.mongo.repeats import Repeatable

Event = Literal[
    "job_taken_in",
    "estimate_sent",
    "status_moved",
    "ready",
    "payment_received",
    "payment_confirmed",
    "invoice_issued",
    "balance_reminder",
    "payment_waiting",
    "settlement_submitted",
]
# By hand, about a job: what is true of it at any time.
EventByHand = Literal[
    "job_taken_in", "estimate_sent", "status_moved", "ready", "invoice_issued", "balance_reminder", "by_hand"
]
Subject = Annotated[Line, Field(min_length=1, max_length=150, examples=["{vehicle} is ready"])]
Text = Annotated[Line, Field(min_length=1, max_length=2000, examples=["Your {car} is ready to collect."])]
Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["21:00"])]


class MessageQuery(PageQuery):
    """Which messages to list. Who sees only own jobs sees only messages about those."""

    job_id: Identifier | None = None
    state: Annotated[list[State] | None, Field(max_length=7)] = None
    event: Annotated[list[str] | None, Field(max_length=12)] = None


class MessageOut(BaseModel):
    """A message. What it said is gone when the customer was erased, and after a year all of it is."""

    id: str
    channel: ChannelName
    event: Annotated[str, Field(examples=["ready"])]
    state: State
    to: str | None
    language: str
    subject: str | None
    text: str | None
    error: Annotated[str | None, Field(description="Why it was not sent, or not yet, in a sentence.")]
    job_id: str | None
    job_number: str | None
    customer_name: str | None
    vehicle_number: str | None
    has_paper: bool
    made_by_name: Annotated[str | None, Field(description="Who sent it by hand; null where it was sent automatically.")]
    created_at: dt.datetime
    due_at: Annotated[dt.datetime | None, Field(description="Put off until then, because of quiet hours.")]
    reached: Annotated[dict[State, dt.datetime], Field(description="When it came to each state.")]
    attempts: int
    may_retry: bool


class MessageIn(Repeatable):
    """A message about a job, sent by hand, or a draft that was opened in an app of one's own."""

    channel: ChannelName
    event: EventByHand = "by_hand"
    subject: Subject | None = None
    text: Annotated[Line, Field(min_length=1, max_length=2000, examples=["Your car is ready."])]
    language: Language | None = None
    is_draft: Annotated[
        bool, Field(description="It was opened in an app of one's own, so nobody knows whether it was sent.")
    ] = False


class MessageMade(BaseModel):
    """The outcome of a message for now."""

    id: str
    state: State
    due_at: dt.datetime | None
    message: Annotated[str, Field(examples=["The message is being sent"])]


class PreviewIn(BaseModel):
    """The message to preview: one about a job, or a wording that is not saved yet, with invented values."""

    event: Event | Literal["by_hand"]
    job_id: Identifier | None = None
    language: Language | None = None
    subject: Subject | None = None
    text: Text | None = None


class WayOut(BaseModel):
    """A channel to a customer. ``why_not`` says why nothing can be sent by it; a draft can be opened all the same."""

    channel: ChannelName
    to: str | None
    is_ready: Annotated[bool, Field(description="The server can send by it.")]
    why_not: str | None


class Preview(BaseModel):
    """A message as it would be sent."""

    subject: str
    text: str
    language: Language
    ways: list[WayOut]
    remind_again_at: Annotated[
        dt.datetime | None, Field(description="The customer was reminded; from then on he may be again.")
    ]


class StoppedPartOut(BaseModel):
    """A part of a channel by which nothing goes out, such as a template that Meta has paused."""

    part: Annotated[str, Field(examples=["revops_ready en"])]
    stopped_at: dt.datetime
    reason: str


class ChannelOut(BaseModel):
    """A channel, whether the server has it, and why nothing goes out by it where it is stopped."""

    channel: ChannelName
    is_ready: bool
    stopped_at: dt.datetime | None
    reason: str | None
    parts: list[StoppedPartOut]


class MessageSettingsOut(BaseModel):
    """The ways of a garage with messages."""

    events: dict[Announced, bool]
    channel_order: list[ChannelName]
    channels: list[ChannelOut]
    language: Language
    reply_to: Annotated[str | None, Field(description="Where answers go; the owner's address without one.")]
    quiet_from: Time
    quiet_until: Time
    daily_limit: int
    sent_today: int
    reminder_days: Annotated[int, Field(description="Nobody is reminded of what he owes sooner again.")]
    kept_days: int
    version: int


class MessageSettingsUpdate(BaseModel):
    """Fields left out stay as they are. With ``version``, the change is refused when somebody was faster."""

    events: dict[Announced, bool] | None = None
    channel_order: Annotated[list[ChannelName] | None, Field(min_length=1, max_length=2)] = None
    language: Language | None = None
    reply_to: OptionalEmail = None
    quiet_from: Time | None = None
    quiet_until: Time | None = None
    daily_limit: Annotated[int, Field(strict=True, ge=1, le=10_000)] | None = None
    reminder_days: Annotated[int, Field(strict=True, ge=1, le=90)] | None = None
    version: Annotated[int, Field(strict=True, ge=0)] | None = None


class MessageSettingsUpdated(BaseModel):
    """The settings after a change."""

    message: Annotated[str, Field(examples=["Settings saved"])]
    settings: MessageSettingsOut


class WordingOut(BaseModel):
    """The words of an event in one language; ``is_own`` says that the garage has changed them."""

    subject: str
    text: str
    is_own: bool


class TemplateOut(BaseModel):
    """The words of an event in each language, and the names in braces that are filled in."""

    event: Event
    placeholders: list[str]
    wordings: dict[Language, WordingOut]


class TemplateIn(BaseModel):
    """New words for an event in one language; without any, those that RevOps comes with."""

    event: Event
    language: Language
    subject: Subject | None = None
    text: Text | None = None


class Tested(Done):
    """The test message was taken by the channel."""

    to: str


class ConsentOut(BaseModel):
    """The last word of an address of a customer about messages, and whether anything reaches it."""

    channel: ChannelName
    address: str
    is_given: Annotated[bool | None, Field(description="Null: was not asked.")]
    how: How | None
    at: dt.datetime | None
    by_name: str | None
    unreachable: Annotated[str | None, Field(description="Why nothing reaches it.")]


class ConsentIn(BaseModel):
    """The answer of a customer who was asked."""

    channel: ChannelName
    address: Annotated[Line, Field(min_length=3, max_length=254)]
    is_given: bool


class RemindersByWay(BaseModel):
    """The customers who are reminded by a channel."""

    channel: ChannelName
    customers: int


class NotReached(BaseModel):
    """Customers who are not reminded, and why."""

    why: str
    customers: int


class RemindersOut(BaseModel):
    """The outcome of reminding all who owe, before anything is sent.

    Each customer gets one reminder, about the job on which he owes most. What channels charge is not known to RevOps.
    """

    customers: int
    amount: Annotated[float, Field(examples=[41500])]
    ways: list[RemindersByWay]
    today: Annotated[int, Field(description="So many of them go out today.")]
    days: Annotated[int, Field(description="In so many days all of them have gone out.")]
    a_day: Annotated[int, Field(description="So many reminders the garage may send in a day.")]
    whatsapp_a_day: Annotated[
        int | None, Field(description="So many by WhatsApp, of all garages that share the number; null: no limit.")
    ]
    reminded_lately: Annotated[int, Field(description="Jobs left out: the customer was reminded in the last days.")]
    reminder_days: int
    not_reached: list[NotReached]


class RemindersIn(BaseModel):
    """Everybody who owes and may be reminded, and no more than were shown."""

    at_most: Annotated[int, Field(strict=True, ge=1, le=10_000)]


class RemindersMade(BaseModel):
    """The reminders that are on their way."""

    customers: int
    message: Annotated[str, Field(examples=["412 reminders go out, over 3 days"])]
