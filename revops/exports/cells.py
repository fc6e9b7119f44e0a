"""Cells of an .xlsx sheet, a column of a batch at a time.

They do not say where they are, which is optional: they come in order, with an empty one where there is nothing.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape  # writes, parses nothing  # nosec B406
from zoneinfo import ZoneInfo

from revops.exports.spec import CellKind


class Column(NamedTuple):
    """The XML before each value, the values, and the XML after each."""

    before: str
    values: Sequence[str]
    after: str


Cells = Callable[[Sequence[Any]], Column]

STYLE: dict[CellKind, int] = {"amount": 2, "time": 3, "text": 4, "count": 5, "number": 0, "day": 6}
MAX_CHARACTERS = 32_767  # of a cell, counted in UTF-16

_EMPTY = "<c/>"
_TEXT_BEFORE, _TEXT_AFTER = f'<c s="{STYLE["text"]}" t="inlineStr"><is><t>', "</t></is></c>"
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (Excel's times have no zone)
_FIRST_TIME = dt.datetime(1900, 3, 1)  # noqa: DTZ001  (Excel takes 1900 for a leap year)
# What XML cannot hold, or would change (a carriage return), is written _x000D_; so is what looks like that already.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML_BYTES = bytes(range(0x20)).replace(b"\t", b"").replace(b"\n", b"")
_BETWEEN = "\x1f"
# A batch with so many times fewer different texts than rows has each made once.
_OFTEN = 4
# Amounts whose text is kept, because round sums come again and again.
_MAX_KEPT = 5000


def cells_by_kind(digits: int, timezone: str) -> dict[CellKind, Cells]:
    """Build the cell writers of each kind, for a currency's number of decimals and a time zone."""
    return {
        "text": texts,
        "time": Times(timezone),
        "day": _days,
        "amount": _amounts(digits),
        "count": _numbers("count"),
        "number": _numbers("number"),
    }


def texts(values: Sequence[str | None]) -> Column:
    """Return text cells. Nearly every batch is plain, which is found out for all of it at once; so is one whose texts
    come again and again, as a status does."""
    different = set(values)
    if len(different) <= len(values) // _OFTEN:
        cells = {value: _text(value) for value in different}
        return Column("", [cells[value] for value in values], "")
    given: Sequence[str] = [value or "" for value in values]
    joined = _BETWEEN.join(given)
    if not _is_plain(joined, len(given)) or max(map(len, given)) > MAX_CHARACTERS // 2:
        return Column("", [_text(value) for value in values], "")
    escaped = joined.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if escaped != joined:
        given = escaped.split(_BETWEEN)
    if None in different or "" in different:
        return Column("", [f"{_TEXT_BEFORE}{text}{_TEXT_AFTER}" if text else _EMPTY for text in given], "")
    return Column(_TEXT_BEFORE, given, _TEXT_AFTER)


def _is_plain(joined: str, texts: int) -> bool:
    """Say whether XML holds these texts as they are: nothing that it cannot hold, and no white space at their ends."""
    raw = joined.encode()
    # Looking for one character costs nearly nothing, for two much more.
    return (
        len(raw) - len(raw.translate(None, _NOT_XML_BYTES)) == texts - 1
        and not ("_" in joined and "_x" in joined)
        and (joined.isascii() or ("\ufffe" not in joined and "\uffff" not in joined))
        and "\t" not in joined
        and "\n" not in joined
        and not (
            " " in joined
            and (joined[0] == " " or joined[-1] == " " or f" {_BETWEEN}" in joined or f"{_BETWEEN} " in joined)
        )
    )


def _text(text: str | None) -> str:
    """Return the cell of any text, white space at its ends kept."""
    if not text:
        return _EMPTY
    before = _TEXT_BEFORE if text.strip() == text else _TEXT_BEFORE.removesuffix("<t>") + '<t xml:space="preserve">'
    return f"{before}{_odd_text(text)}{_TEXT_AFTER}"


