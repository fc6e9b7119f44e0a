"""The course of a figure over a period: the parts of it that a chart shows, whose sums add up to it."""

import datetime as dt
from dataclasses import dataclass

from revops.core.money import to_wire
from revops.journal.accounts import Figure
from revops.journal.entry import Count, month_key
from revops.journal.periods import last_of_month
from revops.journal.sums import Sums
from revops.mongo.client import Document

_MAX_DAYS = 31
_MAX_DAYS_IN_WEEKS = 92
_MAX_MONTHS = 24
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a period, and the keys of the totals that it is the sum of."""

    first: dt.date
    last: dt.date
    keys: tuple[str, ...]


def spans(first: dt.date | None, last: dt.date) -> list[Span]:
    """Return the parts of a period, the oldest first. What is older than the first of them is not among them."""
    length = (last - first).days + 1 if first is not None else None
    if first is not None and length is not None and length <= _MAX_DAYS_IN_WEEKS:
        step = 1 if length <= _MAX_DAYS else 7
        # The last week is a whole one, so that the parts at hand can be compared.
        ends = [last - dt.timedelta(days=back) for back in range(0, length, step)]
        return [_of_days(max(first, end - dt.timedelta(days=step - 1)), end) for end in reversed(ends)]
    found: list[Span] = []
    end = last
    while len(found) < _MAX_MONTHS and (first is None or end >= first):
        start = max(end.replace(day=1), first or dt.date.min)
        is_whole = start.day == 1 and end == last_of_month(end)
        found.append(Span(start, end, (month_key(end.isoformat()),)) if is_whole else _of_days(start, end))
        if start.toordinal() == 1:
            break
        end = start - _DAY
    return found[::-1]


def _of_days(first: dt.date, last: dt.date) -> Span:
    days = (last - first).days + 1
    return Span(first, last, tuple((first + dt.timedelta(days=n)).isoformat() for n in range(days)))


def course(
    sums: Sums, manager_id: str | None, over: str, parts: list[Span], latest: list[Span], currency: str
) -> list[Document]:
    """Return revenue, collected and jobs of each part; before them, if there is any, what is left of the whole.

    Without a first day ``latest`` are the latest days: shown one by one when all of it lies within them. Else nothing
    is shown of the time before the first month in which anything happened.
    """
    whole = _sums(sums, manager_id, (over,))
    for chosen in (latest, parts):
        rows = [(span, _sums(sums, manager_id, span.keys)) for span in chosen]
        earlier = [total - sum(figures[at] for _, figures in rows) for at, total in enumerate(whole)]
        if rows and not any(earlier):
            break
    while chosen is parts and latest and len(rows) > 1 and not any(rows[0][1]):
        del rows[0]
    found = [_row(span.first, span.last, figures, currency) for span, figures in rows]
    if any(earlier) and rows:
        found.insert(0, _row(None, rows[0][0].first - _DAY, earlier, currency))
    return found


def _sums(sums: Sums, manager_id: str | None, keys: tuple[str, ...]) -> list[int]:
    return [
        sum(sums.figure(Figure.REVENUE, manager_id, key) for key in keys),
        sum(sums.figure(Figure.COLLECTED, manager_id, key) for key in keys),
        sum(sums.count(Count.JOBS, manager_id, key) for key in keys),
    ]


def _row(first: dt.date | None, last: dt.date, figures: list[int], currency: str) -> Document:
    revenue_minor, collected_minor, jobs = figures
    return {
        "from": first,
        "to": last,
        "revenue": to_wire(revenue_minor, currency),
        "collected": to_wire(collected_minor, currency),
        "jobs": jobs,
    }
