"""Jobs on the wire."""

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, Field

from revops.billing.schemas import CustomerGst, Items, PlaceOfSupply
from revops.core.emails import OptionalEmail
from revops.core.money import Amount, PositiveAmount
from revops.core.text import Identifier, Line, OptionalName, OptionalNote, OptionalText, Version
from revops.http.query import FromDay, PageQuery, ToDay
from revops.http.wire import PaymentMethod
from revops.jobs.status import JobStatus
from revops.mongo.client_ids import ClientId
from revops.mongo.repeats import Repeatable

Sort = Literal["-created_at", "created_at", "-remaining_amount", "due_at"]
Due = Literal["overdue", "today"]

CustomerName = Annotated[Line, Field(min_length=1, max_length=120, examples=["Raj Kumar"])]
CustomerPhone = Annotated[Line, Field(min_length=4, max_length=32, examples=["+919123456789"])]
CarModel = Annotated[Line, Field(min_length=1, max_length=80, examples=["Honda City"])]
VehicleNumber = Annotated[Line, Field(min_length=2, max_length=20, examples=["MH12AB1234"])]
WorkDescription = Annotated[Line, Field(min_length=1, max_length=2000, examples=["Engine oil change"])]
# Ten times more than any vehicle has run: a slip of the finger is asked about, not refused.
OdometerKm = Annotated[int, Field(strict=True, ge=0, le=9_999_999, examples=[48250])]
OdometerReason = Annotated[
    Annotated[Line, Field(min_length=1, max_length=200)] | None,
    Field(
        description="Why the reading is lower than before or absurdly high; without it such a one is answered 409"
        " `reading_needs_reason`.",
        examples=["The instrument was replaced"],
    ),
]
PlannedDays = Annotated[int, Field(strict=True, ge=0, le=365, examples=[2])]


class JobQuery(PageQuery):
    """Which jobs to list. A manager sees own jobs only, whatever is asked."""

    status: Annotated[list[JobStatus] | None, Field(max_length=7)] = None
    manager_id: Identifier | None = None
    customer_id: Annotated[
        list[Identifier] | None,
        Field(max_length=50, description="Of this customer; those merged into one are given, too."),
    ] = None
    vehicle_id: Identifier | None = None
    q: Annotated[
        OptionalName,
        Field(
            description="Customer, vehicle number, car, phone, number of the job, an invoice or a receipt, or reference"
            " of a payment; beginnings match. `job 3001` finds that one only."
        ),
    ] = None
    first_day: FromDay = None
    last_day: ToDay = None
    outstanding: bool | None = None
    invoiced: Annotated[
        bool | None,
        Field(description="`false` lists what an invoice can still be issued for: something is charged."),
    ] = None
    due: Annotated[
        Due | None,
        Field(
            description="Only jobs pending, in progress or waiting for parts that were due before today, or are due"
            " today, in the workshop's time zone; soonest due first, whatever `sort` says."
        ),
    ] = None
    cancelled: Annotated[
        bool | None, Field(description="Only jobs that were cancelled, or only those that were not.")
    ] = None
    sort: Annotated[
        Sort,
        Field(
            description="`-remaining_amount` lists only what is outstanding; `due_at` only jobs pending, in progress or"
            " waiting for parts, soonest due first."
        ),
    ] = "-created_at"


