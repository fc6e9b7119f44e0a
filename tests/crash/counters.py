"""Managers who take payments while a server or its database is killed, and what was recorded of them."""

import threading
import time
from dataclasses import dataclass, field

import httpx2

from tests.conftest import no_cookies

PASSWORD = "blue-lorry-42-kites"


@dataclass
class Counter:
    """A manager at the counter who takes payments without pause, and tries again with the same key after a failure."""

    url: str
    token: str
    job_id: str
    number: int
    acknowledged: dict[str, str] = field(default_factory=dict)
    tried: int = 0
    refusals: list[int] = field(default_factory=list)

    def work(self, stop: threading.Event) -> None:
        with httpx2.Client(base_url=self.url, cookies=no_cookies(), timeout=30) as http:
            while not stop.is_set():
                key = f"counter-{self.number}-{self.tried}"
                self.tried += 1
                while not self.pay(http, key):
                    if stop.is_set():
                        return
                    time.sleep(0.05)

    def pay(self, http: httpx2.Client, key: str) -> bool:
        body = {"job_id": self.job_id, "amount": 1, "payment_type": "partial", "method": "upi", "notes": key}
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        try:
            response = http.post("/api/payments", json=body, headers=headers)
        except httpx2.HTTPError:
            return False
        if response.status_code == 200:
            self.acknowledged[key] = response.json()["id"]
            return True
        assert response.status_code == 503, response.text
        assert response.headers["retry-after"]
        assert "try again" in response.json()["detail"]
        self.refusals.append(response.status_code)
        return False


def open_counters(url: str, count: int) -> list[Counter]:
    """Set up a workshop with one manager and a job for each counter."""
    with httpx2.Client(base_url=f"{url}/api", cookies=no_cookies(), timeout=30) as http:

        def register(role: str, code: str | None = None) -> dict[str, str]:
            body = {
                "email": f"{role}@garage.example",
                "password": PASSWORD,
                "name": role,
                "phone": "9876543210",
                "role": role,
                "invite_code": code,
            }
            response = http.post("/auth/register", json=body)
            assert response.status_code == 200, response.text
            return {"Authorization": f"Bearer {response.json()['token']}"}

        owner = register("owner")
        workshop = http.post("/workshops", json={"name": "W", "phone": "9876543210"}, headers=owner).json()
        code = http.post(f"/workshops/{workshop['id']}/invite-codes", headers=owner).json()["code"]
        manager = register("manager", code)
        counters = []
        for number in range(count):
            body = {
                "customer_name": "Meena Rao",
                "phone": "9812345678",
                "car_model": "Swift",
                "vehicle_number": f"MH12AB{number:04d}",
                "work_description": "Service",
                "estimated_amount": 1_000_000,
                "planned_completion_days": 2,
            }
            job = http.post("/jobs", json=body, headers=manager).json()
            counters.append(Counter(url, manager["Authorization"].removeprefix("Bearer "), job["id"], number))
        return counters


def busy(counters: list[Counter]) -> tuple[threading.Event, list[threading.Thread]]:
    """Let the counters work."""
    stop = threading.Event()
    threads = [threading.Thread(target=counter.work, args=(stop,)) for counter in counters]
    for thread in threads:
        thread.start()
    return stop, threads


def recorded(url: str, counter: Counter) -> dict[str, str]:
    """Return the payments on a counter's job: by the note, which is the key, the id."""
    headers = {"Authorization": f"Bearer {counter.token}"}
    response = httpx2.get(f"{url}/api/jobs/{counter.job_id}", headers=headers, timeout=30)
    assert response.status_code == 200, response.text
    payments = response.json()["payments"]
    found = {payment["notes"]: payment["id"] for payment in payments}
    assert len(found) == len(payments), "a payment was recorded twice"
    assert response.json()["total_paid"] == len(payments)
    return found
