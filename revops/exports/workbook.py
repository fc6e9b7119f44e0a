"""An .xlsx file, written column by column in batches: memory does not grow with the rows.

Text is always a string cell in the Text format, so that it is no formula, not even after somebody edits it.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

Kind = Literal["text", "amount", "time", "count", "day"]

MOST_ROWS = 1_048_575  # and the header
MOST_CHARACTERS = 32_767  # of a cell, counted in UTF-16

_STYLE: dict[Kind, int] = {"amount": 2, "time": 3, "text": 4, "count": 5, "day": 6}
_HEADER_STYLE = 1
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (Excel's times have no zone)
_DAY = dt.timedelta(days=1)
_FIRST_TIME = dt.datetime(1900, 3, 1)  # noqa: DTZ001  (Excel takes 1900 for a leap year)
# What XML cannot hold, or would change (a carriage return), is written _x000D_; so is what looks like that already.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML_BYTES = bytes(range(0x20)).replace(b"\t", b"").replace(b"\n", b"")
_BETWEEN = "\x1f"
# Compressing harder costs three times as long and saves a seventh.
_LEVEL = 2

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class TooLarge(Exception):
    """A sheet cannot hold that much."""


class Sheet:
    """One sheet, open for rows. Made by ``Workbook.sheet``."""

    def __init__(
        self,
        file: IO[bytes],
        name: str,
        titles: Sequence[str],
        widths: Sequence[float],
        cells: "Mapping[Kind, Cells]",
        *,
        first: bool,
    ) -> None:
        self.name = name
        self.rows = 0
        self._file = file
        self._cells = cells
        self._letters = [_letter(index) for index in range(len(titles))]
        self._writer = ThreadPoolExecutor(1)
        self._writing: Future[int] | None = None
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
        )
        header = "".join(
            f'<c r="{letter}1" s="{_HEADER_STYLE}" t="inlineStr"><is><t>{escape(title)}</t></is></c>'
            for letter, title in zip(self._letters, titles, strict=True)
        )
        self._put(
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView tabSelected="{int(first)}" workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2"'
            ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData><row r="1">{header}</row>'
        )

    @property
    def area(self) -> str:
        """The cells of the sheet with the header, as the filter names them."""
        return f"$A$1:${self._letters[-1]}${self.rows + 1}"

    def write(self, kinds: Sequence[Kind], rows: Sequence[Sequence[Any]]) -> None:
        """Add rows of values: texts, amounts in minor units, counts, instants (UTC) and days without a zone.

        A text or an instant may be None, which leaves the cell empty. Raises TooLarge.
        """
        if not rows:
            return
        if self.rows + len(rows) > MOST_ROWS:
            raise TooLarge
        numbers = [str(n) for n in range(self.rows + 2, self.rows + 2 + len(rows))]
        cells = [
            self._cells[kind](letter, numbers, values)
            for letter, kind, values in zip(self._letters, kinds, zip(*rows, strict=True), strict=True)
        ]
        starts = [f'<row r="{n}">' for n in numbers]
        ends = ["</row>"] * len(rows)
        self.rows += len(rows)
        self._put("".join(chain.from_iterable(zip(starts, *cells, ends, strict=True))))

    def close(self) -> None:
        """End the sheet."""
        area = self.area.replace("$", "")
        self._put(
            f'</sheetData><autoFilter ref="{area}"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75"'
            ' header="0.3" footer="0.3"/></worksheet>'
        )
        self._settle()
        self._writer.shutdown()
        self._file.close()

    def _put(self, text: str) -> None:
        """Compress in a thread, which holds up nobody: the next batch is made meanwhile."""
        self._settle()
        self._writing = self._writer.submit(self._file.write, text.encode())

    def _settle(self) -> None:
        if self._writing is not None:
            try:
                self._writing.result()
            except RuntimeError:  # more than 2 GiB of XML
                raise TooLarge from None


class Workbook:
    """An .xlsx file being written, one sheet after the other, as a context."""

    def __init__(self, path: Path, amount_format: str, digits: int, timezone: str) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._amount_format = amount_format
        self._sheets: list[Sheet] = []
        self._cells: Mapping[Kind, Cells] = {
            "text": _texts,
            "time": _Times(timezone),
            "day": _days,
            "amount": _Amounts(digits),
            "count": _counts,
        }

    def sheet(self, name: str, titles: Sequence[str], widths: Sequence[float]) -> Sheet:
        """Open the next sheet; close it before the one after."""
        file = self._zip.open(f"xl/worksheets/sheet{len(self._sheets) + 1}.xml", "w")
        opened = Sheet(file, name, titles, widths, self._cells, first=not self._sheets)
        self._sheets.append(opened)
        return opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            for name, content in self._parts().items():
                self._zip.writestr(name, _XML + content)
            self._zip.close()

    def _parts(self) -> dict[str, str]:
        """Return the small parts of the package: what is in it, and the styles."""
        numbered = list(enumerate(self._sheets, 1))
        overrides = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            for n, _ in numbered
        )
        sheets = "".join(f'<sheet name={quoteattr(s.name)} sheetId="{n}" r:id="rId{n}"/>' for n, s in numbered)
        filters = "".join(
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n - 1}" hidden="1">'
            f"{escape(sheet.name)}!{sheet.area}</definedName>"
            for n, sheet in numbered
        )
        relations = "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n, _ in numbered
        )
        return {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
            f"<sheets>{sheets}</sheets><definedNames>{filters}</definedNames></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}<Relationship'
            f' Id="rId{len(numbered) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": self._styles(),
        }

    def _styles(self) -> str:
        formats = {164: self._amount_format, 165: "dd-mmm-yyyy hh:mm", 166: "dd-mmm-yyyy"}
        listed = "".join(f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for n, code in formats.items())
        # In the order of _STYLE; 49 is Excel's Text, 1 its whole number.
        used = "".join(
            f'<xf numFmtId="{n}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
            for n, font in ((0, 0), (0, 1), (164, 0), (165, 0), (49, 0), (1, 0), (166, 0))
        )
        font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
        return (
            f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(formats)}">{listed}</numFmts>'
            f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="7">{used}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )


def _letter(index: int) -> str:
    """Return the name of a column: A to Z, AA and on."""
    name = ""
    while index >= 0:
        name = chr(ord("A") + index % 26) + name
        index = index // 26 - 1
    return name


def _texts(letter: str, numbers: Sequence[str], values: Sequence[str | None]) -> list[str]:
    """Return text cells. Nearly every batch is plain, which is found out for all of it at once."""
    head, style = f'<c r="{letter}', f'" s="{_STYLE["text"]}" t="inlineStr"><is>'
    given = [value or "" for value in values]
    joined = _BETWEEN.join(given)
    if _is_plain(joined, len(given)) and max(map(len, given)) <= MOST_CHARACTERS // 2:
        elements = joined.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split(_BETWEEN)
        return [f"{head}{n}{style}<t>{x}</t></is></c>" if x else "" for n, x in zip(numbers, elements, strict=True)]
    return [
        f'{head}{n}{style}<t xml:space="preserve">{_odd_text(x)}</t></is></c>' if x else ""
        for n, x in zip(numbers, given, strict=True)
    ]


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


class _Times:
    """Makes cells of instants, in a time zone. An instant comes as UTC without a zone."""

    def __init__(self, timezone: str) -> None:
        self._starts = _DayStarts(ZoneInfo(timezone))

    def __call__(self, letter: str, numbers: Sequence[str], values: Sequence[dt.datetime | None]) -> list[str]:
        head, style, starts = f'<c r="{letter}', f'" s="{_STYLE["time"]}"><v>', self._starts
        cells = [
            f"{head}{n}{style}{(value - starts[value.toordinal()]) / _DAY!r}</v></c>" if value is not None else ""
            for n, value in zip(numbers, values, strict=True)
        ]
        for index, value in enumerate(values):
            if value is not None and (value < _FIRST_TIME or value.toordinal() in starts.changing):
                cells[index] = self._odd(letter, numbers[index], value)
        return cells

    def _odd(self, letter: str, number: str, value: dt.datetime) -> str:
        """Return the cell of an instant on a day that clocks changed, or before Excel's calendar."""
        local = local_time(value, self._starts.zone)
        if local < _FIRST_TIME:
            return _texts(letter, [number], [local.isoformat(" ", "seconds")])[0]
        return f'<c r="{letter}{number}" s="{_STYLE["time"]}"><v>{(local - _EPOCH) / _DAY!r}</v></c>'


