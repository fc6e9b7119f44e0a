"""Traffic of a process, its requests: what can wait a moment gives way to whoever stands at the counter."""

import asyncio
import math
import time

# Whoever works asks again so soon after an answer: his next request is not to meet what was begun in between.
QUIET_SECONDS = 0.03
# While requests are under way it is looked again so often.
_LOOK_SECONDS = 0.02


class Traffic:
    """Counts the requests that a process is answering, and remembers when the last of them was answered."""

    def __init__(self) -> None:
        self._under_way = 0
        self._answered_at = -math.inf

    def begin(self) -> None:
        """Count a request that is answered from now on."""
        self._under_way += 1

    def end(self) -> None:
        """Count it as answered."""
        self._under_way -= 1
        self._answered_at = time.monotonic()

    async def calm(self, until: float) -> None:
        """Wait until no request is under way and none was for a moment; at most to a time of ``time.monotonic``."""
        while (at := time.monotonic()) < until:
            quiet_at = self._answered_at + QUIET_SECONDS
            if not self._under_way and at >= quiet_at:
                return
            wait = _LOOK_SECONDS if self._under_way else quiet_at - at
            await asyncio.sleep(max(0.001, min(wait, until - at)))
