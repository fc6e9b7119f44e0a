"""The server and its database killed in the middle of writing: what was acknowledged is there, exactly once.

These run the real command, with a mongod of its own, in a folder of their own.
"""

import contextlib
import json
import os
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import psutil
import pytest
from pymongo import MongoClient

from revops.mongo.embedded import find_mongod
from revops.settings import Settings
from tests.conftest import no_cookies

PASSWORD = "blue-lorry-42-kites"


@dataclass
class Running:
    """`revops serve` on a data folder."""

    data: Path
    port: int
    process: "subprocess.Popen[str]"
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def mongod_pid(self) -> int:
        return int(json.loads((self.data / "mongod.json").read_text())["pid"])

    def stop(self) -> None:
        """End it as an operator would."""
        self.process.terminate()
        self.process.wait(60)


def command(data: Path, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    """Start a revops command."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("REVOPS_", "MONGO"))}
    mine |= {
        "REVOPS_DATA": str(data),
        "REVOPS_USER_REQUESTS_PER_MINUTE": "1000000",
        "REVOPS_AUTH_REQUESTS_PER_MINUTE": "1000000",
        "COLUMNS": "200",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "revops", *arguments],
        env=mine | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        cwd=data.parent,
    )


def run(data: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run a revops command to its end; return exit code and what it said."""
    process = command(data, *arguments, **environment)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int | None = None, workers: int = 1, **environment: str) -> Running:
    """Start the server and wait until it is ready."""
    port = port or free_port()
    log = data.parent / f"server-{time.monotonic_ns()}.log"
    process = command(data, "serve", "--port", str(port), "--workers", str(workers), **environment)
    assert process.stdout is not None
    reader = threading.Thread(target=lambda out: log.write_text(out.read()), args=(process.stdout,), daemon=True)
    reader.start()
    running = Running(data, port, process, log)
    deadline = time.monotonic() + 90
    while True:
        with contextlib.suppress(httpx2.HTTPError):
            if httpx2.get(f"{running.url}/readyz", timeout=5).status_code == 200:
                return running
        assert process.poll() is None, "the server ended"
        assert time.monotonic() < deadline
        time.sleep(0.05)


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


@dataclass
class Counter:
    """A manager at the counter who takes payments without pause, and tries again with the same key after a failure."""

    url: str
    token: str
    job_id: str
    number: int
    acknowledged: dict[str, str] = field(default_factory=dict)
    tried: int = 0
    refusals: list[int] = field(default_factory=list)

    def work(self, stop: threading.Event) -> None:
        with httpx2.Client(base_url=self.url, cookies=no_cookies(), timeout=30) as http:
            while not stop.is_set():
                key = f"counter-{self.number}-{self.tried}"
                self.tried += 1
                while not self.pay(http, key):
                    if stop.is_set():
                        return
                    time.sleep(0.05)

    def pay(self, http: httpx2.Client, key: str) -> bool:
        body = {"job_id": self.job_id, "amount": 1, "payment_type": "partial", "method": "upi", "notes": key}
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        try:
            response = http.post("/api/payments", json=body, headers=headers)
        except httpx2.HTTPError:
            return False
        if response.status_code == 200:
            self.acknowledged[key] = response.json()["id"]
            return True
        assert response.status_code == 503, response.text
        assert response.headers["retry-after"]
        assert "try again" in response.json()["detail"]
        self.refusals.append(response.status_code)
        return False