class JobCreate(Repeatable, BaseModel):
    """A vehicle taken in. An advance becomes a payment at once."""

    id: ClientId = None
    customer_name: CustomerName
    phone: CustomerPhone
    car_model: CarModel
    vehicle_number: VehicleNumber
    work_description: WorkDescription
    estimated_amount: Annotated[
        Amount | None,
        Field(description="What the customer is to pay; left out where items say it, or it is to follow."),
    ] = None
    estimate_to_follow: Annotated[
        bool | None,
        Field(
            description="True: nobody knows yet what it will come to. The job is not delivered without an estimate;"
            " an advance may be of any amount, and is a credit until then."
        ),
    ] = None
    advance_paid: Annotated[Amount, Field(validate_default=True)] = 0  # type: ignore[assignment]
    advance_method: PaymentMethod = "cash"
    planned_completion_days: PlannedDays
    address: Annotated[OptionalNote, Field(examples=["4 Hill Road"])] = None
    parts_required: Annotated[OptionalText, Field(examples=["Oil filter, engine oil"])] = None
    worker_assigned: Annotated[OptionalName, Field(examples=["Ramu"])] = None
    internal_notes: Annotated[OptionalText, Field(examples=["Prefers synthetic oil"])] = None
    items: Items = []
    customer_gst_number: CustomerGst = None
    place_of_supply: PlaceOfSupply = None
    customer_id: Annotated[
        Identifier | None, Field(description="Whose job it is; left out, who is known by the plate and the phone.")
    ] = None
    vehicle_id: Annotated[Identifier | None, Field(description="The vehicle; left out, the one of this number.")] = None
    keeper: Annotated[
        Literal["same", "sold"] | None,
        Field(
            description="For a known vehicle with another name or phone: `same` is the same customer, who is called"
            " and reached so from now on; `sold` means that the vehicle is somebody else's. Left out, the job is of"
            " whose phone it is, and the vehicle stays with its keeper."
        ),
    ] = None
    another: Annotated[
        bool | None,
        Field(
            description="A further job for a car that has an open one. Only requests with `X-Client: revops-web` are"
            " asked, by a 409 `already_open` with the `open_job`."
        ),
    ] = None
    quotation_id: Annotated[
        Identifier | None,
        Field(
            description="The estimate that was given before the car came: the job has its id, its number, its link and,"
            " once it has a price, its price, which is not said again."
        ),
    ] = None
    odometer_km: OdometerKm | None = None
    odometer_reason: OdometerReason = None
    customer_email: Annotated[
        OptionalEmail, Field(description="Kept with the customer, for messages.", examples=["raj@example.com"])
    ] = None

    # What earlier versions do not know of: a request that is sent again to another version has the same fingerprint.
    unprinted: ClassVar[frozenset[str]] = frozenset(
        {
            "id",
            "estimate_to_follow",
            "another",
            "customer_id",
            "vehicle_id",
            "keeper",
            "quotation_id",
            "odometer_km",
            "odometer_reason",
            "customer_email",
        }
    )


class JobUpdate(BaseModel):
    """Fields left out stay as they are. With ``version`` or ``from_status``, the change is refused when somebody was
    faster."""

    customer_name: CustomerName | None = None
    phone: CustomerPhone | None = None
    car_model: CarModel | None = None
    vehicle_number: VehicleNumber | None = None
    work_description: WorkDescription | None = None
    estimated_amount: Annotated[
        Amount | None, Field(description="Of a job whose estimate is to follow, 0 leaves it so.")
    ] = None
    estimate_to_follow: Annotated[
        bool | None, Field(description="False, with an estimate of 0: there is nothing to pay. True changes nothing.")
    ] = None
    planned_completion_days: PlannedDays | None = None
    address: OptionalNote = None
    parts_required: OptionalText = None
    worker_assigned: OptionalName = None
    internal_notes: OptionalText = None
    items: Annotated[
        Items | None, Field(description="All lines; they make the estimate. An empty list removes them.")
    ] = None
    customer_gst_number: CustomerGst = None
    place_of_supply: PlaceOfSupply = None
    status: Annotated[JobStatus | None, Field(examples=["in_progress"])] = None
    from_status: Annotated[
        JobStatus | None,
        Field(
            description="Where `status` moves the job from, for a move that is sent late: where it stands elsewhere by"
            " then, and not where it is to go, the change is refused."
        ),
    ] = None
    manager_id: Annotated[
        Identifier | None, Field(description="Who is to have the job from now on; the owner gives it to another.")
    ] = None
    version: Version | None = None
    undo_of: Annotated[
        Version | None,
        Field(
            description="Takes back the caller's own change that made this version of the job, within a minute. Of a"
            " move, `status` is the one before it; without `status` it is an edit, whose fields are as before."
            " Nothing else changes, and no customer is told."
        ),
    ] = None


