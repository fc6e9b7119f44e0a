"""An .xlsx file, written column by column in batches: memory does not grow with the rows.

Text is always a string cell in the Text format, so that it is no formula, not even after somebody edits it.
"""

import io
import shutil
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from xml.sax.saxutils import escape, quoteattr  # writes, parses nothing  # nosec B406

from revops.exports.cells import ROW, Cells, Kind, makers

MOST_ROWS = 1_048_575  # and the header

_HEADER_STYLE = 1
# Compressing harder costs three times as long and saves a seventh.
_LEVEL = 2
_MOST_BYTES = 2**31 - 1

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class TooLarge(Exception):
    """A sheet cannot hold that much."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet that was made elsewhere: compressed, in a file, with what a package says of it."""

    name: str
    area: str
    crc: int
    size: int


class PartFile(io.RawIOBase):
    """A file that is compressed as the parts of a package are."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._compress = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self.crc = 0
        self.size = 0

    def write(self, content: Any) -> int:
        """Add to the file. Raises RuntimeError beyond 2 GiB, as a package does."""
        self.crc = zlib.crc32(content, self.crc)
        self.size += len(content)
        if self.size > _MOST_BYTES:
            raise RuntimeError("too large")
        self._file.write(self._compress.compress(content))
        return len(content)

    def close(self) -> None:
        """End the file."""
        if not self._file.closed:
            self._file.write(self._compress.flush())
            self._file.close()
        super().close()


class Sheet:
    """One sheet, open for rows. Made by ``Workbook.sheet``, or alone in a ``PartFile``."""

    def __init__(
        self,
        file: IO[bytes] | PartFile,
        name: str,
        titles: Sequence[str],
        widths: Sequence[float],
        cells: Mapping[Kind, Cells],
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
        columns = [
            self._cells[kind](letter, values)
            for letter, kind, values in zip(self._letters, kinds, zip(*rows, strict=True), strict=True)
        ]
        template = f'<row r="{ROW}">{"".join(part for part, _ in columns)}</row>'
        filled = zip(*[values for _, values in columns], strict=True)
        self._put("".join([(template % row).replace(ROW, str(n)) for n, row in enumerate(filled, self.rows + 2)]))
        self.rows += len(rows)

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
        self._sheets: list[Sheet | Part] = []
        self._cells = makers(digits, timezone)

    def sheet(self, name: str, titles: Sequence[str], widths: Sequence[float]) -> Sheet:
        """Open the next sheet; close it before the one after."""
        file = self._zip.open(f"xl/worksheets/sheet{len(self._sheets) + 1}.xml", "w")
        opened = Sheet(file, name, titles, widths, self._cells, first=not self._sheets)
        self._sheets.append(opened)
        return opened

    def adopt(self, part: Part, path: Path) -> None:
        """Take in a sheet that was made elsewhere, as it was compressed there."""
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
