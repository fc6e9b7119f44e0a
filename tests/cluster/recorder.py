"""People who work without a pause, and a record of every write that was acknowledged to them."""

import asyncio
import itertools
import random
import ssl
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

import httpx2

from tests.factories import job_fields, make_manager, make_owner, make_workshop

_AGAIN_SECONDS = 0.25
_ANSWER_SECONDS = 30.0
_PLATES = itertools.count(1)


@dataclass
class Write:
    """A write: what marks it in the database, and what became of it."""

    kind: str
    mark: str
    sent_at: float
    acknowledged_at: float = 0.0
    id: str = ""
    tries: int = 0


@dataclass
class Record:
    """What happened, in the clock of ``time.monotonic``."""

    writes: list[Write] = field(default_factory=list)
    reads: int = 0
    failed_reads: int = 0
    waits: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> list[Write]:
        """The writes that were answered with success."""
        return [write for write in self.writes if write.acknowledged_at]

    @property
    def retries(self) -> int:
        """How often a write was sent again, with the same key."""
        return sum(max(0, write.tries - 1) for write in self.writes)

    def longest_without_write(self, start: float, end: float) -> float:
        """Return the longest time within a period in which no write was acknowledged, in seconds."""
        times = sorted(w.acknowledged_at for w in self.acknowledged if start <= w.acknowledged_at <= end)
        return max(later - earlier for earlier, later in itertools.pairwise([start, *times, end]))


class People:
    """Managers and the owner of one workshop, at work through one address until told to stop."""

    def __init__(self, url: str, trust: ssl.SSLContext | bool, managers: int, pause_seconds: float = 0.02) -> None:
        self.record = Record()
        self._url, self._trust = url, trust
        self._managers = managers
        self._pause = pause_seconds
        self._stopping = False
        self._work: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Open the workshop and begin."""
        async with self._client() as client:
            owner = await make_owner(client)
            await make_workshop(owner)
            managers = [await make_manager(owner) for _ in range(self._managers)]
        self._work = [asyncio.create_task(self._manage(manager.token, n)) for n, manager in enumerate(managers)]
        self._work.append(asyncio.create_task(self._look(owner.token)))

    async def stop(self) -> Record:
        """Let everybody finish what they are at; return the record."""
        self._stopping = True
        await asyncio.gather(*self._work)
        return self.record

    def _client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(base_url=self._url, verify=self._trust, timeout=_ANSWER_SECONDS)

    async def _manage(self, token: str, number: int) -> None:
        """Take jobs in and money on them, and look at the list in between, as fast as the answers come."""
        rng = random.Random(number)
        payable: list[str] = []
        async with self._client() as client:
            headers = {"Authorization": f"Bearer {token}"}
            while not self._stopping:
                await asyncio.sleep(self._pause)
                if rng.random() < 0.25:
                    await self._read(client, headers, "/api/jobs")
                    continue
                mark = uuid.uuid4().hex
                if payable and rng.random() < 0.6:
                    body: dict[str, object] = {
                        "job_id": payable.pop(),
                        "amount": 250,
                        "payment_type": "partial",
                        "method": rng.choice(("cash", "upi")),
                        "reference": mark,
                    }
                    await self._write(client, headers, Write("payment", mark, time.monotonic()), "/api/payments", body)
                    continue
                plate = next(_PLATES)
                body = job_fields(
                    customer_name=mark,
                    phone=f"98{plate % 10**8:08d}",
                    vehicle_number=f"MH12AB{plate % 10_000:04d}",
                    advance_paid=500,
                )
                job_id = await self._write(client, headers, Write("job", mark, time.monotonic()), "/api/jobs", body)
                payable += [job_id, job_id] if job_id else []

    async def _look(self, token: str) -> None:
        """Look at the dashboard and at what waits for confirmation, as the owner does."""
        async with self._client() as client:
            headers = {"Authorization": f"Bearer {token}"}
            while not self._stopping:
                await asyncio.sleep(self._pause * 10)
                await self._read(client, headers, "/api/analytics/dashboard")
                await self._read(client, headers, "/api/payments?confirmed=false")

    async def _read(self, client: httpx2.AsyncClient, headers: dict[str, str], path: str) -> None:
        try:
            response = await client.get(path, headers=headers)
        except httpx2.HTTPError as error:
            self._failed(type(error).__name__)
            return
        self.record.reads += 1
        if response.status_code != 200:
            self._failed(str(response.status_code))

    def _failed(self, why: str) -> None:
        self.record.failed_reads += 1
        self.record.waits[f"read {why}"] += 1

    async def _write(
        self, client: httpx2.AsyncClient, headers: dict[str, str], write: Write, path: str, body: dict[str, object]
    ) -> str:
        """Send a write with its key until it is acknowledged, as the web app does. Returns the id of what it made."""
        self.record.writes.append(write)
        key = uuid.uuid4().hex
        while True:
            write.tries += 1
            try:
                response = await client.post(path, json=body, headers=headers | {"Idempotency-Key": key})
            except httpx2.HTTPError as error:
                why = type(error).__name__
            else:
                if response.status_code == 200:
                    write.acknowledged_at = time.monotonic()
                    write.id = response.json()["id"]
                    return write.id
                why = str(response.status_code)
                if response.status_code < 500:
                    self.record.wrong.append(f"{path}: {why} {response.text[:200]}")
                    return ""
            self.record.waits[f"write {why}"] += 1
            if self._stopping and write.tries > 60:
                return ""
            await asyncio.sleep(_AGAIN_SECONDS)
