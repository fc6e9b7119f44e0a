"""An open stream does not hold up the end of its server, and ends as an answer does."""

from pathlib import Path

import httpx2
import pytest

from tests.conftest import no_cookies
from tests.crash.running import start
from tests.factories import make_garage
from tests.live.listening import listening

pytestmark = pytest.mark.slow


async def test_a_server_that_stops_ends_its_streams(tmp_path: Path) -> None:
    server = start(tmp_path / "data")
    try:
        async with httpx2.AsyncClient(base_url=server.url, cookies=no_cookies(), timeout=60) as http:
            garage = await make_garage(http)
            async with listening(http, garage.owner) as owner, listening(http, garage.manager) as manager:
                server.process.terminate()
                # Not cut off, as they were if the server had waited for them and given up.
                assert await owner.has_ended()
                assert await manager.has_ended()
    finally:
        server.stop()
    assert server.process.returncode == 0
