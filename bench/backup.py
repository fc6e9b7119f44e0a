"""Backup and restore: seconds, size and memory, plain and encrypted.

python -m bench.backup --data /tmp/bench-100k --jobs 100000
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from bench.harness import machine, prepare

_PASSPHRASE = "blue-lorry-42-kites"


def measured(*arguments: str, data: Path, passphrase: str = "") -> tuple[float, dict[str, float], str]:
    """Run a revops command; return its seconds, the peaks in MB of it and of the mongod it starts, and what it said."""
    environment = os.environ | {"REVOPS_DATA": str(data), "REVOPS_BACKUP_PASSPHRASE": passphrase, "COLUMNS": "200"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "revops", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    peaks = {"revops": 0.0, "mongod": 0.0}
    ended = threading.Event()

    def watch() -> None:
        me = psutil.Process(process.pid)
        while not ended.wait(0.05):
            try:
                for name, one in (("revops", me), *(("mongod", child) for child in me.children())):
                    peaks[name] = max(peaks[name], one.memory_info().rss / 1e6)
            except psutil.Error:
                continue

    watching = threading.Thread(target=watch)
    watching.start()
    said, _ = process.communicate()
    ended.set()
    watching.join()
    assert process.returncode == 0, said
    return time.perf_counter() - started, peaks, said.strip()


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=100_000)
    parser.add_argument("--plain-only", action="store_true")
    given = parser.parse_args()
    print(machine())
    if not given.data.exists():
        prepare(given.data, given.jobs)
    for passphrase in ("",) if given.plain_only else ("", _PASSPHRASE):
        with tempfile.TemporaryDirectory(prefix="revops-bench-") as folder:
            file = Path(folder, "bench.rvb")
            for arguments, data in (
                (("backup", str(file)), given.data),
                (("restore", str(file), "--check"), Path(folder, "unused")),
                (("restore", str(file)), Path(folder, "restored")),
            ):
                seconds, peaks, said = measured(*arguments, data=data, passphrase=passphrase)
                what = " ".join((arguments[0], *arguments[2:], *(["encrypted"] if passphrase else [])))
                print(f"{what}: {seconds:.1f} s in all")
                print(f"  {', '.join(f'{name} {peak:.0f} MB' for name, peak in peaks.items())}")
                print("  " + said.replace("\n", "\n  "))


if __name__ == "__main__":
    main()
