"""The files of deploy/ as those who read them would: schemas, linters, and that they speak of what there is."""

import json
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

from revops.mongo.client import TRANSACTION_LIFETIME_SECONDS
from revops.settings import Settings

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


@pytest.mark.parametrize("name", ["compose.yml", "compose.cluster.yml"])
def test_containers_are_confined(name: str) -> None:
    for service, said_of in _compose(name)["services"].items():
        if service == "mongo-init":
            continue
        assert "no-new-privileges:true" in said_of["security_opt"], service
        if not service.startswith(("mongo-", "log-shipper")):
            assert said_of["read_only"] is True, service
            assert said_of["cap_drop"] == ["ALL"], service


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


def test_what_nginx_repeats_happens_once(app: FastAPI) -> None:
    """It sends a POST with an Idempotency-Key to another instance, except those of /api/auth/."""
    for path, operations in app.openapi()["paths"].items():
        changes_nothing = path == "/api/jobs/price"
        if "post" in operations and not path.startswith("/api/auth/") and not changes_nothing:
            names = [parameter["name"] for parameter in operations["post"].get("parameters", [])]
            assert "Idempotency-Key" in names, path


async def test_alerts_and_dashboard_speak_of_metrics_that_there_are(http: httpx2.AsyncClient) -> None:
    await http.get("/healthz")
    exposed = set(re.findall(r"^# TYPE (\w+)", (await http.get("/metrics")).text, re.MULTILINE))
    dashboard = json.loads((DEPLOY / "grafana" / "dashboards" / "revops.json").read_text())
    asked = (DEPLOY / "prometheus" / "alerts.yml").read_text() + json.dumps(dashboard)
    for metric in set(re.findall(r"\brevops_\w+", asked)):
        assert re.sub(r"_(bucket|count|sum)$", "", metric) in exposed, metric


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here, and nothing to check with")
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = (DEPLOY / "systemd" / "revops.service").read_text().replace("/opt/revops/bin/revops", sys.executable)
    (tmp_path / "revops.service").write_text(unit)
    said("systemd-analyze", "verify", "--man=no", str(tmp_path / "revops.service"))
