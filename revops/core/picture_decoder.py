"""Decodes pictures, in the process that ``core.pictures`` starts for it."""

import contextlib
import io
import math
import re
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from revops.core.heif_rows import HeifRows, has_heif_rows
from revops.core.heif_tiles import HeifTiles, tiles_of
from revops.core.jpeg_scans import kept_bytes
from revops.core.png_rows import PngRows, has_rows, note_how_held

_SIZES = struct.Struct("<III")
_FORMATS = ("PNG", "JPEG", "WEBP")
# These shrink as they are; palettes and the like become colours first.
_SHRINKING = {"L", "LA", "RGB", "RGBA", "CMYK"}
_TURNED = range(5, 9)
_QUARTERS = {Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270}
_ORIENTATION = 0x0112
# A band of a picture, as it is made smaller.
_BAND_PIXELS = 250_000
# The pixels of a HEIC three times as large as wanted are averaged first, to this many times the size: a third less time
# for 48 megapixels, and nothing that the eye sees.
_AVERAGED_DOWN_TO = 1.5
# How far a pixel of a smaller picture sees, in pixels of its own size.
_LANCZOS_PIXELS = 3
# So much of a picture may be in memory that can only be read whole: PNGs with interlaced rows or sixteen bits a colour.
_WHOLE_BYTES = 50_000_000
_BYTES_OF_MODE = {"1": 1, "L": 1, "P": 1, "I;16": 2}
_PIXEL_BYTES = 4
# A WebP is read whole four times over: two canvases of its reader, what that hands out, and the picture. The web app
# itself makes none above 2048 by 2048, and no camera makes any.
_WEBP_PIXELS = 4_500_000
_TILES = "_tiles_of_heic"
# A HEIC in one piece is decoded whole, three times over, where one of tiles, as phones make them, takes a strip of it.
_WHOLE_HEIC_PIXELS = 14_500_000
# A JPEG whose half or quarter is nearly as large as wanted is decoded as that: 4032 pixels as 2016 for 2048.
_NEARLY = 0.95
# So much of a JPEG may be decoded, and beside what is kept until its last pass. What would be more is decoded as half.
_DECODED_BYTES, _DECODED_AND_KEPT_BYTES = 40_000_000, 60_000_000
_KEPT_BYTES = 45_000_000
# Cameras write them, and larger ones need no more memory: the one is decoded as its quarter, the other in strips.
_OF_CAMERAS = ("JPEG", "HEIF")
# What may hold several pictures that follow each other. A JPEG with more than one has others of the same, for printing.
_MOVING = ("PNG", "WEBP")

# A picture that is a program, a page or an archive as well: nobody's camera makes one.
_MARKUP = re.compile(rb"<(?:script|html|!doctype|\?php|svg[\s>])", re.IGNORECASE)
_PDF, _PDF_WITHIN = b"%PDF-", 1024
_ZIP_END, _ZIP_WITHIN = b"PK\x05\x06", 65_557

_DAMAGED = "This picture is damaged or incomplete. Please choose another file."


def answer(question: bytes) -> bytes:
    """Redraw the picture that comes with its bounds."""
    max_pixels, width, height = _SIZES.unpack_from(question)
    return redraw(question[_SIZES.size :], max_pixels, (width, height))


def redraw(raw: bytes, max_pixels: int, size: tuple[int, int]) -> bytes:
    """Return a picture as PNG that fits into ``size``, transparent where it was, without anything but pixels.

    Raises ValueError for what is no PNG, JPEG or WebP, is damaged, moves, or has too many pixels.
    """
    with still(raw, max_pixels, _FORMATS, "PNG, JPEG or WebP file") as picture:
        small = shrunk(picture, raw, size)
    opaque = small.mode == "RGB" or small.getchannel("A").getextrema() == (255, 255)
    clean = Image.new("RGB" if opaque else "RGBA", small.size)
    clean.paste(small)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