class JobOut(BaseModel):
    """A job. ``total_paid`` counts payments recorded and not rejected, ``confirmed_amount`` those confirmed."""

    id: str
    number: Annotated[
        int | None,
        Field(
            description="What people call the job: counted from 1 in each workshop, with gaps. Null for a moment where"
            " an older version wrote it.",
            examples=[3001],
        ),
    ]
    workshop_id: str
    manager_id: str
    manager_name: str | None
    customer_id: Annotated[
        str | None, Field(description="The customer's record; null for a moment where an older version wrote it.")
    ]
    vehicle_id: str | None
    customer_name: str
    phone: str
    car_model: str
    vehicle_number: str
    work_description: str
    estimated_amount: Annotated[float, Field(description="0 while it is to follow.")]
    estimate_to_follow: bool
    advance_paid: float
    total_paid: float
    confirmed_amount: float
    written_off_amount: Annotated[float, Field(description="What the owner no longer expects to be paid.")]
    remaining_amount: Annotated[
        float, Field(description="The estimate less what is paid and what was written off; 0 while it is to follow.")
    ]
    credit_amount: Annotated[
        float, Field(description="What is paid while the estimate is to follow; it counts once there is one.")
    ]
    planned_completion_days: int
    status: JobStatus
    address: str | None
    parts_required: str | None
    worker_assigned: str | None
    internal_notes: str | None
    customer_gst_number: str | None
    place_of_supply: str | None
    invoice_id: Annotated[str | None, Field(description="The invoice that stands, if one was issued.")]
    invoice_number: Annotated[str | None, Field(examples=["INV/2627/00001"])]
    service_counts: Annotated[
        dict[str, int] | None,
        Field(
            description="How many of the services that the customer was asked about are approved, declined, call_me or"
            " still proposed; null where nothing was sent.",
            examples=[{"approved": 2, "call_me": 1}],
        ),
    ]
    created_at: dt.datetime
    updated_at: dt.datetime
    taken_on: Annotated[dt.date, Field(description="Workshop day of `created_at`, as it was then.")]
    completed_at: dt.datetime | None
    completed_on_time: Annotated[
        bool | None, Field(description="Completed on or before the day it was due; null until it is completed.")
    ]
    due_at: dt.datetime
    cancelled_at: Annotated[
        dt.datetime | None, Field(description="When it was cancelled: such a job is `closed`, and its estimate is 0.")
    ]
    cancel_reason: str | None
    cancelled_by: Annotated[str | None, Field(description="The member who cancelled it.")]
    version: int


class TimelineEntry(BaseModel):
    """One thing that happened to the job, from the journal."""

    id: str
    kind: Annotated[str, Field(examples=["payment_recorded"])]
    actor_id: str
    actor_name: str | None
    created_at: dt.datetime
    payment_id: str | None
    note: str | None
    changes: Annotated[dict[str, list[Any]], Field(examples=[{"status": ["pending", "in_progress"]}])]
    amount: Annotated[float | None, Field(description="What the event posted to receivables, in the currency.")]


class JobUpdated(BaseModel):
    """The job after a change."""

    message: Annotated[str, Field(examples=["Job updated"])]
    job: JobOut


class Reassign(BaseModel):
    """The member who is to have the job."""

    manager_id: Identifier


class WriteOff(Repeatable):
    """Money on a job that will never be paid."""

    amount: Annotated[
        PositiveAmount | None, Field(description="At most what is outstanding; all of that when left out.")
    ] = None
    reason: Annotated[Line, Field(min_length=1, max_length=500, examples=["The customer has moved away"])]


class WrittenOff(BaseModel):
    """The job after something was written off."""

    message: Annotated[str, Field(examples=["Written off"])]
    id: str
    amount: Annotated[float, Field(description="What was written off just now.", examples=[1250.5])]
    written_off_amount: Annotated[float, Field(description="What was written off of this job in all.")]
    remaining_amount: Annotated[float, Field(examples=[0])]


# Fields that may be emptied; null for any other field of an update means "leave it".
NULLABLE = frozenset(
    {"address", "parts_required", "worker_assigned", "internal_notes", "customer_gst_number", "place_of_supply"}
)
