"""The timeline of a job, from the journal: the newest with the job, earlier ones page by page.

Of lines only their number is read: what they say may be more than one answer of the database can hold.
"""

from revops.access.caller import Caller
from revops.http.query import PageQuery
from revops.jobs.service import read
from revops.journal.lines import COUNTS, LINES
from revops.mongo.client import Document
from revops.mongo.paging import cursor_after, read_page
from revops.mongo.scoped import Related, Scoped

_NEWEST = [("at", -1), ("_id", -1)]
_SORT = "-at"
# So many come with the job itself.
PAGE_ENTRIES = 50

_SAID = {"$unsetField": {"field": LINES, "input": {"$unsetField": {"field": "pricing", "input": "$changes"}}}}
# Entries of earlier versions have the whole lists under "items".
_LENGTHS = {"$map": {"input": "$changes.items", "in": {"$cond": [{"$isArray": "$$this"}, {"$size": "$$this"}, 0]}}}
_CHANGES = {
    "$switch": {
        "branches": [
            {
                "case": {"$isArray": [f"$changes.{COUNTS}"]},
                "then": {"$mergeObjects": [_SAID, {"items": f"$changes.{COUNTS}"}]},
            },
            {"case": {"$isArray": ["$changes.items"]}, "then": {"$mergeObjects": [_SAID, {"items": _LENGTHS}]}},
        ],
        "default": _SAID,
    }
}
_FIELDS: Document = {
    **dict.fromkeys(("kind", "actor_id", "at", "payment_id", "note", "postings"), 1),
    "changes": _CHANGES,
}

# One more than is shown, to know whether there are earlier ones.
NEWEST_ENTRIES = Related("journal", "job_id", sort=_NEWEST, limit=PAGE_ENTRIES + 1, fields=_FIELDS)


def newest(entries: list[Document]) -> tuple[list[Document], str | None]:
    """Split what NEWEST_ENTRIES found into what is shown and the cursor of what came before it."""
    if len(entries) <= PAGE_ENTRIES:
        return entries, None
    shown = entries[:PAGE_ENTRIES]
    return shown, cursor_after(shown[-1], "at", _SORT)


async def list_updates(caller: Caller, job_id: str, wanted: PageQuery) -> tuple[list[Document], str | None]:
    """Read one page of a job's timeline, newest first, and the cursor of the next. Raises NotFound."""
    await read(caller, job_id, projection={"_id": 1})
    # The job is the caller's to see, and so is all that happened on it, whoever did it.
    journal = Scoped(caller.db, "journal", caller.scope.whole_workshop())
    index = [("job_id", 1), *_NEWEST]
    return await read_page(journal, [{"job_id": job_id}], "at", wanted, projection=_FIELDS, hint=index)