@contextlib.contextmanager
def still(
    raw: bytes, max_pixels: int, formats: tuple[str, ...], wanted: str, *, camera_pixels: int = 0
) -> Iterator[Image.Image]:
    """Open a picture of one of these formats that does not move and is nothing else too, for decoding it inside. Of
    what cameras write it may have as many as ``camera_pixels``.

    Raises ValueError saying what is wrong with any other and, where that helps, what is ``wanted``.
    """
    too_large = _too_large(max(max_pixels, camera_pixels))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # counted below, and more strictly
            picture = Image.open(io.BytesIO(raw), formats=formats)
    except Image.DecompressionBombError:
        raise ValueError(too_large) from None
    except UnidentifiedImageError:
        raise ValueError(f"This file is not a picture. Please choose a {wanted}.") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise ValueError(_DAMAGED) from None
    if _is_something_else_too(raw):
        raise ValueError("There is more than a picture in this file. Please take a screenshot of it, and add that.")
    with picture:
        # Before anything is decoded: what the file says of itself is enough to refuse it.
        pixels = picture.width * picture.height
        most = max(max_pixels, camera_pixels) if picture.format in _OF_CAMERAS else max_pixels
        if pixels > most:
            raise ValueError(_too_large(most))
        if picture.format == "WEBP" and pixels > _WEBP_PIXELS:
            raise ValueError(_too_large_a("WebP"))
        if _has_to_be_whole(picture) and pixels * _BYTES_OF_MODE.get(picture.mode, _PIXEL_BYTES) > _WHOLE_BYTES:
            raise ValueError(_too_large_a("interlaced or 16-bit PNG"))
        if picture.format == "HEIF" and pixels > _WHOLE_HEIC_PIXELS and not _keep_tiles(picture, raw):
            raise ValueError(_too_large_a("HEIC in one piece"))
        if picture.format == "JPEG" and kept_bytes(raw) > _KEPT_BYTES:
            raise ValueError(_too_large_a("progressive JPEG"))
        if picture.width < 1 or picture.height < 1:
            raise ValueError(_DAMAGED)
        if picture.format in _MOVING and getattr(picture, "n_frames", 1) > 1:
            raise ValueError(f"This picture moves. Please choose a still {wanted}.")
        try:
            yield picture
        except (Image.DecompressionBombError, MemoryError):
            raise ValueError(too_large) from None
        except (OSError, ValueError, SyntaxError, EOFError, IndexError):
            raise ValueError(_DAMAGED) from None


def _too_large(pixels: int) -> str:
    return f"This picture has more than {pixels // 1_000_000} megapixels. Please choose a smaller one."


def _too_large_a(kind: str) -> str:
    """Say what helps with any of them, on a phone as on a computer: a screenshot is of no unusual kind, and small."""
    return f"This picture is too large for a file of its kind ({kind}). Please take a screenshot of it, and add that."


def _is_something_else_too(raw: bytes) -> bool:
    return bool(_MARKUP.search(raw)) or _PDF in raw[:_PDF_WITHIN] or _ZIP_END in raw[-_ZIP_WITHIN:]


def _has_to_be_whole(picture: Image.Image) -> bool:
    return picture.format == "PNG" and not has_rows(picture)


def shrunk(picture: Image.Image, raw: bytes, size: tuple[int, int], reducing_gap: float = 2.0) -> Image.Image:
    """Make a picture small and turn it as it is meant to be seen, in RGB, or RGBA where it may be seen through. Small
    first: what follows costs next to nothing then.

    A JPEG is decoded hardly larger than ``reducing_gap`` times the size, where it can be, and a PNG never whole.
    """
    if picture.format == "PNG":
        note_how_held(picture, raw)
    orientation = picture.getexif().get(_ORIENTATION, 1)
    enough = max(size) * reducing_gap
    if picture.format == "JPEG":
        _decode_as_less(picture, raw, enough * _NEARLY)
    rows = _rows_of(picture, raw)
    small = _in_bands(picture, rows, enough)
    turns = rows.turns if isinstance(rows, HeifTiles) else []
    picture.close()  # its pixels; whoever opened it has still a hand on it
    if small.mode not in _SHRINKING or "transparency" in small.info:
        small = small.convert("RGBA")
    is_turned = (orientation in _TURNED) != (sum(turn in _QUARTERS for turn in turns) % 2 == 1)
    small.thumbnail(size if not is_turned else (size[1], size[0]), Image.Resampling.LANCZOS, reducing_gap)
    # A camera turns its pictures by a note in the file, which is not kept: turn the pixels.
    for turn in turns:
        small = small.transpose(turn)
    ImageOps.exif_transpose(small, in_place=True)
    wanted = "RGBA" if small.mode in ("LA", "RGBA") else "RGB"
    return small if small.mode == wanted else small.convert(wanted)


