"""A folder for a server that may be left running."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder; whatever still runs on it afterwards is ended."""
    folder = tmp_path / "data"
    yield folder
    for process in psutil.process_iter(["cmdline", "environ"]):
        with contextlib.suppress(psutil.Error):
            named = str(folder) in " ".join(process.info["cmdline"] or ())
            if named or (process.info["environ"] or {}).get("REVOPS_DATA") == str(folder):
                process.kill()
