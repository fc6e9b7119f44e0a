"""The link of a job's page: made when it is first needed, ended by the garage, and after the job by itself.

The token is 128 bits that only the holder of the server's secret key can compute, so it can be shown again although
only its hash is kept, and whoever reads the database has no link.
"""

import base64
import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import segno
from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.caller import Caller, Services
from revops.access.permissions import Permission
from revops.access.tokens import secret_key
from revops.core.errors import NotFound
from revops.core.time import now
from revops.customer_links.fields import MIGRATION, link_ended, sign_link
from revops.customer_links.row import LinkRow
from revops.exceptions.finding import Finding, note
from revops.exceptions.kinds import ExceptionKind
from revops.jobs.service import read
from revops.jobs.status import JobStatus
from revops.mongo.client import Document, Session
from revops.mongo.instances import has_older
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.settings import Settings

PATH = "/c"
_TOKEN_BYTES = 16
MAX_DEVICES = 50
# Reads into ``ended``, as a stage of a pipeline over links, whether the journal says that a link was ended.
WITH_ENDING: Document = {
    "$lookup": {
        "from": "journal",
        "localField": "_id",
        "foreignField": "customer_link_id",
        "as": "ended",
        "pipeline": [{"$limit": 1}, {"$project": {"_id": 1}}],
    }
}


def links_of(services: Services, scope: TenantScope) -> ScopedRows[LinkRow]:
    """Return the links within a scope."""
    return ScopedRows(services.db, "customer_links", scope)


