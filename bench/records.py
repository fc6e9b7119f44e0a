"""p50 and p99 of the lists, search and pages of customers and vehicles, and of taking in the new and the known.

python -m bench.records --jobs 100000 --data /tmp/bench-100k
"""

import argparse
import asyncio
import itertools
import random
import time
from pathlib import Path

import uvloop

from bench.endpoints import Calls, new_job
from bench.harness import Client, machine, percentile, prepare, running_server, sign_in

CALLS = 200
UNIQUE = itertools.count(int(time.time() * 1000))
NAMES = ("pat", "kulk", "ra", "verma%20su", "9812", "joshi", "swati", "98")
PLATES = ("mh12", "mh%2012", "ab1234", "1234", "honda", "12")


async def calls_for(owner: Client, manager: Client) -> Calls:
    """Build the requests to time."""
    rng = random.Random(3)
    customers = await owner.get("/api/customers?limit=200")
    vehicles = await owner.get("/api/vehicles?limit=200")
    assert isinstance(customers, list)
    assert isinstance(vehicles, list)
    known = new_job()

    def look(path: str) -> tuple[str, str]:
        return "GET", path

    def plate() -> str:
        return str(rng.choice(vehicles)["vehicle_number"])

    def take_in(body: dict[str, object]) -> tuple[str, str, dict[str, object], str]:
        return "POST", "/api/jobs", body, str(next(UNIQUE))

    return {
        "GET /customers": lambda: owner.call(*look("/api/customers")),
        "GET /customers (manager)": lambda: manager.call(*look("/api/customers")),
        "GET /customers?q": lambda: owner.call(*look(f"/api/customers?q={rng.choice(NAMES)}")),
        "GET /customers?q (manager)": lambda: manager.call(*look(f"/api/customers?q={rng.choice(NAMES)}")),
        "GET /customers/{id}": lambda: owner.call(*look(f"/api/customers/{rng.choice(customers)['id']}")),
        "GET /vehicles": lambda: owner.call(*look("/api/vehicles")),
        "GET /vehicles?q": lambda: owner.call(*look(f"/api/vehicles?q={rng.choice(PLATES)}")),
        "GET /vehicles/{id}": lambda: owner.call(*look(f"/api/vehicles/{rng.choice(vehicles)['id']}")),
        "GET /intake/known": lambda: owner.call(*look(f"/api/intake/known?vehicle_number={plate()}")),
        "POST /jobs, new": lambda: manager.call(*take_in(new_job())),
        "POST /jobs, known": lambda: manager.call(*take_in(known)),
    }


async def measure(calls: Calls) -> dict[str, list[float]]:
    """Time the calls in turn, after a round that warms up."""
    samples: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(CALLS + 20):
        for name, call in calls.items():
            started = time.perf_counter()
            status, body = await call()
            elapsed = time.perf_counter() - started
            assert status == 200, (name, status, body)
            if number >= 20:
                samples[name].append(elapsed)
    return samples


def main() -> None:
    """Run and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=100_000)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    garage = prepare(given.data, given.jobs)
    with running_server(given.data) as server:

        async def run() -> dict[str, list[float]]:
            owner = await sign_in(server.port, garage.owner, garage.password)
            manager = await sign_in(server.port, garage.managers[0], garage.password)
            calls = await calls_for(owner, manager)
            await asyncio.sleep(1)
            return await measure(calls)

        samples = uvloop.run(run())
    print(machine())
    print(f"{given.jobs:,} jobs, one client, {CALLS} calls each; milliseconds p50 / p99\n")
    for name, times in samples.items():
        print(f"{name:32} {percentile(times, 0.5):7.2f} / {percentile(times, 0.99):7.2f}")


if __name__ == "__main__":
    main()
