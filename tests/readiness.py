"""Waits for a server that was started as a process."""

import subprocess
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from revops.health import why_not_ready

# As long as starting may take on a busy machine.
_SECONDS = 90


def wait_until_ready(url: str, process: "subprocess.Popen[Any]", said: Callable[[], str]) -> None:
    """Wait until a server answers that it is ready; fails with what it ``said`` when it ended or takes too long.

    It is asked without a client of HTTP: making one for each look takes the processor that the server starts with.
    """
    port = urlsplit(url).port
    assert port is not None
    deadline = time.monotonic() + _SECONDS
    while why_not_ready(port, by_https=False) is not None:
        assert process.poll() is None, f"the server ended: {said()}"
        assert time.monotonic() < deadline, f"the server did not become ready: {said()}"
        time.sleep(0.05)
