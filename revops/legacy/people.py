"""Users, workshops and managers of the original: who belongs where, and who stands in for those who are missing.

Nothing here depends on the time of the run or on what an earlier run has written, so every run comes to the same plan.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from revops.access.permissions import Role
from revops.access.row import new_user
from revops.core.gstin import compact
from revops.core.time import UTC
from revops.legacy.convert import (
    BLANK,
    CURRENCY,
    derived_id,
    email_of,
    is_yes,
    key_of,
    no_email,
    stored_id,
    usable_hash,
)
from revops.legacy.record import Record
from revops.legacy.report import Notes
from revops.legacy.source import Survey
from revops.managers.service import new_manager
from revops.mongo.client import Document
from revops.workshops.row import new_workshop

_UNKNOWN_TIME = dt.datetime(2000, 1, 1, tzinfo=UTC)
FORMER_MANAGER = "Former manager"
MISSING_OWNER = "Unknown owner"


@dataclass(slots=True)
class Known:
    """People already in our database, of another origin or of an earlier run."""

    # By id: e-mail and workshop.
    users: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    # By id: the owner. By owner: the id.
    workshops: dict[str, str] = field(default_factory=dict)
    owned: dict[str, str] = field(default_factory=dict)
    # By code: id and workshop.
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Person:
    """A user of the original on the way to ours."""

    record: Record
    key: str
    role: Role
    id: str = ""
    email: str | None = None
    created_at: dt.datetime = _UNKNOWN_TIME


@dataclass(slots=True)
class People:
    """The plan. Documents are keyed by their id; ``crews`` maps what the original calls a person to a user's id."""

    users: dict[str, Document] = field(default_factory=dict)
    workshops: dict[str, Document] = field(default_factory=dict)
    managers: dict[str, Document] = field(default_factory=dict)
    workshop_ids: dict[str, str] = field(default_factory=dict)
    crews: dict[str, dict[str | None, str]] = field(default_factory=lambda: defaultdict(dict))
    # Jobs by the key of the job; those that belong to no workshop are absent.
    job_workshops: dict[str, str] = field(default_factory=dict)
    # The users among them who are nobody of the original.
    stand_ins: set[str] = field(default_factory=set)


