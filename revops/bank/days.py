"""Days on which banks work, and the days that statements cover."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

# What money by UPI has to come in.
BANK_DAYS = 2
_SATURDAY, _SUNDAY = 5, 6
_DAY = dt.timedelta(days=1)


def is_bank_day(day: dt.date) -> bool:
    """Say whether Indian banks work: not on Sundays, nor on the second and the fourth Saturday. Holidays differ."""
    if day.weekday() == _SUNDAY:
        return False
    return day.weekday() != _SATURDAY or (day.day - 1) // 7 not in (1, 3)


def after_bank_days(day: dt.date, count: int) -> dt.date:
    """Return the day on which so many bank days have gone by since a day."""
    while count:
        day += _DAY
        count -= is_bank_day(day)
    return day


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days that statements of an account cover one after the other."""

    first: dt.date
    last: dt.date
    closing_minor: int
    # The statement that it begins with.
    begins: Mapping[str, Any]


class Covered:
    """The days that the statements of all accounts cover: what came in on one of them is known."""

    def __init__(self, statements: Iterable[Mapping[str, Any]]) -> None:
        """Take the days of each statement of each account, and its balances."""
        by_account: dict[str, list[Mapping[str, Any]]] = {}
        for row in statements:
            by_account.setdefault(row["account_id"], []).append(row)
        self.stretches = {account_id: _joined(mine) for account_id, mine in by_account.items()}

    def gaps(self) -> Iterator[tuple[str, Stretch, Stretch]]:
        """Yield by account what comes before and after days of which no statement was read, and its balance moved."""
        for account_id, mine in self.stretches.items():
            yield from ((account_id, before, after) for before, after in itertools.pairwise(mine))

    @property
    def first_day(self) -> dt.date | None:
        """The first day that any statement covers."""
        return min((mine[0].first for mine in self.stretches.values()), default=None)

    @property
    def last_day(self) -> dt.date | None:
        """The last day that the statements of all accounts cover."""
        return min((mine[-1].last for mine in self.stretches.values()), default=None)

    def holds(self, first: dt.date, last: dt.date) -> bool:
        """Say whether the statements of all accounts cover all days of these."""
        return bool(self.stretches) and all(
            any(one.first <= first and last <= one.last for one in mine) for mine in self.stretches.values()
        )


def _joined(statements: Iterable[Mapping[str, Any]]) -> list[Stretch]:
    """Join statements of an account that overlap or follow each other; also where days lie between on which nothing
    moved, since one begins with the balance that the other ends with.
    """
    joined: list[Stretch] = []
    for row in sorted(statements, key=lambda row: (row["first_day"], row["last_day"])):
        first, last = dt.date.fromisoformat(row["first_day"]), dt.date.fromisoformat(row["last_day"])
        before = joined[-1] if joined else None
        if before is None or (first > before.last + _DAY and row["opening_minor"] != before.closing_minor):
            joined.append(Stretch(first, last, row["closing_minor"], row))
        elif last > before.last:
            joined[-1] = replace(before, last=last, closing_minor=row["closing_minor"])
    return joined
