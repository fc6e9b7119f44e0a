"""The second process of a workbook: it builds the payments meanwhile, and gets the jobs that the first one reads.

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

from revops.exports.spec import ExportSpec

if TYPE_CHECKING:
    from revops.exports.jobs_feed import JobColumns

OWN_PROCESS_SHEET = "payments"
# Batches of jobs that are kept for payments to come. Jobs beyond them are read when they are needed.
_MAX_BATCHES = 100


def report(**message: Any) -> None:
    """Report to whoever started this process: one JSON object a line."""
    os.write(1, orjson.dumps(message) + b"\n")


class PartFailed(Exception):
    """The process that made a part failed; the reason is what it reported."""


class SheetProcess:
    """The process that makes one sheet, as the one that makes the others sees it. It ends when this one ends."""

    def __init__(self, spec: ExportSpec) -> None:
        self._process = subprocess.Popen(  # our own arguments  # nosec B603
            [sys.executable, "-P", "-m", "revops.exports"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._result: dict[str, Any] = {}
        self._progress: Callable[[int], None] | None = None
        self._done = 0
        self._outbox: SimpleQueue[bytes | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        # Nobody waits for what is sent to be taken.
        threading.Thread(target=self._send, daemon=True).start()
        theirs: ExportSpec = {**spec, "sheet": OWN_PROCESS_SHEET, "is_part": True, "about": [], "dashboard": []}
        self._outbox.put(bson.encode(theirs))

    def report_progress_to(self, progress: Callable[[int], None]) -> None:
        """Call ``progress`` with the number of documents read, from now on and so far."""
        with self._lock:
            self._progress = progress
            progress(self._done)

    def send_jobs(self, jobs: "JobColumns") -> None:
        """Send the next jobs, newest first."""
        self._send_frame(orjson.dumps(jobs))

    def end_jobs(self) -> None:
        """Say that there are no more jobs."""
        self._send_frame(b"")

    def _send_frame(self, content: bytes) -> None:
        self._outbox.put(len(content).to_bytes(4, "little") + content)

    def _send(self) -> None:
        assert self._process.stdin is not None
        try:
            while (content := self._outbox.get()) is not None:
                self._process.stdin.write(content)
                self._process.stdin.flush()
        except OSError:  # it has ended, which its listener notices
            return

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            message = orjson.loads(line)
            if "done" not in message:
                self._result |= message
                continue
            with self._lock:
                self._done += message["done"]
                if self._progress is not None:
                    self._progress(message["done"])

    def part(self, sums: Counter[str]) -> dict[str, Any]:
        """Wait for the sheet; return the fields of its ``Part``, and add its sums. Raises PartFailed."""
        self._listener.join()
        if self._process.wait() != 0 or "part" not in self._result:
            raise PartFailed(self._result.get("failed", "crashed"))
        sums.update(self._result["sums"])
        part: dict[str, Any] = self._result["part"]
        return part

    def end(self) -> None:
        """End the process, if it still runs."""
        self._outbox.put(None)
        self._process.kill()
        self._process.wait()


class ReceivedJobs:
    """The jobs that the other process sends, on the side of the one that gets them: batches, in the order they came."""

    def __init__(self) -> None:
        self._batches: SimpleQueue[bytes] = SimpleQueue()

    def add(self, content: bytes) -> None:
        """Take a batch, or the word that there are no more. Batches beyond those that are kept are left out."""
        if not content or self._batches.qsize() < _MAX_BATCHES:
            self._batches.put(content)

    def __iter__(self) -> Iterator["JobColumns"]:
        """Yield the batches, waiting for each."""
        while content := self._batches.get():
            yield orjson.loads(content)
