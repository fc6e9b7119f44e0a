"""What a process has let go of goes back to the system."""

import os
import subprocess
import sys

import pytest

_PROGRAM = """
import asyncio
from revops.core import memory
from revops.core.helping import resident_mb

async def main():
    giving_back = asyncio.create_task(memory.give_back_what_is_free(look_seconds=0.01))
    await asyncio.sleep(0.05)
    pieces = [bytes(20_000) for _ in range(3_000)]
    last = bytes(20_000)  # above them, so that nothing goes back by itself
    full = resident_mb()
    del pieces
    async with asyncio.timeout(30):
        while full - resident_mb() < 30:
            await asyncio.sleep(0.01)
    giving_back.cancel()

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the library of C has nothing for it")
def test_what_was_let_go_of_goes_back_to_the_system() -> None:
    # As it comes: with these set nothing is kept in any case.
    usual = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    subprocess.run([sys.executable, "-c", _PROGRAM], check=True, env=usual, timeout=60)
