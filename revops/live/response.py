"""The answer that does not end: server-sent events, as they come."""

import asyncio

from fastapi import Response
from starlette.types import Receive, Scope, Send

from revops.http.draining import ON_END
from revops.http.middleware import STREAMED
from revops.live.hub import Hub
from revops.live.stream import Stream

MEDIA_TYPE = "text/event-stream"
# Neither nginx nor what is like it may wait for more.
_HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]


class EventStream(Response):
    """Sends what a stream has to tell until the browser goes, the stream ends, or for so many seconds."""

    def __init__(self, hub: Hub, stream: Stream, seconds: float | None) -> None:
        self._hub, self._stream, self._seconds = hub, stream, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        stream = self._stream
        scope[STREAMED] = True
        # A connection of this server tells of its end itself; a task for each would hold as much as the stream does.
        gone = None
        if (on_end := scope.get(ON_END)) is not None:
            on_end(stream.end)
        else:
            gone = asyncio.create_task(_end_with(receive, stream))
        timer = asyncio.get_running_loop().call_later(self._seconds, stream.end) if self._seconds is not None else None
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            while (text := await stream.next()) is not None:
                await send({"type": "http.response.body", "body": text, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            if gone is not None:
                gone.cancel()
            if timer is not None:
                timer.cancel()
            self._hub.leave(stream)


async def _end_with(receive: Receive, stream: Stream) -> None:
    """End a stream when its browser has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()