def _odd_text(text: str) -> str:
    """Return any text as XML that Excel reads back; what is longer than a cell ends in an ellipsis."""
    if len(text) > MAX_CHARACTERS // 2:
        units = text.encode("utf-16-le")
        if len(units) > 2 * MAX_CHARACTERS:
            text = units[: 2 * (MAX_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"
    return escape(_NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


class Times:
    """Makes cells of instants, in a time zone, to the second. An instant comes as UTC without a zone."""

    def __init__(self, timezone: str) -> None:
        self._starts = DayStarts(ZoneInfo(timezone))
        self._parts = _PartsOfDay()

    def __call__(self, values: Sequence[dt.datetime | None]) -> Column:
        """Return the cells of a column."""
        before, after = f'<c s="{STYLE["time"]}"><v>', "</v></c>"
        starts, parts = self._starts, self._parts
        given = [value for value in values if value is not None]
        since = [value - starts[value.toordinal()] for value in given]
        numbers = [f"{passed.days}{parts[passed.seconds]}" for passed in since]
        is_odd = min(given, default=_FIRST_TIME) < _FIRST_TIME or (
            starts.changing and not starts.changing.isdisjoint([value.toordinal() for value in given])
        )
        if not is_odd and len(given) == len(values):
            return Column(before, numbers, after)
        cells = [f"{before}{number}{after}" for number in numbers]
        if is_odd:
            cells = [
                self._odd(value) if value < _FIRST_TIME or value.toordinal() in starts.changing else cell
                for value, cell in zip(given, cells, strict=True)
            ]
        made = iter(cells)
        return Column("", [_EMPTY if value is None else next(made) for value in values], "")

    def _odd(self, value: dt.datetime) -> str:
        """Return the cell of an instant on a day that clocks changed, or before Excel's calendar."""
        local = self._starts.local(value)
        if local < _FIRST_TIME:
            return "".join((_TEXT_BEFORE, local.isoformat(" ", "seconds"), _TEXT_AFTER))
        since = local - _EPOCH
        return f'<c s="{STYLE["time"]}"><v>{since.days}{self._parts[since.seconds]}</v></c>'


class _PartsOfDay(dict[int, str]):
    """By seconds since midnight, the part of the day as text. In integers: the shortest text of a float takes longer.

    Rounded up, by less than ten microseconds, so that a whole minute is never shown as the one before.
    """

    def __missing__(self, seconds: int) -> str:
        self[seconds] = text = f".{-(seconds * -3_125_000 // 27):010d}"
        return text


class DayStarts(dict[int, dt.datetime]):
    """By day of UTC (as an ordinal), the instant that Excel's local times of that day are counted from."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.zone = zone
        self.changing: set[int] = set()

    def __missing__(self, ordinal: int) -> dt.datetime:
        first = dt.datetime.fromordinal(ordinal)
        last = first + dt.timedelta(hours=23, minutes=59, seconds=59)
        offsets = [local_time(instant, self.zone) - instant for instant in (first, last)]
        if offsets[0] != offsets[1]:
            self.changing.add(ordinal)
        self[ordinal] = _EPOCH - offsets[0]
        return self[ordinal]

    def local(self, instant: dt.datetime) -> dt.datetime:
        """Return the clock's time at an instant, as ``local_time`` does, faster."""
        ordinal = instant.toordinal()
        since = instant - self[ordinal]
        return local_time(instant, self.zone) if ordinal in self.changing else _EPOCH + since


def local_time(instant: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the clock's time at an instant, both without a zone."""
    return instant.replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None)


def _days(values: Sequence[dt.datetime | None]) -> Column:
    before = f'<c s="{STYLE["day"]}"><v>'
    cells = [_EMPTY if value is None else f"{before}{(value - _EPOCH).days}</v></c>" for value in values]
    return Column("", cells, "")


def _numbers(kind: CellKind) -> Cells:
    before, after = f'<c s="{STYLE[kind]}"><v>', "</v></c>"

    def cells(values: Sequence[float | None]) -> Column:
        if None in values:
            return Column("", [_EMPTY if value is None else f"{before}{value}{after}" for value in values], "")
        return Column(before, list(map(str, values)), after)

    return cells


def _amounts(digits: int) -> Cells:
    decimals = Decimals(digits)
    before, after = f'<c s="{STYLE["amount"]}"><v>', "</v></c>"

    def cells(values: Sequence[int | None]) -> Column:
        if None in values:
            return Column("", [_EMPTY if v is None else f"{before}{decimals[v]}{after}" for v in values], "")
        return Column(before, [decimals[v] for v in values if v is not None], after)

    return cells


class Decimals(dict[int, str]):
    """By minor units, the amount as text with all its decimals."""

    def __init__(self, digits: int) -> None:
        super().__init__()
        self._scale, self._form = 10**digits, f".{digits}f"

    def __missing__(self, minor: int) -> str:
        if len(self) >= _MAX_KEPT:
            self.clear()
        # Exact below 2**53 minor units: so far the digits of a float are its amount's.
        self[minor] = text = format(minor / self._scale, self._form)
        return text
