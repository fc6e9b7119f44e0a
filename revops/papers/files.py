"""The bytes of issued papers: made once, and the same for ever."""

import contextlib

from pymongo.errors import DuplicateKeyError

from revops.access.caller import Services
from revops.billing.settings import logo_png
from revops.core.ids import new_id
from revops.core.time import now
from revops.customer_links.service import url_of_page
from revops.files.port import Kind
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.papers.build import page_code
from revops.papers.layout import Paper, PaperFormat
from revops.papers.render import render


async def kept_file(services: Services, document: Document, layout: PaperFormat, *, who: str) -> bytes:
    """Read the bytes of an issued paper, or make and keep them. Raises FileUnusable."""
    db, files, workshop_id = services.db, services.files, document["workshop_id"]
    rows = Scoped(db, "document_files", TenantScope(workshop_id))
    wanted = {"document_id": document["_id"], "format": layout}
    kept = await files.get_named(rows, wanted, Kind.PAPER, "pdf")
    if kept is None:
        paper = await _with_page(services, document)
        pdf = await rendered(services, workshop_id, paper, document["logo_id"], layout, who=who)
        sha256 = await files.put(workshop_id, Kind.PAPER, pdf)
        row: Document = {"_id": new_id(), "workshop_id": workshop_id, **wanted, "file": sha256}
        row |= await files.for_older_versions("pdf", pdf)

        async def name(session: Session) -> None:
            await rows.insert([row], session)
            # When, and by whom, says the entry of the paper; this is whenever somebody asked, or a task came to it.
            about = {"file": row["_id"]}
            facts = {"document_id": document["_id"], "format": layout, "sha256": sha256}
            event = Event(EntryKind.PAPER_KEPT, SYSTEM, None, now(), about=about, facts=facts)
            await record(db, session, workshop_id, "UTC", event)

        with contextlib.suppress(DuplicateKeyError):  # somebody else's bytes were first
            await db.transaction(name)
        kept = await files.get_named(rows, wanted, Kind.PAPER, "pdf")
        assert kept is not None
    return kept


async def _with_page(services: Services, document: Document) -> Paper:
    """Put the code of the customer's page on a paper that is to have it, where the address of RevOps is known."""
    paper: Paper = document["paper"]
    if not paper.get("has_page"):
        return paper
    url = await url_of_page(services, TenantScope(document["workshop_id"]), document["job_id"])
    return {**paper, "page": page_code(url or None)}


async def rendered(
    services: Services, workshop_id: str, paper: Paper, logo_id: str | None, layout: PaperFormat, *, who: str
) -> bytes:
    """Lay a paper out with the garage's logo."""
    logo = await logo_png(services.db, services.files, workshop_id, logo_id) if logo_id else None
    return await render(paper, logo, format=layout, whose=workshop_id, who=who)
