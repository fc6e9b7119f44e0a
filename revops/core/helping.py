"""The other side of ``core.helper``: runs one module in a process of its own, and loads nothing besides.

Questions and answers go one after the other: a length, four bytes little-endian, and so many bytes; before an answer
stands what it is.
"""

import importlib
import mmap
import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from revops.core.niceness import yield_to_others

LENGTH = struct.Struct("<I")
# What holds so much ends: it would keep it.
_GROWN_MB = 100
ANSWER, REFUSAL, FAULT = b"+", b"-", b"!"


def main(name: str, max_mb: int) -> None:
    """Answer what comes in on standard input until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _bound_memory(max_mb)
    yield_to_others(5)  # whoever waits for an answer of the server goes first
    module = importlib.import_module(name)
    afterwards: Callable[[], None] = getattr(module, "afterwards", lambda: None)
    while head := questions.read(LENGTH.size):
        try:
            # Kept under no name, so that the module may let go of it.
            _say(answers, ANSWER, module.answer(questions.read(LENGTH.unpack(head)[0])))
        except ValueError as refusal:
            _say(answers, REFUSAL, str(refusal).encode())
        except Exception as fault:
            traceback.print_exc()
            _say(answers, FAULT, str(fault).encode())
        afterwards()
        if resident_mb() > _GROWN_MB:
            return


def _say(answers: BinaryIO, kind: bytes, answer: bytes) -> None:
    answers.write(kind + LENGTH.pack(len(answer)) + answer)
    answers.flush()


def resident_mb(process: int | str = "self") -> float:
    """Read how much memory a process has, 0 where the system does not say."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * mmap.PAGESIZE / 1_000_000


def _bound_memory(max_mb: int) -> None:
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    resource.setrlimit(resource.RLIMIT_AS, (max_mb * 1_000_000, max_mb * 1_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
