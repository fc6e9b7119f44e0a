"""The whole business in Excel: seconds, memory of the server and of the process that makes it, and who waits meanwhile.

python -m bench.export --data /tmp/bench-100k --jobs 100000
"""

import argparse
import asyncio
import time
from pathlib import Path

import psutil
import uvloop

from bench.harness import Client, Garage, Server, machine, percentile, prepare, running_server, sign_in

_PAUSE_SECONDS = 0.01


async def watch_memory(server: Server, peaks: dict[str, float]) -> None:
    """Keep the highest resident memory in MB of the server's process and of those that make exports."""
    process = psutil.Process(server.process.pid)
    while True:
        peaks["server"] = max(peaks.get("server", 0), process.memory_info().rss / 1e6)
        for child in process.children(recursive=True):
            try:
                if "revops.exports" in child.cmdline():
                    peaks["process"] = max(peaks.get("process", 0), child.memory_info().rss / 1e6)
            except psutil.Error:
                continue
        await asyncio.sleep(0.03)


async def look_around(client: Client, samples: list[float], enough: asyncio.Event) -> None:
    """Read the first page of jobs, look at it for a moment, and again."""
    while not enough.is_set():
        started = time.perf_counter()
        await client.get("/api/jobs")
        samples.append(time.perf_counter() - started)
        await asyncio.sleep(_PAUSE_SECONDS)


async def export(server: Server, garage: Garage, path: str) -> tuple[float, int, dict[str, float], list[float]]:
    """Return seconds, bytes, memory and the waits of another client for one export."""
    owner = await sign_in(server.port, garage.owner, garage.password)
    manager = await sign_in(server.port, garage.managers[0], garage.password)
    peaks: dict[str, float] = {"before": psutil.Process(server.process.pid).memory_info().rss / 1e6}
    samples: list[float] = []
    enough = asyncio.Event()
    watching = asyncio.create_task(watch_memory(server, peaks))
    looking = asyncio.create_task(look_around(manager, samples, enough))
    started = time.perf_counter()
    status, body = await owner.call("GET", path)
    seconds = time.perf_counter() - started
    enough.set()
    await looking
    watching.cancel()
    assert status == 200, body
    return seconds, len(body), peaks, samples


async def run(server: Server, garage: Garage, times: int) -> None:
    """Measure the workbook and the jobs as CSV, and the same list without any export."""
    owner = await sign_in(server.port, garage.owner, garage.password)
    manager = await sign_in(server.port, garage.managers[0], garage.password)
    for _ in range(300):
        await owner.get("/api/jobs")
    quiet: list[float] = []
    enough = asyncio.Event()
    looking = asyncio.create_task(look_around(manager, quiet, enough))
    await asyncio.sleep(4)
    enough.set()
    await looking
    print(f"GET /api/jobs alone: p50 {percentile(quiet, 0.5):.1f} ms, p99 {percentile(quiet, 0.99):.1f} ms")
    for path in ("/api/analytics/export", "/api/analytics/export?format=csv"):
        for _ in range(times):
            seconds, size, peaks, samples = await export(server, garage, path)
            print(
                f"{path}: {seconds:.2f} s, {size / 1e6:.1f} MB;"
                f" server {peaks['before']:.0f} to {peaks['server']:.0f} MB,"
                f" process that makes it {peaks['process']:.0f} MB; GET /api/jobs meanwhile: {len(samples)},"
                f" p50 {percentile(samples, 0.5):.1f} ms, p99 {percentile(samples, 0.99):.1f} ms"
            )


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    print(machine())
    garage = prepare(given.data, given.jobs)
    with running_server(given.data) as server:
        uvloop.run(run(server, garage, given.times))


if __name__ == "__main__":
    main()
