"""Filters that several lists share: a period of workshop days, and a page of a list sorted by one field."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from revops.core.errors import InvalidFields
from revops.core.pagination import Position
from revops.core.time import from_millis, start_of_day

# The zones in which a day begins first and ends last.
_ANYWHERE = ("Etc/GMT-14", "Etc/GMT+12")
# Governments change the clocks of a zone, also after something was written.
_MARGIN = dt.timedelta(hours=3)


def check_period(first: dt.date | None, last: dt.date | None) -> None:
    """Raise InvalidFields for a period that ends before it begins."""
    if first is not None and last is not None and first > last:
        raise InvalidFields({"from": "The first day must not be after the last day."})


def within(field: str, first: dt.date | None, last: dt.date | None, timezone: str) -> dict[str, Any]:
    """Return the filter for instants from the first day's start to the last day's end."""
    check_period(first, last)
    bounds: dict[str, Any] = {}
    if first is not None:
        bounds["$gte"] = start_of_day(first, timezone)
    if last is not None:
        bounds["$lt"] = start_of_day(last + dt.timedelta(days=1), timezone)
    return {field: bounds} if bounds else {}


def by_kept_day(
    kept: str, field: str, first: dt.date | None, last: dt.date | None, zones: Sequence[str] | None
) -> dict[str, Any]:
    """Return the filter for documents that keep in ``kept`` one of these days, which a later change of the workshop's
    time zone does not alter. Their instants, in all ``zones`` that it has had (None: not known), only narrow where to
    look."""
    clause: dict[str, Any] = {}
    if first is not None:
        clause[kept] = {"$gte": first.isoformat()}
        clause[field] = {"$gte": min(start_of_day(first, name) for name in zones or _ANYWHERE) - _MARGIN}
    if last is not None:
        clause.setdefault(kept, {})["$lte"] = last.isoformat()
        next_day = last + dt.timedelta(days=1)
        clause.setdefault(field, {})["$lt"] = max(start_of_day(next_day, name) for name in zones or _ANYWHERE) + _MARGIN
    return clause


def within_days(
    kept: str, field: str, first: dt.date | None, last: dt.date | None, timezone: str, zones: Sequence[str] | None
) -> dict[str, Any]:
    """Return the filter for documents of these workshop days, by the day that each keeps.

    In a workshop of one time zone the instants say the same. What an older version wrote keeps no day: then it is of
    the day that it is in the ``timezone`` of now.
    """
    if zones is not None and len(zones) == 1:
        return within(field, first, last, timezone)
    check_period(first, last)
    clause = by_kept_day(kept, field, first, last, zones)
    if clause:
        keeps_none = {kept: None, **within(field, first, last, timezone)}
        clause["$or"] = [{kept: clause.pop(kept)}, keeps_none]
    return clause


def after(field: str, position: Position | None, direction: int, *, is_time: bool = True) -> dict[str, Any]:
    """Return the filter for rows after a cursor's position in a list sorted by ``field`` then ``_id``."""
    if position is None:
        return {}
    try:
        value: Any = from_millis(position.value) if is_time else position.value
    except OverflowError:
        raise InvalidFields({"cursor": "This page link is not valid."}) from None
    beyond = "$lt" if direction < 0 else "$gt"
    # The inclusive bound gives the index its range; the rest decides among equal values.
    return {
        "$and": [{field: {f"{beyond}e": value}}, {"$or": [{field: {beyond: value}}, {"_id": {beyond: position.id}}]}]
    }
