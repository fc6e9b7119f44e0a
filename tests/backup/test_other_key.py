"""A backup of a host with another secret key: the restore says what that changes, and it is so."""

from pathlib import Path

import httpx2
import pyotp
import pytest

from revops.backup.save import save
from revops.mongo.client import Database
from tests.conftest import SECRET_KEY, MakeDatabase, SettingsMaker, running
from tests.crash.running import run
from tests.factories import PASSWORD, Garage, login, make_job, make_member, make_payment, ok, refused

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def _two_steps(garage: Garage) -> list[str]:
    """Turn two-step login on for the owner; return his recovery codes."""
    key = ok(await garage.owner.post("/api/auth/second-factor", {"password": PASSWORD}))
    code = pyotp.TOTP(key["secret"]).now()
    codes: list[str] = ok(await garage.owner.post("/api/auth/second-factor/confirm", {"code": code}))["recovery_codes"]
    return codes


async def test_what_another_secret_key_changes_is_said_and_so(
    source: Database,
    server: httpx2.AsyncClient,
    busy_garage: Garage,
    make_database: MakeDatabase,
    make_settings: SettingsMaker,
    mongo_url: str,
    tmp_path: Path,
) -> None:
    job_id = await make_job(busy_garage.manager, estimated_amount=500)
    await make_payment(busy_garage.manager, job_id, 500, method="upi")
    gate = await make_member(busy_garage.owner, "gate")
    shown = ok(await busy_garage.manager.put(f"/api/jobs/{job_id}/gate/pass"))
    link = ok(await busy_garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]
    codes = await _two_steps(busy_garage)
    file = (await save(source, tmp_path / "garage.rvb")).path

    target = make_database()
    database = {"MONGO_URL": mongo_url, "DB_NAME": target.name, "COLUMNS": "400"}
    code, said = run(tmp_path / "data", "restore", str(file), **database)
    assert code == 0, said
    key = (tmp_path / "data" / "secret.key").read_text().strip()
    for part in (
        "another secret key",
        "everybody signs in again",
        "lets in: 1 people",
        "gate passes that are out open nothing",
        "REVOPS_JOURNAL_LOST_KEYS=",
        str(tmp_path / "data"),
    ):
        assert part in said
    lost = said.partition("REVOPS_JOURNAL_LOST_KEYS=")[2].split()[0]

    settings = make_settings(db_name=target.name, secret_key=key, journal_lost_keys=lost)
    async with running(settings) as http:
        refused(await http.get("/api/auth/me", headers={"Authorization": f"Bearer {gate.token}"}), 401)
        owner = {"email": busy_garage.owner.email, "password": PASSWORD}
        refused(await http.post("/api/auth/login", json={**owner, "code": "123456"}), 401)
        ok(await http.post("/api/auth/login", json={**owner, "code": codes[0]}))
        manager, again = await login(http, busy_garage.manager.email), await login(http, gate.email)
        refused(await again.post("/api/gate/passes/check", {"code": shown["code"]}), 404, "not_found")
        fresh = ok(await manager.put(f"/api/jobs/{job_id}/gate/pass"))
        ok(await again.post("/api/gate/passes/check", {"code": fresh["code"]}))
        assert (await http.get(httpx2.URL(link).path)).status_code == 200
        renewed = ok(await manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]
        assert renewed != link
    # With the key that is named as lost the books agree, and with the one that is known nothing is said.
    code, said = run(tmp_path / "data", "verify", **database, REVOPS_JOURNAL_LOST_KEYS=lost)
    assert code == 0, said
    code, said = run(
        tmp_path / "old", "restore", str(file), **{**database, "DB_NAME": make_database().name},
        REVOPS_SECRET_KEY=SECRET_KEY,
    )  # fmt: skip
    assert code == 0, said
    assert "another secret key" not in said
