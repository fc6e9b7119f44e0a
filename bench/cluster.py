"""Many people through nginx, on two instances and three nodes, all on this machine.

python -m bench.cluster --data /tmp/bench-100k --jobs 100000 --users 200 --seconds 600
python -m bench.cluster --data /tmp/bench-100k --jobs 100000 --users 200 --rates 50,100,200,300 --seconds 60
"""

import argparse
import asyncio
import ssl
import time
from pathlib import Path

import psutil
import uvloop

from bench.harness import (
    Client,
    Garage,
    machine,
    percentile,
    prepare,
    processor_ms_a_request,
    processor_seconds,
    sign_in,
)
from bench.load import Mix
from tests.cluster.topology import Topology, short_folder


async def sessions(cluster: Topology, garage: Garage, count: int, trust: ssl.SSLContext) -> list[Client]:
    """Return signed-in people with a connection each: one in five the owner, the others the managers in turn."""
    people = [
        await sign_in(cluster.https_port, who, garage.password, trust) for who in [garage.owner, *garage.managers]
    ]
    tokens = [people[0].token if i % 5 == 0 else people[1 + i % (len(people) - 1)].token for i in range(count)]
    return [Client(cluster.https_port, token, trust) for token in tokens]


def processes(cluster: Topology) -> dict[str, list[psutil.Process]]:
    """Return the processes of each part of the cluster, and this one, which is all the people."""
    primary = cluster.primary()
    nginx = psutil.Process(cluster.nginx_pid)
    return {
        "nginx": [child for child in nginx.children() if "worker" in " ".join(child.cmdline())],
        "instances": [psutil.Process(i.process.pid) for i in cluster.instances if i.process is not None],
        "primary": [psutil.Process(node.pid) for node in cluster.nodes if node is primary],
        "followers": [psutil.Process(node.pid) for node in cluster.nodes if node is not primary],
        "people": [psutil.Process()],
    }


def memory_mb(cluster: Topology) -> dict[str, list[int]]:
    """Resident memory of the instances and of the nodes."""
    instances = [psutil.Process(i.process.pid) for i in cluster.instances if i.process is not None]
    nodes = [psutil.Process(node.pid) for node in cluster.nodes]
    return {
        "instances": [round(process.memory_info().rss / 1e6) for process in instances],
        "nodes": [round(process.memory_info().rss / 1e6) for process in nodes],
    }


async def watch(cluster: Topology, every_seconds: float) -> None:
    """Print memory as time goes by."""
    started = time.monotonic()
    while True:
        print(f"  after {time.monotonic() - started:4.0f} s, MB: {memory_mb(cluster)}", flush=True)
        await asyncio.sleep(every_seconds)


async def load(cluster: Topology, garage: Garage, users: int, rate: float | None, seconds: float) -> None:
    """Let people work; print the whole and each kind of request."""
    people = await sessions(cluster, garage, users, cluster.trust)
    mix = Mix(seconds, pause_seconds=users / rate if rate else 0.0)
    watching = asyncio.create_task(watch(cluster, max(15.0, seconds / 5)))
    parts = processes(cluster)
    psutil.cpu_percent()  # from here on
    used, started = processor_seconds(parts), time.monotonic()
    await asyncio.gather(*(mix.person(client, index) for index, client in enumerate(people)))
    elapsed = time.monotonic() - started
    watching.cancel()
    samples = mix.samples
    asked = f"asking {rate:.0f}/s" if rate else "as fast as the answers come"
    print(
        f"{users} users, {asked}: {len(samples) / elapsed:,.0f} requests/s, p50 {percentile(samples, 0.5):.0f} ms,"
        f" p95 {percentile(samples, 0.95):.0f} ms, p99 {percentile(samples, 0.99):.0f} ms,"
        f" errors {len(mix.failures)} of {len(samples):,}, processor {psutil.cpu_percent():.0f} %",
        flush=True,
    )
    print(f"  ms of a core a request: {processor_ms_a_request(used, processor_seconds(parts), len(samples))}")
    for kind, waits in sorted(mix.waits.items()):
        p50, p95, p99 = (percentile(waits, share) for share in (0.5, 0.95, 0.99))
        print(f"  | {kind} | {len(waits):,} | {p50:.0f} | {p95:.0f} | {p99:.0f} |")
    for status, answer in mix.failures[:3]:
        print(" ", status, answer[:200])


def main() -> None:
    """Build the cluster on copies of a garage's database and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--rates", default="", help="Requests per second to ask for, with commas between.")
    parser.add_argument("--seconds", type=float, default=600)
    given = parser.parse_args()
    print(machine())
    garage = prepare(given.data, given.jobs)
    with short_folder() as folder, Topology(folder, seed=given.data) as cluster:
        for rate in [float(rate) for rate in given.rates.split(",") if rate] or [None]:
            uvloop.run(load(cluster, garage, given.users, rate, given.seconds))


if __name__ == "__main__":
    main()
