"""Many people through nginx, on two instances and three nodes, all on this machine.

python -m bench.cluster --data /tmp/bench-100k --jobs 100000 --users 200 --seconds 600
python -m bench.cluster --data /tmp/bench-100k --jobs 100000 --users 200 --rates 50,100,200,300 --seconds 60
"""

import argparse
import asyncio
import time
from pathlib import Path

import psutil
import uvloop

from bench.harness import Garage, Processes, machine, memory_mb, prepare
from bench.load import Mix, sessions
from tests.cluster.topology import Topology, short_folder


def processes_of(cluster: Topology) -> Processes:
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


async def watch(processes: Processes, every_seconds: float) -> None:
    """Print the memory of instances and nodes as time goes by."""
    started = time.monotonic()
    while True:
        memory = {part: memory_mb(processes[part]) for part in ("instances", "primary", "followers")}
        print(f"  after {time.monotonic() - started:4.0f} s, MB: {memory}", flush=True)
        await asyncio.sleep(every_seconds)


async def load(cluster: Topology, garage: Garage, users: int, rate: float | None, seconds: float) -> None:
    """Let people work; print the whole and each kind of request."""
    people = await sessions(cluster.https_port, garage, users, cluster.trust)
    processes = processes_of(cluster)
    watching = asyncio.create_task(watch(processes, max(15.0, seconds / 5)))
    asked = f"asking {rate:.0f}/s" if rate else "as fast as the answers come"
    await Mix(seconds, pause_seconds=users / rate if rate else 0.0).run(people, processes, f"{users} users, {asked}")
    watching.cancel()


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
        rates: list[float | None] = [float(rate) for rate in given.rates.split(",") if rate]
        for rate in rates or [None]:
            uvloop.run(load(cluster, garage, given.users, rate, given.seconds))


if __name__ == "__main__":
    main()
