"""A server that speaks http or https: what it says of itself, and that its health can be asked."""

import ssl
import subprocess
import sys
import threading
from pathlib import Path

import httpx2
import pytest

from tests.crash.running import command, free_port

pytestmark = pytest.mark.slow


def started(data: Path, *arguments: str, **environment: str) -> tuple["subprocess.Popen[str]", list[str]]:
    """Start a server; return it and what it has said so far, once it says that it runs."""
    process = command(data, "serve", *arguments, **environment)
    lines: list[str] = []
    runs = threading.Event()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if "RevOps runs at" in line:
                runs.set()

    threading.Thread(target=read, daemon=True).start()
    assert runs.wait(90)
    return process, lines


WARNING = "Anybody on this network can read"


def test_a_server_that_is_open_to_the_network_says_so_and_its_health_can_be_asked(data: Path) -> None:
    port = free_port()
    process, lines = started(data, "--host", "0.0.0.0", "--port", str(port))
    try:
        assert httpx2.get(f"http://127.0.0.1:{port}/readyz").status_code == 200
        assert WARNING in " ".join("".join(lines).split())
        assert "REVOPS_REQUIRE_HTTPS=true" in "".join(lines)
        asked = command(data, "health", "--port", str(port))
        assert asked.wait(60) == 0
    finally:
        process.terminate()
        process.wait(60)


def test_with_a_certificate_nothing_is_said_and_its_health_is_asked_by_https(data: Path, tmp_path: Path) -> None:
    port, certificate, key = free_port(), tmp_path / "tls.pem", tmp_path / "tls.key"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=garage.example", "-keyout", str(key), "-out", str(certificate)]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    tls = {
        "REVOPS_TLS_CERTIFICATE": str(certificate),
        "REVOPS_TLS_KEY": str(key),
        "REVOPS_REQUIRE_HTTPS": "true",
    }
    process, lines = started(data, "--host", "0.0.0.0", "--port", str(port), **tls)
    try:
        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        assert httpx2.get(f"https://127.0.0.1:{port}/readyz", verify=trusting).status_code == 200
        assert WARNING not in "".join(lines)
        assert httpx2.get(f"https://127.0.0.1:{port}/api/auth/me", verify=trusting).status_code == 401
        for asked in (command(data, "health", "--port", str(port), **tls), _by_module(port, tls)):
            assert asked.wait(60) == 0
        assert _by_module(port, {}).wait(60) == 1
    finally:
        process.terminate()
        process.wait(60)


def _by_module(port: int, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "revops.health", str(port)], env=environment, stderr=subprocess.PIPE)
