"""What a server writes down about its mongod. Whole runs, kills and full disks are in tests/crash."""

import os
import sys
import threading
from pathlib import Path

import pytest

from revops.mongo.embedded import read_state, write_state
from revops.mongo.mongod import find_mongod
from revops.settings import Settings

pytestmark = pytest.mark.slow


def test_whoever_reads_about_the_database_while_it_is_replaced_finds_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    write_state(tmp_path, {"pid": 0})
    stop = threading.Event()

    def replace() -> None:
        pid = 0
        while not stop.is_set():
            pid += 1
            write_state(tmp_path, {"pid": pid})

    replacing = threading.Thread(target=replace)
    replacing.start()
    try:
        seen = [read_state(tmp_path).get("pid") for _ in range(5000)]
    finally:
        stop.set()
        replacing.join()
    assert None not in seen
    assert len(set(seen)) > 1


def test_without_a_server_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert read_state(tmp_path) == {}


def mongod_of(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    mongod = folder / "mongod"
    mongod.write_text(f"#!/bin/sh\necho 'db version v{version}'\n")
    mongod.chmod(0o755)
    return mongod


@pytest.mark.parametrize(
    ("on_path", "carried", "chosen"),
    [
        ("8.0.4", "6.0.5", "path"),
        ("4.4.29", "6.0.5", "carried"),
        ("6.0.5", "6.0.5", "path"),
        ("10.0.0", "8.2.1", "path"),
    ],
)
def test_the_newer_mongod_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_path: str, carried: str, chosen: str
) -> None:
    monkeypatch.delenv("REVOPS_MONGOD", raising=False)
    packages = tmp_path / "site-packages"
    found = {
        "path": mongod_of(tmp_path / "bin", on_path),
        "carried": mongod_of(packages / "fiftyone" / "db" / "bin", carried),
    }
    monkeypatch.setattr(sys, "path", [str(packages)])
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "bin"), "/usr/bin", "/bin"]))
    settings = Settings(_env_file=None)
    assert find_mongod(settings) == found[chosen]
    # One that cannot be run is no choice, and alone it is tried, so that its own words say why.
    found[chosen].write_text("#!/bin/sh\nexit 127\n")
    assert find_mongod(settings) == found["carried" if chosen == "path" else "path"]
    found["path"].unlink()
    assert find_mongod(settings) == found["carried"]
