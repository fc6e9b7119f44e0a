"""Texts that customers wrote, for the people of their jobs."""

from revops.access.caller import Caller
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped

_MAX_REPLIES = 100
_SHOWN = ("job_id", "phone", "name", "text", "what", "is_stop", "created_at")


async def list_replies(caller: Caller, job_id: str | None) -> list[Document]:
    """Read the latest texts that the caller is shown, of one job if it is named."""
    of_job = {} if job_id is None else {"job_id": job_id}
    found = Scoped(caller.db, "message_replies", caller.scope).find(
        of_job, sort=[("created_at", -1), ("_id", -1)], limit=_MAX_REPLIES
    )
    return [{"id": row["_id"], **{name: row[name] for name in _SHOWN}} async for row in found]
