"""Starting and stopping: in order, and when it cannot be done, refused with what to do about it."""

import os
import socket
import socketserver
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import psutil
import pytest
from pymongo import MongoClient

from revops.mongo.mongod import find_mongod
from revops.settings import Settings
from tests.crash.counters import open_counters
from tests.crash.running import free_port, run, start
from tests.readiness import wait_until_ready

pytestmark = pytest.mark.slow


def test_stopping_ends_the_database_in_order(data: Path) -> None:
    server = start(data)
    mongod = server.mongod_pid
    server.stop()
    assert not psutil.pid_exists(mongod)
    assert not (data / "mongod.json").exists()
    for name in ("mongod.key", "mongod.password", "secret.key"):
        assert (data / name).stat().st_mode & 0o777 == 0o600, name


def test_second_server_on_the_same_folder_is_told_so(data: Path) -> None:
    server = start(data)
    code, said = run(data, "serve", "--port", str(free_port()))
    assert code == 1
    assert f"in use by another RevOps server (process {server.process.pid})" in said
    wait_until_ready(server.url, server.process, lambda: "the other one was told so")
    server.stop()


def test_taken_port_is_named_before_anything_starts(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = run(data, "serve", "--port", str(port))
    assert code == 1
    assert f"Port {port} " in said
    assert "--port" in said
    assert not (data / "mongod.json").exists()


def fake_mongod(folder: Path, script: str) -> str:
    """Return the path of something that fails as a mongod would."""
    path = folder / "mongod-that-fails"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("script", "advice"),
    [
        (
            "echo 'mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file' >&2;"
            " exit 127",
            "sudo apt-get install libcurl4",
        ),
        ("echo 'No space left on device' >&2; exit 14", "is full. Free some space"),
        ("echo 'Error: DBPathInUse' >&2; exit 100", "in use by another mongod"),
        ("kill -ILL $$", "it needs AVX"),
        ("exit 3", "see "),
    ],
)
def test_database_that_cannot_start_says_what_to_do(data: Path, tmp_path: Path, script: str, advice: str) -> None:
    code, said = run(data, "serve", "--port", str(free_port()), REVOPS_MONGOD=fake_mongod(tmp_path, script))
    assert code == 1
    assert advice in said
    assert "Traceback" not in said


def test_database_may_open_more_files_than_a_shell_grants(data: Path, tmp_path: Path) -> None:
    mongod = fake_mongod(tmp_path, "ulimit -Sn > $0.limit; echo 'Too many open files' >&2; exit 14")
    arguments = [sys.executable, "-m", "revops", "serve", "--port", str(free_port())]
    of_a_mac = subprocess.run(
        ["sh", "-c", 'ulimit -Sn 256 && exec "$@"', "sh", *arguments],
        env=os.environ | {"REVOPS_DATA": str(data), "REVOPS_MONGOD": mongod, "COLUMNS": "200"},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert of_a_mac.returncode == 1
    assert "ulimit -n 8192" in of_a_mac.stdout + of_a_mac.stderr
    assert int(Path(f"{mongod}.limit").read_text()) > 256


def test_missing_mongod_is_said(data: Path, tmp_path: Path) -> None:
    code, said = run(data, "serve", "--port", str(free_port()), REVOPS_MONGOD=str(tmp_path / "none"))
    assert code == 1
    assert "REVOPS_MONGOD names" in said


def test_weak_secret_is_refused(data: Path) -> None:
    code, said = run(data, "serve", "--port", str(free_port()), REVOPS_SECRET_KEY="changeme-changeme-changeme-changeme")
    assert code == 1
    assert "REVOPS_SECRET_KEY is too weak" in said
    assert "changeme" not in said.replace("REVOPS_SECRET_KEY", "")


def test_standalone_database_is_refused_with_what_to_do(data: Path, tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    port = free_port()
    mongod = subprocess.Popen(
        [find_mongod(Settings(_env_file=None)), "--dbpath", tmp_path / "db", "--port", str(port), "--nounixsocket"],
        stdout=subprocess.DEVNULL,
    )
    try:
        url = f"mongodb://127.0.0.1:{port}/"
        with MongoClient[dict[str, Any]](url) as client:
            client.admin.command("ping")
        for arguments in (("serve", "--port", str(free_port())), ("verify",)):
            code, said = run(data, *arguments, MONGO_URL=url)
            assert code == 1
            assert "rs.initiate()" in said
            assert "Traceback" not in said
    finally:
        mongod.kill()
        mongod.wait()


def test_unreachable_database_is_said_in_one_line(data: Path) -> None:
    code, said = run(data, "serve", "--port", str(free_port()), MONGO_URL=f"mongodb://127.0.0.1:{free_port()}/")
    assert code == 1
    assert "The database does not answer" in said
    assert "Traceback" not in said


class HangsUp(socketserver.TCPServer):
    """Another program on the port, which knows nothing of MongoDB."""

    allow_reuse_address = True


def test_database_moves_to_another_port_when_its_own_is_taken(data: Path) -> None:
    server = start(data)
    open_counters(server.url, 1)
    server.stop()
    port = int((data / "mongod.port").read_text())
    with HangsUp(("127.0.0.1", port), socketserver.BaseRequestHandler) as stranger:
        threading.Thread(target=stranger.serve_forever, daemon=True).start()
        code, said = run(data, "verify")
        stranger.shutdown()
    assert code == 0, said
    assert "1 jobs" in said
    assert int((data / "mongod.port").read_text()) != port
