"""The split of an invoice in the books: labour, parts, discounts, tax by head and round-off in the place of sales.

A paper keeps the split that was posted for it, so that it is posted once, and undone as it was posted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from revops.billing.accounts import TAX_ACCOUNTS
from revops.billing.stored import bill_of_stored
from revops.billing.tax import Bill, price_line
from revops.core.time import day_of
from revops.journal.accounts import Account
from revops.journal.chain import signed_entry
from revops.journal.entry import SYSTEM, EntryKind, Event, Postings, add_postings, build_entry
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope

# By account, in minor units: what the paper adds to it, positive as on an invoice.
Split = Mapping[Account, int]

_SALES_OF = {"labour": Account.LABOUR_SALES, "part": Account.PARTS_SALES}


def split_of(bill: Bill) -> Split:
    """Split a bill. Labour and parts stand as before discounts, all of them without tax; the parts sum to the total."""
    split: Counter[Account] = Counter()
    for line in bill.lines:
        whole = price_line(replace(line.item, discount_minor=0), bill.scheme) if line.item.discount_minor else line
        split[_SALES_OF[line.item.kind]] += whole.taxable_minor
        split[Account.DISCOUNTS] += line.taxable_minor - whole.taxable_minor
        for head in bill.scheme.heads:
            split[TAX_ACCOUNTS[head]] += line.head_minor
    split[Account.ROUND_OFF] += bill.round_off_minor
    return {account: minor for account, minor in split.items() if minor}


def split_of_paper(invoice: Document) -> Split:
    """Split an issued invoice by the lines that it keeps."""
    return split_of(bill_of_stored(invoice["source"]))


def undone(split: Split) -> Split:
    """Build the split of a credit note from that of its invoice."""
    return {account: -minor for account, minor in split.items()}


def split_postings(split: Split) -> Postings:
    """Build the postings that put a split in the place of sales."""
    return {Account.SALES: sum(split.values()), **{account: -minor for account, minor in split.items()}}


def stored_split(split: Split) -> dict[str, int]:
    """Build the split as a paper keeps it; empty for one that comes to nothing."""
    return {account.value: minor for account, minor in split.items()}


def kept_split(paper: Document) -> Split | None:
    """Read the split that was posted for a paper; None when none was, because an older version issued it."""
    kept = paper.get("split_minor")
    return None if kept is None else {Account(name): minor for name, minor in kept.items()}


def split_entry(paper: Document, split: Split, timezone: str) -> Document:
    """Build the entry that splits a paper which an older version issued: of the day on which it was issued."""
    event = Event(
        EntryKind.PAPER_SPLIT,
        SYSTEM,
        paper["manager_id"],
        paper["issued_at"],
        about={paper["kind"]: paper["_id"]},
        note=paper["number"],
        postings=split_postings(split),
    )
    return build_entry(paper["workshop_id"], timezone, event) | {
        "day": paper.get("day") or day_of(paper["issued_at"], timezone)
    }


async def post_splits(
    db: Database, session: Session, workshop_id: str, timezone: str, papers: Sequence[tuple[Document, Split]]
) -> None:
    """Post the splits of papers of one workshop that have none, as they were read in this transaction."""
    marks = [
        ({"_id": paper["_id"], "split_minor": {"$exists": False}}, {"$set": {"split_minor": stored_split(split)}})
        for paper, split in papers
    ]
    marked = await _documents(db, workshop_id).update_each(marks, session)
    assert marked == len(papers), "the transaction's snapshot holds papers without a split"
    entries = [signed_entry(db.signing, split_entry(paper, split, timezone)) for paper, split in papers if split]
    if entries:
        await db.insert("journal", entries, session)


async def postings_of_jobs(
    db: Database, session: Session, workshop_id: str, job_ids: Sequence[str]
) -> Mapping[str, Postings]:
    """Read what the papers of each job have posted in the place of sales."""
    wanted = {"job_id": {"$in": list(job_ids)}, "split_minor": {"$exists": True}}
    found: dict[str, Postings] = {}
    papers = _documents(db, workshop_id).find(wanted, {"job_id": 1, "split_minor": 1}, session=session)
    async for paper in papers:
        found[paper["job_id"]] = add_postings(found.get(paper["job_id"], {}), split_postings(kept_split(paper) or {}))
    return found


def _documents(db: Database, workshop_id: str) -> Scoped:
    return Scoped(db, "documents", TenantScope(workshop_id))
