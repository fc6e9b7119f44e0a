"""Issued documents against the journal: none altered, none missing, no number twice, no gap in a series."""

import hashlib

import orjson

from revops.core.time import millis
from revops.journal.recount import Report
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session

_HASHED = ("kind", "number", "series", "serial", "job_id", "taxable_minor", "tax_minor", "total_minor", "paper")


def document_hash(document: Document) -> str:
    """Return SHA-256 of what an issued document says."""
    content = {name: document[name] for name in _HASHED}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


# What else is kept of it: a later paper is made of it, lists and exports show it, an export files it under its day.
_BESIDE = (
    "issued_by", "day", "customer_name", "customer_gst_number", "vehicle_number", "logo_id", "source", "payment_id",
    "credits", "credits_number", "reason", "job_number",
)  # fmt: skip


def beside_hash(document: Document) -> str:
    """Return SHA-256 of what is kept beside what an issued document says."""
    content = {name: document.get(name) for name in _BESIDE} | {"issued_at": millis(document["issued_at"])}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


async def verify_documents(db: Database, session: Session, workshop_id: str, report: Report) -> None:
    """Check the issued documents of one workshop; differences go into the report."""
    mine = {"workshop_id": workshop_id}
    issued: dict[str, str] = {}
    of_documents = mine | {"document_id": {"$exists": True}}
    beside: dict[str, str] = {}
    fields = ("document_id", "changes.content_sha256", "facts.beside_sha256")
    async for batch in in_batches(db.collection("journal"), of_documents, fields, session=session):
        issued |= {entry["document_id"]: entry["changes"]["content_sha256"][1] for entry in batch}
        said = {entry["document_id"]: entry.get("facts", {}).get("beside_sha256") for entry in batch}
        beside |= {document_id: digest for document_id, digest in said.items() if digest is not None}
    serials: dict[str, set[int]] = {}
    async for batch in in_batches(db.collection("documents"), mine, session=session):
        for document in batch:
            name = f"workshop {workshop_id}: {document['kind']} {document['number']}"
            expected = issued.pop(document["_id"], None)
            if expected is None:
                report.found(f"{name} has no journal entry")
            elif document_hash(document) != expected:
                report.found(f"{name} is not what was issued")
            elif beside.get(document["_id"], "") not in ("", beside_hash(document)):
                report.found(f"{name} is listed, or would be taken back, as something else than was issued")
            known = serials.setdefault(document["series"], set())
            if document["serial"] in known:
                report.found(f"{name} has a number that was given twice")
            known.add(document["serial"])
    for document_id in issued:
        report.found(f"workshop {workshop_id}: document {document_id} was issued and is missing")
    async for counter in db.collection("series").find(mine, session=session):
        given = serials.pop(counter["_id"], set())
        if given != set(range(1, counter["last"] + 1)):
            report.found(f"series {counter['_id']} stands at {counter['last']} and has {len(given)} documents")
    for series in serials:
        report.found(f"series {series} has documents and no counter")
