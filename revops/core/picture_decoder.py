"""Decodes pictures, in the process that ``core.pictures`` starts for it."""

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

_SIZES = struct.Struct("<III")
_FORMATS = ("PNG", "JPEG", "WEBP")
# These shrink as they are; palettes and the like become colours first.
_SHRINKING = {"L", "LA", "RGB", "RGBA", "CMYK"}
_TURNED = range(5, 9)
_ORIENTATION = 0x0112

_DAMAGED = "This picture is damaged or incomplete. Please choose another file."


def answer(question: bytes) -> bytes:
    """Redraw the picture that comes with its bounds."""
    max_pixels, width, height = _SIZES.unpack_from(question)
    return redraw(question[_SIZES.size :], max_pixels, (width, height))


def redraw(raw: bytes, max_pixels: int, size: tuple[int, int]) -> bytes:
    """Return a picture as PNG that fits into ``size``, transparent where it was, without anything but pixels.

    Raises ValueError for what is no PNG, JPEG or WebP, is damaged, moves, or has too many pixels.
    """
    too_large = f"This picture has more than {max_pixels // 1_000_000} megapixels. Please choose a smaller one."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # counted below, and more strictly
            picture = Image.open(io.BytesIO(raw), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise ValueError(too_large) from None
    except UnidentifiedImageError:
        raise ValueError("This file is not a picture. Please choose a PNG, JPEG or WebP file.") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise ValueError(_DAMAGED) from None
    with picture:
        # Before anything is decoded: what the file says of itself is enough to refuse it.
        if picture.width * picture.height > max_pixels:
            raise ValueError(too_large)
        if picture.width < 1 or picture.height < 1:
            raise ValueError(_DAMAGED)
        if getattr(picture, "n_frames", 1) > 1:
            raise ValueError("This picture moves. Please choose a still PNG, JPEG or WebP file.")
        try:
            small = _shrunk(picture, size)
        except (Image.DecompressionBombError, MemoryError):
            raise ValueError(too_large) from None
        except (OSError, ValueError, SyntaxError, EOFError, IndexError):
            raise ValueError(_DAMAGED) from None
    opaque = small.getchannel("A").getextrema() == (255, 255)
    clean = Image.new("RGB" if opaque else "RGBA", small.size)
    clean.paste(small)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the picture as it is meant to be seen. It is made small first: what follows costs next to nothing then."""
    orientation = picture.getexif().get(_ORIENTATION, 1)
    whole = picture if picture.mode in _SHRINKING and "transparency" not in picture.info else picture.convert("RGBA")
    whole.thumbnail(size if orientation not in _TURNED else (size[1], size[0]), Image.Resampling.LANCZOS)
    # A camera turns its pictures by a note in the file, which is not kept: turn the pixels.
    turned = ImageOps.exif_transpose(whole)
    return (turned.convert("RGB") if turned.mode == "CMYK" else turned).convert("RGBA")
