"""Making a question of an entry."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from revops.core.time import zone
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look
from revops.mongo.client import Document

# Of many jobs together the largest are named.
MAX_JOBS_NAMED = 10
_ABOUT = ("job", "payment", "settlement", "document")


async def asked(
    look: Look,
    kind: ExceptionKind,
    entry: Document,
    amount_minor: int,
    facts: Mapping[str, Any],
    *,
    cause: str | None = None,
    about: Mapping[str, str] | None = None,
) -> Finding:
    """Build the question about an entry, to whoever did it. Its cause is the entry, unless another is named."""
    named = {name: entry[f"{name}_id"] for name in _ABOUT if f"{name}_id" in entry}
    person = await look.person(entry["actor_id"])
    who = person.id if person is not None else entry["manager_id"]
    return Finding(kind, cause or entry["_id"], entry["at"], who, amount_minor, {**named, **(about or {})}, facts)


def month_of(look: Look, at: dt.datetime) -> tuple[str, dt.datetime]:
    """Name the month of the garage that an instant is in, and say when it began."""
    local = at.astimezone(zone(look.workshop.timezone))
    return f"{local:%Y-%m}", local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
