"""The second process of a workbook: it makes the payments meanwhile, and is told the jobs that the first one reads.

They and the jobs are nearly all there is, and two cores halve the time.
"""

import os
import subprocess  # nosec B404
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import bson
import orjson

from revops.exports.order import Order

if TYPE_CHECKING:
    from revops.exports.joined import JobColumns

BESIDE = "payments"
# Batches of jobs that are kept for payments to come. What is told beyond them is asked for when it is needed.
_MOST_TOLD = 100


def say(**message: Any) -> None:
    """Tell whoever started this process something: one JSON object a line."""
    os.write(1, orjson.dumps(message) + b"\n")


class PartFailed(Exception):
    """The process that made a part failed; the reason is what it said."""


class Beside:
    """The process that makes one sheet, as the one that makes the others sees it. It ends when this one ends."""

    def __init__(self, order: Order) -> None:
        self._process = subprocess.Popen(  # our own arguments  # nosec B603
            [sys.executable, "-P", "-m", "revops.exports.maker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._said: dict[str, Any] = {}
        self._progress: Callable[[int], None] | None = None
        self._done = 0
        self._telling: SimpleQueue[bytes | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        # Nobody waits for what is told to be taken.
        threading.Thread(target=self._tell, daemon=True).start()
        theirs: Order = {**order, "sheet": BESIDE, "is_part": True, "about": [], "dashboard": []}
        self._telling.put(bson.encode(theirs))

    def tell_progress(self, progress: Callable[[int], None]) -> None:
        """Call ``progress`` with the number of documents read, from now on and so far."""
        with self._lock:
            self._progress = progress
            progress(self._done)

    def tell_jobs(self, jobs: "JobColumns") -> None:
        """Tell the next jobs, newest first."""
        self._tell_frame(orjson.dumps(jobs))

    def end_jobs(self) -> None:
        """Tell that there are no more jobs."""
        self._tell_frame(b"")

    def _tell_frame(self, content: bytes) -> None:
        self._telling.put(len(content).to_bytes(4, "little") + content)

    def _tell(self) -> None:
        assert self._process.stdin is not None
        try:
            while (content := self._telling.get()) is not None:
                self._process.stdin.write(content)
                self._process.stdin.flush()
        except OSError:  # it has ended, which its listener notices
            return

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = orjson.loads(line)
            if "done" not in said:
                self._said |= said
                continue
            with self._lock:
                self._done += said["done"]
                if self._progress is not None:
                    self._progress(said["done"])

    def part(self, sums: Counter[str]) -> dict[str, Any]:
        """Wait for the sheet; return the fields of its ``Part``, and add its sums. Raises PartFailed."""
        self._listener.join()
        if self._process.wait() != 0 or "part" not in self._said:
            raise PartFailed(self._said.get("failed", "crashed"))
        sums.update(self._said["sums"])
        part: dict[str, Any] = self._said["part"]
        return part

    def end(self) -> None:
        """End the process, if it still runs."""
        self._telling.put(None)
        self._process.kill()
        self._process.wait()


class JobsTold:
    """The jobs that the other process tells, on the side of the one that is told: batches, in the order they came."""

    def __init__(self) -> None:
        self._told: SimpleQueue[bytes] = SimpleQueue()

    def add(self, content: bytes) -> None:
        """Take a batch, or the word that there are no more. Batches beyond those that are kept are left out."""
        if not content or self._told.qsize() < _MOST_TOLD:
            self._told.put(content)

    def __iter__(self) -> Iterator["JobColumns"]:
        """Yield the batches, waiting for each."""
        while content := self._told.get():
            yield orjson.loads(content)
