"""The files of deploy/ as those who read them would: schemas, linters, and that they speak of what there is."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml
from fastapi import FastAPI

from revops.core.time import now
from revops.live.hub import MAX_PER_ADDRESS
from revops.mongo.client import TRANSACTION_LIFETIME_SECONDS
from revops.mongo.instances import is_mended
from revops.settings import Settings

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def said(*command: str, cwd: Path = ROOT) -> str:
    """Run a command that must succeed; return what it said."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_compose_files_follow_the_schema_and_the_linter() -> None:
    linter = ROOT / "web" / "node_modules" / ".bin" / "dclint"
    assert linter.exists(), "the linter comes with the web app's tools: make setup"
    said(str(linter), "-c", ".dclintrc.json", "--max-warnings", "0", ".", cwd=DEPLOY)


def test_the_container_file_passes_its_linter() -> None:
    said(str(Path(sys.executable).with_name("hadolint")), str(DEPLOY / "Dockerfile"))


def test_prometheus_takes_its_configuration_and_its_alerts() -> None:
    promtool = shutil.which("promtool")
    assert promtool is not None, "promtool is in Debian's package prometheus"
    said(promtool, "check", "config", "--syntax-only", "prometheus.yml", cwd=DEPLOY / "prometheus")
    said(promtool, "check", "rules", "alerts.yml", cwd=DEPLOY / "prometheus")


def _compose(name: str) -> dict[str, Any]:
    composed: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text())
    return composed


COMPOSED = ("compose.yml", "compose.cluster.yml")


@pytest.mark.parametrize("name", COMPOSED)
def test_containers_are_confined(name: str) -> None:
    for service, said_of in _compose(name)["services"].items():
        assert "no-new-privileges:true" in said_of["security_opt"], service
        assert "docker.sock" not in str(said_of), service
        assert said_of.get("privileged") is None, service
        # mongod's own container begins as root, to make its key file mongod's.
        if re.fullmatch(r"mongo-\d", service) is None:
            assert said_of["cap_drop"] == ["ALL"], service
            assert said_of.get("read_only") is True or service == "mongo-init", service


@pytest.mark.parametrize("name", COMPOSED)
def test_no_container_takes_all_of_the_machine(name: str) -> None:
    for service, said_of in _compose(name)["services"].items():
        limits = said_of["deploy"]["resources"]["limits"]
        assert {"cpus", "memory", "pids"} <= limits.keys(), service
        kept = said_of["logging"]["options"]
        driver = said_of["logging"]["driver"]
        assert {"json-file": "max-file", "syslog": "cache-max-file"}[driver] in kept, service
        assert {"json-file": "max-size", "syslog": "cache-max-size"}[driver] in kept, service


@pytest.mark.parametrize("name", COMPOSED)
def test_databases_are_of_a_version_that_is_mended(name: str) -> None:
    for said_of in _compose(name)["services"].values():
        if (image := str(said_of.get("image"))).startswith("mongo:"):
            assert is_mended(image.removeprefix("mongo:"), now().date())


@pytest.mark.parametrize("name", COMPOSED)
def test_https_is_required_and_the_proxy_is_believed(name: str) -> None:
    for service, said_of in _compose(name)["services"].items():
        if service.startswith("revops"):
            for setting in ("REVOPS_REQUIRE_HTTPS", "REVOPS_SECURE_COOKIES"):
                assert said_of["environment"][setting] in {"true", f"${{{setting}:-true}}"}, (service, setting)
            assert said_of["environment"]["REVOPS_TRUSTED_PROXIES"], service
    networks = _compose("compose.yml")["networks"]["garage"]["ipam"]["config"]
    assert networks[0]["gateway"] in (DEPLOY / "compose.yml").read_text().split("REVOPS_TRUSTED_PROXIES: ")[1][:50]


def test_everybody_who_runs_a_cluster_has_backups() -> None:
    composed = _compose("compose.cluster.yml")
    backup = composed["services"]["backup"]
    assert "revops backup /backups --every-hours" in backup["entrypoint"][2]
    assert "backups:/backups" in backup["volumes"]
    assert "backups" in composed["volumes"]
    assert {"mongo_backup_url", "backup_passphrase", "s3_secret_access_key"} == set(backup["secrets"])


# As somebody would write them into the file, and as they are to arrive.
_SET = {"REVOPS_SMTP_HOST": "smtp.garage.example", "REVOPS_SMTP_FROM": "desk@garage.example",
        "REVOPS_SMTP_PASSWORD": "with $igns and blanks", "REVOPS_WHATSAPP_API_VERSION": "v24.0"}  # fmt: skip
_READS_SETTINGS = """#!{python}
import json, sys
from revops.settings import Settings
read = Settings()
names = ("smtp_host", "smtp_from", "smtp_password", "whatsapp_api_version", "mongo_url", "secret_key")
values = [getattr(read, name) for name in names]
print(json.dumps([sys.argv[1:], [str(getattr(value, "get_secret_value", lambda: value)()) for value in values]]))
"""


