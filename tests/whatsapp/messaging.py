"""A garage that writes by WhatsApp: its customer said yes, and messages go out at any hour."""

import itertools
from typing import Any

import httpx2

from revops.mongo.client import Database, Document
from tests.conftest import eventually
from tests.factories import Garage, get_job, make_garage, make_job, ok
from tests.whatsapp.standing import StandIn

_phones = itertools.count(9_100_000_001)


def new_phone() -> str:
    """Return a number that nobody has."""
    return f"+91{next(_phones)}"


async def make_writing_garage(http: httpx2.AsyncClient) -> Garage:
    """Return a garage without quiet hours."""
    garage = await make_garage(http)
    ok(await garage.owner.put("/api/messages/settings", {"quiet_from": "00:00", "quiet_until": "00:00"}))
    return garage


async def refresh(garage: Garage, meta: StandIn) -> None:
    """Have the server read the templates anew, which it believes for ten minutes, and go on where it was stopped."""
    ok(await garage.owner.post("/api/messages/channels/whatsapp/test"))
    meta.set(sent=[], asked=[])


async def agree(garage: Garage, job_id: str, *, is_given: bool = True) -> None:
    """Note what the customer of a job said about WhatsApp."""
    job = await get_job(garage.manager, job_id)
    said = {"channel": "whatsapp", "address": job["phone"], "is_given": is_given}
    ok(await garage.manager.put(f"/api/customers/{job['customer_id']}/consents", said))


async def make_agreeing(garage: Garage, phone: str) -> str:
    """Take in a vehicle of somebody who agrees; return the job's id."""
    job_id = await make_job(garage.manager, phone=phone)
    await agree(garage, job_id)
    return job_id


async def send(garage: Garage, job_id: str, text: str | None = None, event: str = "ready") -> str:
    """Send a message by hand: that the vehicle is ready, or a text of one's own. Returns its id."""
    if text is not None:
        event = "by_hand"
    if text is None:
        text = ok(await garage.manager.post("/api/messages/preview", {"event": event, "job_id": job_id}))["text"]
    body = {"channel": "whatsapp", "event": event, "text": text}
    return str(ok(await garage.manager.post(f"/api/jobs/{job_id}/messages", body))["id"])


async def message_in(db: Database, message_id: str, *states: str) -> Document:
    """Wait until a message is in one of these states; return it."""
    found: Document = {}

    async def is_there() -> bool:
        nonlocal found
        found = await db.collection("messages").find_one({"_id": message_id}) or {}
        return found.get("state") in states

    await eventually(is_there, 30)
    return found


async def worked(db: Database) -> None:
    """Wait until all that the webhook took is worked."""

    async def is_empty() -> bool:
        return await db.collection("tasks").find_one({"kind": "whatsapp_news", "state": "waiting"}) is None

    await eventually(is_empty, 30)


async def replies_of(garage: Garage, who: str = "owner", **params: Any) -> list[Document]:
    """Return the texts that somebody is shown."""
    replies: list[Document] = ok(await getattr(garage, who).get("/api/messages/replies", **params))
    return replies
