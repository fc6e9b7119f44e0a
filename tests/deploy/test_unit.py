"""The systemd unit, tried: RevOps with its own mongod starts, works and stops with what the unit leaves it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from tests.crash.running import free_port
from tests.deploy.test_files import ROOT, UNIT, WITH_SYSTEMD
from tests.deploy.under_unit import allowed_calls

pytestmark = pytest.mark.slow


@WITH_SYSTEMD
def test_what_the_unit_allows_is_read_from_it() -> None:
    calls = allowed_calls(UNIT.read_text())
    assert {"read", "openat", "mincore", "setpriority", "prlimit64"} <= calls
    assert not {"mount", "ptrace", "setuid", "chroot", "reboot", "bpf"} & calls


@WITH_SYSTEMD
def test_revops_starts_backs_up_and_stops_within_the_unit(tmp_path: Path) -> None:
    state, port = tmp_path, free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("REVOPS_", "MONGO"))}
    environment |= {
        "REVOPS_DATA": str(state / "data"),
        "REVOPS_BACKUP_FOLDER": str(state / "backups"),
        "HOME": str(state),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT),
    }
    confined = [sys.executable, "-m", "tests.deploy.under_unit", str(UNIT)]
    serve = [sys.executable, "-m", "revops", "serve", "--port", str(port), "--workers", "2"]
    with (state / "log").open("w") as log:
        server = subprocess.Popen([*confined, *serve], env=environment, cwd=state, stdout=log, stderr=log)
    try:
        assert _ready(port, server), (state / "log").read_text()[-3000:]
        owner = {"email": "anita@garage.example", "password": "blue-lorry-42", "name": "Anita", "phone": "9876543210"}
        answer = httpx2.post(f"http://127.0.0.1:{port}/api/auth/register", json=owner | {"role": "owner"})
        assert answer.status_code == 200, answer.text
        assert _backed_up(state), (state / "log").read_text()[-3000:]
    finally:
        server.terminate()
        server.wait(90)
    assert server.returncode == 0
    assert not (state / "data" / "mongod.json").exists()


def _ready(port: int, server: "subprocess.Popen[bytes]") -> bool:
    for _ in range(300):
        try:
            if httpx2.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return True
        except httpx2.HTTPError:
            pass
        if _ended_within(server, 0.3):
            break
    return False


def _backed_up(state: Path) -> bool:
    for _ in range(200):
        if any(state.glob("backups/*.rvb")):
            return True
        time.sleep(0.3)
    return False


def _ended_within(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
