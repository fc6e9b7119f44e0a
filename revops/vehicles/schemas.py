"""Vehicles on the wire."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from revops.core.text import OptionalCode, OptionalName, Version
from revops.http.query import PageQuery
from revops.jobs.schemas import OdometerKm, OdometerReason, VehicleNumber

Fuel = Literal["petrol", "diesel", "cng", "lpg", "electric", "hybrid"]


class VehicleQuery(PageQuery):
    """Which vehicles to list."""

    q: Annotated[OptionalName, Field(description="Plate in any writing, make, model or VIN; beginnings match.")] = None


class ReadingOut(BaseModel):
    """A reading of the odometer. ``is_marked``: it does not fit the earlier ones; then ``reason`` says why."""

    km: int
    at: dt.datetime
    job_id: str | None
    reason: str | None
    is_marked: bool


class KeeperOut(BaseModel):
    """Whose the vehicle was, from when until when; null for now."""

    customer_id: str
    name: Annotated[str | None, Field(description="Null for a customer of colleagues, where one sees only own jobs.")]
    phones: list[str]
    since: dt.datetime
    until: dt.datetime | None


class VehicleOut(BaseModel):
    """A vehicle, with whose it is now and what its odometer said last."""

    id: str
    vehicle_number: str
    make: str | None
    model: str | None
    year: int | None
    fuel: Fuel | None
    vin: str | None
    colour: str | None
    keeper: KeeperOut
    odometer_km: int | None
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class VehicleUpdate(BaseModel):
    """Fields left out stay as they are. With ``version``, the change is refused when somebody was faster."""

    vehicle_number: VehicleNumber | None = None
    make: OptionalName = None
    model: OptionalName = None
    year: Annotated[int | None, Field(strict=True, ge=1900, le=2100)] = None
    fuel: Fuel | None = None
    vin: OptionalCode = None
    colour: OptionalName = None
    odometer_km: OdometerKm | None = None
    odometer_reason: OdometerReason = None
    version: Version | None = None


class VehicleUpdated(BaseModel):
    """The vehicle after a change; ``warnings`` point at values that look odd, they never block."""

    message: Annotated[str, Field(examples=["Vehicle updated"])]
    vehicle: VehicleOut
    warnings: list[str]
