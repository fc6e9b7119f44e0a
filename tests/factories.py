"""Small makers with fixed values, all through HTTP. What a test does not state is the same in every test.

A ``Person`` is somebody signed in and speaks HTTP: ``await owner.get("/api/jobs", status="pending")``.
"""

import io
import itertools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2
from PIL import Image, ImageDraw
from stdnum import luhn

from revops.core.ids import new_id
from revops.core.time import now
from revops.mongo.client import Database
from revops.tasks.outbox import Task, enqueue

PASSWORD = "blue-lorry-42-kites"

_numbers = itertools.count(1)


def ok(response: httpx2.Response) -> Any:
    """Return the answer of a request that must have succeeded."""
    assert response.status_code == 200, f"{response.status_code}: {response.text}"
    assert response.headers["content-type"] == "application/json"
    return response.json()


def refused(
    response: httpx2.Response, status: int, code: str | None = None, *, field: str | None = None
) -> dict[str, Any]:
    """Return the problem document of a request that must have been refused, after checking its form."""
    assert response.status_code == status, f"{response.status_code}: {response.text}"
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert problem["type"]
    assert problem["title"]
    assert problem["detail"]
    assert problem["request_id"] == response.headers["x-request-id"]
    if code is not None:
        assert problem["code"] == code, problem
    if field is not None:
        assert field in [error["field"] for error in problem["errors"]], problem
        assert all(error["message"] for error in problem["errors"])
    return problem


class Api:
    """Speaks HTTP as whoever the token is of; without one, as nobody."""

    def __init__(self, http: httpx2.AsyncClient, token: str | None = None) -> None:
        self.http = http
        self.token = token

    async def request(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any
    ) -> httpx2.Response:
        """Send any request."""
        mine = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return await self.http.request(method, path, headers={**mine, **(headers or {})}, **options)

    async def get(self, path: str, **params: Any) -> httpx2.Response:
        """GET with query parameters; ``from_`` stands for ``from``."""
        return await self.request("GET", path, params={name.rstrip("_"): v for name, v in params.items()} or None)

    async def post(self, path: str, body: Any = None, *, key: str | None = None) -> httpx2.Response:
        """POST a JSON body, with an Idempotency-Key when one is given."""
        return await self._send("POST", path, body, key)

    async def put(self, path: str, body: Any = None, key: str | None = None) -> httpx2.Response:
        """PUT a JSON body."""
        return await self._send("PUT", path, body, key)

    async def delete(self, path: str, **params: Any) -> httpx2.Response:
        """DELETE with query parameters."""
        return await self.request("DELETE", path, params=params or None)

    async def _send(self, method: str, path: str, body: Any, key: str | None) -> httpx2.Response:
        headers = {"Idempotency-Key": key} if key else {}
        content = {} if body is None else {"json": body}
        return await self.request(method, path, headers=headers, **content)


class Person(Api):
    """Somebody signed in."""

    token: str

    def __init__(self, http: httpx2.AsyncClient, session: dict[str, Any], password: str = PASSWORD) -> None:
        super().__init__(http, session["token"])
        user = session["user"]
        self.id: str = user["id"]
        self.email: str = user["email"]
        self.name: str = user["name"]
        self.workshop_id: str | None = user["workshop_id"]
        self.password = password


@dataclass
class Garage:
    """A workshop with its owner and a manager."""

    owner: Person
    manager: Person
    workshop: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The workshop's id."""
        return str(self.workshop["id"])


def new_email(who: str = "person") -> str:
    """Return an e-mail address that nobody has yet."""
    return f"{who}-{next(_numbers)}@garage.example"


def registration(**fields: Any) -> dict[str, Any]:
    """Return the body of a sign-up, an owner's by default."""
    return {
        "email": new_email("owner"),
        "password": PASSWORD,
        "name": "Test Owner",
        "phone": "+919876543210",
        "role": "owner",
        **fields,
    }


async def register(http: httpx2.AsyncClient, **fields: Any) -> Person:
    """Sign up and be signed in."""
    body = registration(**fields)
    return Person(http, ok(await http.post("/api/auth/register", json=body)), body["password"])


async def login(http: httpx2.AsyncClient, email: str, password: str = PASSWORD) -> Person:
    """Sign in."""
    return Person(http, ok(await http.post("/api/auth/login", json={"email": email, "password": password})), password)


