"""The kept files of papers, as entries say they must be: the hash of the bytes that were handed out."""

from revops.journal.chain import RULES, rules_of
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND = "paper"


def _issued(entry: Document, fields: Fields) -> None:
    if rules_of(entry) < RULES and "signed" not in entry:
        # Whoever made its file then wrote no hash.
        fields.leave_out(_KIND, entry["document_id"])


def _kept(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    fields.become(_KIND, facts["document_id"], {f"file {facts['format']}": facts["sha256"]})


_ISSUED = (
    EntryKind.INVOICE_ISSUED,
    EntryKind.CREDIT_NOTE_ISSUED,
    EntryKind.RECEIPT_ISSUED,
    EntryKind.REFUND_VOUCHER_ISSUED,
)
TOLD = {**dict.fromkeys((kind.value for kind in _ISSUED), _issued), EntryKind.PAPER_KEPT.value: _kept}


async def compare_kept(recount: Recount) -> None:
    """Compare the rows that name the files of papers; that each file has its hash is checked elsewhere."""
    async for row in recount.find("document_files", "document_id", "format", "file"):
        recount.fields.compare(_KIND, row["document_id"], {f"file {row['format']}": row.get("file")})
