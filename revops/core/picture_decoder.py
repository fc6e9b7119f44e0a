"""Decodes pictures, in the process that ``core.pictures`` starts for it."""

import contextlib
import io
import re
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

_SIZES = struct.Struct("<III")
_FORMATS = ("PNG", "JPEG", "WEBP")
# These shrink as they are; palettes and the like become colours first.
_SHRINKING = {"L", "LA", "RGB", "RGBA", "CMYK"}
_TURNED = range(5, 9)
_ORIENTATION = 0x0112
# A band of a picture, as it is made smaller.
_BAND_PIXELS = 500_000
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
        small = shrunk(picture, size)
    opaque = small.getchannel("A").getextrema() == (255, 255)
    clean = Image.new("RGB" if opaque else "RGBA", small.size)
    clean.paste(small)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


@contextlib.contextmanager
def still(raw: bytes, max_pixels: int, formats: tuple[str, ...], wanted: str) -> Iterator[Image.Image]:
    """Open a picture of one of these formats that does not move and is nothing else too, for decoding it inside.

    Raises ValueError saying what is wrong with any other and, where that helps, what is ``wanted``.
    """
    too_large = f"This picture has more than {max_pixels // 1_000_000} megapixels. Please choose a smaller one."
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
        raise ValueError("This file is not only a picture. Please choose another file.")
    with picture:
        # Before anything is decoded: what the file says of itself is enough to refuse it.
        if picture.width * picture.height > max_pixels:
            raise ValueError(too_large)
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


def _is_something_else_too(raw: bytes) -> bool:
    return bool(_MARKUP.search(raw)) or _PDF in raw[:_PDF_WITHIN] or _ZIP_END in raw[-_ZIP_WITHIN:]


def shrunk(picture: Image.Image, size: tuple[int, int], reducing_gap: float = 2.0) -> Image.Image:
    """Make a picture small and turn it as it is meant to be seen. Small first: what follows costs next to nothing then.

    A JPEG is decoded no larger than ``reducing_gap`` times the size, where it can be.
    """
    orientation = picture.getexif().get(_ORIENTATION, 1)
    if picture.format != "JPEG":
        picture = _reduced(picture, max(size) * reducing_gap)
    whole = picture if picture.mode in _SHRINKING and "transparency" not in picture.info else picture.convert("RGBA")
    whole.thumbnail(size if orientation not in _TURNED else (size[1], size[0]), Image.Resampling.LANCZOS, reducing_gap)
    # A camera turns its pictures by a note in the file, which is not kept: turn the pixels.
    turned = ImageOps.exif_transpose(whole)
    return (turned.convert("RGB") if turned.mode == "CMYK" else turned).convert("RGBA")


def _reduced(picture: Image.Image, enough: float) -> Image.Image:
    """Make a picture smaller by a whole number, but no smaller than is enough, a band at a time: of its colours and of
    what is seen through there is never a second copy as large as the picture.
    """
    factor = int(max(picture.size) / enough)
    if factor < 2:
        return picture
    width, height = picture.size
    has_all = picture.mode in _SHRINKING and "transparency" not in picture.info
    small = Image.new(picture.mode if has_all else "RGBA", (-(-width // factor), -(-height // factor)))
    rows = factor * max(1, _BAND_PIXELS // (width * factor))
    for top in range(0, height, rows):
        band = picture.crop((0, top, width, min(top + rows, height)))
        small.paste((band if has_all else band.convert("RGBA")).reduce(factor), (0, top // factor))
    # Where it says how it is turned, too; a PNG may say so behind its pixels.
    small.info = dict(picture.info)
    return small
