"""One of several instances: what it refuses to start with, how it leaves, what it tells those who watch it."""

import datetime as dt
import gzip
import http.server
import logging
import re
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import psutil
import pytest
import structlog
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from revops.core.time import now
from revops.core.tracing import ENDPOINT
from revops.mongo import instances
from revops.mongo.client import Database
from revops.mongo.instances import (
    LAST_DAYS,
    Presence,
    advise_kept_version,
    advise_short_transactions,
    is_mended,
    require_right_clock,
    require_same_secret,
)
from revops.mongo.migrations import UnusableDatabase
from revops.rooms import newest_migration
from tests.cluster.nodes import until
from tests.conftest import SECRET_KEY, Clock, SettingsMaker, eventually, running
from tests.crash.running import run, start
from tests.factories import Person, job_fields, make_garage, make_job, ok

pytestmark = pytest.mark.slow


async def test_a_clock_that_is_wrong_is_refused(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await require_right_clock(db)
    for seconds, said in ((73, "73 s ahead of"), (-73, "73 s behind")):
        wrong = dt.timedelta(seconds=seconds)
        # It runs on: how long the database takes to answer is no part of it.
        monkeypatch.setattr(instances, "now", lambda wrong=wrong: now() + wrong)
        with pytest.raises(UnusableDatabase, match=f"clock is {said} the database's.*NTP"):
            await require_right_clock(db)


async def test_instances_with_different_secrets_are_refused_while_both_live(db: Database) -> None:
    await require_same_secret(db, SECRET_KEY)
    other = Presence(db, "another secret key that is long enough to be one", newest_migration())
    await other.say()
    try:
        with pytest.raises(UnusableDatabase, match=r"another secret key.*the same REVOPS_SECRET_KEY"):
            await require_same_secret(db, SECRET_KEY)
    finally:
        await other.end()
    await require_same_secret(db, SECRET_KEY)


async def test_what_an_instance_had_begun_when_it_was_killed_holds_nobody_up_for_long(
    http: httpx2.AsyncClient, db: Database
) -> None:
    """Nobody ends its transaction: the database must, before the next write of that garage gives up."""
    garage = await make_garage(http)
    async with db.client.start_session() as abandoned:
        await abandoned.start_transaction()
        touched = await db.collection("workshops").update_one(
            {"_id": garage.owner.workshop_id}, {"$set": {"touched": True}}, session=abandoned
        )
        assert touched.modified_count == 1
        ok(await garage.manager.post("/api/jobs", job_fields(advance_paid=500)))


def listen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what is logged be captured, whatever level and logger the tests before left there."""
    told = structlog.make_filtering_bound_logger(logging.INFO)
    monkeypatch.setattr(instances, "log", structlog.wrap_logger(None, wrapper_class=told))


async def test_a_database_that_keeps_abandoned_transactions_for_long_is_remarked_upon(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen(monkeypatch)
    with structlog.testing.capture_logs() as said:
        await advise_short_transactions(db)
    assert said == []
    monkeypatch.setattr(instances, "TRANSACTION_LIFETIME_SECONDS", 1)
    with structlog.testing.capture_logs() as said:
        await advise_short_transactions(db)
    assert [line["advice"] for line in said] == ["start mongod with --setParameter transactionLifetimeLimitSeconds=1"]


def test_an_unreadable_certificate_is_refused_in_words(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.pem"
    code, said = run(tmp_path / "data", "serve", REVOPS_TLS_CERTIFICATE=str(missing))
    assert code == 1
    assert f"The certificate {missing} cannot be used (No such file or directory)" in said
    assert not (tmp_path / "data" / "db").exists()


def test_workers_count_as_one_and_leave_without_cutting_anybody_off(tmp_path: Path) -> None:
    server = start(tmp_path / "data", workers=2, REVOPS_DRAIN_SECONDS="1.5")
    counted = r'revops_http_request_duration_seconds_count\{method="GET",route="/healthz",status="200"\} (\d+)'
    for _ in range(6):
        # A connection each, so that both workers have some.
        assert httpx2.get(f"{server.url}/healthz").status_code == 200
    found = re.search(counted, httpx2.get(f"{server.url}/metrics").text)
    assert found is not None
    assert int(found[1]) == 6

    server.process.send_signal(signal.SIGTERM)

    def draining() -> httpx2.Response:
        while (response := httpx2.get(f"{server.url}/readyz")).status_code == 200:
            pass
        return response

    response = draining()
    assert (response.status_code, response.headers["connection"]) == (503, "close")
    assert httpx2.get(f"{server.url}/healthz").status_code == 200
    assert server.process.wait(30) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers share a socket")
def test_each_worker_has_a_socket_and_its_successor_inherits_it(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A connection that was dealt to a worker that is no more is answered by the next, and none by nobody."""
    server = start(tmp_path / "data", workers=2)
    request.addfinalizer(server.process.terminate)  # nothing is left of it when something is wrong
    parent = psutil.Process(server.process.pid)

    def listening() -> list[psutil.Process]:
        """The workers that take connections, each at a socket of its own."""
        sockets = Path("/proc/net/tcp").read_text().count(f":{server.port:04X} 00000000:0000 0A")
        workers = [
            child
            for child in parent.children()
            if any(c.laddr.port == server.port and c.status == "LISTEN" for c in child.net_connections("tcp"))
        ]
        return workers if len(workers) == sockets else []

    def answered() -> list[int]:
        with ThreadPoolExecutor(20) as people:
            urls = [f"{server.url}/healthz"] * 40
            return [answer.status_code for answer in people.map(lambda url: httpx2.get(url, timeout=30), urls)]

    until(lambda: len(listening()) == 2, 30, "two workers listen")
    ended = listening()[0]
    ended.kill()
    assert answered() == [200] * 40
    until(lambda: len(listening()) == 2, 30, "its successor listens")
    assert ended not in listening()
    parent.send_signal(signal.SIGHUP)  # what ends a terminal is no reason to replace anybody
    assert answered() == [200] * 40
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(30) == 0


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """A collector of traces; what it was sent, as it came."""
    received: list[bytes] = []

    class Collector(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv(ENDPOINT, f"http://127.0.0.1:{server.server_port}")
    yield received
    server.shutdown()
    server.server_close()


def _spans(collector: list[bytes]) -> list[Span]:
    spans: list[Span] = []
    for body in collector:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            spans += [span for scope in resource.scope_spans for span in scope.spans]
    return spans


def _traced(trace: str, parent: str, person: Person) -> dict[str, str]:
    """The headers of what a person asks for within a trace."""
    return {"traceparent": f"00-{trace}-{parent}-01", "Authorization": f"Bearer {person.token}"}


async def test_traces_show_a_request_and_its_queries_and_nobodys_data(
    make_settings: SettingsMaker, collector: list[bytes]
) -> None:
    trace, parent = "0a" * 16, "b7" * 8
    async with running(make_settings()) as client:
        garage = await make_garage(client)
        await make_job(garage.manager, customer_name="Personal Nametag")
        found = await client.get("/api/jobs?q=nametag", headers=_traced(trace, parent, garage.owner))
        assert len(ok(found)) == 1
    mine = [span for span in _spans(collector) if span.trace_id.hex() == trace]
    request = next(span for span in mine if span.kind == Span.SpanKind.SPAN_KIND_SERVER)
    assert (request.name, request.parent_span_id.hex()) == ("GET /api/jobs", parent)
    attributes = {a.key: a.value.string_value or a.value.int_value for a in request.attributes}
    assert attributes["http.response.status_code"] == 200
    assert attributes["revops.request_id"] == found.headers["x-request-id"]
    queries = [span for span in mine if span.kind == Span.SpanKind.SPAN_KIND_CLIENT]
    assert "find jobs" in {span.name for span in queries}
    assert {span.parent_span_id for span in queries} == {request.span_id}
    assert not any(b"nametag" in body.lower() or b"@garage" in body for body in collector)


async def test_traces_show_what_a_write_did_that_may_share_a_transaction(
    make_settings: SettingsMaker, collector: list[bytes]
) -> None:
    trace = "0c" * 16
    async with running(make_settings()) as client:
        garage = await make_garage(client)
        headers = _traced(trace, "d7" * 8, garage.manager)
        ok(await client.post("/api/jobs", json=job_fields(advance_paid=100), headers=headers))
    names = {span.name for span in _spans(collector) if span.trace_id.hex() == trace}
    assert {"aggregate users", "insert jobs", "insert payments", "insert journal", "commitTransaction"} <= names


async def test_metrics_tell_what_waits_to_be_sealed_and_whether_the_database_answers(
    make_settings: SettingsMaker,
) -> None:
    async with running(make_settings()) as client:
        garage = await make_garage(client)
        await make_job(garage.manager)

        async def is_sealed() -> bool:
            metrics = (await client.get("/metrics")).text
            assert "\nrevops_mongo_up 1.0" in metrics
            assert "revops_mongo_connections_open" in metrics
            return "\nrevops_journal_sealing_lag_seconds 0.0" in metrics

        await eventually(is_sealed)


async def test_a_database_that_gets_no_more_fixes_is_warned_of(
    db: Database, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    version = (await db.client.admin.command("buildInfo"))["version"]
    last_day = LAST_DAYS[int(version.split(".")[0])]
    listen(monkeypatch)
    for days, is_warned in ((0, False), (1, True)):
        clock.set(f"{last_day + dt.timedelta(days=days)}T12:00:00Z")
        with structlog.testing.capture_logs() as said:
            await advise_kept_version(db)
        assert said[0] == {"event": "mongodb", "log_level": "info", "version": version}
        assert [line["event"] for line in said[1:]] == ["mongodb_past_its_end"] * is_warned


def test_versions_that_are_mended() -> None:
    day = dt.date(2026, 11, 28)
    mended = {
        version: is_mended(version, day) for version in ("4.4.29", "5.0.31", "6.0.5", "7.0.14", "8.2.1", "10.0.0")
    }
    assert mended == {"4.4.29": False, "5.0.31": False, "6.0.5": False, "7.0.14": True, "8.2.1": True, "10.0.0": True}
