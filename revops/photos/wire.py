"""Photos as the wire shows them."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.mongo.client import Document
from revops.photos.row import PhotoRow
from revops.photos.service import deletable_until

_SAME = ("job_id", "kind", "caption", "taken_at", "added_at", "added_by", "width", "height")


async def photos_out(caller: Caller, rows: Sequence[PhotoRow]) -> list[Document]:
    """Build photos with the names of who added them."""
    names = await caller.services.names({row["added_by"] for row in rows})
    return [
        {
            "id": row["_id"],
            **{name: row.get(name) for name in _SAME},
            "added_by_name": names.get(row["added_by"]),
            "deletable_until": deletable_until(caller, row),
        }
        for row in rows
    ]
