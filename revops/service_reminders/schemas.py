"""Service reminders on the wire."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from revops.core.text import Identifier, Line
from revops.http.query import PageQuery
from revops.mongo.repeats import Repeatable

Due = Literal["soon", "all"]


class ServiceReminderIn(Repeatable):
    """Work that is due again: after so many months, so many kilometres, or whichever comes first."""

    title: Annotated[Line, Field(min_length=1, max_length=80, examples=["Engine oil and filter"])]
    months: Annotated[int | None, Field(strict=True, ge=1, le=60)] = None
    km: Annotated[int | None, Field(strict=True, ge=500, le=200_000, examples=[10_000])] = None


class ServiceReminderQuery(PageQuery):
    """Which reminders to list, the soonest first."""

    due: Annotated[Due, Field(description="Soon: within 30 days, or late.")] = "soon"
    vehicle_id: Identifier | None = None


class ServiceReminderOut(BaseModel):
    """A reminder with the vehicle, and whom one may remind."""

    id: str
    title: str
    job_id: str
    vehicle_id: str
    vehicle_number: str
    car_model: str | None
    customer_id: str | None
    customer_name: str | None
    phone: str | None
    may_be_reminded: Annotated[
        bool, Field(description="The customer agreed to be told of offers and of what is due: a consent of its own.")
    ]
    message: Annotated[
        str | None, Field(description="A draft to the customer in his language; null where he has not agreed.")
    ]
    due_on: dt.date | None
    due_km: int | None
    expected_on: Annotated[dt.date, Field(description="The earlier of the day and of when the kilometres are reached.")]
    made_at: dt.datetime


class ServiceReminderMade(BaseModel):
    """A reminder was set."""

    message: Annotated[str, Field(examples=["Reminder set"])]
    id: str
    expected_on: dt.date


class ServiceReminderAnswer(BaseModel):
    """The answer to a reminder, which ends it."""

    answer: Literal["done", "not_needed"]


class UsualReminder(BaseModel):
    """Work that garages usually remind of."""

    title: str
    months: int | None
    km: int | None
