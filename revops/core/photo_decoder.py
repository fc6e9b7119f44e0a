"""Decodes photos, in the process that ``core.pictures`` starts for it: three WebP files of pixels and nothing else."""

import io
import struct

from PIL import Image, ImageCms

from revops.core.picture_decoder import shrunk, still

# How wide and high the photo is, and how long each of its files, which follow in the order of SIZES.
HEAD = struct.Struct("<5I")
# The longest side of each; the first is kept as the photo itself.
SIZES = (2048, 1280, 320)
_MAX_PIXELS = 25_000_000
# Phones take 48 and 50 megapixels.
_CAMERA_PIXELS = 51_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_WANTED = "JPEG, PNG, WebP or HEIC file"
_QUALITY = 80
# How hard the encoder tries. Trying hard it keeps all that it found until its end, twenty times what it writes, and
# gains nothing where there is much of it: noise stays noise.
_QUICKLY, _HARD, _NOISE_BYTES = 0, 4, 800_000
# Memory for a quarter of the pixels that a large JPEG has; no difference to the eye in a photo.
_REDUCING_GAP = 1.0


def answer(question: bytes) -> bytes:
    """Make a photo's files of what was sent. Raises ValueError saying why it is refused."""
    formats: tuple[str, ...] = _FORMATS
    if question[4:8] == b"ftyp":
        _read_heic()
        formats = ("HEIF",)
    with still(question, _MAX_PIXELS, formats, _WANTED, camera_pixels=_CAMERA_PIXELS) as picture:
        profile = picture.info.get("icc_profile")
        photo = shrunk(picture, question, (SIZES[0], SIZES[0]), _REDUCING_GAP)
    # Each copy of pixels is let go of as soon as it may be: all of them are in memory.
    del question, picture
    if photo.mode == "RGBA":
        seen, photo = photo, Image.new("RGB", photo.size, "white")  # what is seen through is white
        photo.paste(seen, mask=seen.getchannel("A"))
        del seen
    photo = _in_common_colours(photo, profile)
    photo.info.clear()
    size, files = photo.size, []
    for longest in SIZES:
        photo.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        files.append(_webp(photo))
    return HEAD.pack(*size, *(len(file) for file in files)) + b"".join(files)


def _read_heic() -> None:
    import pi_heif  # noqa: PLC0415 - half of this process, for whoever sends one

    pi_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)


def _in_common_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB, because the profile that says otherwise is not kept."""
    if not profile:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB")) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a profile of something else, such as greys


def _webp(picture: Image.Image) -> bytes:
    quick = _encoded(picture, _QUICKLY)
    return quick if len(quick) > _NOISE_BYTES else _encoded(picture, _HARD)


def _encoded(picture: Image.Image, method: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=method, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()
