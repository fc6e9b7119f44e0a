"""What may befall a cluster, while people work: every acknowledged write is there afterwards, exactly once.

    python -m tests.cluster.faults --faults 200 --report faults.json

And while tasks are done: each has its effect once, whichever worker, instance or node is killed.

Each node has a network of its own, so that it can be cut off, and one of them a small disk, so that it can fill. All of
it is in namespaces of its own (`unshare`), which needs root or a kernel that lets users have them; when this process
ends, however it ends, nothing of it is left.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from revops.mongo.embedded import die_with_parent
from tests.cluster.chores import WRONG, Chores
from tests.cluster.nodes import Node
from tests.cluster.recorder import People, Record
from tests.cluster.topology import Topology, short_folder

_INSIDE = "REVOPS_TESTS_INSIDE_NAMESPACES"
_BRIDGE = "revops0"
_NETWORK = "10.213.7"
_SMALL_DISK_MB = 900


@dataclass(frozen=True)
class Fault:
    """One fault: how long it lasted, and the longest time in which no write was acknowledged because of it."""

    kind: str
    node: str
    seconds: float
    without_write_seconds: float


def enter_namespaces(arguments: list[str]) -> int:
    """Run this module again in namespaces of its own; return its exit code."""
    command = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    if os.geteuid() != 0:
        command[1:1] = ["--user", "--map-root-user"]
    inside = [*command, sys.executable, "-m", "tests.cluster.faults", *arguments]
    environment = os.environ | {_INSIDE: "1"}
    # Killed with this process, and with it everything inside.
    return subprocess.run(inside, env=environment, preexec_fn=die_with_parent(signal.SIGKILL), check=False).returncode


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


class Networks:
    """A network for each node, joined by a bridge: a link that is set down cuts one off from everybody."""

    def __init__(self, count: int) -> None:
        _ip("link", "set", "lo", "up")
        _ip("link", "add", _BRIDGE, "type", "bridge")
        _ip("addr", "add", f"{_NETWORK}.1/24", "dev", _BRIDGE)
        _ip("link", "set", _BRIDGE, "up")
        self.nodes = [self._make(index) for index in range(count)]

    @staticmethod
    def _make(index: int) -> tuple[str, tuple[str, ...]]:
        # The network lives as long as a process in it.
        holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"], stdin=subprocess.DEVNULL)
        own = os.readlink("/proc/self/ns/net")
        while os.readlink(f"/proc/{holder.pid}/ns/net") == own:
            time.sleep(0.01)
        link, address = f"node{index}", f"{_NETWORK}.{10 + index}"
        enter = ("nsenter", "--target", str(holder.pid), "--net")
        _ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", str(holder.pid))
        _ip("link", "set", link, "master", _BRIDGE, "up")
        for inside in (
            ["addr", "add", f"{address}/24", "dev", "eth0"],
            ["link", "set", "eth0", "up"],
            ["link", "set", "lo", "up"],
        ):
            subprocess.run([*enter, "ip", *inside], check=True)
        return address, enter

    @staticmethod
    def cut(index: int) -> None:
        """Cut a node off."""
        _ip("link", "set", f"node{index}", "down")

    @staticmethod
    def join(index: int) -> None:
        """Let it back."""
        _ip("link", "set", f"node{index}", "up")


class Faults:
    """Does one thing after the other to a cluster, and waits until it is whole again."""

    def __init__(self, cluster: Topology, networks: Networks, small_disk: Path, record: Record, chores: Chores) -> None:
        self.cluster = cluster
        self.chores = chores
        self.networks = networks
        self.small_disk = small_disk
        self.record = record
        self.happened: list[Fault] = []
        self._rng = random.Random(20)
        self.kinds: dict[str, Callable[[], Awaitable[str]]] = {
            "primary killed": self._kill_primary,
            "instance killed": self._kill_instance,
            "node frozen": self._freeze,
            "node cut off": self._partition,
            "disk full": self._fill_disk,
            "rolling restart": self._roll,
        }

    async def happen(self, kind: str) -> None:
        """Let a fault happen and pass. A worker of tasks is killed each time, too."""
        started = time.monotonic()
        self.chores.kill_worker(self._rng)
        node = await self.kinds[kind]()
        await asyncio.to_thread(self.cluster.wait_until_whole)
        # What follows a fault is measured with it: the next one begins when work goes on.
        await asyncio.sleep(0.5)
        ended = time.monotonic()
        without = self.record.longest_without_write(started, ended)
        self.happened.append(Fault(kind, node, round(ended - started, 1), round(without, 2)))
        print(
            f"{len(self.happened):4} {kind:16} {node:18} {ended - started:5.1f} s, no write for {without:5.2f} s",
            flush=True,
        )

    def _primary(self) -> tuple[int, Node]:
        primary = self.cluster.primary()
        assert primary is not None
        return self.cluster.nodes.index(primary), primary

    def _any(self) -> tuple[int, Node]:
        """Choose a node: the primary as often as not."""
        if self._rng.random() < 0.6:
            return self._primary()
        index = self._rng.randrange(3)
        return index, self.cluster.nodes[index]

    def _named(self, index: int) -> str:
        role = "primary" if self._primary()[0] == index else "follower"
        return f"node {index} ({role})"

    async def _kill_primary(self) -> str:
        index, node = self._primary()
        node.kill()
        await asyncio.sleep(self._rng.uniform(0.2, 6))
        node.start()
        return f"node {index} (primary)"

    async def _kill_instance(self) -> str:
        instance = self._rng.choice(self.cluster.instances)
        instance.end(signal.SIGKILL)
        await asyncio.sleep(self._rng.uniform(0.1, 1))
        instance.start()
        await asyncio.to_thread(instance.wait_until_ready)
        return f"port {instance.port}"

    async def _freeze(self) -> str:
        index, node = self._any()
        named = self._named(index)
        os.kill(node.pid, signal.SIGSTOP)
        await asyncio.sleep(self._rng.uniform(3, 9))
        os.kill(node.pid, signal.SIGCONT)
        return named

    async def _partition(self) -> str:
        index, _ = self._any()
        named = self._named(index)
        self.networks.cut(index)
        await asyncio.sleep(self._rng.uniform(3, 9))
        self.networks.join(index)
        return named

    async def _fill_disk(self) -> str:
        named = self._named(0)
        filler = self.small_disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(b"\0" * (1 << 20))
                file.flush()
        await asyncio.sleep(self._rng.uniform(2, 6))
        filler.unlink()
        # It ends itself when it cannot write its journal, perhaps only now; whoever waits for it starts it again.
        return named

    async def _roll(self) -> str:
        for instance in self.cluster.instances:
            await asyncio.to_thread(instance.end)
            instance.start()
            await asyncio.to_thread(instance.wait_until_ready)
        return "both instances"


def check(record: Record, mongo_url: str) -> dict[str, Any]:
    """Compare what was acknowledged with what is there."""
    with MongoClient[dict[str, Any]](mongo_url, readConcernLevel="majority") as client:
        database = client["revops"]
        found: dict[str, list[str]] = defaultdict(list)
        for collection, mark in (("jobs", "customer_name"), ("payments", "reference")):
            for document in database[collection].find({mark: {"$ne": None}}, {mark: 1}):
                found[document[mark]].append(document["_id"])
        unsealed = database["journal"].count_documents({"unsealed": True})
    lost = [write.mark for write in record.acknowledged if write.id not in found.get(write.mark, [])]
    doubled = [mark for mark, ids in found.items() if len(ids) > 1]
    return {"acknowledged": len(record.acknowledged), "lost": lost, "doubled": doubled, "unsealed": unsealed}


def sequence(count: int, rng: random.Random) -> list[str]:
    """Return what happens: each kind in its share, in any order, each at least once when there is room."""
    shares = {
        "primary killed": 0.25,
        "node frozen": 0.2,
        "node cut off": 0.2,
        "instance killed": 0.2,
        "disk full": 0.075,
        "rolling restart": 0.075,
    }
    kinds = list(shares)[:count]
    while len(kinds) < count:
        kinds.append(rng.choices(list(shares), list(shares.values()))[0])
    rng.shuffle(kinds)
    return kinds


async def run(
    count: int,
    managers: int,
    pause_seconds: float,
    seed: int,
    limit_seconds: float,
    tasks: int,
    task_pause_seconds: float,
) -> dict[str, Any]:
    """Build the cluster, let people work and faults happen; return the report."""
    with short_folder() as folder:
        networks = Networks(3)
        small_disk = folder / "n0"
        small_disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SMALL_DISK_MB}m", "revops", str(small_disk)], check=True)
        with Topology(folder, networks=networks.nodes) as cluster:
            people = People(cluster.url, cluster.trust, managers, pause_seconds)
            await people.start()
            chores = Chores(cluster.mongo_url, tasks, task_pause_seconds)
            faults = Faults(cluster, networks, small_disk, people.record, chores)
            await asyncio.sleep(2)
            started = time.monotonic()
            for kind in sequence(count, random.Random(seed)):
                await faults.happen(kind)
                if time.monotonic() - started > limit_seconds:
                    break
            record = await people.stop()
            minutes = (time.monotonic() - started) / 60
            done = await chores.finish()
            await asyncio.sleep(3)  # what is unsealed is sealed
            report = check(record, cluster.mongo_url)
            verified = await asyncio.to_thread(
                subprocess.run,
                [sys.executable, "-m", "revops", "verify"],
                env=cluster.environment | {"COLUMNS": "200"},
                capture_output=True,
                text=True,
                check=False,
            )
        subprocess.run(["umount", str(small_disk)], check=True)
    by_kind: dict[str, list[float]] = defaultdict(list)
    for fault in faults.happened:
        by_kind[fault.kind].append(fault.without_write_seconds)
    return report | {
        "faults": len(faults.happened),
        "tasks": done,
        "minutes": round(minutes, 1),
        "writes": len(record.writes),
        "reads": record.reads,
        "retries": record.retries,
        "longest a write waited": round(max(w.acknowledged_at - w.sent_at for w in record.acknowledged), 2),
        "reasons": dict(record.waits),
        "wrong": record.wrong,
        "verify": verified.stdout.strip().splitlines()[-1:]
        if verified.returncode == 0
        else verified.stdout + verified.stderr,
        "is_verified": verified.returncode == 0,
        "seconds without a write": {
            kind: {"times": len(all_), "median": round(statistics.median(all_), 2), "longest": max(all_)}
            for kind, all_ in sorted(by_kind.items())
        },
    }


def main() -> int:
    """Parse the command line, run, print the report. Returns 1 when anything was lost, doubled or refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--managers", type=int, default=6)
    parser.add_argument("--pause", type=float, default=0.02, help="Seconds between what one of them does.")
    parser.add_argument("--tasks", type=int, default=10_000, help="With an effect that is counted.")
    parser.add_argument("--task-pause", type=float, default=0.1, help="Seconds between putting two of them.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=240, help="Stop after these, with what has happened by then.")
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    if _INSIDE not in os.environ:
        return enter_namespaces(sys.argv[1:])
    report = asyncio.run(
        run(
            given.faults,
            given.managers,
            given.pause,
            given.seed,
            given.minutes * 60,
            given.tasks,
            given.task_pause,
        )
    )
    text = json.dumps(report, indent=2)
    print(text)
    if given.report is not None:
        given.report.write_text(text + "\n")
    wrong = [report["lost"], report["doubled"], report["wrong"], *(report["tasks"][name] for name in WRONG)]
    is_sound = report["is_verified"] and not any(wrong)
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
