"""The stored forms of bank accounts, statements and their rows, and the one place that makes them."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NotRequired, TypedDict, cast

import orjson

from revops.core.ids import new_id


class RowState(StrEnum):
    """The state of a row: as much as is known of it."""

    # Came in, and nobody knows from whom.
    OPEN = "open"
    MATCHED = "matched"
    # Came in, and is no customer's.
    SET_ASIDE = "set_aside"
    # Went out.
    OUT = "out"


class AccountRow(TypedDict):
    """A bank account of the garage: of its number only the end is kept."""

    _id: str
    workshop_id: str
    bank: str
    ends_in: str | None
    added_at: dt.datetime


class StatementRow(TypedDict):
    """A statement that was read."""

    _id: str
    workshop_id: str
    account_id: str
    sha256: str
    bank: str
    rows: int
    new_rows: int
    first_day: str
    last_day: str
    opening_minor: int
    closing_minor: int
    read_at: dt.datetime
    read_by: str
    # A long one is written in parts; until the last is there it may be sent again.
    is_whole: bool


class BankRow(TypedDict):
    """A row of a statement. What it says of people is beside a digest with a salt, and can be erased."""

    _id: str
    workshop_id: str
    account_id: str
    statement_id: str
    # The part that it was written in, and its place there.
    part_id: str
    n: int
    day: str
    amount_minor: int
    balance_minor: int
    # What makes it the same row in another file.
    key: str
    rrns: list[str]
    said: str
    salt: NotRequired[str]
    narration: NotRequired[str]
    reference: NotRequired[str]
    state: str
    payment_ids: NotRequired[list[str]]
    match: NotRequired[str]


class ReadRow(TypedDict):
    """A row as it was read from a file, oldest first."""

    row: int
    day: str
    amount_minor: int
    balance_minor: int
    narration: str
    reference: str
    rrns: list[str]
    key: str


def new_account(workshop_id: str, bank: str, ends_in: str | None, at: dt.datetime) -> AccountRow:
    """Build an account."""
    return {"_id": new_id(), "workshop_id": workshop_id, "bank": bank, "ends_in": ends_in, "added_at": at}


def new_bank_row(statement: StatementRow, part_id: str, n: int, read: ReadRow) -> BankRow:
    """Build a row of a statement."""
    salt = secrets.token_hex(8)
    return {
        "_id": new_id(),
        "workshop_id": statement["workshop_id"],
        "account_id": statement["account_id"],
        "statement_id": statement["_id"],
        "part_id": part_id,
        "n": n,
        "day": read["day"],
        "amount_minor": read["amount_minor"],
        "balance_minor": read["balance_minor"],
        "key": read["key"],
        "rrns": read["rrns"],
        "said": said_digest(salt, read["narration"], read["reference"]),
        "salt": salt,
        "narration": read["narration"],
        "reference": read["reference"],
        "state": (RowState.OPEN if read["amount_minor"] > 0 else RowState.OUT).value,
    }


def said_digest(salt: str, narration: str, reference: str) -> str:
    """Digest what a row says of people."""
    return hashlib.sha256(orjson.dumps([salt, narration, reference])).hexdigest()


_DIGESTED = ("n", "account_id", "day", "amount_minor", "balance_minor", "key", "rrns", "said")


class PartDigest:
    """Digests the rows of a part, in their order: what the journal keeps of them."""

    def __init__(self) -> None:
        self.rows = 0
        self._digest = hashlib.sha256()

    def add(self, row: Mapping[str, Any]) -> None:
        """Add the next row."""
        self.rows += 1
        self._digest.update(orjson.dumps([row[name] for name in _DIGESTED]))

    def text(self) -> str:
        """Return the digest of the rows so far."""
        return self._digest.hexdigest()


def facts_of_part(statement: StatementRow, part_id: str, rows: Sequence[BankRow]) -> dict[str, Any]:
    """Build what the entry of a part says: nothing of what its rows say of people."""
    digest, said = PartDigest(), cast("Mapping[str, Any]", statement)
    for row in rows:
        digest.add(row)
    return {
        "part_id": part_id,
        "account_id": statement["account_id"],
        "sha256": statement["sha256"],
        "rows": len(rows),
        "digest": digest.text(),
        "first_day": statement["first_day"],
        "last_day": statement["last_day"],
        "closing_minor": statement["closing_minor"],
        "statement": {name: said[name] for name in _OF_STATEMENT},
    }


_OF_STATEMENT = ("bank", "rows", "new_rows", "opening_minor", "is_whole")
