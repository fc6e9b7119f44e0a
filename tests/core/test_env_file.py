"""The ``.env`` of the current folder: obeyed when it is ours alone, and never about what is run."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from revops.console import say_failure
from revops.mongo.mongod import find_mongod
from revops.settings import Settings


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of our own, in which we are, with nothing in the environment."""
    for name in list(os.environ):
        if name.startswith("REVOPS_") or name in {"MONGO_URL", "DB_NAME"}:
            monkeypatch.delenv(name)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(folder: Path, content: str | bytes, mode: int = 0o644) -> Path:
    path = folder / ".env"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    path.chmod(mode)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_it_is_read_as_any_editor_writes_it(here: Path, encoding: str) -> None:
    _write(here, "DB_NAME=from_file\r\nREVOPS_SESSION_DAYS=3\r\n".encode(encoding))
    settings = Settings()
    assert (settings.db_name, settings.session_days) == ("from_file", 3)


def test_what_another_may_have_written_is_not_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file_mode, folder_mode in ((0o666, 0o755), (0o664, 0o755), (0o644, 0o777), (0o644, 0o1777), (0o644, 0o775)):
        _write(here, "DB_NAME=from_file", file_mode)
        here.chmod(folder_mode)
        assert Settings().db_name == "revops"
        assert "is not read, because other users may write it" in capsys.readouterr().err
    here.chmod(0o755)
    _write(here, "DB_NAME=from_file", 0o600)
    assert Settings().db_name == "from_file"
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file away")
def test_the_file_of_another_user_is_not_read(here: Path) -> None:
    os.chown(_write(here, "DB_NAME=from_file"), 12345, 12345)
    assert Settings().db_name == "revops"


def test_the_program_to_run_comes_from_the_environment_only(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(here, "REVOPS_MONGOD=/tmp/evil\nrevops_mongod=/tmp/evil\nDB_NAME=from_file")  # pragma: allowlist secret
    settings = Settings()
    assert (settings.mongod, settings.db_name) == (None, "from_file")
    assert "REVOPS_MONGOD" in capsys.readouterr().err
    monkeypatch.setenv("REVOPS_MONGOD", sys.executable)
    assert Settings().mongod == Path(sys.executable)


def test_no_program_of_the_current_folder_is_run(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carried = here / "fiftyone" / "db" / "bin"
    carried.mkdir(parents=True)
    for planted in (here / "mongod", carried / "mongod"):
        planted.write_text("#!/bin/sh\n")
        planted.chmod(planted.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "path", [str(here), "", *sys.path])
    for path in ("", ".", ":/usr/bin", f".:{os.environ['PATH']}"):
        monkeypatch.setenv("PATH", path)
        assert here not in find_mongod(Settings()).absolute().parents


def test_a_data_folder_that_everybody_may_write_is_refused(here: Path) -> None:
    data = here / "data"
    data.mkdir()
    data.chmod(0o777)
    environment = {**os.environ, "REVOPS_DATA": str(data)}
    command = [sys.executable, "-m", "revops", "verify"]
    said = subprocess.run(command, env=environment, cwd=here, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode == 1
    assert "may write into the data folder" in " ".join(said.stderr.split())


def test_another_encoding_is_said(here: Path) -> None:
    _write(here, "DB_NAME=from_file\r\n".encode("utf-16"))
    command = [sys.executable, "-m", "revops", "verify"]
    said = subprocess.run(command, cwd=here, capture_output=True, text=True, timeout=60, check=False)
    assert (said.returncode, said.stderr) == (1, ".env is not a text in UTF-8. Save it as UTF-8, and start again.\n")


def test_what_is_wrong_is_said_with_its_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    say_failure("Setting REVOPS_S3_REGION: must match [a-z0-9-]{2,40}")
    assert capsys.readouterr().err == "Setting REVOPS_S3_REGION: must match [a-z0-9-]{2,40}\n"
