"""The bytes of issued papers: made once, and the same for ever."""

import contextlib

from bson import Binary
from pymongo.errors import DuplicateKeyError

from revops.billing.settings import logo_png
from revops.core.ids import new_id
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.papers.layout import Paper, PaperFormat
from revops.papers.render import render


async def kept_file(db: Database, document: Document, layout: PaperFormat, *, who: str) -> bytes:
    """Read the bytes of an issued paper, or make and keep them."""
    workshop_id = document["workshop_id"]
    files = Scoped(db, "document_files", TenantScope(workshop_id))
    wanted = {"document_id": document["_id"], "format": layout}
    kept = await files.find_one(wanted)
    if kept is None:
        pdf = await rendered(db, workshop_id, document["paper"], document["logo_id"], layout, who=who)
        file = {"_id": new_id(), "workshop_id": workshop_id, **wanted, "pdf": Binary(pdf)}

        async def keep(session: Session) -> None:
            await files.insert([file], session)

        with contextlib.suppress(DuplicateKeyError):  # somebody else's bytes were first
            await db.transaction(keep)
        kept = await files.find_one(wanted)
        assert kept is not None
    return bytes(kept["pdf"])


async def rendered(
    db: Database, workshop_id: str, paper: Paper, logo_id: str | None, layout: PaperFormat, *, who: str
) -> bytes:
    """Lay a paper out with the garage's logo."""
    logo = await logo_png(db, workshop_id, logo_id) if logo_id else None
    return await render(paper, logo, format=layout, whose=workshop_id, who=who)
