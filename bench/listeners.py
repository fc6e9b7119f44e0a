"""Open pages of a user in a process of their own, so that what they hear costs nothing where requests are timed.

echo TOKEN | python -m bench.listeners --port 8001 --streams 5
"""

import argparse
import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator

import uvloop

from bench.live import Listener

# The server believes this machine which address it speaks for.
_ADDRESS = "10.1.0.1"


@contextlib.asynccontextmanager
async def listening(port: int, token: str, streams: int) -> AsyncIterator[None]:
    """Have so many streams open, of whoever has the token."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.listeners", "--port", str(port), "--streams", str(streams)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(token.encode() + b"\n")
        assert await process.stdout.readline() == b"open\n"
        yield
        assert process.returncode is None, "the streams have ended"
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _listen(port: int, token: str, streams: int) -> None:
    reading = [await Listener().open(port, token, _ADDRESS) for _ in range(streams)]
    os.write(1, b"open\n")
    await asyncio.wait(reading, return_when=asyncio.FIRST_COMPLETED)


def main() -> None:
    """Listen until a stream ends, or until it is told to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--streams", type=int, required=True)
    options = parser.parse_args()
    uvloop.run(_listen(options.port, sys.stdin.readline().strip(), options.streams))


if __name__ == "__main__":
    main()
