"""A reader of server-sent events, over a real connection."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import orjson

from tests.factories import Person


@dataclass
class Heard:
    """One event."""

    name: str
    id: str
    data: dict[str, Any] = field(default_factory=dict)


class Listener:
    """What comes on an open stream."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response
        self.last_id = ""
        self._lines = response.aiter_lines()

    async def next(self, seconds: float = 30) -> Heard:
        """Wait for the next event. Raises StopAsyncIteration when the stream has ended."""
        async with asyncio.timeout(seconds):
            name, data = "", {}
            while True:
                line = await anext(self._lines)
                if line.startswith("id: "):
                    self.last_id = line.removeprefix("id: ")
                elif line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    data = orjson.loads(line.removeprefix("data: "))
                elif not line and name:
                    return Heard(name, self.last_id, data)

    async def until(self, topic: str, changed: str) -> list[Heard]:
        """Wait until something was told to have changed; return all that was told."""
        heard = [await self.next()]
        while changed not in heard[-1].data.get(topic, ()):
            heard.append(await self.next())
        return heard

    async def has_ended(self) -> bool:
        """Wait for the end of the stream."""
        with contextlib.suppress(StopAsyncIteration):
            while True:
                await self.next()
        return True


@contextlib.asynccontextmanager
async def listening(
    wire: httpx2.AsyncClient, person: Person, last_id: str | None = None, **params: Any
) -> AsyncIterator[Listener]:
    """Open a stream, as far as its greeting."""
    headers = {"Authorization": f"Bearer {person.token}"} | ({"Last-Event-ID": last_id} if last_id is not None else {})
    async with wire.stream("GET", "/api/events", headers=headers, params=params) as response:
        assert response.status_code == 200, await response.aread()
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert response.headers["x-accel-buffering"] == "no"
        listener = Listener(response)
        assert (await listener.next()).name == "ready"
        yield listener


def ids_of(heard: list[Heard]) -> set[str]:
    """Collect every id that was told."""
    return {changed for event in heard for ids in event.data.values() for changed in ids}
