"""The stored form of a workshop, and the one place that makes it."""

import datetime as dt
from typing import TypedDict

from revops.core.ids import new_id
from revops.mongo.client import Document
from revops.mongo.zones import note_zones

# Older versions receive cash by its sum, whatever the counts.
COUNTS_SINCE = 29


class WorkshopRow(TypedDict):
    """A workshop as it is stored."""

    _id: str
    owner_id: str
    name: str
    phone: str
    address: str | None
    gst_number: str | None
    # The number in its compact form, as it is printed.
    gstin: str | None
    currency: str
    timezone: str
    # From the first job on; then the currency is fixed.
    has_money: bool
    password_above_minor: int | None
    created_at: dt.datetime
    version: int
    zones: Document


def new_workshop(owner_id: str, name: str, phone: str, created_at: dt.datetime) -> WorkshopRow:
    """Build a new workshop, in India until told otherwise."""
    return {
        "_id": new_id(),
        "owner_id": owner_id,
        "name": name,
        "phone": phone,
        "address": None,
        "gst_number": None,
        "gstin": None,
        "currency": "INR",
        "timezone": "Asia/Kolkata",
        "has_money": False,
        "password_above_minor": None,  # nosec B105 - an amount
        "created_at": created_at,
        "version": 1,
        "zones": note_zones(["Asia/Kolkata"], 1),
    }
