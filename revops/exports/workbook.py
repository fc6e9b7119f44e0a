"""An .xlsx file, written column by column in batches: memory does not grow with the rows.

Text is always a string cell in the Text format, so that it is no formula, not even after somebody edits it.
"""

import shutil
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from xml.sax.saxutils import escape, quoteattr  # writes, parses nothing  # nosec B406

from revops.exports.cells import Cells, Column
from revops.exports.spec import CellKind

try:
    from isal import isal_zlib as deflating  # a fifth of the time
except ImportError:  # it is not made for every processor
    deflating = zlib  # type: ignore[misc]

MAX_ROWS = 1_048_575  # and the header

_HEADER_STYLE = 1
# With igzip nothing costs less; with zlib, harder costs three times as long and saves a seventh.
_LEVEL = 2
_MAX_BYTES = 2**31 - 1

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class TooLarge(Exception):
    """A sheet cannot hold that much."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet that was made: compressed, in a file, with what a package says of it."""

    name: str
    path: str
    area: str
    crc: int
    size: int


class _PartFile:
    """A file that is compressed as the parts of a package are."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._compress = deflating.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self.crc = 0
        self.size = 0

    def write(self, text: str) -> None:
        """Add to the file. Raises TooLarge beyond 2 GiB."""
        content = text.encode()
        self.crc = zlib.crc32(content, self.crc)
        self.size += len(content)
        if self.size > _MAX_BYTES:
            raise TooLarge
        self._file.write(self._compress.compress(content))

    def close(self) -> None:
        """End the file."""
        self._file.write(self._compress.flush())
        self._file.close()


class Sheet:
    """One sheet, open for rows, in a file of its own that a workbook takes in."""

    def __init__(
        self,
        path: Path,
        name: str,
        titles: Sequence[str],
        widths: Sequence[float],
        cells: Mapping[CellKind, Cells],
        *,
        first: bool = False,
    ) -> None:
        self.rows = 0
        self._name = name
        self._path = path
        self._file = _PartFile(path)
        self._cells = cells
        self._last = _letter(len(titles) - 1)
        self._writer = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
        )
        header = "".join(
            f'<c s="{_HEADER_STYLE}" t="inlineStr"><is><t>{escape(title)}</t></is></c>' for title in titles
        )
        self._put(
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView tabSelected="{int(first)}" workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2"'
            ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData><row r="1">{header}</row>'
        )

    def write(self, kinds: Sequence[CellKind], columns: Sequence[Sequence[Any]]) -> None:
        """Add rows, given as columns: texts, amounts in minor units, counts, instants (UTC) and days without a zone.

        A text, an instant or a day may be None, which leaves the cell empty. Raises TooLarge.
        """
        rows = len(columns[0])
        if self.rows + rows > MAX_ROWS:
            raise TooLarge
        first = self.rows + 2
        numbers = Column('<row r="', list(map(str, range(first, first + rows))), '">')
        made = [numbers, *[self._cells[kind](values) for kind, values in zip(kinds, columns, strict=True)]]
        # What stands between two values is the same in every row. Slices fill in the values, column by column.
        between = [left.after + right.before for left, right in pairwise(made)]
        row = [numbers.before, *chain.from_iterable(("", text) for text in between), "", made[-1].after + "</row>"]
        pieces = row * rows
        for index, column in enumerate(made):
            pieces[2 * index + 1 :: len(row)] = column.values
        self._put("".join(pieces))
        self.rows += rows

    def close(self) -> Part:
        """End the sheet and return it."""
        area = f"A1:{self._last}{self.rows + 1}"
        self._put(
            f'</sheetData><autoFilter ref="{area}"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75"'
            ' header="0.3" footer="0.3"/></worksheet>'
        )
        self._settle()
        self._writer.shutdown()
        self._file.close()
        area = f"$A$1:${self._last}${self.rows + 1}"  # as the filter's name gives it
        return Part(self._name, str(self._path), area, self._file.crc, self._file.size)

    def _put(self, text: str) -> None:
        """Compress in a thread, which holds up nobody: the next batch is made meanwhile."""
        self._settle()
        self._writing = self._writer.submit(self._file.write, text)

    def _settle(self) -> None:
        if self._writing is not None:
            self._writing.result()


class Workbook:
    """An .xlsx file of sheets that were made, as a context."""

    def __init__(self, path: Path, amount_format: str) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._amount_format = amount_format
        self._sheets: list[Part] = []

    def adopt(self, part: Part) -> None:
        """Take in the next sheet, as it was compressed, and remove its file."""
        path = Path(part.path)
        info = zipfile.ZipInfo(f"xl/worksheets/sheet{len(self._sheets) + 1}.xml")
        info.compress_type = zipfile.ZIP_DEFLATED
        info.CRC, info.file_size, info.compress_size = part.crc, part.size, path.stat().st_size
        package, file = self._zip, self._zip.fp
        assert file is not None
        file.seek(package.start_dir)
        info.header_offset = package.start_dir
        file.write(info.FileHeader(zip64=False))
        with path.open("rb") as made:
            shutil.copyfileobj(made, file)
        path.unlink()
        package.start_dir = file.tell()
        package.filelist.append(info)
        package.NameToInfo[info.filename] = info
        self._sheets.append(part)

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
        # In the order of cells.STYLE; 49 is Excel's Text, 1 its whole number.
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