def open_counters(url: str, count: int) -> list[Counter]:
    """Set up a workshop with one manager and a job for each counter."""
    with httpx2.Client(base_url=f"{url}/api", cookies=no_cookies(), timeout=30) as http:

        def register(role: str, code: str | None = None) -> dict[str, str]:
            body = {
                "email": f"{role}@garage.example",
                "password": PASSWORD,
                "name": role,
                "phone": "9876543210",
                "role": role,
                "invite_code": code,
            }
            response = http.post("/auth/register", json=body)
            assert response.status_code == 200, response.text
            return {"Authorization": f"Bearer {response.json()['token']}"}

        owner = register("owner")
        workshop = http.post("/workshops", json={"name": "W", "phone": "9876543210"}, headers=owner).json()
        code = http.post(f"/workshops/{workshop['id']}/invite-codes", headers=owner).json()["code"]
        manager = register("manager", code)
        counters = []
        for number in range(count):
            body = {
                "customer_name": "Meena Rao",
                "phone": "9812345678",
                "car_model": "Swift",
                "vehicle_number": f"MH12AB{number:04d}",
                "work_description": "Service",
                "estimated_amount": 1_000_000,
                "planned_completion_days": 2,
            }
            job = http.post("/jobs", json=body, headers=manager).json()
            counters.append(Counter(url, manager["Authorization"].removeprefix("Bearer "), job["id"], number))
        return counters


def busy(counters: list[Counter]) -> tuple[threading.Event, list[threading.Thread]]:
    """Let the counters work."""
    stop = threading.Event()
    threads = [threading.Thread(target=counter.work, args=(stop,)) for counter in counters]
    for thread in threads:
        thread.start()
    return stop, threads


def recorded(url: str, counter: Counter) -> dict[str, str]:
    """Return the payments on a counter's job: by the note, which is the key, the id."""
    headers = {"Authorization": f"Bearer {counter.token}"}
    response = httpx2.get(f"{url}/api/jobs/{counter.job_id}", headers=headers, timeout=30)
    assert response.status_code == 200, response.text
    payments = response.json()["payments"]
    found = {payment["notes"]: payment["id"] for payment in payments}
    assert len(found) == len(payments), "a payment was recorded twice"
    assert response.json()["total_paid"] == len(payments)
    return found


@pytest.mark.timeout(300)
def test_killed_server_loses_nothing_it_acknowledged_and_leaves_no_orphan(data: Path) -> None:
    server = start(data)
    counters = open_counters(server.url, 4)
    for _ in range(2):
        before = sum(len(counter.acknowledged) for counter in counters)
        stop, threads = busy(counters)
        while sum(len(counter.acknowledged) for counter in counters) < before + 40:
            time.sleep(0.02)
        orphan = server.mongod_pid
        server.process.kill()
        server.process.wait()
        stop.set()
        for thread in threads:
            thread.join()
        server = start(data, server.port)
        assert not psutil.pid_exists(orphan) or server.mongod_pid == orphan
        for counter in counters:
            found = recorded(server.url, counter)
            assert counter.acknowledged.items() <= found.items()
            # What was not acknowledged happened entirely or not at all; the same key settles which.
            with httpx2.Client(base_url=server.url, cookies=no_cookies(), timeout=30) as http:
                last = f"counter-{counter.number}-{counter.tried - 1}"
                assert counter.pay(http, last)
            assert len(recorded(server.url, counter)) == counter.tried
    mongods = [p for p in psutil.process_iter(["cmdline"]) if str(data) in " ".join(p.info["cmdline"] or ())]
    assert [p.pid for p in mongods] == [server.mongod_pid]
    server.stop()
    code, said = run(data, "verify")
    assert code == 0, said
    assert "everything agrees" in said


