"""Reads a PNG some rows at a time, so that it is never in memory whole.

Its rows are packed in one stream, each as the difference to the one above. The stream is unpacked as it is needed, and
Pillow works out rows from a small file of them, with the row above before them.
"""

import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image

_SIGNATURE_BYTES = 8
# Length and name, and the check behind the data.
_HEAD_BYTES, _CHECK_BYTES = 8, 4
_PIECE_BYTES = 64 * 1024
# How many bytes a pixel has in the file. Others are read whole: rows of less than a byte a pixel are small, those of
# sixteen bits a colour lose half of each as they are read, and then nobody knows the row above any more.
_PIXEL_BYTES = {"L": 1, "P": 1, "LA": 2, "RGB": 3, "RGBA": 4}


class PngRows:
    """The rows of a PNG that was opened and not loaded, from the first to the last."""

    def __init__(self, picture: Image.Image, raw: bytes) -> None:
        self._picture = picture
        self._row_bytes = picture.width * _PIXEL_BYTES[picture.mode]
        self._unpacker = zlib.decompressobj()
        self._unpacked = _unpacked(self._unpacker, raw)
        self._held = bytearray()
        self._above = bytes(self._row_bytes)
        self._left = picture.height

    def take(self, count: int) -> Image.Image:
        """Return the next rows as a picture, no more than there are. Raises ValueError when they are damaged."""
        wanted = count * (1 + self._row_bytes)
        while len(self._held) < wanted:
            piece = next(self._unpacked, None)
            if piece is None:
                raise ValueError("rows are missing")
            self._held += piece
        # The row above as it is: 0 says that it is no difference.
        packed = zlib.compress(b"\0" + self._above + self._held[:wanted], 0)
        del self._held[:wanted]
        mode, width = self._picture.mode, self._picture.width
        with_above = Image.frombytes(mode, (width, 1 + count), packed, "zip", mode)
        rows = with_above.crop((0, 1, width, 1 + count))
        self._above = rows.crop((0, count - 1, width, count)).tobytes()
        self._left -= count
        if not self._left:
            self._require_end()
        return self._with_colours(rows)

    def _require_end(self) -> None:
        """Raise ValueError unless the stream ends here, with its own check."""
        more = 0
        while more <= _PIECE_BYTES and (piece := next(self._unpacked, None)) is not None:
            more += len(piece)
        if not self._unpacker.eof:
            raise ValueError("the end is missing")

    def _with_colours(self, rows: Image.Image) -> Image.Image:
        """Give rows the palette of the picture, and what is seen through."""
        palette = self._picture.palette
        if rows.mode == "P" and palette is not None:
            rows.putpalette(bytes(palette.palette), palette.rawmode or palette.mode)
        if "transparency" in self._picture.info:
            rows.info["transparency"] = self._picture.info["transparency"]
        return rows if rows.mode != "P" and not rows.info else rows.convert("RGBA")


def has_rows(picture: Image.Image) -> bool:
    """Say whether a picture that was opened and not loaded is a PNG that can be read so."""
    if picture.format != "PNG" or picture.info.get("interlace") or picture.mode not in _PIXEL_BYTES:
        return False
    tiles: list[Any] = getattr(picture, "tile", [])
    return len(tiles) == 1 and tiles[0][3] == picture.mode


def note_how_held(picture: Image.Image, raw: bytes) -> None:
    """Note in a PNG what it says of how the camera was held, though it be behind its pixels: asked for it, Pillow would
    read all of them.
    """
    if "exif" not in picture.info:
        found = (bytes(content) for name, content in _chunks(raw) if name == b"eXIf")
        picture.info["exif"] = next(found, b"")


def _chunks(raw: bytes) -> Iterator[tuple[bytes, memoryview]]:
    at, whole = _SIGNATURE_BYTES, memoryview(raw)
    while at + _HEAD_BYTES <= len(raw):
        length = int.from_bytes(whole[at : at + 4], "big")
        start = at + _HEAD_BYTES
        yield bytes(whole[at + 4 : start]), whole[start : start + length]
        at = start + length + _CHECK_BYTES


def _unpacked(unpacker: "zlib._Decompress", raw: bytes) -> Iterator[bytes]:
    """Unpack the stream of pixels, so much at a time. Raises ValueError for what is no such stream."""
    try:
        for name, content in _chunks(raw):
            for start in range(0, len(content) if name == b"IDAT" else 0, _PIECE_BYTES):
                piece: bytes | memoryview = content[start : start + _PIECE_BYTES]
                while piece and not unpacker.eof:
                    yield unpacker.decompress(piece, _PIECE_BYTES)
                    piece = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error:
        raise ValueError("this cannot be unpacked") from None