async def make_owner(http: httpx2.AsyncClient, **fields: Any) -> Person:
    """Return an owner who has no workshop yet."""
    return await register(http, **fields)


def workshop_fields(**fields: Any) -> dict[str, Any]:
    """Return the body that opens a workshop, in India by default, with numbers that no other has."""
    number = next(_numbers)
    return {
        "name": "Test Motors",
        "phone": f"+91222555{1000 + number % 9000}",
        "address": "12 Station Road, Pune",
        "gst_number": gstin(number),
        "currency": "INR",
        "timezone": "Asia/Kolkata",
        **fields,
    }


def gstin(number: int) -> str:
    """Return a valid GSTIN of Maharashtra that is the number's own."""
    first_fourteen = f"27AAPFU{1000 + number % 9000}F1Z"
    return first_fourteen + luhn.calc_check_digit(first_fourteen, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


async def make_workshop(owner: Person, **fields: Any) -> dict[str, Any]:
    """Open the owner's workshop."""
    workshop: dict[str, Any] = ok(await owner.post("/api/workshops", workshop_fields(**fields)))
    owner.workshop_id = workshop["id"]
    return workshop


async def make_invite_code(owner: Person) -> str:
    """Return a fresh invite code of the owner's workshop."""
    return str(ok(await owner.post(f"/api/workshops/{owner.workshop_id}/invite-codes"))["code"])


async def make_manager(owner: Person, **fields: Any) -> Person:
    """Return a manager of the owner's workshop."""
    values = {
        "email": new_email("manager"),
        "name": "Test Manager",
        "phone": "+919123456780",
        "role": "manager",
        "invite_code": await make_invite_code(owner),
    }
    return await register(owner.http, **{**values, **fields})


async def make_garage(http: httpx2.AsyncClient, **fields: Any) -> Garage:
    """Return a workshop with its owner and one manager; ``fields`` are the workshop's."""
    owner = await make_owner(http)
    workshop = await make_workshop(owner, **fields)
    return Garage(owner, await make_manager(owner), workshop)


def job_fields(**fields: Any) -> dict[str, Any]:
    """Return the body that takes a vehicle in: 5,000 estimated, no advance."""
    return {
        "customer_name": "Test Customer",
        "phone": "+919123456789",
        "car_model": "Honda City",
        "vehicle_number": "MH12AB1234",
        "work_description": "Engine oil change",
        "estimated_amount": 5000,
        "planned_completion_days": 2,
        **fields,
    }


async def make_job(manager: Person, **fields: Any) -> str:
    """Take a vehicle in; return the job's id."""
    return str(ok(await manager.post("/api/jobs", job_fields(**fields)))["id"])


def picture(colour: str = "teal", size: tuple[int, int] = (800, 600), kind: str = "JPEG", **more: Any) -> bytes:
    """Draw a picture: a white mark in the upper left corner shows how it is turned."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="white")
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


async def send_photo(
    person: Api, job_id: str, raw: bytes | None = None, photo_id: str | None = None, **said: Any
) -> httpx2.Response:
    """Send a picture as a photo of a job."""
    path = f"/api/jobs/{job_id}/photos/{photo_id or uuid.uuid4()}"
    content = picture() if raw is None else raw
    return await person.request(
        "PUT", path, content=content, headers={"Content-Type": "image/jpeg"}, params={"kind": "before", **said}
    )


async def send_evidence(
    person: Api, path: str, raw: bytes | None = None, photo_id: str | None = None
) -> httpx2.Response:
    """Send a picture as a photo of a count, or of a car at the gate, which the path names."""
    content = picture() if raw is None else raw
    url = f"/api/{path}/{photo_id or uuid.uuid4()}"
    return await person.request("PUT", url, content=content, headers={"Content-Type": "image/jpeg"})


async def make_evidence(person: Api, path: str, raw: bytes | None = None) -> str:
    """Add a photo to a count, or to a car at the gate; return its id."""
    return str(ok(await send_evidence(person, path, raw))["photo"]["id"])


async def make_inspection(person: Api, job_id: str, template_id: str = "quick") -> str:
    """Begin an inspection of the vehicle of a job; return its id."""
    inspection_id = str(uuid.uuid4())
    ok(await person.put(f"/api/jobs/{job_id}/inspections/{inspection_id}", {"template_id": template_id}))
    return inspection_id


async def make_photo(person: Api, job_id: str, raw: bytes | None = None, **said: Any) -> str:
    """Add a photo to a job; return its id."""
    return str(ok(await send_photo(person, job_id, raw, **said))["photo"]["id"])


async def get_job(person: Api, job_id: str) -> dict[str, Any]:
    """Return a job with its payments and timeline."""
    job: dict[str, Any] = ok(await person.get(f"/api/jobs/{job_id}"))
    return job


async def move_job(person: Api, job_id: str, *statuses: str) -> dict[str, Any]:
    """Move a job through statuses; return it as it stands after."""
    job: dict[str, Any] = {}
    for status in statuses:
        job = ok(await person.put(f"/api/jobs/{job_id}", {"status": status}))["job"]
    return job


def payment_fields(job_id: str, amount: Any, **fields: Any) -> dict[str, Any]:
    """Return the body of a payment, partial and in cash by default."""
    return {"job_id": job_id, "amount": amount, "payment_type": "partial", "method": "cash", **fields}


async def make_payment(person: Person, job_id: str, amount: Any, **fields: Any) -> str:
    """Record a payment; return its id."""
    return str(ok(await person.post("/api/payments", payment_fields(job_id, amount, **fields)))["id"])


async def confirm_payment(owner: Person, payment_id: str) -> dict[str, Any]:
    """Confirm a payment; return it."""
    payment: dict[str, Any] = ok(await owner.put(f"/api/payments/{payment_id}/confirm"))["payment"]
    return payment


async def reject_payment(owner: Person, payment_id: str, reason: str = "No such money") -> dict[str, Any]:
    """Reject a payment; return it."""
    answer = ok(await owner.put(f"/api/payments/{payment_id}/reject", {"reason": reason}))
    payment: dict[str, Any] = answer["payment"]
    return payment


async def make_settlement(manager: Person, amount: Any, job_ids: Sequence[str] = (), **fields: Any) -> str:
    """Submit cash to the owner; return the settlement's id."""
    body = {"amount": amount, "job_ids": list(job_ids), **fields}
    return str(ok(await manager.post("/api/settlements", body))["id"])


async def confirm_settlement(owner: Person, settlement_id: str) -> dict[str, Any]:
    """Confirm a settlement; return it."""
    settlement: dict[str, Any] = ok(await owner.put(f"/api/settlements/{settlement_id}/confirm"))["settlement"]
    return settlement


async def reject_settlement(owner: Person, settlement_id: str, reason: str = "Nothing came") -> dict[str, Any]:
    """Reject a settlement; return it."""
    answer = ok(await owner.put(f"/api/settlements/{settlement_id}/reject", {"reason": reason}))
    settlement: dict[str, Any] = answer["settlement"]
    return settlement


async def manager_figures(owner: Person, manager: Person) -> dict[str, Any]:
    """Return what the owner's list says of one manager."""
    (row,) = [row for row in ok(await owner.get("/api/managers")) if row["id"] == manager.id]
    figures: dict[str, Any] = row
    return figures


async def all_pages(person: Api, path: str, **params: Any) -> list[dict[str, Any]]:
    """Follow the Link headers of a list to its end; return every row."""
    rows: list[dict[str, Any]] = []
    response = await person.get(path, **params)
    while True:
        rows += ok(response)
        link = response.headers.get("link")
        if link is None:
            return rows
        address, _, relation = link.partition(">; ")
        assert relation == 'rel="next"'
        response = await person.request("GET", address.removeprefix("<"))


async def make_member(owner: Person, role: str, **fields: Any) -> Person:
    """Return a member of the owner's workshop in some role."""
    code = ok(await owner.post(f"/api/workshops/{owner.workshop_id}/invite-codes", {"role": role}))["code"]
    return await make_manager(owner, invite_code=code, name=f"Test {role.title()}", **fields)


async def make_dead_task(db: Database, workshop_id: str) -> str:
    """Return a task of a garage that was given up, of a kind that nobody does."""
    task = Task("done_by_nobody", dedupe_key=new_id())
    await db.transaction(lambda session: enqueue(db, session, workshop_id, task))
    change = {"$set": {"state": "dead", "attempts": 10, "error": "Unavailable: Nobody was there.", "failed_at": now()}}
    found = await db.collection("tasks").find_one_and_update(
        {"workshop_id": workshop_id, "kind": task.kind, "state": "waiting"}, change
    )
    assert found is not None
    return str(found["_id"])
