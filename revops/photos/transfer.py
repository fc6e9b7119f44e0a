"""Pictures on their way in and out: what a request that sends one must hold, and what is answered to whoever asks."""

import asyncio
import hashlib
from typing import IO, Any

from fastapi import Request, Response

from revops.access.caller import Caller
from revops.core.errors import InvalidFields
from revops.core.pictures import Photo, photo_of
from revops.core.slots import release_slot
from revops.files.port import Kind
from revops.http.middleware import OWN_POLICY

_PIECE_BYTES = 256 * 1024
_NOTHING_CAME = "The file is empty. Please take the photo again, or choose another file."
_BINARY = {"schema": {"type": "string", "format": "binary"}}
PICTURE_SENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The picture, at most 15 MB, and 51 megapixels as JPEG or HEIC, 25 as PNG. What of it is no"
        " pixel is not kept.",
        "content": dict.fromkeys(("image/jpeg", "image/png", "image/webp", "image/heic"), _BINARY),
    }
}
PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/webp": _BINARY}},
}
# What is under an address never changes; it belongs to whoever is logged in, and to no cache in between.
_PICTURE_HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


async def digest_of_sent(file: IO[bytes]) -> str:
    """Compute the SHA-256 of a picture that was sent. From here on the request holds no slot: money that is recorded
    meanwhile has it. Raises InvalidFields where nothing came.
    """
    release_slot()
    received = await asyncio.to_thread(_sha256_of, file)
    if not file.tell():
        raise InvalidFields({"photo": _NOTHING_CAME})
    return received


def _sha256_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := file.read(_PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()


async def decode_sent(caller: Caller, file: IO[bytes]) -> Photo:
    """Make a photo of a picture that was sent: its pixels alone.

    Raises InvalidFields for what is none, TooManyRequests, Unavailable.
    """
    try:
        return await photo_of(file, caller.workshop.id, caller.user.id)
    except ValueError as refusal:
        raise InvalidFields({"photo": str(refusal)}) from None


async def picture_answer(request: Request, caller: Caller, kind: Kind, sha256: str) -> Response:
    """Answer with a picture, unless the browser has it already. Raises FileUnusable, Unavailable."""
    headers = _PICTURE_HEADERS | {"ETag": f'"{sha256}"'}
    request.scope[OWN_POLICY] = True
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    content = await caller.services.files.get(caller.workshop.id, kind, sha256)
    return Response(content, media_type="image/webp", headers=headers)