class Planner:
    """Makes the plan; ``plan`` is the only entry."""

    def __init__(self, small: dict[str, list[Document]], survey: Survey, known: Known, notes: Notes) -> None:
        self.survey = survey
        self.known = known
        self.notes = notes
        self.people = People()
        self.small = small
        self.persons: dict[str, Person] = {}
        # What the documents of managers call themselves, where jobs use that instead of the user's id.
        self.aliases: dict[str, str] = {}

    def plan(self) -> People:
        """Plan the users, workshops and managers to write."""
        workshops = self._unique("workshops")
        owners = {owner for record in workshops.values() if (owner := record.key("owner_id"))}
        manages = {key for doc in self.small["managers"] if (key := _manager_key(doc))}
        for key, record in self._unique("users").items():
            self.persons[key] = Person(record, key, self._role(record, key in owners, key in manages))
        self._give_ids_and_emails(owners | manages)
        self._plan_workshops(workshops)
        for person in self.persons.values():
            self.people.users[person.id] = self._user(person)
        self._plan_managers()
        self._plan_crews()
        return self.people

    def _unique(self, collection: str) -> dict[str, Record]:
        """Return records by key. Of two with one id the first keeps it, because references mean that one."""
        found: dict[str, Record] = {}
        for doc in self.small[collection]:
            record = Record(collection, doc, self.notes)
            key = key_of(doc.get("id"))
            if key is None:
                key = str(doc["_id"])
                record.repaired("id", "is missing or unusable; MongoDB's own taken instead", doc.get("id"))
            if key in found:
                if _content(found[key].doc) == _content(doc):
                    record.left_out("id", "is the same document a second time")
                    continue
                record.repaired("id", "another one has this id, so it has a new one", key)
                key = derived_id(collection, key, str(doc["_id"]))
            elif stored_id(key) != key:
                record.repaired("id", "cannot be an id here, so it has a new one", key)
            found[key] = record
        return found

    def _role(self, record: Record, owns: bool, manages: bool) -> Role:
        value = record.doc.get("role")
        said = value.strip().lower() if isinstance(value, str) else None
        if said == Role.MANAGER and owns and not manages:
            record.repaired("role", "owns a workshop and is no manager of any, so is an owner", value)
            return Role.OWNER
        if said in (Role.OWNER, Role.MANAGER):
            return Role(said)
        role = Role.OWNER if owns and not manages else Role.MANAGER
        record.repaired("role", f"is unknown; {role.value} taken instead", value)
        return role

    def _give_ids_and_emails(self, in_use: set[str]) -> None:
        claims: dict[str, list[Person]] = defaultdict(list)
        for person in self.persons.values():
            record = person.record
            called = "the time at which its _id was made" if record.own_time() else "2000-01-01"
            person.created_at = record.time("created_at", instead=record.own_time() or _UNKNOWN_TIME, called=called)
            email = email_of(record.doc.get("email"))
            person.id = self._own_id(person.key, email)
            if email is None:
                record.repaired("email", "is no e-mail address; nobody can sign in", record.doc.get("email"))
            else:
                claims[email].append(person)
        for email, claimants in claims.items():
            # Who is at work keeps the address, because the account without one can no longer be signed in to.
            first, *others = sorted(claimants, key=lambda person: (person.key not in in_use, person.created_at))
            if self.known.emails.get(email, first.id) == first.id:
                first.email = email
            else:
                first.record.repaired("email", "is taken by another user here; nobody can sign in", email)
            for person in others:
                person.record.repaired(
                    "email", f"user {first.key} has it too, in other letters; nobody can sign in", email
                )

    def _own_id(self, key: str, email: str | None) -> str:
        user_id = stored_id(key)
        there = self.known.users.get(user_id)
        if there is None or there[0] in (email, no_email("user", user_id)):
            return user_id
        return derived_id("user", key, email or "")

    def _user(self, person: Person) -> Document:
        record = person.record
        if person.id != stored_id(person.key):
            record.repaired("id", "another user here has this id, so it has a new one", person.key)
        hashed = usable_hash(record.doc.get("password_hash"))
        if hashed is None:
            record.repaired("password_hash", "is not a bcrypt hash that can be checked; nobody can sign in")
        return dict(
            new_user(
                person.id,
                person.email or no_email("user", person.id),
                hashed,
                record.text("name"),
                record.phone("phone"),
                person.role,
                person.created_at,
                workshop_id=self._owned.get(person.id),
            )
        )

    def _plan_workshops(self, records: dict[str, Record]) -> None:
        jobs = Counter(ref.workshop for ref in self.survey.jobs.values())
        self._owned: dict[str, str] = {}
        by_owner: dict[str, list[str]] = defaultdict(list)
        ids = {key: stored_id(key) for key in records}
        for key, record in records.items():
            owner = self.persons.get(record.key("owner_id") or "")
            if owner is not None and owner.role is Role.OWNER:
                by_owner[owner.id].append(key)
        chosen: dict[str, str] = {}
        for owner_id, keys in by_owner.items():
            # The one with the work in it; the first of those the original showed the owner, if none has more.
            here = self.known.owned.get(owner_id)
            best = max(keys, key=lambda key: jobs[key])
            if here is None or here in {ids[key] for key in keys}:
                best = next((key for key in keys if ids[key] == here), best)
                chosen[best] = owner_id
        for key, record in records.items():
            self._plan_workshop(key, record, ids[key], chosen.get(key), has_jobs=jobs[key] > 0)

    def _plan_workshop(
        self, key: str, record: Record, workshop_id: str, owner_id: str | None, *, has_jobs: bool
    ) -> None:
        stand_in = derived_id("owner", key)
        there = self.known.workshops.get(workshop_id)
        if there is not None and there not in (owner_id, stand_in):
            record.repaired("id", "another workshop here has this id, so it has a new one", key)
            workshop_id = derived_id("workshop", key, owner_id or "")
        owner_key = record.key("owner_id")
        owner = self.persons.get(owner_key or "")
        own_time = record.own_time()
        created_at = record.time(
            "created_at",
            instead=owner.created_at if owner else own_time or _UNKNOWN_TIME,
            called="when its owner signed up" if owner else "when its _id was made" if own_time else "2000-01-01",
        )
        if owner_id is None:
            why = "does not exist" if owner is None else "has another workshop or is not an owner"
            record.repaired("owner_id", f"the owner {why}; an account that nobody can sign in to owns it", owner_key)
            owner_id = stand_in
            self.people.users[owner_id] = _stand_in(owner_id, "owner", MISSING_OWNER, Role.OWNER, created_at)
            self.people.users[owner_id]["workshop_id"] = workshop_id
            self.people.stand_ins.add(owner_id)
        self._owned[owner_id] = workshop_id
        self.people.workshop_ids[key] = workshop_id
        built: Document = dict(new_workshop(owner_id, record.text("name"), record.phone("phone"), created_at))
        gst_number = record.optional_text("gst_number")
        self.people.workshops[workshop_id] = built | {
            "_id": workshop_id,
            "address": record.optional_text("address"),
            "gst_number": gst_number,
            "gstin": compact(gst_number),
            "currency": CURRENCY,
            "has_money": has_jobs,
        }
        if owner_key is not None:
            self.people.crews[workshop_id][owner_key] = owner_id

    def _plan_managers(self) -> None:
        self._last_work: dict[tuple[str | None, str | None], dt.datetime] = {}
        worked: dict[str, Counter[str]] = defaultdict(Counter)
        for ref in self.survey.jobs.values():
            pair = (ref.workshop, ref.manager)
            if ref.created is not None and ref.created > self._last_work.get(pair, _UNKNOWN_TIME):
                self._last_work[pair] = ref.created
            if ref.manager is not None and ref.workshop in self.people.workshop_ids:
                worked[ref.manager][ref.workshop] += 1
        docs = self.small["managers"]
        for doc in sorted(docs, key=lambda doc: not _is_active(doc)):
            self._plan_manager(Record("managers", doc, self.notes))
        for person in self.persons.values():
            if person.role is Role.MANAGER and person.id not in self.people.managers:
                said = person.record.key("workshop_id")
                key = said if said in self.people.workshop_ids else None
                if key is None and worked[person.key]:
                    key = worked[person.key].most_common(1)[0][0]
                if key is None:
                    person.record.repaired("role", "a manager of no workshop; can sign in and sees nothing")
                    continue
                person.record.repaired("role", "has no managers document; taken over as a removed manager", key)
                at = self._last_work.get((key, person.key), person.created_at)
                self._join(person, key, person.created_at, removed_at=max(at, person.created_at))

    def _plan_manager(self, record: Record) -> None:
        key, workshop = _manager_key(record.doc), record.key("workshop_id")
        workshop_id = self.people.workshop_ids.get(workshop or "")
        if key is None:
            record.left_out("user_id", "names no user")
            return
        if workshop is None or workshop_id is None:
            record.left_out("workshop_id", "there is no such workshop", workshop)
            return
        opened = self.people.workshops[workshop_id]["created_at"]
        joined = record.time("joined_at", "created_at", instead=opened, called="when the workshop was opened")
        removed_at = None
        if not _is_active(record.doc):
            last = max(self._last_work.get((workshop, key), joined), joined)
            removed_at = record.optional_time("removed_at", "left_at", "deactivated_at")
            if removed_at is None:
                record.repaired("removed_at", "the original does not say when; the last job's time taken instead")
                removed_at = last
        person = self.persons.get(key)
        alias = key_of(record.doc.get("id"))
        if person is None:
            record.repaired("user_id", "there is no such user; an account that nobody can sign in to stands in", key)
            self._placeholder(workshop_id, key, joined, removed_at or joined)
        elif person.role is Role.OWNER:
            record.left_out("user_id", "the user is an owner", key)
        elif person.id in self.people.managers:
            record.left_out("user_id", "the user is a manager already; one workshop each", key)
        else:
            self._join(person, workshop, joined, removed_at)
            if alias is not None and alias not in self.persons:
                self.people.crews[workshop_id].setdefault(alias, person.id)
                self.aliases[alias] = key

    def _join(self, person: Person, workshop: str, joined_at: dt.datetime, removed_at: dt.datetime | None) -> None:
        workshop_id = self.people.workshop_ids[workshop]
        self.people.managers[person.id] = _manager(person.id, workshop_id, joined_at, removed_at)
        user = self.people.users[person.id]
        user["workshop_id"] = workshop_id
        if removed_at is not None:
            user["removed_at"] = removed_at
        self.people.crews[workshop_id][person.key] = person.id

    def _plan_crews(self) -> None:
        """Find the workshop of each job, and a stand-in for each manager or collector who is not of that workshop."""
        first: dict[tuple[str, str | None], dt.datetime] = {}
        last: dict[tuple[str, str | None], dt.datetime] = {}
        for ref in self.survey.jobs.values():
            workshop_id = self.people.workshop_ids.get(ref.workshop or "") or self._workshop_of(ref.manager)
            if workshop_id is None:
                continue
            self.people.job_workshops[ref.key] = workshop_id
            crew = self.people.crews[workshop_id]
            at = ref.created or self.people.workshops[workshop_id]["created_at"]
            people = {ref.manager} | {
                paid.collector for paid in self.survey.payments.get(ref.key, ()) if paid.collector
            }
            for key in people - crew.keys():
                pair = (workshop_id, key)
                first[pair] = min(at, first.get(pair, at))
                last[pair] = max(at, last.get(pair, at))
        for workshop_id, key in sorted(first, key=lambda pair: (pair[0], pair[1] or "")):
            pair = (workshop_id, key)
            user_id = self._placeholder(workshop_id, key, first[pair], last[pair])
            reason = "jobs or payments name a manager who is not of this workshop; an account that nobody can sign in"
            self.notes.repaired("managers", user_id, "user_id", f"{reason} to stands in", key or "nobody")

    def _workshop_of(self, manager: str | None) -> str | None:
        person = self.persons.get(self.aliases.get(manager or "", manager or ""))
        found: str | None = self.people.users[person.id]["workshop_id"] if person else None
        return found

    def _placeholder(self, workshop_id: str, key: str | None, joined: dt.datetime, removed: dt.datetime) -> str:
        crew = self.people.crews[workshop_id]
        if key in crew:
            return crew[key]
        user_id = stored_id(key) if key is not None and key not in self.persons else ""
        there = self.known.users.get(user_id)
        if not user_id or user_id in self.people.users or (there and there[0] != no_email("former", user_id)):
            user_id = derived_id("former", workshop_id, key or "")
        user = _stand_in(user_id, "former", FORMER_MANAGER, Role.MANAGER, joined)
        self.people.users[user_id] = user | {"workshop_id": workshop_id, "removed_at": removed}
        self.people.managers[user_id] = _manager(user_id, workshop_id, joined, removed)
        self.people.stand_ins.add(user_id)
        crew[key] = user_id
        return user_id


def _manager_key(doc: Document) -> str | None:
    return key_of(doc.get("user_id")) or key_of(doc.get("id"))


def _is_active(doc: Document) -> bool:
    value = doc.get("is_active")
    return value is None or is_yes(value)


def _manager(user_id: str, workshop_id: str, joined_at: dt.datetime, removed_at: dt.datetime | None) -> Document:
    manager = new_manager(user_id, workshop_id) | {"joined_at": joined_at, "is_active": removed_at is None}
    return manager if removed_at is None else manager | {"removed_at": removed_at}


def _stand_in(user_id: str, kind: str, name: str, role: Role, created_at: dt.datetime) -> Document:
    return dict(new_user(user_id, no_email(kind, user_id), None, name, BLANK, role, created_at))


def _content(doc: Document) -> dict[str, Any]:
    return {name: value for name, value in doc.items() if name != "_id"}
