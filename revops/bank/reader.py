"""Reading a file as a statement: in a process of its own, one at a time, so that nobody else waits for it."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

import orjson

from revops.bank.row import ReadRow
from revops.core.fair import Desk
from revops.core.helper import Helper
from revops.core.money import MINOR_DIGITS

_DESK = Desk(1, 1, 60, "A statement of yours is being read already. Please wait until it is.")
_TOO_MUCH = (
    "This file cannot be read: it takes more memory than any statement does. Copy the rows of the statement into a new"
    " workbook, save that as XLSX or CSV, and choose that file."
)
_READER = Helper(
    "revops.bank.reading.statement", _DESK, longest_seconds=40, idle_seconds=5, max_mb=1500, overtaxed=_TOO_MUCH
)


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement as its file says it, its rows oldest first."""

    bank: str
    # The end of the account's number, where the file says it.
    ends_in: str | None
    opening_minor: int
    closing_minor: int
    rows: list[ReadRow]

    # The days that it is of, where the file says them.
    period: tuple[str, str] | None

    @property
    def first_day(self) -> str:
        """The first day that it is of."""
        first = min(row["day"] for row in self.rows)
        return first if self.period is None else min(first, self.period[0])

    def last_day(self, yesterday: str) -> str:
        """Return the last day that it is of: nobody knows yet what comes today, or later."""
        last = max(row["day"] for row in self.rows)
        return last if self.period is None else max(last, min(self.period[1], yesterday))


@dataclass(frozen=True, slots=True)
class UnknownLayout:
    """A statement whose columns nobody has said: what its header is remembered by, its cells, and some rows."""

    key: str
    header: list[str]
    sample: list[list[str]]


async def read_file(
    file: IO[bytes], currency: str, mappings: Mapping[str, Any], whose: str, who: str
) -> ReadStatement | UnknownLayout:
    """Read what a person of a workshop sent. Raises ValueError saying what is wrong with it, TooManyRequests,
    Unavailable.
    """
    how = {"mappings": dict(mappings), "currency": currency, "digits": MINOR_DIGITS[currency]}
    file.seek(0, 2)
    file.write(b"\n" + orjson.dumps(how))
    answered = (await _READER.ask(file, whose, who)).split(b"\n")
    head = orjson.loads(answered[0])
    if "unknown" in head:
        return UnknownLayout(**head["unknown"])
    rows: list[ReadRow] = []
    seen: Counter[str] = Counter()
    for piece in answered[1:]:
        for row, day, amount_minor, balance_minor, narration, reference, rrns in orjson.loads(piece):
            same = f"{day}:{amount_minor}:{balance_minor}"
            # The same sum may come and go and come again on one day.
            seen[same] += 1
            rows.append(
                {
                    "row": row,
                    "day": day,
                    "amount_minor": amount_minor,
                    "balance_minor": balance_minor,
                    "narration": narration,
                    "reference": reference,
                    "rrns": rrns,
                    "key": f"{same}:{seen[same]}",
                }
            )
        await asyncio.sleep(0)  # others go on in between
    period = None if head["period"] is None else (head["period"][0], head["period"][1])
    return ReadStatement(head["bank"], head["account"], head["opening_minor"], head["closing_minor"], rows, period)