@pytest.mark.parametrize(("service", "command"), [("revops-1", "serve"), ("worker", "worker")])
def test_whatever_is_set_reaches_the_instances_and_the_worker(tmp_path: Path, service: str, command: str) -> None:
    said_of = _compose("compose.cluster.yml")["services"][service]
    for folder in ("secrets", "data"):
        (tmp_path / folder).mkdir(mode=0o700)
    for secret in said_of["secrets"]:
        (tmp_path / "secrets" / secret).write_text("k9Zq2Lr7Xw4Vt1Bm8Np5Hs3Jd6Gf0Cy" * 2)  # pragma: allowlist secret
    (tmp_path / "secrets" / "settings").write_text("".join(f"{name}='{value}'\n" for name, value in _SET.items()))
    (tmp_path / "revops").write_text(_READS_SETTINGS.format(python=sys.executable))
    (tmp_path / "revops").chmod(0o755)
    moved = {"/run/secrets": f"{tmp_path}/secrets", "/data": f"{tmp_path}/data", "$$": "$"}
    written = [*said_of["entrypoint"], *said_of["command"]]
    for place, here in moved.items():
        written = [part.replace(place, here) for part in written]
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "REVOPS_S3_BUCKET": ""}
    done = subprocess.run(written, cwd=tmp_path / "data", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    arguments, values = json.loads(done.stdout)
    assert arguments[0] == command
    assert values[:4] == list(_SET.values())
    assert len(values[5]) == 62
    # On one machine it is a file beside the compose file, for whoever has one.
    assert _compose("compose.yml")["services"]["revops"]["env_file"] == [{"path": ".env", "required": False}]


# The users of the images: ours of the Dockerfile, those of the others as their makers say.
READERS = {
    "revops-1": (10001, 10001),
    "backup": (10001, 10001),
    "bucket": (0, 0),
    "nginx": (101, 101),
    "prometheus": (65534, 65534),
    "grafana": (472, 0),
    "mongo-1": (0, 0),
    "mongo-init": (0, 0),
}


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("setpriv") is None, reason="it takes root to be somebody else")
def test_each_secret_is_read_by_the_containers_that_need_it_and_by_nobody_else(tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "make-secrets.sh", tmp_path)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    for _ in range(2):  # again after a certificate was put in
        said(str(tmp_path / "make-secrets.sh"), "--self-signed", "garage.example")
    composed = _compose("compose.cluster.yml")
    readers: dict[str, set[tuple[int, int]]] = {}
    for service, ids in READERS.items():
        for secret in composed["services"][service]["secrets"]:
            readers.setdefault(secret, set()).add(ids)
    assert readers.keys() == composed["secrets"].keys()
    everybody = {*READERS.values(), (1000, 1000), (33, 33)} - {(0, 0)}
    for secret in composed["secrets"]:
        path = tmp_path / "secrets" / secret
        assert path.stat().st_size > 0, secret
        able = {ids for ids in everybody if _may_read(path, *ids)}
        assert able == readers[secret] - {(0, 0)}, secret
        assert path.stat().st_mode & 0o337 == 0, secret
    assert not _runs_as(1000, 1000, "ls", str(tmp_path / "secrets"))


def _may_read(path: Path, user: int, group: int) -> bool:
    return _runs_as(user, group, "cat", str(path))


def _runs_as(user: int, group: int, *command: str) -> bool:
    me = ("setpriv", "--reuid", str(user), "--regid", str(group), "--clear-groups", "--bounding-set=-all")
    return subprocess.run((*me, *command), capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="nothing to be somebody else with")
