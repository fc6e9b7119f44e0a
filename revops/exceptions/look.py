"""A look at one garage while rules are applied: what they ask of its books and people, read when it is needed."""

import datetime as dt
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from revops.access.caller import WorkshopContext
from revops.access.permissions import Role
from revops.exceptions.finding import Ending, Finding
from revops.exceptions.settings import Thresholds, stored_settings, thresholds_of
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped, TenantScope

_MAX_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the garage, working there or not."""

    id: str
    user_id: str
    role: Role
    left_at: dt.datetime | None
    # In cash at a time; None: any.
    cash_payment_minor: int | None


@dataclass(slots=True)
class Look:
    """The things that rules may ask of a garage, for a few entries at a time; its people are remembered that long."""

    db: Database
    workshop: WorkshopContext
    limits: Thresholds
    # By rules so far, of the entries that are looked at together.
    found: list[Finding] = field(default_factory=list)
    ended: list[Ending] = field(default_factory=list)
    _people: dict[str, Person] | None = None

    def rows(self, collection: str) -> Scoped:
        """Return a collection of the garage."""
        return Scoped(self.db, collection, TenantScope(self.workshop.id))

    async def person(self, actor_id: str | None) -> Person | None:
        """Find a member by its id or by that of its user; None for who is none, such as the clock or a customer."""
        if self._people is None:
            self._people = {}
            async for row in self.rows("members").find({}, {"user_id": 1, "role": 1, "left_at": 1, "limits": 1}):
                limit = row.get("limits", {}).get("cash_payment_minor")
                person = Person(row["_id"], row["user_id"], Role(row["role"]), row.get("left_at"), limit)
                self._people |= {person.id: person, person.user_id: person}
        return self._people.get(actor_id or "")

    async def count_as_owners(self, member_ids: Collection[str]) -> None:
        """Take these for owners, who may have been so when something was done."""
        for person in await self.people():
            if person.id in member_ids:
                was = replace(person, role=Role.OWNER)
                self._people = {**(self._people or {}), person.id: was, person.user_id: was}

    async def people(self) -> Collection[Person]:
        """List the members."""
        await self.person(None)
        return {person.id: person for person in (self._people or {}).values()}.values()

    async def answers_himself(self, actor_id: str) -> bool:
        """Say whether whoever did something is an owner, who would be asked about himself."""
        person = await self.person(actor_id)
        return person is not None and person.role is Role.OWNER

    async def job(self, job_id: str) -> Document | None:
        """Read a job as it is now."""
        return await self.rows("jobs").find_one({"_id": job_id}, {"search": 0, "items": 0})

    async def entries(
        self, query: Mapping[str, Any], fields: Sequence[str] = (), *, limit: int = _MAX_ENTRIES
    ) -> list[Document]:
        """Read entries, the newest first."""
        shown = dict.fromkeys(("kind", "at", "seq", "actor_id", "manager_id", *fields), 1)
        order = [("at", -1), ("_id", -1)]
        return await self.rows("journal").find(query, shown, sort=order, limit=limit).to_list()


Rule = Callable[[Look, Document], Awaitable[Sequence[Finding]]]
"""Looks at one entry, or line of the audit log, and says what it leads to. The same entry always leads to the same."""

Ender = Callable[[Look, Document], Awaitable[Sequence[Ending]]]
"""Looks at one entry and says which questions it ends."""


async def look_at(db: Database, workshop: WorkshopContext) -> Look:
    """Begin a look at a garage."""
    stored = await stored_settings(db, workshop.id)
    return Look(db, workshop, thresholds_of(stored, workshop.currency))
