"""Words of customers against the journal: none altered, none missing."""

from revops.customer_page.row import word_hash
from revops.journal.recount import Report
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session


async def verify_words(db: Database, session: Session, workshop_id: str, report: Report) -> None:
    """Check what customers said in one workshop; differences go into the report."""
    called = f"workshop {workshop_id}: word of a customer"
    said: dict[str, str] = {}
    entries: Document = {"workshop_id": workshop_id, "word_id": {"$exists": True}}
    fields = ("word_id", "changes.word_sha256")
    async for batch in in_batches(db.collection("journal"), entries, fields, session=session):
        said |= {entry["word_id"]: entry["changes"]["word_sha256"][1] for entry in batch}
    async for batch in in_batches(db.collection("customer_words"), {"workshop_id": workshop_id}, session=session):
        for word in batch:
            expected = said.pop(word["_id"], None)
            if expected is None:
                report.found(f"{called} {word['_id']} has no journal entry")
            # Of one that was erased with its customer only the hash is left.
            elif "erased_at" not in word and word_hash(word) != expected:
                report.found(f"{called} {word['_id']} is not what was said")
    for missing in said:
        report.found(f"{called} {missing} was said and is missing")
