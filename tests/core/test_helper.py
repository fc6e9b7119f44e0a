"""A process beside the server: kept while it is of use, ended when it holds much for nothing."""

import asyncio
import sys
from pathlib import Path

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


@pytest.mark.skipif(sys.platform != "linux", reason="nothing says elsewhere what the environment of a process is")
async def test_a_helper_has_no_password_of_the_servers_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REVOPS_SMTP_PASSWORD", "MONGO_URL", "OTEL_EXPORTER_OTLP_HEADERS"):
        monkeypatch.setenv(name, "kept-to-itself")
    helper = Helper("tests.core.hoarder", Desk(1, 3, 30, "Wait."), longest_seconds=60, idle_seconds=600, max_mb=2000)
    try:
        process = int(await helper.ask(b"0", "a garage", "somebody"))
        environment = Path(f"/proc/{process}/environ").read_bytes()
    finally:
        helper.end()
    assert b"PYTHONPATH=" in environment
    assert b"kept-to-itself" not in environment
