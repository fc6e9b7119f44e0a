"""The stored form of a quotation: an estimate for a car that is not in the garage, and is no job until it comes."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypedDict

from revops.core.ids import new_id
from revops.core.text import normalise_plate
from revops.mongo.client import Document

# A version that does not know this migration could not check the books of a garage that has some.
MIGRATION = 51
VALID_FOR = dt.timedelta(days=30)


class QuotationState(StrEnum):
    """The states of a quotation. That its time is over is no state: ``ends_at`` says when."""

    TO_FOLLOW = "to_follow"
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    BEGUN = "begun"


class QuotationRow(TypedDict):
    """A quotation as it is stored. Its id and its number are those of the job that it becomes."""

    _id: str
    workshop_id: str
    manager_id: str
    number: int
    customer_name: str
    phone: str
    car_model: str
    # Empty, as the plate is, where the customer did not say it.
    vehicle_number: str
    plate: str
    work_description: str
    planned_completion_days: int
    items: list[Document]
    pricing: Document | None
    # None: to follow.
    estimated_minor: int | None
    state: str
    sent_at: dt.datetime | None
    answered_at: dt.datetime | None
    # By whom and how it was answered: on the page, or as somebody of the garage was told.
    how: str | None
    told: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    ends_at: dt.datetime
    version: int


def new_quotation(
    workshop_id: str, manager_id: str, number: int, facts: Mapping[str, Any], at: dt.datetime
) -> QuotationRow:
    """Build a quotation of what was typed and priced, which nobody has seen yet."""
    return {
        "_id": new_id(),
        "workshop_id": workshop_id,
        "manager_id": manager_id,
        "number": number,
        "customer_name": facts["customer_name"],
        "phone": facts["phone"],
        "car_model": facts["car_model"],
        "vehicle_number": facts["vehicle_number"],
        "plate": normalise_plate(facts["vehicle_number"]),
        "work_description": facts["work_description"],
        "planned_completion_days": facts["planned_completion_days"],
        "items": facts["items"],
        "pricing": facts["pricing"],
        "estimated_minor": facts["estimated_minor"],
        "state": priced_state(facts["estimated_minor"]),
        "sent_at": None,
        "answered_at": None,
        "how": None,
        "told": None,
        "created_at": at,
        "updated_at": at,
        "ends_at": at + VALID_FOR,
        "version": 1,
    }


def priced_state(estimated_minor: int | None) -> str:
    """Name the state of a quotation that nobody has answered."""
    return (QuotationState.TO_FOLLOW if estimated_minor is None else QuotationState.WAITING).value
