"""The stored form of a customer, and the one place that makes it."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from revops.core.digits import only_digits
from revops.core.folding import words
from revops.core.ids import new_id
from revops.jobs.search import search_tokens
from revops.mongo.client import Document

# A customer of before is what a phone owes and has this name (journal/entry.CUSTOMER_BALANCES), also for an older
# version that writes there.
CUSTOMERS = "customer_records"

# One digit ten times, or nothing but one digit, or zeros, or the keypad from left to right: what is typed where no
# number is known. Taken for a number, it would make one customer of all who did not give theirs.
_STANDS_FOR_NONE = re.compile(r"([0-9])\1{9}$|^([0-9])\2+$|0{7}$|1234567890$")


class CustomerRow(TypedDict):
    """A customer as it is stored. What he is called and how he is reached is here and on his jobs and papers only."""

    _id: str
    workshop_id: str
    # By what an intake that finds nobody makes one, and only one: the phone, or without one the vehicle and the name.
    intake_key: NotRequired[str]
    name: str
    phones: list[str]
    email: str | None
    gst_number: str | None
    legal_name: str | None
    address: Document | None
    language: str | None
    consents: dict[str, bool]
    notes: str | None
    # Into whom this one was merged, and who is one with him: what names them is his.
    merged_into: str | None
    merged_at: dt.datetime | None
    merged_from: list[str]
    # Phones that the other had not, when this one was merged into it: they go back with this one.
    given_phones: NotRequired[list[str]]
    # To whom the other was shown then.
    other_manager_ids: NotRequired[list[str]]
    # The members who have, or had, jobs of this customer: who sees only own jobs sees only these customers.
    manager_ids: list[str]
    erased_at: dt.datetime | None
    search: list[str]
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


def new_customer(
    workshop_id: str, name: str, phone: str, intake_key: str, manager_id: str, at: dt.datetime
) -> CustomerRow:
    """Build a customer who is seen for the first time."""
    row: CustomerRow = {
        "_id": new_id(),
        "workshop_id": workshop_id,
        "intake_key": intake_key,
        "name": name,
        "phones": [phone] if is_number(phone) else [],
        "email": None,
        "gst_number": None,
        "legal_name": None,
        "address": None,
        "language": None,
        "consents": {},
        "notes": None,
        "merged_into": None,
        "merged_at": None,
        "merged_from": [],
        "manager_ids": [manager_id],
        "erased_at": None,
        "search": [],
        "created_at": at,
        "updated_at": at,
        "version": 1,
    }
    row["search"] = customer_tokens(row)
    return row


def is_number(phone: str) -> bool:
    """Tell a phone number from what stands for none: no digits, or those typed because the field wants some."""
    digits = only_digits(phone)
    return digits != "" and _STANDS_FOR_NONE.search(digits) is None


def is_called(row: Mapping[str, Any], name: str) -> bool:
    """Tell whether a customer has this name, however it is written."""
    return words(row["name"]) == words(name)


def customer_tokens(row: Mapping[str, Any]) -> list[str]:
    """Build what a customer is found by: names, and each phone number in any writing."""
    blank = {"vehicle_number": "", "car_model": row["legal_name"] or "", "customer_name": row["name"]}
    phones = row["phones"] or [""]
    return sorted({token for phone in phones for token in search_tokens(blank | {"phone": phone})})


def ids_of(row: Mapping[str, Any]) -> list[str]:
    """List the ids by which jobs and vehicles name a customer: his, and those of whoever was merged into him."""
    return [row["_id"], *row["merged_from"]]
