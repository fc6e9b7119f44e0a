"""Metrics for Prometheus, of this process or, when a server has several, of all of its workers together."""

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

# The client library's name for the folder that the workers of one server share.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def exposition() -> bytes:
    """Return all metrics in the text format."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        return generate_latest()
    _forget_ended_workers(Path(folder))
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def _forget_ended_workers(folder: Path) -> None:
    """Drop the gauges of workers that are gone; what they counted stays."""
    for file in folder.glob("gauge_live*_*.db"):
        pid = int(file.stem.rsplit("_", 1)[1])
        if not _is_alive(pid):
            mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
