"""Services of jobs, made through HTTP."""

from typing import Any

from tests.factories import Person, ok

PADS = {"kind": "part", "description": "Brake pads, front", "unit_price": 1900}
FITTING = {"kind": "labour", "description": "Change of brake pads", "unit_price": 600}
OIL = {"kind": "part", "description": "Engine oil", "quantity": 3.5, "unit": "L", "unit_price": 520}


async def add_service(person: Person, job_id: str, title: str = "Brake pads", **fields: Any) -> str:
    """Propose a service on a job; return its id."""
    body = {"title": title, "items": [PADS, FITTING], **fields}
    return str(ok(await person.post(f"/api/jobs/{job_id}/services", body))["id"])


async def get_estimate(person: Person, job_id: str) -> dict[str, Any]:
    """Return the services of a job."""
    estimate: dict[str, Any] = ok(await person.get(f"/api/jobs/{job_id}/estimate"))
    return estimate


async def send_estimate(person: Person, job_id: str) -> str:
    """Make what is proposed the next version; return the path of the customer's page."""
    url: str = ok(await person.post(f"/api/jobs/{job_id}/estimate/send"))["url"]
    return "/c/" + url.rpartition("/c/")[2]


async def told(person: Person, job_id: str, answers: dict[str, str], **fields: Any) -> dict[str, Any]:
    """Record what the customer said by phone."""
    body = {"answers": answers, "told": "phone", **fields}
    estimate: dict[str, Any] = ok(await person.post(f"/api/jobs/{job_id}/estimate/answers", body))["estimate"]
    return estimate


async def service_of(person: Person, job_id: str, service_id: str) -> dict[str, Any]:
    """Return one service of a job."""
    (service,) = [row for row in (await get_estimate(person, job_id))["services"] if row["id"] == service_id]
    found: dict[str, Any] = service
    return found
