"""The sums over a period of days, from whole months and the days at its two ends: never more than a month of days."""

import calendar
import datetime as dt
from dataclasses import dataclass, field

from revops.journal.accounts import OF_PERIODS, feeding
from revops.journal.entry import Count, month_key
from revops.mongo.client import Document

# The fields of a total that sums over a period consist of.
_SUMMED = {
    "accounts": tuple(account.value for account in feeding(*OF_PERIODS)),
    "counts": (Count.JOBS, Count.COMPLETED, Count.TURNAROUND_MINUTES, Count.ON_TIME),
}
# The same as entries name them.
SUMMED = frozenset(f"{group}.{name}" for group, names in _SUMMED.items() for name in names)


_EARLIEST = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: dt.date
    last: dt.date

    @classmethod
    def of_query(cls, first: dt.date | None, last: dt.date | None) -> "Period | None":
        """Return the period of a query, open where no day is given; None for all time."""
        return None if first is None and last is None else cls(first or _EARLIEST, last or dt.date.max)

    def holds(self, day: str) -> bool:
        """Say whether a day, written ``YYYY-MM-DD``, is in it. Other keys of totals never are: they sort after days."""
        return self.first.isoformat() <= day <= self.last.isoformat()

    def before(self, today: dt.date) -> "Period | None":
        """Choose the period to compare with: the whole month before for a month, or for one that still goes on;
        else as many days, up to the day before. None when the calendar does not reach."""
        day = dt.timedelta(days=1)
        try:
            if self.first.day == 1 and self.last in {today, last_of_month(self.first)} and self._is_in_one_month():
                last = self.first - day
                return Period(last.replace(day=1), last)
            return Period(self.first - (self.last - self.first) - day, self.first - day)
        except OverflowError:
            return None

    def _is_in_one_month(self) -> bool:
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)


def last_of_month(day: dt.date) -> dt.date:
    """Return the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@dataclass(slots=True)
class _Cover:
    """The totals that make up a period: those added, and days that are taken away from a month that was."""

    keys: list[str] = field(default_factory=list)
    minus: list[str] = field(default_factory=list)
    # The first and the last month of those that lie wholly in it.
    months: tuple[str, str] | None = None

    def add_part(self, year: int, month: int, first: int, last: int) -> None:
        """Add the days of one month: by the month less the rest of it when that is fewer."""
        length = calendar.monthrange(year, month)[1]
        inside = [f"{year:04}-{month:02}-{day:02}" for day in range(first, last + 1)]
        if len(inside) * 2 <= length:
            self.keys += inside
            return
        self.keys.append(month_key(inside[0]))
        self.minus += [f"{year:04}-{month:02}-{day:02}" for day in range(1, length + 1) if not first <= day <= last]


def _cover(period: Period) -> _Cover:
    first, last = period.first, period.last
    cover = _Cover()
    ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
    if (first.year, first.month) == (last.year, last.month) and not (first.day == 1 and ends_month):
        cover.add_part(first.year, first.month, first.day, last.day)
        return cover
    # Months are counted from year 0, so that the one after the last of the calendar is a number, too.
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if first.day > 1:
        cover.add_part(first.year, first.month, first.day, calendar.monthrange(first.year, first.month)[1])
        start += 1
    if not ends_month:
        cover.add_part(last.year, last.month, 1, last.day)
        end -= 1
    if start <= end:
        months = [month_key(f"{month // 12:04}-{month % 12 + 1:02}") for month in (start, end)]
        cover.months = (months[0], months[1])
    return cover


def sums_over(period: Period, whose: Document, called: str) -> list[Document]:
    """Return the pipeline on totals that sums a period by manager, in the form of totals of the day ``called``.

    What is to be taken away comes as a total of its own, with ``minus`` set.
    """
    cover = _cover(period)
    ways: list[Document] = []
    if cover.keys:
        ways.append({"day": {"$in": cover.keys + cover.minus}})
    if cover.months:
        ways.append({"day": {"$gte": cover.months[0], "$lte": cover.months[1]}})
    sums = {name: {"$sum": f"${group}.{name}"} for group, names in _SUMMED.items() for name in names}
    by = {"manager_id": "$manager_id", "minus": {"$in": ["$day", cover.minus]} if cover.minus else {"$literal": False}}
    return [
        {"$match": whose | (ways[0] if len(ways) == 1 else {"$or": ways})},
        {"$group": {"_id": by, **sums}},
        {
            "$project": {
                "_id": 0,
                "manager_id": "$_id.manager_id",
                "minus": "$_id.minus",
                "day": {"$literal": called},
                **{group: {name: f"${name}" for name in names} for group, names in _SUMMED.items()},
            }
        },
    ]
