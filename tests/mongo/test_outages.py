"""Whatever a database says that is going away, not there yet or too busy: a request is told to try again, never that
something is wrong on our side."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.errors import BulkWriteError, PyMongoError, WriteConcernError, WriteError

from revops.core.batching import BatchEnded
from revops.http.problems import outage
from revops.mongo.client import Database
from revops.mongo.mongod import find_mongod
from revops.settings import Settings
from tests.cluster.nodes import Node, free_ports, until
from tests.conftest import SettingsMaker, running
from tests.factories import PASSWORD, Garage, job_fields, make_garage, make_job, payment_fields

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

# Going away, gone, not there yet; cut off in the middle; waited too long; what was read is forgotten; a conflict.
CODES = [
    *(6, 7, 24, 43, 46, 50, 64, 89, 91, 94, 112, 133, 134, 175, 189, 202, 211, 225, 237, 239, 246, 251, 262, 290),
    *(9001, 10107, 11600, 11601, 11602, 13435, 13436),
]
COMMANDS = ["find", "aggregate", "getMore", "insert", "update", "findAndModify", "delete", "commitTransaction"]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Run a mongod of its own, which fails when it is told to."""
    folder = tmp_path_factory.mktemp("n")
    mongod = find_mongod(Settings(_env_file=None))
    (port,) = free_ports(1)
    node = Node(mongod, Path(folder), "127.0.0.1", port, parameters=("enableTestCommands=1",))
    node.start()
    try:
        until(lambda: bool(node.hello()), 60, "it did not start")
        with node.client(signed_in=False) as client:
            members = [{"_id": 0, "host": node.host}]
            client.admin.command("replSetInitiate", {"_id": "revops", "members": members})
        until(lambda: bool(node.hello().get("isWritablePrimary")), 60, "it is no primary")
        with node.client(signed_in=False) as client:
            client.admin.command("createUser", "revops", pwd=node.password, roles=["root"])
        yield node
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(node.pid, signal.SIGCONT)
        node.kill()


@pytest.fixture(scope="module")
async def work(node: Node, make_settings: SettingsMaker) -> AsyncIterator["Work"]:
    """A garage at work on that mongod."""
    url = f"mongodb://revops:{node.password}@{node.host}/?replicaSet=revops&authSource=admin"
    async with running(make_settings(mongo_url=url, db_name="outages")) as http:
        garage = await make_garage(http)
        yield Work(garage, await make_job(garage.manager))


class Work:
    """What people do, again and again."""

    def __init__(self, garage: Garage, job_id: str) -> None:
        self.garage = garage
        self.job_id = job_id
        self.number = 0

    async def all_of_it(self) -> dict[str, Any]:
        """Do one of each at the same time; return the answers."""
        manager, owner = self.garage.manager, self.garage.owner
        self.number += 1
        payment = payment_fields(self.job_id, self.number, method="cash")
        asked = {
            "log in": manager.post("/api/auth/login", {"email": f"{self.number}@garage.example", "password": PASSWORD}),
            "jobs": owner.get("/api/jobs", n=self.number),
            "search": owner.get("/api/jobs", q="asha", n=self.number),
            "job": owner.get(f"/api/jobs/{self.job_id}", n=self.number),
            "dashboard": owner.get("/api/analytics/dashboard", n=self.number),
            "today": owner.get("/api/today", n=self.number),
            "take in": manager.post("/api/jobs", job_fields(), key=f"job-{self.number}"),
            "pay": manager.post("/api/payments", payment, key=f"payment-{self.number}"),
            "change": manager.put(f"/api/jobs/{self.job_id}", {"internal_notes": f"Seen {self.number}"}),
        }
        return dict(zip(asked, await asyncio.gather(*asked.values()), strict=True))


def told(answers: dict[str, Any]) -> dict[str, str]:
    """Return what was said that is neither an answer nor a request to try again soon."""
    return {
        name: f"{answer.status_code} {answer.text}"
        for name, answer in answers.items()
        if answer.status_code >= 500 and (answer.status_code != 503 or "retry-after" not in answer.headers)
    }


def _fail(client: "MongoClient[dict[str, Any]]", mode: Any, **how: Any) -> None:
    data = {"failCommands": COMMANDS, "appName": "revops", **how}
    client.admin.command({"configureFailPoint": "failCommand", "mode": mode, "data": data})


@pytest.mark.timeout(600)
async def test_what_passes_is_answered_by_try_again(node: Node, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    # A transaction that fails so is tried again until its time is over.
    monkeypatch.setattr(Database.transaction, "__kwdefaults__", {"shared_in": None, "seconds": 0.3})
    kinds: list[dict[str, Any]] = [{"errorCode": code} for code in CODES]
    kinds += [{"closeConnection": True}, {"writeConcernError": {"code": 91, "errmsg": "shutting down"}}]
    kinds += [{"writeConcernError": {"code": 64, "errmsg": "waited too long"}}]
    wrong: dict[str, str] = {}
    with node.client() as client:
        for kind in kinds:
            _fail(client, "alwaysOn", **kind)
            try:
                answers = await work.all_of_it()
            finally:
                _fail(client, "off")
            assert any(answer.status_code == 503 for answer in answers.values()), kind
            wrong |= {f"{kind} {name}": said for name, said in told(answers).items()}
    assert wrong == {}


@pytest.mark.timeout(600)
async def test_while_it_hangs_or_is_gone_people_are_told_to_try_again(node: Node, work: Work) -> None:
    for number in (signal.SIGSTOP, signal.SIGKILL):
        os.kill(node.pid, number)
        asking = [asyncio.create_task(work.all_of_it()) for _ in range(2)]
        try:
            answers = await asyncio.gather(*asking)
        finally:
            if number == signal.SIGSTOP:
                os.kill(node.pid, signal.SIGCONT)
            else:
                node.kill()
                node.start()
        assert [told(each) for each in answers] == [{}, {}]
        assert {answer.status_code for each in answers for answer in each.values()} >= {503}
        async with asyncio.timeout(120):
            while any(answer.status_code >= 500 for answer in (await work.all_of_it()).values()):
                await asyncio.sleep(0.1)


@pytest.mark.parametrize(
    ("error", "is_outage"),
    [
        (BulkWriteError({"writeErrors": [{"code": 10107}]}), True),
        (BulkWriteError({"writeErrors": [], "writeConcernErrors": [{"code": 91}]}), True),
        (BulkWriteError({"writeErrors": [{"code": 11000}]}), False),
        (BulkWriteError({"writeErrors": [{"code": 11602}, {"code": 121}]}), False),
        (WriteError("", 11602, {}), True),
        (WriteError("", 121, {}), False),
        (WriteConcernError("", 64, {}), True),
        (BatchEnded("a batch was ended by CancelledError"), True),
        (TimeoutError(), True),
        (ConnectionRefusedError(), True),
        (PyMongoError("a fault of ours"), False),
        (ValueError(), False),
    ],
)
async def test_of_all_that_a_write_says_each_is_looked_at(error: Exception, is_outage: bool) -> None:
    assert (outage(error) is not None) is is_outage
