"""The frontend of the original system, as its architecture document describes it, on the new server.

Its api.js is written down here as it was: paths, field names, Bearer tokens, 200 on success. The test is the whole
day of a workshop, as that frontend drove it.
"""

from typing import Any

import httpx2

from revops.mongo.client import Database
from tests.factories import new_email
from tests.invariants import assert_invariants


class OriginalClient:
    """services/api.js: axios with the token from localStorage; any answer but 200 is an error."""

    def __init__(self, http: httpx2.AsyncClient) -> None:
        self._http = http
        self.token: str | None = None

    async def _call(self, method: str, path: str, data: Any = None, params: dict[str, Any] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        body = {} if data is None else {"json": data}
        response = await self._http.request(method, f"/api{path}", params=params, headers=headers, **body)
        assert response.status_code == 200, response.text
        return response.json()

    async def register(self, data: dict[str, Any]) -> Any:
        answer = await self._call("POST", "/auth/register", data)
        self.token = answer["token"]
        return answer["user"]

    async def login(self, email: str, password: str) -> Any:
        answer = await self._call("POST", "/auth/login", {"email": email, "password": password})
        self.token = answer["token"]
        return answer["user"]

    async def me(self) -> Any:
        return await self._call("GET", "/auth/me")

    async def create_workshop(self, data: dict[str, Any]) -> Any:
        return await self._call("POST", "/workshops", data)

    async def my_workshop(self) -> Any:
        return await self._call("GET", "/workshops/me")

    async def update_workshop(self, workshop_id: str, data: dict[str, Any]) -> Any:
        return await self._call("PUT", f"/workshops/{workshop_id}", data)

    async def create_invite_code(self, workshop_id: str) -> Any:
        return await self._call("POST", f"/workshops/{workshop_id}/invite-codes")

    async def invite_codes(self, workshop_id: str) -> Any:
        return await self._call("GET", f"/workshops/{workshop_id}/invite-codes")

    async def managers(self) -> Any:
        return await self._call("GET", "/managers")

    async def remove_manager(self, manager_id: str) -> Any:
        return await self._call("DELETE", f"/managers/{manager_id}")

    async def create_job(self, data: dict[str, Any]) -> Any:
        return await self._call("POST", "/jobs", data)

    async def jobs(self, **params: Any) -> Any:
        return await self._call("GET", "/jobs", params=params)

    async def job(self, job_id: str) -> Any:
        return await self._call("GET", f"/jobs/{job_id}")

    async def update_job(self, job_id: str, data: dict[str, Any]) -> Any:
        return await self._call("PUT", f"/jobs/{job_id}", data)

    async def create_payment(self, data: dict[str, Any]) -> Any:
        return await self._call("POST", "/payments", data)

    async def payments(self, **params: Any) -> Any:
        return await self._call("GET", "/payments", params=params)

    async def confirm_payment(self, payment_id: str) -> Any:
        return await self._call("PUT", f"/payments/{payment_id}/confirm")

    async def create_settlement(self, data: dict[str, Any]) -> Any:
        return await self._call("POST", "/settlements", data)

    async def settlements(self, **params: Any) -> Any:
        return await self._call("GET", "/settlements", params=params)

    async def confirm_settlement(self, settlement_id: str) -> Any:
        return await self._call("PUT", f"/settlements/{settlement_id}/confirm")

    async def dashboard(self) -> Any:
        return await self._call("GET", "/analytics/dashboard")


async def test_a_whole_day_of_the_original_frontend(http: httpx2.AsyncClient, db: Database) -> None:
    # The owner opens the workshop and invites a manager.
    owner, manager = OriginalClient(http), OriginalClient(http)
    owner_data = {
        "email": new_email("owner"), "password": "original-pass-1", "name": "Test Owner",
        "phone": "+919876543210", "role": "owner",
    }  # fmt: skip
    user = await owner.register(owner_data)
    assert user.keys() >= {"id", "email", "name", "role", "workshop_id"}
    workshop_data = {
        "name": "Pro Auto Workshop", "address": "123 Main St", "phone": "+919876543210",
        "gst_number": "22AAAAA0000A1Z5",
    }  # fmt: skip
    workshop = await owner.create_workshop(workshop_data)
    assert workshop.keys() >= {"id", "owner_id", "name", "address", "phone", "gst_number", "created_at"}
    assert workshop["owner_id"] == user["id"]
    assert (await owner.me())["workshop_id"] == workshop["id"]
    await owner.update_workshop(workshop["id"], workshop_data | {"name": "Pro Auto"})
    assert (await owner.my_workshop())["name"] == "Pro Auto"
    code = (await owner.create_invite_code(workshop["id"]))["code"]
    (listed,) = await owner.invite_codes(workshop["id"])
    assert listed["code"] == code
    assert listed["is_active"] is True

    # The manager registers with the code and logs in from another device.
    email = new_email("manager")
    manager_data = {
        "email": email, "password": "original-pass-2", "name": "Test Manager",
        "phone": "+919123456780", "role": "manager", "invite_code": code,
    }  # fmt: skip
    manager_user = await manager.register(manager_data)
    assert manager_user["workshop_id"] == workshop["id"]
    assert (await manager.login(email, "original-pass-2"))["id"] == manager_user["id"]
    (listed,) = await owner.managers()
    assert listed["user"]["name"] == "Test Manager"
    assert listed["user_id"] == manager_user["id"]

    # The form sends its empty fields as empty strings, and numbers as floats.
    job_data = {
        "customer_name": "Test Customer", "phone": "+919123456789", "car_model": "Honda City",
        "vehicle_number": "MH12AB1234", "work_description": "Engine oil change", "estimated_amount": 5000.0,
        "advance_paid": 1000.0, "planned_completion_days": 2, "address": "", "parts_required": "Oil filter, engine oil",
        "worker_assigned": "", "internal_notes": "",
    }  # fmt: skip
    created = await manager.create_job(job_data)
    assert created.keys() >= {"id", "message"}
    (row,) = await manager.jobs(status="pending")
    assert row.keys() >= {
        "id", "workshop_id", "manager_id", "customer_name", "phone", "car_model", "vehicle_number", "work_description",
        "estimated_amount", "advance_paid", "planned_completion_days", "status", "address", "parts_required",
        "worker_assigned", "internal_notes", "created_at", "updated_at", "completed_at", "manager_name",
    }  # fmt: skip
    assert (row["estimated_amount"], row["advance_paid"], row["completed_at"]) == (5000.0, 1000.0, None)
    await manager.update_job(created["id"], {"status": "in_progress"})
    await manager.update_job(created["id"], job_data | {"status": "completed", "worker_assigned": "Ramu"})

    # Payments, which the owner confirms from the list of those that wait.
    paid = await manager.create_payment(
        {"job_id": created["id"], "amount": 2000.0, "payment_type": "partial", "notes": "Cash payment"}
    )
    waiting = await owner.payments(confirmed="false")
    assert [payment["amount"] for payment in waiting] == [2000.0, 1000.0]
    assert waiting[0].keys() >= {
        "id", "job_id", "amount", "payment_type", "notes", "collected_by_manager_id", "confirmed_by_owner",
        "payment_date", "confirmation_date",
    }  # fmt: skip
    assert waiting[0]["job"]["vehicle_number"] == "MH12AB1234"
    assert waiting[0]["collected_by_manager_id"] == manager_user["id"]
    await owner.confirm_payment(paid["id"])
    (confirmed,) = await owner.payments(confirmed="true")
    assert confirmed["confirmed_by_owner"] is True
    assert confirmed["confirmation_date"] is not None
    job = await manager.job(created["id"])
    assert [payment["amount"] for payment in job["payments"]] == [2000.0, 1000.0]
    assert job["updates"]
    assert job["status"] == "completed"

    # The evening's cash.
    submitted = await manager.create_settlement({"amount": 3000.0, "job_ids": [created["id"]], "notes": ""})
    (settlement,) = await owner.settlements()
    assert settlement["id"] == submitted["id"]
    assert settlement["manager_name"] == "Test Manager"
    assert settlement["confirmed_by_owner"] is False
    await owner.confirm_settlement(submitted["id"])

    # What the charts draw.
    board = await owner.dashboard()
    assert (board["total_jobs"], board["total_revenue"], board["total_collected"]) == (1, 5000.0, 3000.0)
    assert board["outstanding_credits"] == board["total_credits"] == 2000.0
    assert board["avg_job_value"] == 5000.0
    assert board["status_counts"]["completed"] == 1
    assert board["daily_revenue"][-1] == {
        "date": board["daily_revenue"][-1]["date"], "revenue": 5000.0, "collected": 3000.0, "jobs": 1,
    }  # fmt: skip
    assert board["manager_performance"][0]["name"] == "Test Manager"
    assert board["manager_performance"][0]["job_count"] == 1

    await owner.remove_manager(manager_user["id"])
    response = await http.get("/api/jobs", headers={"Authorization": f"Bearer {manager.token}"})
    assert response.status_code == 401
    await assert_invariants(db, workshop["id"])


async def test_its_errors_still_carry_a_sentence_under_detail(http: httpx2.AsyncClient) -> None:
    response = await http.post("/api/auth/login", json={"email": "nobody@garage.example", "password": "wrong-one"})
    assert response.status_code == 401
    assert isinstance(response.json()["detail"], str)