def _keep_tiles(picture: Image.Image, raw: bytes) -> bool:
    """Read the index of a HEIC's tiles and leave it with the picture; say whether it has any."""
    if _TILES not in vars(picture):
        vars(picture)[_TILES] = tiles_of(picture, raw)
    return vars(picture)[_TILES] is not None


def _rows_of(picture: Image.Image, raw: bytes) -> "PngRows | HeifTiles | HeifRows | _WholeRows":
    if has_rows(picture):
        return PngRows(picture, raw)
    if _keep_tiles(picture, raw):
        tiles: HeifTiles = vars(picture).pop(_TILES)  # whoever opened it keeps no hand on it
        return tiles
    return HeifRows(picture) if has_heif_rows(picture) else _WholeRows(picture)


def _decode_as_less(jpeg: Image.Image, raw: bytes, enough: float) -> None:
    """Have a JPEG decoded as its half, quarter or eighth, if that is large enough or more would be too much memory."""
    whole_bytes = jpeg.width * jpeg.height * _PIXEL_BYTES
    if whole_bytes > min(_DECODED_BYTES, _DECODED_AND_KEPT_BYTES - kept_bytes(raw)):
        enough = min(enough, max(jpeg.size) // 2)
    # Both sides by the same: asked for a square, Pillow would decode a long strip whole.
    parts = max(jpeg.size) / enough
    jpeg.draft(None, (max(1, int(jpeg.width / parts)), max(1, int(jpeg.height / parts))))


class _WholeRows:
    """The rows of a picture that can only be read whole: of its colours and of what is seen through there is never a
    second copy as large as the picture.
    """

    def __init__(self, picture: Image.Image) -> None:
        picture.load()
        if picture.format == "WEBP":
            vars(picture).pop("_decoder", None)  # it would keep two canvases as large
        self._picture = picture
        self._has_all = picture.mode in _SHRINKING and "transparency" not in picture.info
        self._taken = 0

    def take(self, count: int) -> Image.Image:
        """Return the next rows."""
        first, self._taken = self._taken, self._taken + count
        rows = self._picture.crop((0, first, self._picture.width, self._taken))
        if self._has_all:
            return rows
        return rows.convert("L" if rows.mode == "1" and "transparency" not in rows.info else "RGBA")


def _in_bands(picture: Image.Image, rows: "PngRows | HeifTiles | HeifRows | _WholeRows", enough: float) -> Image.Image:
    """Make a picture as large as is enough, with no more of it at a time than a band and what its edges see."""
    width, height = rows.size if isinstance(rows, HeifTiles) else picture.size
    scale = max(1.0, max(width, height) / enough)
    small_width, small_height = max(1, round(width / scale)), max(1, round(height / scale))
    scale = height / small_height
    sees = math.ceil(_LANCZOS_PIXELS * scale) + 1
    at_once = max(1, int(_BAND_PIXELS / (width * scale)))
    averaged = _AVERAGED_DOWN_TO if isinstance(rows, HeifTiles) else None
    small = window = None
    top = bottom = 0
    for start in range(0, small_height, at_once):
        end = min(small_height, start + at_once)
        first, last = max(0, int(start * scale) - sees), min(height, math.ceil(end * scale) + sees)
        if last > bottom:
            window = _moved_on(window, first - top, rows.take(last - bottom))
            top, bottom = first, last
        assert window is not None
        box = (0, start * scale - top, width, end * scale - top)
        band = window.resize((small_width, end - start), Image.Resampling.LANCZOS, box, averaged)
        small = small or Image.new(band.mode, (small_width, small_height))
        small.paste(band, (0, start))
    assert small is not None
    # Where it says how it is turned, too.
    small.info = {name: value for name, value in picture.info.items() if name != "transparency"}
    return small


def _moved_on(window: Image.Image | None, by: int, more: Image.Image) -> Image.Image:
    """Return a window without its first rows, and with more of them behind."""
    if window is None:
        return more
    kept = window.height - by
    moved = Image.new(more.mode, (more.width, kept + more.height))
    moved.paste(window.crop((0, by, window.width, window.height)), (0, 0))
    moved.paste(more, (0, kept))
    return moved
