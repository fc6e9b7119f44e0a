"""Open files: those this process may have, and what it starts. A connection is one, and a database is some 350."""

import contextlib
import sys

_MAX_FILES = 65_536
# What macOS grants at most to a process whose own limit says "unlimited".
_MAX_FILES_OF_MACOS = 10_240


def allow_open_files() -> int:
    """Raise the limit of open files of this process, and of those it starts, as far as it may; return the limit.

    A shell starts with 1,024 of them on many a Linux, and with 256 on a Mac.
    """
    if sys.platform == "win32":
        return _MAX_FILES
    import resource  # noqa: PLC0415 - there is none on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (_MAX_FILES, _MAX_FILES_OF_MACOS):
        may = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        if soft == resource.RLIM_INFINITY or soft >= may:
            break
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (may, hard))
            soft = may
    return _MAX_FILES if soft == resource.RLIM_INFINITY else soft
