"""A workshop's logo: what was uploaded, made into a small PNG that cannot do harm."""

import io
import warnings

from revops.core.errors import InvalidFields

_MAX_PIXELS = 20_000_000
_MAX_SIZE = (600, 300)
_ROLL_SIZE = (352, 128)
_FORMATS = ("PNG", "JPEG", "WEBP")


def clean_logo(raw: bytes) -> bytes:
    """Return a picture as PNG of at most 600 x 300 pixels, transparent where it was, without anything but pixels.

    Takes PNG, JPEG and WebP. Raises InvalidFields on ``logo`` for everything else, for a picture that is damaged or
    moves, and for one of more than 20 megapixels. Takes up to a second: call it in a thread.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - only uploads need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # counted below, and more strictly
            picture = Image.open(io.BytesIO(raw), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise _refused(_TOO_LARGE) from None
    except UnidentifiedImageError:
        raise _refused("This file is not a picture. Please choose a PNG, JPEG or WebP file.") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise _refused(_DAMAGED) from None
    with picture:
        # Before anything is decoded: what the file says of itself is enough to refuse it.
        if picture.width * picture.height > _MAX_PIXELS:
            raise _refused(_TOO_LARGE)
        if picture.width < 1 or picture.height < 1:
            raise _refused(_DAMAGED)
        if getattr(picture, "n_frames", 1) > 1:
            raise _refused("This picture moves. Please choose a still PNG, JPEG or WebP file.")
        try:
            # A camera turns its pictures by a note in the file, which is not kept: turn the pixels.
            still = ImageOps.exif_transpose(picture).convert("RGBA")
        except Image.DecompressionBombError:
            raise _refused(_TOO_LARGE) from None
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError):
            raise _refused(_DAMAGED) from None
    still.thumbnail(_MAX_SIZE, Image.Resampling.LANCZOS)
    opaque = still.getchannel("A").getextrema() == (255, 255)
    clean = Image.new("RGB" if opaque else "RGBA", still.size)
    clean.paste(still)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def for_the_roll(clean: bytes) -> bytes:
    """Return a clean logo in black dots on white, as many as a counter printer of 203 dpi has for it."""
    from PIL import Image  # noqa: PLC0415 - only the roll needs it

    with Image.open(io.BytesIO(clean)) as picture:
        picture.thumbnail(_ROLL_SIZE, Image.Resampling.LANCZOS)
        coloured = picture.convert("RGBA")
    on_white = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    out = io.BytesIO()
    on_white.convert("1").save(out, "PNG")
    return out.getvalue()


_TOO_LARGE = "This picture has more than 20 megapixels. Please choose a smaller one."
_DAMAGED = "This picture is damaged or incomplete. Please choose another file."


def _refused(message: str) -> InvalidFields:
    return InvalidFields({"logo": message})
