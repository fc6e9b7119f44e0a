"""The priority of a process beside others. Imports nothing that its users do not need to begin."""

import contextlib
import os

NICENESS = "REVOPS_NICENESS"


def yield_to_others(niceness: int = 10) -> None:
    """Lower the priority of this process, where the system knows such a thing.

    Where nobody is to be given way to, as in tests, ``REVOPS_NICENESS`` says 0.
    """
    with contextlib.suppress(AttributeError, OSError):
        os.nice(int(os.environ.get(NICENESS, niceness)))
