"""What a command cannot do is said in one plain sentence, with an exit code, and never as a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.running import free_port, run, start

pytestmark = pytest.mark.slow


def refused(code: int, said: str) -> str:
    """Check that something was refused in few words; return them on one line."""
    assert code in {1, 2}, said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) <= 4, said
    return " ".join(said.split())


def run_read_only(folder: Path, data: Path, *arguments: str) -> tuple[int, str]:
    """Run a command while a folder may only be read, as on a disk that was mounted so."""
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("REVOPS_", "MONGO"))}
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, str(folder), sys.executable, "-m", "revops", *arguments],
        env=environment | {"REVOPS_DATA": str(data), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("is_new", [True, False])
def test_a_data_folder_that_may_only_be_read(data: Path, *, is_new: bool) -> None:
    data.mkdir(exist_ok=True)
    own = data / "new" if is_new else data
    for arguments in (("serve", "--port", str(free_port())), ("verify",)):
        said = refused(*run_read_only(data, own, *arguments))
        assert str(own) in said
        assert "Read-only file system" in said


def test_a_data_folder_that_is_a_file(data: Path) -> None:
    data.write_text("")
    said = refused(*run(data, "serve", "--port", str(free_port())))
    assert str(data) in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REVOPS_SESSION_DAYS", "many"),
        ("REVOPS_MONGOD_CACHE_GB", "0"),
        ("REVOPS_BACKUP_EVERY_HOURS", "-1"),
        ("REVOPS_REQUIRE_HTTPS", "perhaps"),
        ("REVOPS_BACKUP_PASSPHRASE", "short"),
        ("REVOPS_LOG_LEVEL", "loud"),
        ("DB_NAME", "a b"),
        ("MONGO_URL", "http://localhost:27017"),
        ("MONGO_URL", "mongodb://user:p@ss@host/"),
    ],
)
def test_a_setting_that_cannot_be(data: Path, name: str, value: str) -> None:
    said = refused(*run(data, "serve", "--port", str(free_port()), **{name: value}))
    assert name in said
    assert value not in said or name != "MONGO_URL"


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify",), ("openapi",), ("health",), ("demo",), ("backup", "x.rvb"), ("restore", "x.rvb"),
        ("reset-password", "a@garage.example"), ("turn-off-second-factor", "a@garage.example"),
        ("import-legacy", "--from", "mongodb://127.0.0.1:1/", "--db", "old"),
    ],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_every_command_says_which_setting_cannot_be(data: Path, arguments: tuple[str, ...]) -> None:
    assert "REVOPS_LOG_LEVEL" in refused(*run(data, *arguments, REVOPS_LOG_LEVEL="loud"))
    assert not list(data.parent.glob("x.rvb*"))


def test_an_owner_who_cannot_be(data: Path) -> None:
    typed = ("--email", "anita", "--name", "Anita", "--phone", "1", "--password", "blue-lorry-42")
    said = refused(*run(data, "create-owner", *typed))
    assert "--email: " in said
    assert "Setting" not in said


def test_a_certificate_that_is_none(data: Path, tmp_path: Path) -> None:
    (tmp_path / "tls.pem").write_text("not a certificate")
    for path in (tmp_path / "tls.pem", tmp_path / "missing.pem", tmp_path):
        said = refused(*run(data, "serve", "--port", str(free_port()), REVOPS_TLS_CERTIFICATE=str(path)))
        assert "REVOPS_TLS_CERTIFICATE" in said


def test_an_address_that_is_not_this_machines(data: Path) -> None:
    for host in ("203.0.113.7", "no-such-host.invalid"):
        said = refused(*run(data, "serve", "--host", host, "--port", str(free_port())))
        assert f"no address {host}" in said


def test_a_backup_that_cannot_be_written_or_read(data: Path, tmp_path: Path) -> None:
    server = start(data)
    try:
        assert "No such file" in refused(*run(data, "backup", str(tmp_path / "missing" / "one.rvb")))
        shut = tmp_path / "shut"
        shut.mkdir()
        said = refused(*run_read_only(shut, data, "backup", str(shut)))
        assert "Read-only file system" in said
        said = refused(*run(data, "import-legacy", "--from", f"mongodb://127.0.0.1:{free_port()}/", "--db", "old"))
        assert "does not answer" in said
        assert refused(*run(data, "import-legacy", "--from", "localhost", "--db", "old"))
        said = refused(*run_read_only(shut, data, "import-legacy", "--from", "mongodb://127.0.0.1:1/", "--db", "old",
                                      "--report", str(shut / "report.csv")))  # fmt: skip
        assert "Read-only file system" in said or "does not answer" in said
    finally:
        server.stop()
    for path in (tmp_path / "missing.rvb", tmp_path):
        assert "cannot be read" in refused(*run(data, "restore", str(path)))
        assert "cannot be read" in refused(*run(data, "restore", "--check", str(path)))
    missing = str(tmp_path / "none")
    assert missing in refused(*run(data, "backup", str(tmp_path), "--passphrase-file", missing))
    assert not list(tmp_path.glob("**/*.partial"))


def test_health_of_a_port_where_nobody_is(data: Path) -> None:
    assert "does not answer" in refused(*run(data, "health", "--port", str(free_port())))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "does not answer" in refused(*run(data, "health", "--port", str(silent.getsockname()[1])))
