"""The real command, with a mongod of its own, in a folder of its own."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.readiness import wait_until_ready


@dataclass
class Running:
    """`revops serve` on a data folder."""

    data: Path
    port: int
    process: "subprocess.Popen[str]"
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def mongod_pid(self) -> int:
        return int(json.loads((self.data / "mongod.json").read_text())["pid"])

    def stop(self) -> None:
        """End it as an operator would."""
        self.process.terminate()
        self.process.wait(60)


def command(data: Path, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    """Start a revops command."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("REVOPS_", "MONGO"))}
    mine |= {
        "REVOPS_DATA": str(data),
        "REVOPS_USER_REQUESTS_PER_MINUTE": "1000000",
        "REVOPS_AUTH_REQUESTS_PER_MINUTE": "1000000",
        "COLUMNS": "200",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "revops", *arguments],
        env=mine | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        cwd=data.parent,
    )


def run(data: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run a revops command to its end; return exit code and what it said."""
    process = command(data, *arguments, **environment)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int | None = None, workers: int = 1, **environment: str) -> Running:
    """Start the server and wait until it is ready."""
    port = port or free_port()
    log = data.parent / f"server-{time.monotonic_ns()}.log"
    process = command(data, "serve", "--port", str(port), "--workers", str(workers), **environment)
    assert process.stdout is not None
    reader = threading.Thread(target=lambda out: log.write_text(out.read()), args=(process.stdout,), daemon=True)
    reader.start()
    running = Running(data, port, process, log)
    # What it said is written down when it ends.
    wait_until_ready(running.url, process, lambda: log.read_text() if log.exists() else "")
    return running
