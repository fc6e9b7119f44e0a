"""The journal entries that a figure of the dashboard is made of, page by page; what they add sums to the figure."""

import asyncio

from revops.access.caller import Caller
from revops.analytics.schemas import EntryQuery
from revops.core.errors import NotFound
from revops.journal.accounts import Figure
from revops.journal.entry import figure_tag
from revops.journal.held import hidden_members
from revops.mongo.client import Document
from revops.mongo.filters import by_kept_day, check_period
from revops.mongo.paging import read_page
from revops.mongo.scoped import Scoped

# These are of now whatever the period: they are made of all entries.
_OF_NOW = frozenset({Figure.OUTSTANDING, Figure.CASH_IN_HAND, Figure.AWAITING_CONFIRMATION})
_FIELDS = {"hash": 0, "seq": 0, "figures": 0, "workshop_id": 0}


async def list_entries(caller: Caller, query: EntryQuery) -> tuple[list[Document], str | None]:
    """Read one page of entries, newest first, and the cursor of the next, if there is one.

    Raises InvalidFields for the period, NotFound for the manager.
    """
    check_period(query.first_day, query.last_day)
    manager_ids = await _who(caller, query.manager_id)
    if query.manager_id is not None and not manager_ids:
        raise NotFound("manager")
    if query.figure == Figure.CASH_IN_HAND:
        # They come to what the books say is in hand.
        workshop = caller.workshop
        hidden = await hidden_members(caller.db, workshop.id, caller.member.id, is_counted=workshop.blind_counts)
        manager_ids = [manager_id for manager_id in manager_ids if manager_id not in hidden]
    clauses = [{"figures": {"$in": [figure_tag(query.figure, manager_id) for manager_id in manager_ids]}}]
    if query.figure not in _OF_NOW:
        clauses.append(by_kept_day("day", "at", query.first_day, query.last_day, caller.workshop.zones))
    journal = Scoped(caller.db, "journal", caller.scope.whole_workshop())
    return await read_page(journal, clauses, "at", query, projection=_FIELDS)


async def _who(caller: Caller, only: str | None) -> list[str]:
    """Read the ids of all whose figures may hold entries: managers, and owners, who have jobs of their own."""
    wanted: Document = {} if only is None else {"_id": only}
    whole = caller.scope.whole_workshop()
    rooms = [Scoped(caller.db, name, whole).find(wanted, {"_id": 1}).to_list() for name in ("managers", "members")]
    return sorted({row["_id"] for rows in await asyncio.gather(*rooms) for row in rows})
