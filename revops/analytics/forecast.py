"""Revenue of the next two weeks, from the complete days so far, with ranges that have held in the weeks before."""

import asyncio
import datetime as dt
import math
from dataclasses import dataclass
from functools import lru_cache

from revops.access.caller import Caller
from revops.core.fair import Desk
from revops.core.money import nearest_minor, to_wire
from revops.core.slots import release_slot
from revops.core.time import day_of, now
from revops.journal.accounts import Figure
from revops.journal.read import first_job_day, read_sums
from revops.journal.sums import SumsQuery
from revops.mongo.client import Document

HORIZON = 14
# One at a time: it is all Python's.
_DESK = Desk(1, 3, 20, "Your last forecasts are still being made. Please wait until they are.")
LEVEL = 0.8
_WEEK = 7
_MIN_DAYS = 8 * _WEEK
_MAX_DAYS = 180
_METHOD = "MSTL with a weekly season and an automatic ETS trend; ranges by how far it was off in earlier weeks"
# The earlier forecasts that the ranges rest on: the latest of them, each begun a week before the next, from four weeks.
_MAX_TRIALS = 8
_MIN_TRIAL_DAYS = 4 * _WEEK
# What the error divided by the root mean square of so many earlier errors stays within in four cases of five: Student's
# t. Its normal counterpart, for ranges of days, which rest on many more.
_T80 = {1: 3.078, 2: 1.886, 3: 1.638, 4: 1.533, 5: 1.476, 6: 1.440, 7: 1.415, 8: 1.397}
_Z80 = 1.2816


class NoPattern(Exception):
    """The library finds no model for these days."""


@dataclass(frozen=True, slots=True)
class _Range:
    """Minor units, none below 0."""

    expected: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Prediction:
    days: tuple[_Range, ...]
    total: _Range


async def forecast(caller: Caller) -> Document:
    """Return the forecast, or the reason why there is none."""
    currency, workshop_id = caller.workshop.currency, caller.workshop.id
    today = dt.date.fromisoformat(day_of(now(), caller.workshop.timezone))
    async with caller.db.snapshot() as session:
        opened = await first_job_day(caller.db, session, workshop_id)
        start = max(opened or today, today - dt.timedelta(days=_MAX_DAYS))
        basis = [start + dt.timedelta(days=n) for n in range((today - start).days)]
        if len(basis) < _MIN_DAYS:
            done = f"{len(basis)} of {_MIN_DAYS} days are complete"
            return _none(len(basis), f"A forecast needs eight weeks since the first job; {done}.")
        days = [day.isoformat() for day in basis]
        sums = await read_sums(caller.db, session, SumsQuery(workshop_id, days=frozenset(days)))
    series = tuple(sums.figure(Figure.REVENUE, None, day) for day in days)
    if not any(series):
        return _none(len(basis), "There was no revenue in these days to make a forecast from.")
    try:
        release_slot()
        async with _DESK.place(caller.workshop.id, caller.user.id):
            prediction = await asyncio.to_thread(_predict, series)
    except NoPattern:
        return _none(len(basis), "The days so far show no pattern that a forecast could rest on.")

    def shown(values: _Range) -> Document:
        return {name: to_wire(getattr(values, name), currency) for name in ("expected", "low", "high")}

    return {
        "method": _METHOD,
        "basis_days": len(basis),
        "level": LEVEL,
        "days": [
            {"date": today + dt.timedelta(days=ahead), **shown(values)} for ahead, values in enumerate(prediction.days)
        ],
        "total": shown(prediction.total),
        "reason": None,
    }


def _none(basis_days: int, reason: str) -> Document:
    return {
        "method": None,
        "basis_days": basis_days,
        "level": LEVEL,
        "days": [],
        "total": None,
        "reason": reason,
    }


# Kept by the days themselves, so that what is kept is right even when a day that is past gains an entry.
@lru_cache(maxsize=256)
def _predict(series: tuple[int, ...]) -> _Prediction:
    """Return the forecast of the days after ``series``.

    The library's own ranges are too narrow: its season follows the noise of the days that it is fitted to. So the same
    forecast is made as of earlier weeks. A day's range is widened by how much further than said the days then were off;
    the range of the sum is how far the sums then were off, which adding up the ranges of days would overstate.
    Raises NoPattern.
    """
    points, deviation = _fit(series)
    errors: list[float] = []
    sum_errors: list[float] = []
    for weeks in range(_MAX_TRIALS):
        known = len(series) - HORIZON - weeks * _WEEK
        if known < _MIN_TRIAL_DAYS:
            break
        then, _ = _fit(series[:known])
        off = [was - said for was, said in zip(series[known : known + HORIZON], then, strict=True)]
        errors += off
        sum_errors.append(sum(off))
    typical = math.sqrt(sum(s * s for s in deviation) / HORIZON)
    was_off = math.sqrt(sum(e * e for e in errors) / len(errors))
    wider = max(was_off / typical, 1.0) if typical > 0 else 1.0
    days = tuple(_range(point, _Z80 * wider * d) for point, d in zip(points, deviation, strict=True))
    spread = _T80[len(sum_errors)] * math.sqrt(sum(e * e for e in sum_errors) / len(sum_errors))
    expected = sum(day.expected for day in days)
    total = _range(expected, spread)
    return _Prediction(days, total)


def _range(expected: float, spread: float) -> _Range:
    """Estimates can be lowered, so a day's revenue can be negative; a forecast below 0 would help nobody."""
    return _Range(*(max(nearest_minor(value), 0) for value in (expected, expected - spread, expected + spread)))


def _fit(series: tuple[int, ...]) -> tuple[list[float], list[float]]:
    """Return the expected values of the next days and their standard deviations, as the library has them.

    Raises NoPattern.
    """
    # Only where it is needed: with its numerics it takes 17 MB.
    import augurs  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    model = augurs.MSTL.ets([_WEEK])
    try:
        model.fit(np.array(series, dtype=np.float64))
        predicted = model.predict(HORIZON, LEVEL)
    except Exception as error:  # it has no class of its own for this
        raise NoPattern from error
    points, upper = predicted.point(), predicted.upper()
    assert upper is not None, "a level was asked for"
    return points.tolist(), ((upper - points) / _Z80).tolist()
