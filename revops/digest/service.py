"""Digests as the owner reads them in the app, and when they are made."""

from revops.access.caller import Caller
from revops.core.money import to_wire
from revops.digest.row import DigestRow
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped, ScopedRows
from revops.workshops.settings import change_fields

_MAX_DIGESTS = 31


async def list_digests(caller: Caller) -> Document:
    """Read the latest digests with the names of people and the jobs of tomorrow, and when digests are made."""
    whole = caller.scope.whole_workshop()
    rows = (
        await ScopedRows[DigestRow](caller.db, "digests", whole)
        .find({}, sort=[("day", -1)], limit=_MAX_DIGESTS)
        .to_list()
    )
    names = await caller.services.names(
        {member_id for row in rows for member_id in [*row["cash"], *row.get("being_counted", [])]}
    )
    wanted: Document = {"_id": {"$in": [job_id for row in rows for job_id in row["promised"]]}}
    fields = {"number": 1, "vehicle_number": 1}
    jobs = {job["_id"]: job async for job in Scoped(caller.db, "jobs", whole).find(wanted, fields)}
    workshop = await caller.db.collection("workshops").find_one({"_id": caller.workshop.id}, {"digest_at": 1})
    return {
        "settings": {"at": (workshop or {}).get("digest_at")},
        "digests": [_digest_out(row, names, jobs) for row in rows],
    }


def _digest_out(row: DigestRow, names: dict[str, str], jobs: dict[str, Document]) -> Document:
    currency = row["currency"]
    largest = sorted(row["cash"].items(), key=lambda item: -item[1])
    promised = [jobs[job_id] for job_id in row["promised"] if job_id in jobs]
    return {
        **{name: row[name] for name in ("day", "made_at", "cars_seen", "cars_counted", "jobs_taken_in")},
        "cash_in_hand": to_wire(sum(row["cash"].values()), currency),
        "cash": [
            {
                "member_id": member_id,
                "name": names.get(member_id),
                "amount": to_wire(minor, currency),
                "since": row["cash_since"].get(member_id),
            }
            for member_id, minor in largest
        ]
        + [
            {"member_id": member_id, "name": names.get(member_id), "amount": None, "since": None}
            for member_id in row.get("being_counted", [])
        ],
        "collected": to_wire(row["collected_minor"], currency),
        "collected_by": [
            {"method": method, "amount": to_wire(minor, currency)} for method, minor in row["collected_by"].items()
        ],
        "corrections": to_wire(row["collected_minor"] - sum(row["collected_by"].values()), currency),
        "payments_waiting": {
            "count": row["payments_waiting"],
            "amount": to_wire(row["payments_waiting_minor"], currency),
        },
        "hand_overs_waiting": {
            "count": row["settlements_waiting"],
            "amount": to_wire(row["settlements_waiting_minor"], currency),
        },
        "exceptions": [{"kind": kind, "count": count} for kind, count in row["exceptions"].items()],
        "promised": [
            {"id": job["_id"], "number": job.get("number"), "vehicle_number": job["vehicle_number"]} for job in promised
        ],
        "seal": f"{row['seal_number']}:{row['seal_hash']}" if row["seal_number"] is not None else None,
    }


async def change_settings(caller: Caller, at: str | None) -> Document:
    """Set when the digest is made; None: not at all. The same again changes nothing."""
    await change_fields(caller, {"digest_at": at})
    return {"at": at}
