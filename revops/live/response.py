"""The answer that does not end: server-sent events, as they come."""

import asyncio
from functools import partial

from fastapi import Response
from starlette.types import Receive, Scope, Send

from revops.http.middleware import STREAMED
from revops.http.standing import TAKE_OVER
from revops.live.hub import Hub
from revops.live.stream import Stream

MEDIA_TYPE = "text/event-stream"
# Neither nginx nor what is like it may wait for more.
_HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]
# What is handed over ends with its connection.
_HEADERS_TO_END = [*_HEADERS, (b"connection", b"close")]


class EventStream(Response):
    """Sends what a stream has to tell until the browser goes, the stream ends, or for so many seconds."""

    def __init__(self, hub: Hub, stream: Stream, seconds: float | None) -> None:
        self._hub, self._stream, self._seconds = hub, stream, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, or hand it over to its connection where that can do without this."""
        hub, stream, seconds = self._hub, self._stream, self._seconds
        scope[STREAMED] = True
        if seconds == 0:
            stream.end()
        elif seconds is not None:
            asyncio.get_running_loop().call_later(seconds, stream.end)
        take_over = scope.get(TAKE_OVER) if seconds != 0 else None
        gone = asyncio.create_task(_end_with(receive, stream)) if take_over is None else None
        is_handed_over = False
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS if gone else _HEADERS_TO_END})
            if take_over is not None:
                is_handed_over = True
                take_over(stream, partial(hub.leave, stream))
                return
            while (text := await stream.next()) is not None:
                await send({"type": "http.response.body", "body": text, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            if gone is not None:
                gone.cancel()
            if not is_handed_over:
                hub.leave(stream)


async def _end_with(receive: Receive, stream: Stream) -> None:
    """End a stream when its browser has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()
