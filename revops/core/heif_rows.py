"""Hands out the rows of a HEIC picture, which its library decodes whole, without a second copy as large."""

from typing import Any

from PIL import Image

_MODES = {"L", "LA", "RGB", "RGBA"}


class HeifRows:
    """The rows of a HEIC that was opened and not loaded, from the first to the last."""

    def __init__(self, picture: Image.Image) -> None:
        # Pillow would copy it into a picture of its own, and keep both.
        self._decoded = vars(picture).pop("_heif_file")[picture.tell()]
        self._pixels = memoryview(self._decoded.data)
        if self._decoded.size != picture.size:
            raise ValueError("its size is another than it says")
        self._taken = 0

    def take(self, count: int) -> Image.Image:
        """Return the next rows as a picture."""
        first, self._taken = self._taken, self._taken + count
        mode, stride, (width, _) = self._decoded.mode, self._decoded.stride, self._decoded.size
        return Image.frombytes(
            mode, (width, count), bytes(self._pixels[first * stride : self._taken * stride]), "raw", mode, stride
        )


def has_heif_rows(picture: Image.Image) -> bool:
    """Say whether a picture that was opened and not loaded is a HEIC that can be read so."""
    held: Any = vars(picture).get("_heif_file")
    return picture.format == "HEIF" and held is not None and picture.mode in _MODES