class _DayStarts(dict[int, dt.datetime]):
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


def local_time(instant: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the clock's time at an instant, both without a zone."""
    return instant.replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None)


def _days(letter: str, numbers: Sequence[str], values: Sequence[dt.datetime | None]) -> list[str]:
    return [
        f'<c r="{letter}{n}" s="{_STYLE["day"]}"><v>{(value - _EPOCH).days}</v></c>' if value else ""
        for n, value in zip(numbers, values, strict=True)
    ]


def _counts(letter: str, numbers: Sequence[str], values: Sequence[int]) -> list[str]:
    return [
        f'<c r="{letter}{n}" s="{_STYLE["count"]}"><v>{value}</v></c>' for n, value in zip(numbers, values, strict=True)
    ]


class _Amounts:
    """Makes cells of minor units. Dividing them by a power of ten is exact, as ``core.money.to_wire`` explains."""

    def __init__(self, digits: int) -> None:
        self._scale = 10**digits

    def __call__(self, letter: str, numbers: Sequence[str], values: Sequence[int]) -> list[str]:
        head, style, scale = f'<c r="{letter}', f'" s="{_STYLE["amount"]}"><v>', self._scale
        return [f"{head}{n}{style}{value / scale!r}</v></c>" for n, value in zip(numbers, values, strict=True)]


Cells = Callable[[str, Sequence[str], Sequence[Any]], list[str]]
