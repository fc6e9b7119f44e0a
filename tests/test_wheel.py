"""The wheel as somebody gets it: built, installed where there is no checkout, served, and used."""

import os
import subprocess
import sys
import sysconfig
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.conftest import no_cookies
from tests.crash.running import Running, free_port
from tests.factories import registration

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


def succeed(*command: str | Path, cwd: Path) -> str:
    """Run a command that must succeed; return what it printed."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("REVOPS_", "MONGO", "PYTHON"))}
    done = subprocess.run(command, cwd=cwd, env=bare, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """An environment with the wheel in it. What it needs is borrowed from this one: installing all takes a minute."""
    succeed(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist", cwd=ROOT)
    (wheel,) = (tmp_path / "dist").iterdir()
    names = zipfile.ZipFile(wheel).namelist()
    assert "revops/webapp/index.html" in names
    assert {name.split("/")[0] for name in names} == {
        "revops",
        wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info",
    }
    venv = tmp_path / "venv"
    succeed(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
    pip = (sys.executable, "-m", "pip", "--python", venv / "bin" / "python", "install", "--quiet", "--no-index")
    succeed(*pip, "--no-deps", wheel, cwd=tmp_path)
    (site_packages,) = (venv / "lib").glob("python*/site-packages")
    # Only its packages: .pth files in it, such as that of the editable checkout, are not followed.
    (site_packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return venv


@pytest.fixture
def server(installed: Path, tmp_path: Path) -> Iterator[Running]:
    """`revops serve` of the wheel, from another folder, ready."""
    data, port, elsewhere = tmp_path / "data", free_port(), tmp_path / "elsewhere"
    elsewhere.mkdir()
    where = succeed(installed / "bin" / "python", "-c", "import revops; print(revops.__file__)", cwd=elsewhere)
    assert Path(where).is_relative_to(installed)
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("REVOPS_", "MONGO", "PYTHON"))}
    log = tmp_path / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [installed / "bin" / "revops", "serve", "--port", str(port)],
            env=bare | {"REVOPS_DATA": str(data)},
            cwd=elsewhere,
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        )
    running = Running(data, port, process, log)
    yield running
    running.stop()


def first_answer(server: Running) -> httpx2.Response:
    """Ask until there is an answer."""
    waiting = threading.Event()
    while not waiting.wait(0.05):
        assert server.process.poll() is None, server.log.read_text()
        try:
            return httpx2.get(f"{server.url}/", timeout=5)
        except httpx2.TransportError:
            continue
    raise AssertionError


def test_wheel_serves_the_app_and_takes_an_owner_in(server: Running) -> None:
    page = first_answer(server)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<title>RevOps</title>" in page.text
    with httpx2.Client(base_url=server.url, cookies=no_cookies(), timeout=30) as http:
        scripts = [part.split('"')[0] for part in page.text.split('src="/assets/')[1:]]
        assert scripts
        assert all(http.get(f"/assets/{name}").status_code == 200 for name in scripts)
        assert http.get("/healthz").status_code == http.get("/readyz").status_code == 200
        answer = http.post("/api/auth/register", json=registration())
        assert answer.status_code == 200, answer.text
        me = http.get("/api/auth/me", headers={"Authorization": f"Bearer {answer.json()['token']}"})
        assert me.json()["role"] == "owner"
