"""The bank's page as it was told last, for as long as nothing was written that it says anything of.

To match half a year anew takes as long as much is not matched. What the page is made from changes together with an
entry of the journal, in one transaction: so whoever finds no such entry since has the page of now (decision 0094).
"""

import time
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from revops.journal.accounts import Account
from revops.journal.entry import EntryKind
from revops.journal.position import Position, read_since
from revops.mongo.client import Database

# What is remembered of all garages together: some forty pages.
MAX_BYTES = 4_000_000
# An upgrade reads numbers out of references, and writes no entry: what it changed is seen after so long.
_MAX_SECONDS = 300
_ASKED = {"kind": 1, "changes.customer_name": 1, "changes.vehicle_number": 1, "postings.account": 1}

# What is written of nothing that the page says. Whatever else is written, and what is not known here, may change it.
_SAYS_NOTHING_OF_IT = frozenset(
    kind.value
    for kind in (
        EntryKind.CAMERA_COUNTED,
        EntryKind.CAR_SEEN,
        EntryKind.CASH_ALLOWED,
        EntryKind.COUNT_ASKED,
        EntryKind.COUNT_MADE,
        EntryKind.COUNT_MISSED,
        EntryKind.CREDIT_RELEASED,
        EntryKind.CUSTOMER_WORD,
        EntryKind.CUSTOMER_WORD_RESOLVED,
        EntryKind.CUSTOMER_WORD_SHOWN,
        EntryKind.DAY_CLOSED,
        EntryKind.DAY_OPENED,
        EntryKind.DIGEST_MADE,
        EntryKind.ESTIMATE_ANSWERED,
        EntryKind.ESTIMATE_SENT,
        EntryKind.EVIDENCE_ADDED,
        EntryKind.EVIDENCE_FORGOTTEN,
        EntryKind.EXCEPTION_ANSWERED,
        EntryKind.EXCEPTION_NOTED,
        EntryKind.EXCEPTION_WITHDRAWN,
        EntryKind.INSPECTION_FINISHED,
        EntryKind.INVOICE_ISSUED,
        EntryKind.PAPER_KEPT,
        EntryKind.PAPER_PRINTED,
        EntryKind.PASS_ISSUED,
        EntryKind.PASS_USED,
        EntryKind.PHOTO_ADDED,
        EntryKind.PHOTO_DELETED,
        EntryKind.PHOTO_FORGOTTEN,
        EntryKind.PHOTO_RESTORED,
        EntryKind.RECEIPT_ISSUED,
        EntryKind.SERVICE_PROPOSED,
        EntryKind.SERVICE_REMINDER_ANSWERED,
        EntryKind.SERVICE_REMINDER_SET,
    )
)
# Of the money of others: by bank it changes the page.
_OF_MONEY = frozenset({EntryKind.JOB_CREATED.value, EntryKind.PAYMENT_RECORDED.value})


# The garage, and whose jobs whoever asks sees.
Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was told: where the journal was before it was read, what else it was made from, whom it
    names and how they were called."""

    position: Position
    made_from: Hashable
    named: frozenset[str]
    names: Mapping[str, str]
    body: bytes
    at: float


class Remembered:
    """The pages that were last asked for, as far as there is room."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0

    async def find(self, db: Database, key: Key, made_from: Hashable) -> Page | None:
        """Look up a page, which is told again if it is as it would be read now but for the names in it."""
        page = self._pages.get(key)
        if page is None or page.made_from != made_from or time.monotonic() - page.at > _MAX_SECONDS:
            return None
        since = await read_since(db, key[0], page.position, _ASKED)
        if since is None or any(may_change_it(entry) for entry in since[1]):
            return None
        moved = replace(page, position=since[0])
        self.put(key, moved)
        return moved

    def put(self, key: Key, page: Page) -> None:
        """Keep a page; when they are too large, drop those that nobody has asked for the longest."""
        self.drop(key)
        self._pages[key] = page
        self._bytes += len(page.body)
        while self._bytes > MAX_BYTES:
            self.drop(next(iter(self._pages)))

    def forget(self, workshop_id: str) -> None:
        """Forget the pages of a garage."""
        for key in [key for key in self._pages if key[0] == workshop_id]:
            self.drop(key)

    def drop(self, key: Key) -> None:
        """Forget a page."""
        page = self._pages.pop(key, None)
        self._bytes -= 0 if page is None else len(page.body)


def may_change_it(entry: Mapping[str, Any]) -> bool:
    """Say whether what an entry says may change the page."""
    kind = entry["kind"]
    if kind == EntryKind.JOB_UPDATED.value:
        return bool(entry.get("changes"))
    if kind in _OF_MONEY:
        return any(posting["account"] == Account.BANK for posting in entry.get("postings", ()))
    return kind not in _SAYS_NOTHING_OF_IT


_OF_DATABASE: "WeakKeyDictionary[Database, Remembered]" = WeakKeyDictionary()


def remembered(db: Database) -> Remembered:
    """Return this process's memory of a database."""
    return _OF_DATABASE.setdefault(db, Remembered())
