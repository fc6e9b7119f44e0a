"""Files against the documents that name them: none missing, none altered."""

from collections.abc import Awaitable, Callable, Mapping

from revops.files.errors import FileUnusable
from revops.files.port import Kind
from revops.files.service import Files
from revops.journal.recount import Report
from revops.mongo.client import Database, Session
from revops.mongo.scoped import Scoped, TenantScope

Check = Callable[[Database, Session, str, Report], Awaitable[None]]


def checking(files: Files, named_by: Mapping[Kind, str]) -> Check:
    """Build the check of a workshop's files; what is found goes into the report."""

    async def check(db: Database, session: Session, workshop_id: str, report: Report) -> None:
        for kind, collection in named_by.items():
            naming = Scoped(db, collection, TenantScope(workshop_id))
            async for row in naming.find({"file": {"$type": "string"}}, {"file": 1}, session=session):
                try:
                    await files.get(workshop_id, kind, row["file"])
                except FileUnusable as error:
                    report.found(f"workshop {workshop_id}: the file {error.name} of {row['_id']} {error.reason}")

    return check
