"""Days and counts, counted for `revops verify`."""

from collections.abc import Mapping
from typing import Any

from revops.core.denominations import total_of
from revops.custody.fields import compare_count, compare_day
from revops.custody.row import Book
from revops.journal.recount import Recount


async def count_custody(recount: Recount) -> None:
    """Count the differences that were taken out of members' hands, and compare days and counts."""
    async for day in recount.find("cash_days"):
        compare_day(day, recount.fields)
        for tally in (day["opening"], day["closing"]):
            _check(recount, "cash day", day["_id"], tally)
        _count_booked(recount, day, day["closing"])
    async for count in recount.find("cash_counts"):
        compare_count(count, recount.fields)
        _check(recount, "cash count", count["_id"], count["tally"])
        _count_booked(recount, count, count["tally"])


def _check(recount: Recount, what: str, row_id: str, tally: Mapping[str, Any] | None) -> None:
    """Check that a tally adds up."""
    if tally is None:
        return
    counted_minor = total_of(tally["count"])
    book = Book(tally["book_minor"], tally["pending_minor"], tally["float_minor"])
    expected_minor = book.expected_minor(counted_minor)
    made = (counted_minor, expected_minor, counted_minor - expected_minor)
    if made != (tally["counted_minor"], tally["expected_minor"], tally["difference_minor"]):
        recount.report.found(f"workshop {recount.workshop_id}: {what} {row_id}: its sums are not those of its notes")


def _count_booked(recount: Recount, row: Mapping[str, Any], tally: Mapping[str, Any] | None) -> None:
    if row["booked"] is not None and tally is not None:
        recount.count(row["manager_id"], "accounts.cash_in_hand", tally["difference_minor"])
        recount.count(row["manager_id"], "accounts.cash_difference", -tally["difference_minor"])
