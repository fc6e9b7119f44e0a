"""Keeping issued papers as they are issued: their bytes are made at once, not by whichever version is asked first."""

from revops.access.caller import Services
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped, TenantScope
from revops.papers.files import kept_file
from revops.tasks.outbox import Claimed, Task

KIND = "paper_file"


def keep_file(document: Document) -> Task:
    """Build the task of making an issued paper's file."""
    return Task(KIND, {"document_id": document["_id"]})


class Keeping:
    """Makes the files of issued papers."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle(self, claimed: Claimed) -> None:
        """Make the file of a paper unless it was made meanwhile, because somebody asked for it. Twice is once."""
        db, workshop_id = self._services.db, claimed.workshop_id
        assert workshop_id is not None
        documents = Scoped(db, "documents", TenantScope(workshop_id))
        document = await documents.find_one({"_id": claimed.payload["document_id"]})
        if document is not None:
            await kept_file(self._services, document, "a4", who=f"task:{workshop_id}")
