"""Days on which banks work, and the days that statements cover."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
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


class Covered:
    """The days that the statements of all accounts cover: what came in on one of them is known."""

    def __init__(self, statements: Iterable[Mapping[str, Any]]) -> None:
        """Take the first and the last day of each statement of each account."""
        self._by_account: dict[str, list[tuple[dt.date, dt.date]]] = {}
        for row in statements:
            days = (dt.date.fromisoformat(row["first_day"]), dt.date.fromisoformat(row["last_day"]))
            self._by_account.setdefault(row["account_id"], []).append(days)
        for account_id, days_of in self._by_account.items():
            self._by_account[account_id] = _joined(days_of)

    @property
    def first_day(self) -> dt.date | None:
        """The first day that any statement covers."""
        return min((days[0][0] for days in self._by_account.values()), default=None)

    @property
    def last_day(self) -> dt.date | None:
        """The last day that the statements of all accounts cover."""
        return min((days[-1][1] for days in self._by_account.values()), default=None)

    def holds(self, first: dt.date, last: dt.date) -> bool:
        """Say whether the statements of all accounts cover all days of these."""
        return bool(self._by_account) and all(
            any(begins <= first and last <= ends for begins, ends in days) for days in self._by_account.values()
        )


def _joined(days: Sequence[tuple[dt.date, dt.date]]) -> list[tuple[dt.date, dt.date]]:
    joined: list[tuple[dt.date, dt.date]] = []
    for begins, ends in sorted(days):
        if joined and begins <= joined[-1][1] + _DAY:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return joined