@pytest.mark.timeout(300)
def test_killed_database_is_restarted_and_nothing_acknowledged_is_lost(data: Path) -> None:
    server = start(data)
    counters = open_counters(server.url, 4)
    stop, threads = busy(counters)
    for _ in range(2):
        before = sum(len(counter.acknowledged) for counter in counters)
        while sum(len(counter.acknowledged) for counter in counters) < before + 40:
            time.sleep(0.02)
        killed = server.mongod_pid
        os.kill(killed, signal.SIGKILL)
        deadline = time.monotonic() + 60
        while server.mongod_pid == killed or httpx2.get(f"{server.url}/readyz", timeout=30).status_code != 200:
            assert time.monotonic() < deadline, "it did not come back"
            time.sleep(0.05)
    after = sum(len(counter.acknowledged) for counter in counters)
    while sum(len(counter.acknowledged) for counter in counters) < after + 40:
        time.sleep(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    for counter in counters:
        found = recorded(server.url, counter)
        assert counter.acknowledged.items() <= found.items()
        assert len(found) <= counter.tried
    code, said = run(data, "verify")  # while the server runs: it looks at the same database
    assert code == 0, said
    server.stop()
    assert "mongod_restarted" in server.log.read_text()


@pytest.mark.timeout(300)
def test_invoice_numbers_have_no_gap_though_the_server_is_killed_among_fifty(data: Path) -> None:
    server = start(data)
    counters = open_counters(server.url, 50)
    headers = {"Authorization": f"Bearer {counters[0].token}"}
    issued: dict[str, str] = {}
    http = httpx2.Client(
        base_url=server.url, cookies=no_cookies(), timeout=30, limits=httpx2.Limits(max_connections=None)
    )

    def issue(job_id: str) -> None:
        path = f"/api/documents/invoice/{job_id}/issue"
        with contextlib.suppress(httpx2.HTTPError):
            response = http.post(path, headers=headers | {"Idempotency-Key": f"issue-{job_id}"})
            assert response.status_code in {200, 503}, response.text
            if response.status_code == 200:
                issued[job_id] = response.json()["number"]

    def issue_all() -> list[threading.Thread]:
        left = [counter.job_id for counter in counters if counter.job_id not in issued]
        threads = [threading.Thread(target=issue, args=(job_id,)) for job_id in left]
        for thread in threads:
            thread.start()
        return threads

    for goal in (8, 25):
        threads = issue_all()
        while len(issued) < goal:
            time.sleep(0.001)
        server.process.kill()
        server.process.wait()
        for thread in threads:
            thread.join()
        server = start(data, server.port)
    acknowledged = dict(issued)
    assert len(acknowledged) < len(counters), "the kills came too late to show anything"
    issued.clear()  # asked for again, also those that were answered
    for thread in issue_all():
        thread.join()
    assert acknowledged.items() <= issued.items()
    assert sorted(int(number[-5:]) for number in issued.values()) == list(range(1, 51))
    http.close()
    server.stop()
    code, said = run(data, "verify")
    assert code == 0, said


@pytest.mark.timeout(120)
def test_while_the_database_is_away_requests_are_told_to_try_again(data: Path, tmp_path: Path) -> None:
    mongod = tmp_path / "mongod"
    mongod.symlink_to(find_mongod(Settings(_env_file=None)))
    server = start(data, REVOPS_MONGOD=str(mongod))
    (counter,) = open_counters(server.url, 1)
    with httpx2.Client(base_url=server.url, cookies=no_cookies(), timeout=60) as http:
        assert counter.pay(http, "before")
        mongod.unlink()  # so that it cannot be restarted yet
        os.kill(server.mongod_pid, signal.SIGKILL)
        assert not counter.pay(http, "during")
        assert counter.refusals == [503]
        assert http.get("/api/jobs", headers={"Authorization": f"Bearer {counter.token}"}).status_code == 503
        assert http.get("/readyz").status_code == 503
        assert http.get("/healthz").status_code == 200
        mongod.symlink_to(find_mongod(Settings(_env_file=None)))
        deadline = time.monotonic() + 60
        while http.get("/readyz").status_code != 200:
            assert time.monotonic() < deadline, "it did not come back"
        assert counter.pay(http, "during")
    assert set(recorded(server.url, counter)) == {"before", "during"}
    server.stop()


@pytest.mark.timeout(120)
def test_killed_server_takes_its_workers_along(data: Path) -> None:
    server = start(data, workers=2)
    workers = psutil.Process(server.process.pid).children()
    server.process.kill()
    server.process.wait()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive
    again = start(data, server.port, workers=2)
    assert httpx2.get(f"{again.url}/readyz").status_code == 200
    again.stop()


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
    assert httpx2.get(f"{server.url}/readyz").status_code == 200
    server.stop()


def test_taken_port_is_named_before_anything_starts(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, said = run(data, "serve", "--port", str(taken.getsockname()[1]))
    assert code == 1
    assert f"Port {taken.getsockname()[1] if taken.fileno() != -1 else ''}".strip() in said
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
        with MongoClient(url) as client:
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
