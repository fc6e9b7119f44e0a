"""Digests, as entries say they must be: each is whole, and is what was sent."""

from revops.digest.row import digest_hash, digest_id
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND = "digest"


def _made(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    fields.become(_KIND, digest_id(entry["workshop_id"], facts["day"]), {"content": facts["sha256"]})


TOLD = {EntryKind.DIGEST_MADE.value: _made}


async def compare_digests(recount: Recount) -> None:
    """Compare digests with the hashes that the journal has of them."""
    async for row in recount.find("digests"):
        recount.fields.compare(_KIND, row["_id"], {"content": digest_hash(row)})
