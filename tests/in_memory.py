"""Where the run's mongod keeps its files: in memory, where there is much."""

import shutil
from pathlib import Path

import psutil

from revops.mongo.embedded import read_state

_MEMORY = Path("/dev/shm")
_MEMORY_BYTES = 4 * 1024**3


def in_memory_if_there_is_much() -> Path | None:
    """Choose where the run's mongod keeps its files: a disk's syncs cost it half of its time, and no test of what
    survives a crash runs on it (``tests/crash`` and ``tests/cluster`` start their own).
    """
    is_enough = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _MEMORY_BYTES
    return _MEMORY if is_enough and psutil.virtual_memory().available > 2 * _MEMORY_BYTES else None


def forget_ended_runs() -> None:
    """Remove what runs that were killed left in memory."""
    for left in _MEMORY.glob("revops-tests-*"):
        if (pid := read_state(left).get("pid")) is not None and not psutil.pid_exists(pid):
            shutil.rmtree(left, ignore_errors=True)
