"""The splits of papers that older versions issued, posted in the background on the papers' own days (migration 14).

An invoice first, then the credit note that undoes it. Each says on itself that it was split, so that it is split once;
invoices that are issued and credited meanwhile are split by their own requests.
"""

from collections.abc import Sequence

from revops.mongo.client import Database, Document, Session
from revops.mongo.remaking import Remaking, in_turn, once_each
from revops.papers.split import Split, kept_split, post_splits, split_of_paper, undone

MIGRATION = 14

_FIELDS = dict.fromkeys(
    ("workshop_id", "manager_id", "kind", "number", "issued_at", "day", "credits", "source.items", "source.pricing"), 1
)


async def split_papers(db: Database) -> int:
    """Split each paper that lacks it. Returns how many that were."""
    return sum([await _split_all(db, kind) for kind in ("invoice", "credit_note")])


async def _split_all(db: Database, kind: str) -> int:
    papers = db.collection("documents")
    lacking = {"kind": kind, "split_minor": {"$exists": False}}
    zones = {row["_id"]: row["timezone"] async for row in db.collection("workshops").find({}, {"timezone": 1})}

    async def change(rows: list[Document]) -> int:
        by_workshop: dict[str, list[str]] = {}
        for row in rows:
            by_workshop.setdefault(row["workshop_id"], []).append(row["_id"])
        return sum([await _split_some(db, lacking, one, zones[one], ids) for one, ids in by_workshop.items()])

    return await in_turn(once_each(papers, lacking, {"workshop_id": 1}), change)


async def _split_some(db: Database, lacking: Document, workshop_id: str, timezone: str, ids: Sequence[str]) -> int:
    """Split papers of one workshop in one transaction, unless they were split meanwhile."""

    async def work(session: Session) -> int:
        these = {"_id": {"$in": list(ids)}, **lacking}
        rows = await db.collection("documents").find(these, _FIELDS, session=session).to_list()
        splits = await _splits(db, session, rows)
        found = [(row, splits[row["_id"]]) for row in rows if row["_id"] in splits]
        await post_splits(db, session, workshop_id, timezone, found)
        return len(found)

    return await db.transaction(work)


async def _splits(db: Database, session: Session, rows: Sequence[Document]) -> dict[str, Split]:
    """Split papers, by their ids: a credit note as its invoice was, if that is split already."""
    taken_back = [row["credits"] for row in rows if row["kind"] == "credit_note"]
    found: dict[str, Split] = {row["_id"]: split_of_paper(row) for row in rows if row["kind"] == "invoice"}
    if taken_back:
        invoices = db.collection("documents").find({"_id": {"$in": taken_back}}, {"split_minor": 1}, session=session)
        kept = {invoice["_id"]: kept_split(invoice) async for invoice in invoices}
        for row in rows:
            split = kept.get(row.get("credits", ""))
            if split is not None:
                found[row["_id"]] = undone(split)
    return found


def splitting(db: Database) -> Remaking:
    """Build the background task that splits them."""
    return Remaking(db, MIGRATION, (split_papers,), ())
