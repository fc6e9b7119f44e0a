"""Things of a garage that no request of these tests can make, put into the database."""

from bson import Binary

from revops.access.push_subscriptions import new_subscription
from revops.auth.passkeys.row import PasskeyRow, id_of
from revops.core.ids import new_id
from revops.core.time import now
from revops.customer_page.row import WordKind, new_word
from revops.exceptions.finding import Finding, note
from revops.exceptions.kinds import ExceptionKind
from revops.mongo.client import Database
from tests.bank.statements import as_text, hdfc, story
from tests.bank.uploads import upload
from tests.factories import Garage, make_evidence, ok


async def furnished_word(db: Database, workshop_id: str, job_id: str) -> str:
    """Put what a customer said on his page into the database."""
    row = new_word(workshop_id, job_id, WordKind.WORD, now(), rating=5)
    await db.collection("customer_words").insert_one(dict(row))
    return row["_id"]


async def furnished_exception(db: Database, workshop_id: str) -> str:
    """Ask the owner about a day that nobody closed."""
    finding = Finding(ExceptionKind.DAY_NOT_CLOSED, "the tests", now())
    await db.transaction(lambda session: note(db, session, workshop_id, [finding]))
    row = await db.collection("exceptions").find_one({"workshop_id": workshop_id, "cause": "the tests"})
    assert row is not None
    return str(row["_id"])


async def furnished_discount(db: Database, garage: Garage, job_id: str) -> str:
    """Ask the owner for a discount as somebody under a cap does, which the other tests have none of."""
    row = {"_id": new_id(), "workshop_id": garage.id, "job_id": job_id, "manager_id": garage.manager.id}
    nothing = dict.fromkeys(("note", "reason", "answered_by", "answered_at"))
    sums = {"percent": 20, "discount_minor": 100, "from_minor": 1000, "to_minor": 900, "before_sha256": ""}
    asked = {"member_id": garage.manager.id, "asked_at": now(), "items": [], "pricing": {}, "state": "waiting"}
    await db.collection("discount_requests").insert_one({**row, **nothing, **sums, **asked})
    return row["_id"]


async def furnished_device(db: Database, user_id: str) -> str:
    """Put a device that is notified into the database, as the server of these tests notifies nobody."""
    endpoint = f"https://push.example.net/of/{user_id}"
    row = new_subscription(
        user_id,
        endpoint,
        p256dh="none",
        auth="none",
        server_key="none",
        device="Chrome on Android",
        session_id="none",
        session_version=1,
    )
    await db.collection("push_subscriptions").insert_one(dict(row))
    return row["_id"]


async def furnished_passkey(db: Database, user_id: str) -> str:
    """Put a passkey into the database, which only an authenticator makes."""
    row: PasskeyRow = {
        "_id": id_of(f"of {user_id}"),
        "credential_id": f"of {user_id}",
        "user_id": user_id,
        "name": "My phone",
        "public_key": Binary(b"none"),
        "sign_count": 0,
        "host": "revops.test",
        "device": None,
        "created_at": now(),
        "used_at": None,
    }
    await db.collection("passkeys").insert_one(dict(row))
    return row["_id"]


async def furnished_bank_row(garage: Garage) -> str:
    """Read a statement; return a row that came in."""
    await upload(garage.owner, as_text(hdfc(story(1))))
    return str(ok(await garage.owner.get("/api/bank"))["credited"][0]["id"])


async def furnished_evidence(garage: Garage, settlement_id: str) -> dict[str, str]:
    """Photograph a hand-over, and a car at the gate; return what is asked for."""
    car = {"plate": "MH12AB1234", "direction": "in"}
    sighting_id = ok(await garage.owner.post("/api/gate/sightings", car))["id"]
    return {
        "about_id": settlement_id,
        "cash_photo_id": await make_evidence(garage.manager, f"cash-photos/hand-over/{settlement_id}"),
        "sighting_id": sighting_id,
        "gate_photo_id": await make_evidence(garage.owner, f"gate/sightings/{sighting_id}/photos"),
    }
