"""The wire of Today: what needs the owner, five numbers, and the steps of a new garage."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from revops.http.wire import CashBeingCounted


class ActionKind(StrEnum):
    """A kind of thing that needs the owner, the most pressing first."""

    PAYMENTS_TO_CONFIRM = "payments_to_confirm"
    CASH_TO_RECEIVE = "cash_to_receive"
    REFUNDS_TO_CONFIRM = "refunds_to_confirm"
    CUSTOMER_WORDS = "customer_words"
    DISCOUNTS_ASKED = "discounts_asked"
    QUESTIONS = "questions"
    LATE_JOBS = "late_jobs"
    CARS_READY = "cars_ready"
    CHANNELS_STOPPED = "channels_stopped"
    MESSAGES_NOT_SENT = "messages_not_sent"
    BOOKS_DIFFER = "books_differ"
    CHECK_STOPPED = "check_stopped"
    WORK_NOT_DONE = "work_not_done"


class TodayAction(BaseModel):
    """A thing that needs the owner: how many of them, and how much money."""

    kind: ActionKind
    count: Annotated[int, Field(description="1,000 late jobs and 100 of what else is counted stand for more.")]
    amount: Annotated[float | None, Field(description="Null where it is not about money.")]


class TodayFigures(BaseModel):
    """Five numbers of the garage, all of one instant."""

    collected_today: Annotated[float, Field(description="Less what was rejected today.")]
    cash_in_hand: Annotated[float, Field(description="Of all managers together, less those that are being counted.")]
    cash_being_counted: CashBeingCounted
    owed_after_delivery: Annotated[float, Field(description="Outstanding on vehicles that have left.")]
    still_to_bill: Annotated[float, Field(description="Outstanding on vehicles that are in the shop.")]
    in_shop: Annotated[int, Field(description="Vehicles that are here: not delivered, on credit or closed.")]


class BooksProved(BaseModel):
    """The last check of the books against all that is stored. ``checked_at`` is null before the first."""

    checked_at: dt.datetime | None
    agrees: bool


class StepName(StrEnum):
    """A step of setting a garage up, in the order in which they are proposed."""

    WORKSHOP = "workshop"
    PAPERS = "papers"
    RATES = "rates"
    TEAM = "team"
    FIRST_JOB = "first_job"
    DIGEST = "digest"
    TWO_STEPS = "two_steps"


class SetUpStep(BaseModel):
    """A step of setting a garage up, done when what it asks for is really there."""

    step: StepName
    is_done: bool


class Today(BaseModel):
    """The owner's day, all of one instant."""

    actions: Annotated[list[TodayAction], Field(description="The most pressing first; empty when all is clear.")]
    figures: TodayFigures
    books: BooksProved
    set_up: Annotated[
        list[SetUpStep] | None,
        Field(description="The steps of a garage's first 30 days; null once all are done or they were put away."),
    ]
    offers_two_steps: Annotated[
        bool,
        Field(description="Once more: from a week on, in a new garage whose steps were put away."),
    ]
    as_of: dt.datetime


class SetUpChange(BaseModel):
    """The wish to have the steps put away, or back."""

    is_put_away: bool