def token_hash(token: str) -> str:
    """Compute what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def token_of(settings: Settings, job_id: str, serial: int) -> str:
    """Compute the token of a link."""
    key = secret_key(settings).encode()
    digest = hmac.new(key, f"customer link:{job_id}:{serial}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_TOKEN_BYTES]).rstrip(b"=").decode()


def address(base_url: str, token: str) -> str:
    """Build the address of a page."""
    return f"{base_url.rstrip('/')}{PATH}/{token}"


async def token_for_job(services: Services, workshop_scope: TenantScope, job_id: str) -> str:
    """Return the token of the link of a job that works, which is made if there is none."""
    links = links_of(services, workshop_scope)
    for _ in range(3):
        found = await links.find({"job_id": job_id}, sort=[("serial", -1)], limit=1).to_list()
        last = found[0] if found else None
        if last is not None and last["revoked_at"] is None:
            token = token_of(services.settings, job_id, last["serial"])
            # Made with another secret key, it can be opened and not be shown again.
            if token_hash(token) == last["_id"]:
                return token
        serial = last["serial"] + 1 if last is not None else 1
        token = token_of(services.settings, job_id, serial)
        row: LinkRow = {
            "_id": token_hash(token),
            "workshop_id": workshop_scope.workshop_id,
            "job_id": job_id,
            "serial": serial,
            "created_at": now(),
            "revoked_at": None,
        }
        if not await has_older(services.db, MIGRATION):
            row["opening_is_told"] = True
        row["signed"] = sign_link(services.db, row)

        async def work(session: Session, row: LinkRow = row) -> None:
            await links.insert([row], session)

        try:
            await services.db.transaction(work)
        except (DuplicateKeyError, BulkWriteError):
            continue  # another was faster, or this one was revoked
        return token
    raise AssertionError("of two that make the same link one finds that of the other")


async def url_of_page(services: Services, scope: TenantScope, job_id: str) -> str:
    """Build the link of a job for a message; empty where nobody has said how people reach RevOps."""
    base_url = services.settings.public_url
    return address(base_url, await token_for_job(services, scope, job_id)) if base_url is not None else ""


async def show(caller: Caller, job_id: str, base_url: str) -> Document:
    """Return the link of a job with its QR code, and how often the customer has opened it. Raises NotFound."""
    await read(caller, job_id, projection={"_id": 1})
    scope = caller.scope.whole_workshop()
    token = await token_for_job(caller.services, scope, job_id)
    rows = await links_of(caller.services, scope).find({"job_id": job_id}, sort=[("serial", 1)], limit=50).to_list()
    url = address(base_url, token)
    seen = seen_of(rows)
    return {
        "url": url,
        "qr": segno.make(url, error="m", micro=False).svg_data_uri(scale=4, border=4, light="white"),
        "created_at": rows[-1]["created_at"],
        "first_seen_at": seen["first_seen_at"],
        "last_seen_at": seen["last_seen_at"],
        "device_count": seen["device_count"] if caller.may(Permission.WORKSHOP_MANAGE) else None,
    }


def seen_of(rows: list[LinkRow]) -> Document:
    """Sum up when the customer opened the links of a job, and on how many devices."""
    first = [row["first_seen_at"] for row in rows if "first_seen_at" in row]
    last = [row["last_seen_at"] for row in rows if "last_seen_at" in row]
    return {
        "first_seen_at": min(first, default=None),
        "last_seen_at": max(last, default=None),
        "device_count": len({device for row in rows for device in row.get("devices", ())}),
    }


async def job_of_card(caller: Caller, code: str) -> str:
    """Return the job on whose card a code stands; that its page was ended since makes the card no other's.

    Raises NotFound, also for a job that the caller may not see.
    """
    token = code.strip().rstrip("/").rsplit("/", 1)[-1]
    link = await links_of(caller.services, caller.scope.whole_workshop()).find_one({"_id": token_hash(token)})
    if link is None:
        raise NotFound("job")
    return str((await read(caller, link["job_id"], projection={"_id": 1}))["_id"])


async def revoke(caller: Caller, job_id: str) -> None:
    """End the links of a job; a new one can be made. Raises NotFound."""
    job = await read(caller, job_id, projection={"_id": 1, "manager_id": 1, "estimated_minor": 1})

    async def work(session: Session) -> None:
        open_ones = await end_links(caller, session, {"job_id": job_id}, job)
        # A wrong number is seen before the customer has looked.
        if any("first_seen_at" in link for link in open_ones) and not caller.may(Permission.EXCEPTIONS_ANSWER):
            kind, cause = ExceptionKind.PAGE_CLOSED, f"{job_id}:{open_ones[-1]['serial']}"
            finding = Finding(kind, cause, now(), caller.member.id, job["estimated_minor"], {"job": job_id})
            await note(caller.db, session, caller.workshop.id, [finding])

    await caller.db.transaction(work)


async def end_links(
    caller: Caller, session: Session, of_jobs: Document, job: Mapping[str, Any] | None = None
) -> list[LinkRow]:
    """End the open links of jobs, each with its entry: in the timeline of the ``job``, or in none. Returns them as they
    were.
    """
    links, at = links_of(caller.services, caller.scope.whole_workshop()), now()
    wanted: Document = {**of_jobs, "revoked_at": None}
    open_ones = await links.find(wanted, session=session).to_list()
    await links.update_all(wanted, {"$set": {"revoked_at": at}}, session)
    ended = [link_ended({**link, "revoked_at": at}, caller.user.id, job) for link in open_ones]
    await caller.record(session, *ended)
    return open_ones


async def is_dead(services: Services, link: Mapping[str, Any], job: Mapping[str, Any]) -> bool:
    """Tell whether a link leads nowhere: it was revoked, or its job was closed so long ago."""
    if link["revoked_at"] is not None:
        return True
    kept_since = now() - dt.timedelta(days=services.settings.customer_page_days)
    if job["status"] != JobStatus.CLOSED or job["created_at"] > kept_since:
        return False
    return await _closed_at(services, job) < kept_since


async def _closed_at(services: Services, job: Mapping[str, Any]) -> dt.datetime:
    """Read when a job was closed last; changes since then, such as a payment that is confirmed, do not count."""
    entries = Scoped(services.db, "journal", TenantScope(job["workshop_id"]))
    closed: Document = {"job_id": job["_id"], "changes.status": {"$exists": True}}
    found = await entries.find(closed, {"at": 1}, sort=[("at", -1), ("_id", -1)], limit=1).to_list()
    at: dt.datetime = found[0]["at"] if found else job["updated_at"]
    return at
