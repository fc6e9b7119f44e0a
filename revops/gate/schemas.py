"""The gate on the wire: sightings, passes, days."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.core.codes import Code, OptionalCode
from revops.core.money import Currency
from revops.core.written_time import Day, Instant
from revops.gate.row import Direction, PassOutcome
from revops.jobs.schemas import OdometerKm, VehicleNumber
from revops.jobs.status import JobStatus
from revops.mongo.client_ids import ClientId
from revops.mongo.repeats import Repeatable

MAX_CARS = 10_000
PassCode = Annotated[Code, Field(examples=["K7WM-3QXA"])]


class SightingCreate(Repeatable):
    """A car that comes in or goes out."""

    id: ClientId = None
    plate: VehicleNumber
    direction: Direction
    at: Annotated[
        Instant | None, Field(description="When it was seen, by the phone's clock; now when it is left out.")
    ] = None
    odometer_km: OdometerKm | None = None
    pass_code: Annotated[
        OptionalCode, Field(description="The code of the gate pass that was shown.", examples=["K7WM-3QXA"])
    ] = None


class SightingRecorded(BaseModel):
    """A sighting was recorded; ``outcome`` says what came of its pass, where one was shown."""

    id: str
    message: Annotated[str, Field(examples=["MH12AB1234 in"])]
    outcome: PassOutcome | None
    may_leave: Annotated[
        bool | None,
        Field(description="Of a car that goes out without a pass: its last job is paid, or the owner has released it."),
    ]
    call: Annotated[
        str | None, Field(description="Where it may not leave, the name of whoever to ask.", examples=["Kavita Rao"])
    ]


class SightingOut(BaseModel):
    """A car that was seen at the gate."""

    id: str
    plate: Annotated[str, Field(examples=["MH12AB1234"])]
    direction: Direction
    at: dt.datetime
    odometer_km: int | None
    outcome: PassOutcome | None


class GateDay(BaseModel):
    """The gate's own day: what whoever asks has recorded today, the newest first, at most 500."""

    workshop_name: str
    timezone: str
    currency: Currency
    day: Day
    sightings: list[SightingOut]


class PassCheck(BaseModel):
    """A pass that is shown at the gate, before the car goes."""

    code: PassCode


class PassGood(BaseModel):
    """A pass that holds: the car with this number may leave."""

    plate: Annotated[str, Field(examples=["MH12AB1234"])]


class GatePass(BaseModel):
    """The gate pass of a job, to be shown or sent to the customer."""

    code: Annotated[str, Field(examples=["K7WM-3QXA"])]
    qr: Annotated[str, Field(description="Its QR code: an SVG picture as a data URI.")]
    plate: str
    issued_at: dt.datetime


class JobAtGate(BaseModel):
    """The state of a job at the gate."""

    has_gate: Annotated[bool, Field(description="Whether somebody of the garage stands at its gate.")]
    may_leave: Annotated[bool, Field(description="Paid, or released by the owner: a pass can be shown.")]
    owed: Annotated[float, Field(description="What is outstanding now.")]
    estimate_to_follow: bool
    released_at: Annotated[dt.datetime | None, Field(description="When the owner last let it leave unpaid.")]
    released_by_name: str | None
    released_amount: float | None
    issued_at: Annotated[dt.datetime | None, Field(description="Of the last pass.")]
    used_at: Annotated[dt.datetime | None, Field(description="When the car went out with the last pass.")]
    used_km: int | None


class SeenCar(BaseModel):
    """A car that was seen on a day, and the job that it belongs to."""

    plate: str
    sightings: list[SightingOut]
    job_id: str | None
    job_number: int | None
    job_status: JobStatus | None


class GateJob(BaseModel):
    """A job that was taken in on a day, and whose car was not seen."""

    id: str
    number: int | None
    plate: str


class DayAtGate(BaseModel):
    """A day at the gate: cars and jobs side by side."""

    day: Day
    cars_seen: int
    jobs_taken_in: int
    cars_counted: Annotated[int | None, Field(description="On the camera, by the owner.")]
    cars: Annotated[list[SeenCar], Field(description="Those without a job first; at most 500.")]
    jobs_never_seen: list[GateJob]


class CameraCount(BaseModel):
    """The number of cars that came in on a day, counted on the camera."""

    cars: Annotated[int, Field(strict=True, ge=0, le=MAX_CARS, examples=[14])]


class CameraCounted(BaseModel):
    """The count was recorded, beside the jobs of its day."""

    message: Annotated[str, Field(examples=["Count recorded"])]
    cars: int
    jobs_taken_in: int


class GateSettings(BaseModel):
    """The limits that the gate checks by."""

    test_drive_km: Annotated[
        int,
        Field(strict=True, ge=1, le=1000, description="More between in and out is asked about.", examples=[25]),
    ]
