"""A statement beside the rows that were read before: days that two files share must say the same in both."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from revops.bank.errors import StatementsDiffer
from revops.bank.reader import ReadStatement
from revops.bank.row import BankRow, ReadRow
from revops.core.time import spoken_day
from revops.mongo.client import Document
from revops.mongo.scoped import ScopedRows

_ROW_BATCH_SIZE = 500
_MAX_REWORDED_ROWS = 20
_SIGNS = re.compile(r"[^a-z0-9]")
_COMPARED = dict.fromkeys(("key", "day", "narration", "reference", "statement_id"), 1)


@dataclass(slots=True)
class Compared:
    """The rows that are new, and those kept before that say the same sums in other words."""

    new: list[ReadRow]
    reworded: list[Document] = field(default_factory=list)


Days = tuple[str, str]


async def compare_with_kept(
    rows: ScopedRows[BankRow], account_id: str, found: ReadStatement, days: Days, read_before: Sequence[Days]
) -> Compared:
    """Sort out which rows are new, given the first and the last day of this file, and of each that was read before.

    Raises StatementsDiffer when a day within both files has a row in one of them only: the first and the last day of a
    file may be there by half.
    """
    kept: dict[str, Mapping[str, Any]] = {}
    those = {"account_id": account_id, "day": {"$gte": days[0], "$lte": days[1]}}
    async for row in rows.find(those, _COMPARED).batch_size(_ROW_BATCH_SIZE):
        kept[row["key"]] = row
    if not kept:
        return Compared(list(found.rows))
    compared = Compared([])
    for read in found.rows:
        same = kept.pop(read["key"], None)
        if same is None:
            if any(first < read["day"] < last for first, last in read_before):
                raise _differs(read["day"], f"Row {read['row']} is not in it.")
            compared.new.append(read)
        elif not _is_alike(same, read) and len(compared.reworded) < _MAX_REWORDED_ROWS:
            compared.reworded.append(
                {"row": read["row"], "day": dt.date.fromisoformat(read["day"]), "narration": read["narration"]}
            )
    lacking = next((row for row in kept.values() if days[0] < row["day"] < days[1]), None)
    if lacking is not None:
        raise _differs(lacking["day"], "A row of it is missing in this file.")
    return compared


def _differs(day: str, how: str) -> StatementsDiffer:
    return StatementsDiffer(
        f"A statement that was read before says something else about {spoken_day(day)}. {how} Download the"
        " statement from your bank again, and send it as it is.",
        extra={"day": day},
    )


def _is_alike(kept: Mapping[str, Any], read: ReadRow) -> bool:
    """Say whether a row says the same: banks cut and wrap narrations differently from one kind of file to another."""
    if "narration" not in kept:
        return True  # erased on request
    before, now = (_SIGNS.sub("", f"{row['narration']}".casefold()) for row in (kept, read))
    return before.startswith(now) or now.startswith(before)
