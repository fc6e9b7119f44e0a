"""Cells of an .xlsx sheet, a column of a batch at a time: what the rows' template says there, and what fills it in."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any, Literal
from xml.sax.saxutils import escape  # writes, parses nothing  # nosec B406
from zoneinfo import ZoneInfo

Kind = Literal["text", "amount", "time", "count", "day"]
# A part of the row's template, with one %s for each row's own.
Column = tuple[str, Sequence[object]]
Cells = Callable[[str, Sequence[Any]], Column]

# Stands for the number of the row, in templates and in what fills them in. XML cannot hold it, so no text has it.
ROW = "\x1e"
STYLE: dict[Kind, int] = {"amount": 2, "time": 3, "text": 4, "count": 5, "day": 6}
MOST_CHARACTERS = 32_767  # of a cell, counted in UTF-16

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (Excel's times have no zone)
_FIRST_TIME = dt.datetime(1900, 3, 1)  # noqa: DTZ001  (Excel takes 1900 for a leap year)
# What XML cannot hold, or would change (a carriage return), is written _x000D_; so is what looks like that already.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML_BYTES = bytes(range(0x20)).replace(b"\t", b"").replace(b"\n", b"")
_BETWEEN = "\x1f"


def makers(digits: int, timezone: str) -> dict[Kind, Cells]:
    """Return what makes the cells of each kind, for a currency's number of decimals and a time zone."""
    return {"text": texts, "time": Times(timezone), "day": _days, "amount": _Amounts(digits), "count": _counts}


def texts(letter: str, values: Sequence[str | None]) -> Column:
    """Return text cells. Nearly every batch is plain, which is found out for all of it at once."""
    head, tail = f'<c r="{letter}{ROW}" s="{STYLE["text"]}" t="inlineStr"><is><t>', "</t></is></c>"
    given = [value or "" for value in values]
    joined = _BETWEEN.join(given)
    if not _is_plain(joined, len(given)) or max(map(len, given)) > MOST_CHARACTERS // 2:
        head = head.removesuffix("<t>") + '<t xml:space="preserve">'
        return "%s", [f"{head}{_odd_text(text)}{tail}" if text else "" for text in given]
    elements = joined.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split(_BETWEEN)
    if all(elements):
        return f"{head}%s{tail}", elements
    return "%s", [f"{head}{text}{tail}" if text else "" for text in elements]


def _is_plain(joined: str, texts: int) -> bool:
    """Say whether XML holds these texts as they are: nothing that it cannot hold, and no white space at their ends."""
    raw = joined.encode()
    framed = f"{_BETWEEN}{joined}{_BETWEEN}"
    return (
        len(raw) - len(raw.translate(None, _NOT_XML_BYTES)) == texts - 1
        and "_x" not in joined
        and "\ufffe" not in joined
        and "\uffff" not in joined
        and not any(f"{space}{_BETWEEN}" in framed or f"{_BETWEEN}{space}" in framed for space in " \t\n")
    )


def _odd_text(text: str) -> str:
    """Return any text as XML that Excel reads back; what is longer than a cell ends in an ellipsis."""
    if len(text) > MOST_CHARACTERS // 2:
        units = text.encode("utf-16-le")
        if len(units) > 2 * MOST_CHARACTERS:
            text = units[: 2 * (MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"
    return escape(_NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


class Times:
    """Makes cells of instants, in a time zone, to the second. An instant comes as UTC without a zone."""

    def __init__(self, timezone: str) -> None:
        self._starts = DayStarts(ZoneInfo(timezone))

    def __call__(self, letter: str, values: Sequence[dt.datetime | None]) -> Column:
        """Return the cells of a column."""
        head, tail = f'<c r="{letter}{ROW}" s="{STYLE["time"]}"><v>', "</v></c>"
        starts = self._starts
        numbers = ["" if value is None else _serial(value - starts[value.toordinal()]) for value in values]
        odd = [
            index
            for index, value in enumerate(values)
            if value is not None and (value < _FIRST_TIME or value.toordinal() in starts.changing)
        ]
        if not odd and all(numbers):
            return f"{head}%s{tail}", numbers
        cells = [f"{head}{number}{tail}" if number else "" for number in numbers]
        for index in odd:
            value = values[index]
            assert value is not None
            cells[index] = self._odd(letter, value)
        return "%s", cells

    def _odd(self, letter: str, value: dt.datetime) -> str:
        """Return the cell of an instant on a day that clocks changed, or before Excel's calendar."""
        local = self._starts.local(value)
        if local < _FIRST_TIME:
            template, (text,) = texts(letter, [local.isoformat(" ", "seconds")])
            return template % text
        return f'<c r="{letter}{ROW}" s="{STYLE["time"]}"><v>{_serial(local - _EPOCH)}</v></c>'


def _serial(since: dt.timedelta) -> str:
    """Return days and parts of a day as text, to the second. In integers: the shortest text of a float takes longer.

    Rounded up, by less than ten microseconds, so that a whole minute is never shown as the one before.
    """
    return f"{since.days}.{-(since.seconds * -3_125_000 // 27):010d}"


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


def _days(letter: str, values: Sequence[dt.datetime | None]) -> Column:
    head = f'<c r="{letter}{ROW}" s="{STYLE["day"]}"><v>'
    return "%s", [f"{head}{(value - _EPOCH).days}</v></c>" if value is not None else "" for value in values]


def _counts(letter: str, values: Sequence[int]) -> Column:
    return f'<c r="{letter}{ROW}" s="{STYLE["count"]}"><v>%s</v></c>', values


class _Amounts:
    """Makes cells of minor units. Dividing them by a power of ten is exact, as ``core.money.to_wire`` explains."""

    def __init__(self, digits: int) -> None:
        self._scale = 10**digits

    def __call__(self, letter: str, values: Sequence[int]) -> Column:
        scale = self._scale
        return f'<c r="{letter}{ROW}" s="{STYLE["amount"]}"><v>%s</v></c>', [value / scale for value in values]
