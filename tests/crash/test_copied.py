"""A data folder that was copied, as a backup by hand or a try of another version is made."""

import subprocess
from pathlib import Path

import psutil

from revops.mongo.embedded import EmbeddedMongo, write_state


def test_a_copy_ends_no_database_but_its_own(tmp_path: Path) -> None:
    """A copy of a folder in use names the mongod at work there, which is ended by the folder that it is of alone."""
    mongod = tmp_path / "mongod"
    mongod.write_text("#!/bin/sh\nread line\n")
    mongod.chmod(0o755)
    first, copied = tmp_path / "first", tmp_path / "copied"
    for folder in (first, copied):
        (folder / "db").mkdir(parents=True)
    process = subprocess.Popen([mongod, "--dbpath", "first/db"], cwd=tmp_path, stdin=subprocess.PIPE)
    try:
        state = {"pid": process.pid, "created": psutil.Process(process.pid).create_time(), "port": 1, "server_pid": 1}
        for folder in (first, copied):
            write_state(folder, state)
        EmbeddedMongo(mongod, copied, 0.25)._end_orphan()
        assert process.poll() is None
        EmbeddedMongo(mongod, first, 0.25)._end_orphan()
        process.wait(10)
    finally:
        process.kill()
        process.communicate()
