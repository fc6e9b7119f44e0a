"""The lists of points of a garage: those that ship, until the owner changes them, and the garage's own."""

from typing import Any

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.caller import Caller
from revops.core.errors import NotFound, StaleVersion
from revops.core.time import now
from revops.inspections.errors import TooManyTemplates
from revops.inspections.row import GroupRow, TemplateRow
from revops.inspections.schemas import InspectionTemplateChange
from revops.inspections.shipped import SHIPPED
from revops.mongo.client import Document, Session
from revops.mongo.scoped import ScopedRows

_MAX_TEMPLATES = 20
_THERE: Document = {"removed_at": {"$exists": False}}


def _own(caller: Caller) -> ScopedRows[TemplateRow]:
    return ScopedRows(caller.db, "inspection_templates", caller.scope.whole_workshop())


async def list_templates(caller: Caller) -> list[Document]:
    """Read the templates of the garage: those that ship first, changed or not, then its own by name."""
    rows = await _own(caller).find(_THERE, limit=_MAX_TEMPLATES + len(SHIPPED)).to_list()
    own = {row["key"]: _of_row(row) for row in rows}
    first = [own.pop(key) if key in own else _shipped(key) for key in SHIPPED]
    return [*first, *sorted(own.values(), key=lambda template: str(template["name"]))]


async def find_template(caller: Caller, template_id: str) -> Document | None:
    """Find a template of the garage."""
    row = await _own(caller).find_one({"key": template_id, **_THERE})
    if row is not None:
        return _of_row(row)
    return _shipped(template_id) if template_id in SHIPPED else None


async def change_template(caller: Caller, template_id: str, body: InspectionTemplateChange) -> Document:
    """Keep a list of points in the place of the one before. Raises StaleVersion, TooManyTemplates."""
    said: Document = {
        **body.model_dump(mode="json", exclude_none=True, exclude={"seen_version"}),
        "changed_at": now(),
        "changed_by": caller.user.id,
    }
    mine: Document = {"key": template_id}
    before = await _own(caller).find_one({**mine, **_THERE}, {"version": 1})
    if body.seen_version not in (None, _version_of(before)):
        raise _stale()
    change: Document = {"$set": said, "$unset": {"removed_at": ""}, "$inc": {"version": 1}}
    if before is not None:
        seen = {} if body.seen_version is None else {"version": before.get("version")}
        row = await _own(caller).update({**mine, **_THERE, **seen}, change)
        if row is None:
            raise _stale()
        return _of_row(row)
    if await _own(caller).count(_THERE, limit=_MAX_TEMPLATES) >= _MAX_TEMPLATES:
        raise TooManyTemplates(f"A garage has at most {_MAX_TEMPLATES} lists of points. Please remove one first.")
    row = await _own(caller).update(mine, change)
    return _of_row(row if row is not None else await _insert(caller, mine, said, change))


async def _insert(caller: Caller, mine: Document, said: Document, change: Document) -> TemplateRow:
    row: Any = {"_id": f"{caller.workshop.id}:{mine['key']}", "workshop_id": caller.workshop.id, **mine, **said}

    async def work(session: Session) -> None:
        await _own(caller).insert([row], session)

    try:
        await caller.db.transaction(work)
    except (DuplicateKeyError, BulkWriteError):  # made at the same moment: the later one stays
        later = await _own(caller).update(mine, change)
        assert later is not None, "rows of templates stay"
        return later
    made: TemplateRow = row
    return made


def _version_of(row: TemplateRow | None) -> int:
    """Tell the version of a list: 0 as it ships, 1 when it was first changed or made."""
    return 0 if row is None else row.get("version", 0) + 1


def _stale() -> StaleVersion:
    return StaleVersion("Somebody changed this list meanwhile. Look at it as it is now, then change it.")


def _of_row(row: TemplateRow) -> Document:
    return _template(row["key"], row["name"], row["groups"], version=_version_of(row), is_own=True)


def _shipped(key: str) -> Document:
    name, groups = SHIPPED[key]
    return _template(key, name, groups, version=0, is_own=False)


def _template(key: str, name: str, groups: list[GroupRow], *, version: int, is_own: bool) -> Document:
    return {"id": key, "name": name, "groups": groups, "version": version, "is_own": is_own}


async def reset_template(caller: Caller, template_id: str) -> None:
    """Take a template of the garage's own away; one that ships is as it came then. Raises NotFound."""
    gone = await _own(caller).update({"key": template_id, **_THERE}, {"$set": {"removed_at": now()}})
    if gone is None and template_id not in SHIPPED:
        raise NotFound("list of points")
