"""Live pages: what hundreds of open streams cost in memory, what they cost others, and how soon a payment is told.

python -m bench.live --data /tmp/bench-live --streams 500
"""

import argparse
import asyncio
import time
from pathlib import Path

import orjson
import uvloop

from bench.endpoints import new_job
from bench.harness import Client, Garage, Server, machine, percentile, prepare, running_server, sign_in

# A user has so many streams at most, and an address 128: the server believes this machine which address it speaks for.
_OF_A_USER, _OF_AN_ADDRESS = 8, 100
_ROUNDS, _READS, _PAYMENTS = 4, 400, 60


class Listener:
    """An open stream: when it heard of which payment."""

    def __init__(self) -> None:
        self.heard: dict[str, float] = {}

    async def open(self, port: int, token: str, address: str) -> asyncio.Task[None]:
        """Open it, and go on reading."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"GET /api/events HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n"
        writer.write(f"{head}Authorization: Bearer {token}\r\n\r\n".encode())
        answer = await reader.readuntil(b"event: ready")
        assert answer.startswith(b"HTTP/1.1 200"), answer
        return asyncio.create_task(self._read(reader, writer))

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                if line.startswith(b"data: ") and b"payments" in line:
                    at = time.perf_counter()
                    for payment_id in orjson.loads(line[6:]).get("payments", ()):
                        self.heard.setdefault(payment_id, at)
        finally:
            writer.close()


async def _measure(
    port: int, owner: Client, manager: Client, job_id: str
) -> tuple[list[float], list[float], list[str]]:
    """Measure how long reads and payments take, in seconds, and list the ids of the payments."""
    reads, payments, ids = [], [], []
    for _ in range(_READS):
        begun = time.perf_counter()
        await owner.get("/api/jobs")
        reads.append(time.perf_counter() - begun)
    for number in range(_PAYMENTS):
        begun = time.perf_counter()
        body = {"job_id": job_id, "amount": 1 + number, "method": "upi", "payment_type": "partial", "repeat": True}
        status, answer = await manager.call("POST", "/api/payments", body)
        payments.append(time.perf_counter() - begun)
        assert status == 200, answer
        ids.append(orjson.loads(answer)["id"])
    return reads, payments, ids


async def work(server: Server, garage: Garage, streams: int) -> None:
    """Measure in turns with and without the streams, so that noise is shared, and print it."""
    people = [await sign_in(server.port, email, garage.password) for email in [garage.owner, *garage.managers]]
    owner, manager = people[0], people[1]
    _, made = await manager.call("POST", "/api/jobs", new_job(90_000))
    job_id = orjson.loads(made)["id"]
    await _measure(server.port, owner, manager, job_id)  # warm
    took: dict[bool, tuple[list[float], list[float]]] = {False: ([], []), True: ([], [])}
    memory: list[float] = []
    told: list[float] = []
    for _ in range(_ROUNDS):
        for is_open in (False, True):
            before_mb = sum(server.server_rss_mb())
            listeners = [Listener() for _ in range(streams if is_open else 0)]
            reading = []
            for number, listener in enumerate(listeners):
                address = f"10.1.0.{number // _OF_AN_ADDRESS}"
                person = people[number // _OF_A_USER]
                reading.append(await listener.open(server.port, person.token, address))
            if is_open:
                await asyncio.sleep(1)
                memory.append(sum(server.server_rss_mb()) - before_mb)
            reads, payments, ids = await _measure(server.port, owner, manager, job_id)
            took[is_open][0].extend(reads)
            took[is_open][1].extend(payments)
            at = time.perf_counter()
            while is_open and ids[-1] not in listeners[0].heard and time.perf_counter() - at < 5:
                await asyncio.sleep(0.01)
            if is_open:
                told.append((listeners[0].heard[ids[-1]] - at) * 1000)
            for task in reading:
                task.cancel()
            await asyncio.gather(*reading, return_exceptions=True)
            await asyncio.sleep(0.5)
    print(f"memory of {streams} streams, MB, first and later rounds: {[round(mb, 1) for mb in memory]}")
    print(f"told after the answer to the payment, ms: {[round(ms, 1) for ms in told]}")
    for name, which in (("GET /jobs", 0), ("POST /payments", 1)):
        for is_open in (False, True):
            seconds = took[is_open][which]
            shown = " / ".join(f"{percentile(seconds, share):.1f}" for share in (0.5, 0.99))
            print(f"{name}, {streams if is_open else 'no'} streams: p50 / p99 {shown} ms of {len(seconds)}")


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--streams", type=int, default=500)
    options = parser.parse_args()
    options.data.mkdir(parents=True, exist_ok=True)
    garage = prepare(options.data, options.jobs, managers=-(-options.streams // _OF_A_USER))
    print(machine())
    with running_server(options.data) as server:
        uvloop.run(work(server, garage, options.streams))


if __name__ == "__main__":
    main()
