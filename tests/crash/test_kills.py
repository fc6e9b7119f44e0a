"""The server and its database killed in the middle of writing: what was acknowledged is there, exactly once."""

import contextlib
import os
import signal
import threading
import time
from pathlib import Path

import httpx2
import psutil
import pytest

from revops.mongo.mongod import find_mongod
from revops.settings import Settings
from tests.conftest import no_cookies
from tests.crash.counters import busy, open_counters, recorded
from tests.crash.running import run, start

pytestmark = pytest.mark.slow


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
            while response.status_code == 429:  # one person has enough papers under way
                time.sleep(0.2)
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
    issued.clear()  # asked for again, also those that were answered; and as often as a busy machine refuses
    while len(issued) < len(counters):
        for thread in issue_all():
            thread.join()
    assert acknowledged.items() <= issued.items()
    assert sorted(int(number[-5:]) for number in issued.values()) == list(range(1, 51))
    http.close()
    server.stop()
    code, said = run(data, "verify")
    assert code == 0, said


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
