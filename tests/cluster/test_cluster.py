"""What is right on one instance is right on many: behind nginx, on three nodes, while instances come and go."""

import asyncio
import json
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest

from tests.cluster.chores import WRONG
from tests.cluster.recorder import People
from tests.cluster.topology import Topology, short_folder
from tests.conftest import eventually, no_cookies
from tests.factories import Person, job_fields, login, make_garage, make_job, ok, refused

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[Topology]:
    """The whole of it."""
    with short_folder() as folder, Topology(folder, REVOPS_LOGIN_FAILURES_PER_ACCOUNT="4") as topology:
        yield topology


@pytest.fixture
async def front(cluster: Topology) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP by way of nginx."""
    async with httpx2.AsyncClient(base_url=cluster.url, verify=cluster.trust, cookies=no_cookies()) as client:
        yield client


@pytest.fixture
async def each(cluster: Topology) -> AsyncIterator[list[httpx2.AsyncClient]]:
    """HTTP to each instance itself."""
    clients = [
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{instance.port}", cookies=no_cookies())
        for instance in cluster.instances
    ]
    yield clients
    for client in clients:
        await client.aclose()


def _by(client: httpx2.AsyncClient, person: Person) -> Person:
    """The same person, by way of another instance."""
    user = {"id": person.id, "email": person.email, "name": person.name, "workshop_id": person.workshop_id}
    return Person(client, {"token": person.token, "user": user})


async def test_pages_come_compressed_by_tls_with_strict_transport(front: httpx2.AsyncClient, cluster: Topology) -> None:
    page = await front.get("/")
    assert page.status_code == 200
    assert "max-age=31536000" in page.headers["strict-transport-security"]
    found = re.search(r'"(/assets/[^"]+\.js)"', page.text)
    assert found is not None
    for encoding in ("br", "gzip"):
        asset = await front.get(found[1], headers={"Accept-Encoding": encoding})
        assert asset.headers["content-encoding"] == encoding
        assert "immutable" in asset.headers["cache-control"]
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{cluster.http_port}") as plain:
        moved = await plain.get("/jobs?status=pending")
        assert (moved.status_code, moved.headers["location"]) == (308, "https://127.0.0.1/jobs?status=pending")
    assert (await front.get("/metrics")).status_code == 404


async def test_a_request_is_found_in_both_logs_by_its_id(front: httpx2.AsyncClient, cluster: Topology) -> None:
    response = await front.get("/api/jobs", headers={"X-Request-Id": "what-a-client-says"})
    request_id = response.headers["x-request-id"]
    assert request_id != "what-a-client-says"

    async def logged() -> bool:
        lines = [json.loads(line) for line in cluster.access_log.read_text().splitlines()]
        said = "".join(instance.log.read_text() for instance in cluster.instances)
        return any(line["request_id"] == request_id and line["status"] == 401 for line in lines) and request_id in said

    await eventually(logged)


async def test_sessions_end_on_every_instance(each: list[httpx2.AsyncClient]) -> None:
    first, second = each
    garage = await make_garage(first)
    await make_job(garage.manager)
    assert len(ok(await _by(second, garage.manager).get("/api/jobs"))) == 1
    ok(await garage.manager.post("/api/auth/logout"))

    async def refused_there() -> bool:
        return (await _by(second, garage.manager).get("/api/jobs")).status_code == 401

    await eventually(refused_there)
    refused(await _by(second, garage.manager).post("/api/jobs", job_fields()), 401)


async def test_one_key_sent_to_two_instances_makes_one_job(each: list[httpx2.AsyncClient]) -> None:
    garage = await make_garage(each[0])
    answers = await asyncio.gather(
        *(_by(each[n % 2], garage.manager).post("/api/jobs", job_fields(), key="tapped-twice") for n in range(8))
    )
    assert len({ok(answer)["id"] for answer in answers}) == 1
    assert len(ok(await garage.owner.get("/api/jobs"))) == 1


async def test_guesses_are_counted_for_all_instances(each: list[httpx2.AsyncClient]) -> None:
    garage = await make_garage(each[0])
    wrong = {"email": garage.owner.email, "password": "not-the-password"}
    for n in range(4):
        refused(await each[n % 2].post("/api/auth/login", json=wrong), 401)
    for client in each:
        refused(await client.post("/api/auth/login", json=wrong), 429)
    assert (await login(each[1], garage.manager.email)).id == garage.manager.id


async def test_instances_are_replaced_while_people_work_and_no_request_fails(cluster: Topology) -> None:
    people = People(cluster.url, cluster.trust, managers=4)
    await people.start()
    await asyncio.sleep(1)
    for instance in cluster.instances:
        await asyncio.to_thread(instance.end)
        instance.start()
        await asyncio.to_thread(instance.wait_until_ready)
    await asyncio.sleep(1)
    record = await people.stop()
    assert len(record.acknowledged) == len(record.writes) > 20
    assert (dict(record.waits), record.wrong) == ({}, [])


async def test_nobody_notices_that_an_instance_is_killed(cluster: Topology) -> None:
    people = People(cluster.url, cluster.trust, managers=8, pause_seconds=0)
    await people.start()
    await asyncio.sleep(1)
    killed = cluster.instances[0]
    await asyncio.to_thread(killed.end, signal.SIGKILL)
    killed.start()
    await asyncio.to_thread(killed.wait_until_ready)
    await asyncio.sleep(1)
    record = await people.stop()
    assert len(record.acknowledged) == len(record.writes) > 20
    assert (dict(record.waits), record.wrong) == ({}, [])


async def test_another_instance_seals_when_the_one_that_did_is_killed(
    cluster: Topology, each: list[httpx2.AsyncClient]
) -> None:
    garage = await make_garage(each[0])

    async def unsealed() -> float:
        metrics = (await each[1].get("/metrics")).text
        return float(metrics.split("\nrevops_journal_unsealed_entries ")[1].split("\n")[0])

    async def is_sealed() -> bool:
        return await unsealed() == 0

    await make_job(garage.manager)
    await eventually(is_sealed)
    # Whichever of the two holds the lease: first the one is gone, then the other.
    cluster.instances[0].end(9)
    survivor = _by(each[1], garage.manager)
    await make_job(survivor)
    await eventually(is_sealed)
    cluster.instances[0].start()
    await asyncio.to_thread(cluster.instances[0].wait_until_ready)
    assert ok(await _by(each[0], garage.owner).get("/api/analytics/dashboard"))["total_jobs"] == 2


_SHORT = "--faults 6 --managers 4 --pause 0.1 --seed 3 --tasks 300"


async def test_faults_in_short() -> None:
    """The short form of `make test-faults`: one of each kind, in any order."""
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "tests.cluster.faults", *_SHORT.split()],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    report = json.loads(done.stdout[done.stdout.index("{") :])
    assert (report["faults"], report["lost"], report["doubled"], report["wrong"]) == (6, [], [], [])
    assert report["acknowledged"] > 100
    assert (report["tasks"]["put"], [report["tasks"][name] for name in WRONG]) == (300, [[], [], [], []])
    assert report["tasks"]["workers killed"] == 6
