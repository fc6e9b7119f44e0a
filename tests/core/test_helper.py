"""A process beside the server: kept while it is of use, ended when it holds much for nothing."""

import asyncio
import sys

import pytest

from revops.core.fair import Desk
from revops.core.helper import Helper

pytestmark = pytest.mark.anyio


@pytest.mark.skipif(sys.platform != "linux", reason="nothing says elsewhere how much memory a process has")
async def test_a_helper_that_holds_much_is_ended_when_it_was_idle_for_a_moment() -> None:
    desk = Desk(1, 3, 30, "Please wait.")
    hoarder = Helper(
        "tests.core.hoarder", desk, longest_seconds=60, idle_seconds=600, max_mb=2000, briefly_seconds=0.01
    )

    async def keep(megabytes: int) -> int:
        return int(await hoarder.ask(str(megabytes).encode(), "a garage", "somebody"))

    try:
        first = await keep(0)
        await asyncio.sleep(0.1)
        assert await keep(0) == first
        # With what Python takes more than is usual, and less than a helper ends at by itself.
        assert await keep(60) == first
        while await keep(0) == first:  # each time it is asked it is not idle
            await asyncio.sleep(0.1)
    finally:
        hoarder.end()
