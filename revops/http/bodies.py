"""Bodies of requests: whole, or refused. Until one is here nothing else is done for whoever sends it.

So a body that never comes costs a connection and no more. It is bounded in bytes, in seconds, and in how many one
address may have under way at a time. A file that is uploaded may be larger and take longer; what of it does not fit
into a little memory goes to the disk while it comes, and few of one person are under way.
"""

import asyncio
import io
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from typing import IO, Any

import structlog
from starlette.types import Message, Receive, Scope

from revops.core.addresses import counted_as
from revops.core.errors import TooManyRequests, Unavailable
from revops.http.errors import IncompleteBody, TooLarge, TooSlow

log = structlog.get_logger(__name__)

# 256 kB in a minute is what a phone at the edge of the network manages.
_MAX_SECONDS = 60
_MAX_PAUSE_SECONDS = 20
_CLOSED = {"Connection": "close"}

_MB = 1024 * 1024
# Where a file may come as the body, by method and path, and how long it may be.
_UPLOADS = {
    "PUT": (
        re.compile(r"/api/(?:jobs/[^/]+/photos|cash-photos/[^/]+/[^/]+|gate/sightings/[^/]+/photos)/[^/]+"),
        15 * _MB,
    ),
    "POST": (re.compile(r"/api/bank/statements"), 50 * _MB),
}
MAX_UPLOAD_BYTES = max(most for _, most in _UPLOADS.values())
_MAX_UPLOAD_SECONDS = 300
_MAX_UPLOADS_OF_ONE = 2
_IN_MEMORY_BYTES = 512 * 1024
_UPLOAD = "revops.upload"


def announces_body(headers: dict[bytes, bytes]) -> bool:
    """Say whether a body comes with a request."""
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers


def is_upload(scope: Scope) -> bool:
    """Say whether the body of a request is a file, as it is."""
    return _most_of(scope) is not None


def _most_of(scope: Scope) -> int | None:
    """Tell how long a file may be that is the body of this request, None where none may be."""
    paths, most = _UPLOADS.get(scope["method"], (None, 0))
    return most if paths is not None and paths.fullmatch(scope["path"]) is not None else None


def uploaded(scope: Scope) -> IO[bytes]:
    """Return the file that was uploaded with a request. It is there until the request is answered."""
    file: IO[bytes] | None = scope.get(_UPLOAD)
    return io.BytesIO() if file is None else file


def forget_upload(scope: Scope) -> None:
    """Let go of a file that was uploaded with a request."""
    if _UPLOAD in scope:
        scope.pop(_UPLOAD).close()


class Bodies:
    """Reads bodies of at most ``max_bytes``, so many at a time of one address."""

    def __init__(
        self,
        max_bytes: int,
        per_address: int,
        *,
        max_seconds: float = _MAX_SECONDS,
        max_pause_seconds: float = _MAX_PAUSE_SECONDS,
    ) -> None:
        self.max_bytes = max_bytes
        self._max_seconds = max_seconds
        self._max_pause_seconds = max_pause_seconds
        self._per_address = per_address
        self._under_way: Counter[str] = Counter()
        self._uploading: Counter[str] = Counter()

    def max_bytes_of(self, scope: Scope) -> int:
        """Tell how long the body of a request may be."""
        return _most_of(scope) or self.max_bytes

    async def receive_upload(self, scope: Scope, receive: Receive, who: str) -> Receive:
        """Read a file that a person uploads and keep it for ``uploaded``; return what hands over that all is here.

        Raises what ``read`` does; Unavailable when there is no room for it.
        """
        if self._uploading[who] >= _MAX_UPLOADS_OF_ONE:
            raise TooManyRequests("Two of your files are being sent already. Please wait.", retry_after_seconds=2)
        self._uploading[who] += 1
        file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES)  # noqa: SIM115 - closed where it is read
        try:
            await self._bounded(scope, receive, file.write, self.max_bytes_of(scope), _MAX_UPLOAD_SECONDS)
            file.seek(0)
        except OSError as error:
            file.close()
            log.error("upload_not_kept", reason=error.strerror)
            raise Unavailable(
                "The server has no room for the file, so nothing was saved. Please tell whoever runs the server."
            ) from None
        except BaseException:
            file.close()
            raise
        finally:
            self._uploading[who] -= 1
            if not self._uploading[who]:
                del self._uploading[who]
        scope[_UPLOAD] = file
        return _handing_over(b"", receive)

    async def read(self, scope: Scope, receive: Receive) -> Receive:
        """Read a body; return what hands it over in one piece.

        Raises TooManyRequests, BadRequest for one that ends early, Refused for one that is too large or too slow.
        """
        parts: list[bytes] = []
        await self._bounded(scope, receive, parts.append, self.max_bytes, self._max_seconds)
        return _handing_over(parts[0] if len(parts) == 1 else b"".join(parts), receive)

    async def _bounded(
        self, scope: Scope, receive: Receive, keep: Callable[[bytes], Any], max_bytes: int, max_seconds: float
    ) -> None:
        client = scope.get("client")
        address = counted_as(client[0]) if client else ""
        if self._under_way[address] >= self._per_address:
            raise TooManyRequests("Too much is being sent from here at once. Please wait.", retry_after_seconds=2)
        self._under_way[address] += 1
        try:
            await self._whole(receive, keep, max_bytes, max_seconds)
        except TimeoutError:
            raise TooSlow("The data took too long to arrive. Please try again.", headers=_CLOSED) from None
        finally:
            self._under_way[address] -= 1
            if not self._under_way[address]:
                del self._under_way[address]

    async def _whole(self, receive: Receive, keep: Callable[[bytes], Any], max_bytes: int, max_seconds: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + max_seconds
        size = 0
        async with asyncio.timeout(self._max_pause_seconds) as limit:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise IncompleteBody("The data that was sent ended too early.")
                part = message.get("body", b"")
                size += len(part)
                if size > max_bytes:
                    raise too_large(max_bytes)
                keep(part)
                if not message.get("more_body"):
                    return
                if part:
                    limit.reschedule(min(deadline, loop.time() + self._max_pause_seconds))


def too_large(max_bytes: int) -> TooLarge:
    """Build the refusal of a body that is too large."""
    most = f"{max_bytes // 1024} kB" if max_bytes < 10 * _MB else f"{max_bytes // _MB} MB"
    return TooLarge(f"The data that was sent is too large (at most {most}).")


def _handing_over(body: bytes, receive: Receive) -> Receive:
    is_over = False

    async def handing_over() -> Message:
        nonlocal is_over
        if is_over:
            return await receive()
        is_over = True
        return {"type": "http.request", "body": body, "more_body": False}

    return handing_over
