"""Bodies of requests: whole, or refused. Until one is here nothing else is done for whoever sends it.

So a body that never comes costs a connection and no more. It is bounded in bytes, in seconds, and in how many one
address may have under way at a time.
"""

import asyncio
from collections import Counter

from starlette.types import Message, Receive, Scope

from revops.core.addresses import counted_as
from revops.core.errors import TooManyRequests
from revops.http.errors import IncompleteBody, TooLarge, TooSlow

# 256 kB in a minute is what a phone at the edge of the network manages.
_MAX_SECONDS = 60
_MAX_PAUSE_SECONDS = 20
_CLOSED = {"Connection": "close"}


def announces_body(headers: dict[bytes, bytes]) -> bool:
    """Say whether a body comes with a request."""
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers


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

    async def read(self, scope: Scope, receive: Receive) -> Receive:
        """Read a body; return what hands it over in one piece.

        Raises TooManyRequests, BadRequest for one that ends early, Refused for one that is too large or too slow.
        """
        client = scope.get("client")
        address = counted_as(client[0]) if client else ""
        if self._under_way[address] >= self._per_address:
            raise TooManyRequests("Too much is being sent from here at once. Please wait.", retry_after_seconds=2)
        self._under_way[address] += 1
        try:
            body = await self._whole(receive)
        except TimeoutError:
            raise TooSlow("The data took too long to arrive. Please try again.", headers=_CLOSED) from None
        finally:
            self._under_way[address] -= 1
            if not self._under_way[address]:
                del self._under_way[address]
        return _handing_over(body, receive)

    async def _whole(self, receive: Receive) -> bytes:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._max_seconds
        parts: list[bytes] = []
        size = 0
        async with asyncio.timeout(self._max_pause_seconds) as limit:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise IncompleteBody("The data that was sent ended too early.")
                part = message.get("body", b"")
                size += len(part)
                if size > self.max_bytes:
                    raise self.too_large()
                parts.append(part)
                if not message.get("more_body"):
                    return parts[0] if len(parts) == 1 else b"".join(parts)
                if part:
                    limit.reschedule(min(deadline, loop.time() + self._max_pause_seconds))

    def too_large(self) -> TooLarge:
        """Build the refusal of a body that is too large."""
        max_kb = self.max_bytes // 1024
        return TooLarge(f"The data that was sent is too large (at most {max_kb} kB).")


def _handing_over(body: bytes, receive: Receive) -> Receive:
    is_over = False

    async def handing_over() -> Message:
        nonlocal is_over
        if is_over:
            return await receive()
        is_over = True
        return {"type": "http.request", "body": body, "more_body": False}

    return handing_over
