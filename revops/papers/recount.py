"""Issued papers, counted for `revops verify`: what their invoices say that sales are made of."""

from revops.billing.accounts import TAX_ACCOUNTS
from revops.billing.tax import Head
from revops.journal.recount import Recount
from revops.mongo.client import Document
from revops.papers.split import Split, kept_split, split_of_paper, undone

_FIELDS = ("kind", "number", "manager_id", "split_minor", "credits", "tax_minor", "total_minor", "source.items")


async def count_papers(recount: Recount) -> None:
    """Count what papers put in the place of sales, as their lines have it; jobs are counted already."""
    splits: dict[str, Split | None] = {}
    credit_notes: list[Document] = []
    async for paper in recount.find("documents", *_FIELDS, "source.pricing"):
        if paper["kind"] == "invoice":
            splits[paper["_id"]] = kept_split(paper)
            _check_invoice(recount, paper)
        elif paper["kind"] == "credit_note":
            credit_notes.append(paper)
    for note in credit_notes:
        split, invoice = kept_split(note), splits.get(note["credits"])
        if split is not None and (invoice is None or split != undone(invoice)):
            recount.report.found(f"{_called(recount, note)} does not undo the split of its invoice")
        _count(recount, note, split)


def _check_invoice(recount: Recount, invoice: Document) -> None:
    split = kept_split(invoice)
    if split is None:
        return
    made = split_of_paper(invoice)
    tax_minor = sum(made.get(TAX_ACCOUNTS[head], 0) for head in Head)
    if split != made:
        recount.report.found(f"{_called(recount, invoice)} is split otherwise than its lines are")
    if (tax_minor, sum(made.values())) != (invoice["tax_minor"], invoice["total_minor"]):
        recount.report.found(f"{_called(recount, invoice)} has lines that do not come to its tax and its total")
    _count(recount, invoice, made)


def _called(recount: Recount, paper: Document) -> str:
    return f"workshop {recount.workshop_id}: {paper['kind']} {paper['number']}"


def _count(recount: Recount, paper: Document, split: Split | None) -> None:
    for account, minor in (split or {}).items():
        recount.count(paper["manager_id"], f"accounts.{account}", -minor)
        recount.count(paper["manager_id"], "accounts.sales", minor)