def test_secrets_are_not_made_by_somebody_who_cannot_give_them_away(tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "make-secrets.sh", tmp_path)
    tmp_path.chmod(0o777)
    me = ["setpriv", "--reuid", "1000", "--regid", "1000", "--clear-groups"] if os.geteuid() == 0 else []
    for folder in tmp_path.parents[:3]:
        folder.chmod(0o755)
    done = subprocess.run([*me, str(tmp_path / "make-secrets.sh")], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "sudo" in done.stderr
    assert not (tmp_path / "secrets").exists()


def test_nothing_but_nginx_is_reached_from_outside() -> None:
    for service, said_of in _compose("compose.cluster.yml")["services"].items():
        ports = [port for port in said_of.get("ports", []) if not port.startswith("127.0.0.1:")]
        assert not ports or service == "nginx", service


def test_every_file_that_a_service_mounts_is_there() -> None:
    for name in ("compose.yml", "compose.cluster.yml"):
        for said_of in _compose(name)["services"].values():
            for volume in said_of.get("volumes", []):
                source = volume.split(":")[0]
                if source.startswith("."):
                    assert (DEPLOY / source).exists(), volume


def test_settings_that_are_set_exist() -> None:
    known = {f"REVOPS_{name.upper()}" for name in Settings.model_fields} | {"REVOPS_WORKERS"}
    files = [*DEPLOY.glob("compose*.yml"), DEPLOY / "Dockerfile", DEPLOY / "systemd" / "revops.service"]
    for file in [*files, ROOT / ".env.example"]:
        for setting in re.findall(r"\bREVOPS_[A-Z_]+\b", file.read_text()):
            assert setting in known, f"{file.name}: {setting}"
    example = (ROOT / ".env.example").read_text()
    for setting in known - {"REVOPS_MONGO_URL", "REVOPS_DB_NAME", "REVOPS_WORKERS"}:
        assert setting in example, f".env.example lacks {setting}"


def test_an_instance_that_leaves_serves_longer_than_nginx_keeps_a_connection_to_it() -> None:
    """Else it closes one under a request that is just being sent."""
    kept = re.findall(r"keepalive_timeout (\d+)s", (DEPLOY / "nginx" / "site" / "upstream.conf").read_text())
    assert kept
    files = [DEPLOY / "compose.cluster.yml", DEPLOY / "Dockerfile", DEPLOY / "systemd" / "revops.service"]
    for file in files:
        for drain in re.findall(r'REVOPS_DRAIN_SECONDS(?:=|: )"?(\d+)', file.read_text()):
            assert int(drain) > int(kept[0]), file.name


def test_the_nodes_end_what_a_killed_instance_had_begun_as_soon_as_the_embedded_one_does() -> None:
    limit = f"transactionLifetimeLimitSeconds={TRANSACTION_LIFETIME_SECONDS}\n"
    assert limit in (DEPLOY / "compose.cluster.yml").read_text()


def test_open_streams_take_no_requests_place_at_nginx() -> None:
    """With http2 each request counts as a connection, so a hundred open pages would be all that a garage may ask."""
    conf = (DEPLOY / "nginx" / "nginx.conf").read_text()
    (limited,) = re.findall(r"location = /api/events \{.*?limit_conn (\w+) (\d+);.*?\}", conf, re.DOTALL)
    assert limited == ("streams", str(MAX_PER_ADDRESS))
    assert "zone=streams:" in (DEPLOY / "nginx" / "site" / "limits.conf").read_text()


# Changes nothing, or is told apart by what it carries; nobody sends a key with these.
HARMLESS_TWICE = {
    "/api/bank/statements",
    "/api/gate/passes/check",
    "/api/jobs/price",
    "/api/messages/channels/{channel}/test",
    "/api/messages/preview",
    "/api/outside/{service_name}/test",
    "/api/push/devices/{device_id}/test",
    "/api/webhooks/whatsapp",
    "/api/workshops/look",
}


def test_what_nginx_repeats_happens_once(app: FastAPI) -> None:
    """It sends a POST with an Idempotency-Key to another instance, except those of /api/auth/."""
    for path, operations in app.openapi()["paths"].items():
        if "post" in operations and not path.startswith("/api/auth/") and path not in HARMLESS_TWICE:
            names = [parameter["name"] for parameter in operations["post"].get("parameters", [])]
            assert "Idempotency-Key" in names, path


async def test_alerts_and_dashboard_speak_of_metrics_that_there_are(http: httpx2.AsyncClient) -> None:
    await http.get("/healthz")
    exposed = set(re.findall(r"^# TYPE (\w+)", (await http.get("/metrics")).text, re.MULTILINE))
    dashboard = json.loads((DEPLOY / "grafana" / "dashboards" / "revops.json").read_text())
    asked = (DEPLOY / "prometheus" / "alerts.yml").read_text() + json.dumps(dashboard)
    for metric in set(re.findall(r"\brevops_\w+", asked)):
        assert re.sub(r"_(bucket|count|sum)$", "", metric) in exposed, metric


UNIT = DEPLOY / "systemd" / "revops.service"
WITH_SYSTEMD = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd here, and nothing to check with"
)


@WITH_SYSTEMD
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = UNIT.read_text().replace("/opt/revops/bin/revops", sys.executable)
    (tmp_path / "revops.service").write_text(unit)
    said("systemd-analyze", "verify", "--man=no", str(tmp_path / "revops.service"))


@WITH_SYSTEMD
def test_the_unit_exposes_little_and_bounds_what_it_takes() -> None:
    judged = said("systemd-analyze", "security", "--offline=true", "--no-pager", str(UNIT))
    exposure = re.search(r"exposure level for revops.service: ([\d.]+)", judged)
    assert exposure is not None, judged
    assert float(exposure[1]) <= 2.0, judged
    lines = UNIT.read_text().splitlines()
    for directive in ("LimitCORE=0", "ProtectProc=invisible", "Environment=REVOPS_REQUIRE_HTTPS=true"):
        assert any(line.startswith(directive) for line in lines), directive
    assert {line.split("=")[0] for line in lines} >= {"MemoryMax", "TasksMax"}
    # What an operator sets in the file wins.
    assert lines.index("EnvironmentFile=-/etc/revops/env") > max(
        index for index, line in enumerate(lines) if line.startswith("Environment=")
    )
