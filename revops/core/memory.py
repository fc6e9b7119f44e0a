"""The memory of a process, and how it goes back to the system.

What was needed at once and let go of stays with the allocator of C in pieces, as many megabytes as there were at the
worst moment: 10 to 15 after a minute of long changes. So a process that has grown since hands back what is free.
"""

import asyncio
import ctypes
import sys
from functools import cache
from typing import Any

from revops.core.helping import resident_mb

# Less is not worth the milliseconds that it takes.
_GROWN_MB, _STILL_MB = 6.0, 1.0


async def give_back_what_is_free(*, look_seconds: float = 20.0) -> None:
    """Hand back what the process has not in use, once it has grown and grows no more. Ends where that cannot be done.

    While it grows it needs what it has, and what waits meanwhile would wait for nothing.
    """
    trim, least_mb = _trim(), resident_mb()
    before_mb = least_mb
    while trim is not None:
        await asyncio.sleep(look_seconds)
        mb = resident_mb()
        if mb - least_mb > _GROWN_MB and mb - before_mb < _STILL_MB:
            trim(0)
            mb = least_mb = resident_mb()
        least_mb, before_mb = min(least_mb, mb), mb


@cache
def _trim() -> Any:
    """Find what hands memory back; None where the library of C has nothing for it."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
