"""Photos of counts and of cars at the gate as the wire shows them."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.evidence.row import EvidenceRow
from revops.mongo.client import Document


async def evidence_out(caller: Caller, rows: Sequence[EvidenceRow]) -> list[Document]:
    """Build photos with the names of who added them."""
    names = await caller.services.names({row["added_by"] for row in rows})
    return [
        {
            "id": row["_id"],
            "about_id": row["about_id"],
            "taken_at": row["taken_at"],
            "added_at": row["added_at"],
            "added_by_name": names.get(row["added_by"]),
        }
        for row in rows
    ]
