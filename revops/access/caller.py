"""The user who asks, and the workshop: read from the database for a write, from a watched cache for a read."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from revops.access import announcements
from revops.access.announcements import Announced, Pushed
from revops.access.audit import AuditLog, Origin
from revops.access.custody import PLAIN, CashLimits, CustodySettings, settings_of
from revops.access.devices import Devices
from revops.access.errors import NotAMember, NoWorkshop, SessionEnded, WrongRole
from revops.access.members import Membership, at_work, memberships_of
from revops.access.permissions import ROLE_PERMISSIONS, Permission, Role, Sees, roles_with
from revops.access.second_factor import Vault
from revops.access.throttle import Throttles
from revops.access.tokens import Claims, Tokens
from revops.access.vapid import Vapid
from revops.core.batching import Batcher, Pending, resolve
from revops.core.errors import NotAllowed
from revops.core.money import NewCurrency
from revops.files.service import Files
from revops.journal.entry import CUSTOMER, SYSTEM, Event, Postings, record
from revops.mongo.cache import Cache
from revops.mongo.client import Database, Document, Session
from revops.mongo.numbers import Numbers
from revops.mongo.scoped import TenantScope
from revops.mongo.zones import zones_of
from revops.settings import Settings
from revops.tasks.outbox import Task, enqueue

# Users asked for in one query, and queries at once.
_MAX_USERS, _USERS_CONCURRENCY = 16, 3


# What owners are not asked about unless they want to be: it is usual, and only what comes of it is a question.
MUTED_AT_FIRST = ("cash_on_credit",)


@dataclass(frozen=True, slots=True)
class Principal:
    """A signed-in user. ``role`` is of the account: who may open a garage. What somebody may do in one says the
    membership.
    """

    id: str
    name: str
    role: Role
    # Where the user was last.
    workshop_id: str | None
    memberships: tuple[Membership, ...]
    session_version: int
    revoked: frozenset[str]
    is_removed: bool

    def member(self, workshop_id: str | None = None) -> Membership | None:
        """Return the membership in a garage; where the user was last without one."""
        if workshop_id is None:
            return at_work(self.memberships, self.workshop_id)
        return next((member for member in self.memberships if member.workshop_id == workshop_id), None)


@dataclass(frozen=True, slots=True)
class WorkshopContext:
    """The fields of a workshop that every request needs."""

    id: str
    name: str
    currency: str
    timezone: str
    # Once true it stays true, and then the currency is fixed.
    has_money: bool
    # All that it has had; None when that is not known.
    zones: tuple[str, ...] | None
    # Above this a payment or settlement is confirmed with the password only; None: never asked for.
    password_above_minor: int | None
    # The events that messages follow from.
    announced: frozenset[str] = frozenset()
    # Whose jobs a new manager sees; None: one's own.
    managers_see: str | None = None
    # Somebody in it has turned notifications on.
    is_notified: bool = False
    # Kinds of questions that the owner does not want to be asked.
    muted: frozenset[str] = frozenset()
    # The largest discount on a line by role, in percent; a role that is not named has no cap.
    discount_caps: Mapping[str, int] = field(default_factory=dict)
    # Cash is handed over by counts, of which each is made without seeing the other.
    blind_counts: bool = False
    # What it asks of whoever holds its cash.
    custody: CustodySettings = PLAIN
    # What part of an estimate customers are asked to pay before the work is done; None: none.
    advance_percent: int | None = None
    # Customers sign what they approve.
    asks_signature: bool = False
    # The name in the address of its poster.
    slug: str | None = None
    # The user whose it is.
    owner_id: str | None = None


Relink = Callable[["Caller", Session, Any, Any], Awaitable[Document]]
"""Takes a job as it was and as it is, and returns which fields of it name others."""


async def _unlinked(_caller: "Caller", _session: Session, _before: Any, _after: Any) -> Document:
    return {}


Forget = Callable[["Caller", Session, Sequence[str], Sequence[str]], Awaitable[None]]
"""Takes the phones and addresses of a customer who is erased, and his jobs, and erases what was written to him."""


async def _nothing_to_forget(
    _caller: "Caller", _session: Session, _addresses: Sequence[str], _job_ids: Sequence[str]
) -> None:
    return None


GuardCash = Callable[["Caller", Session], Awaitable[None]]
"""Called before whoever has limits takes cash, in its transaction: refuses it, or sees to it that the owner hears."""


async def _unguarded(_caller: "Caller", _session: Session) -> None:
    return None


KeepFigures = Callable[["Caller", Session, NewCurrency, Origin], Awaitable[Sequence[str]]]
"""Takes the new currency of a garage, and brings what was set in minor units over. Returns users it concerns."""


async def _no_figures(_caller: "Caller", _session: Session, _currency: NewCurrency, _origin: Origin) -> Sequence[str]:
    return ()


PostingsOfJobs = Callable[[Database, Session, str, Sequence[str]], Awaitable[Mapping[str, Postings]]]
"""Takes the jobs of a workshop, and returns by job what was posted in the place of its sales."""


async def _unposted(
    _db: Database, _session: Session, _workshop_id: str, _job_ids: Sequence[str]
) -> dict[str, Postings]:
    return {}


@dataclass(slots=True)
class Services:
    """The open resources of the application, one set per process."""

    settings: Settings
    db: Database
    tokens: Tokens
    throttles: Throttles
    audit: AuditLog
    vault: Vault
    devices: Devices
    job_numbers: Numbers
    files: Files
    # Collections of rooms above jobs whose documents belong to whoever has their job.
    follows_job: tuple[str, ...] = ()
    # Collections above jobs whose documents are shown to whoever has a job that names them, and the field of the name.
    shown_with_job: Mapping[str, str] = field(default_factory=dict)
    # Names the customer and the vehicle of a job that was corrected, for the rooms above jobs that keep them.
    relink: "Relink" = field(default=_unlinked)
    # Reads the postings of rooms above jobs that go over with a job to another member.
    postings_of_jobs: PostingsOfJobs = field(default=_unposted)
    # Erases, with a customer, what rooms above customers keep of him.
    forget: "Forget" = field(default=_nothing_to_forget)
    # Guards cash that is taken by whoever has limits for it.
    guard_cash: GuardCash = field(default=_unguarded)
    # Brings what rooms keep in minor units over to another currency of the garage.
    keep_figures: KeepFigures = field(default=_no_figures)
    # Signs what is sent to push services; None where nothing is.
    vapid: Vapid | None = None
    users: Cache[Principal] = field(default_factory=Cache)
    workshops: Cache[WorkshopContext] = field(default_factory=Cache)
    # Whose a member is, for those that do not have the id of their user.
    members: Cache[str] = field(default_factory=Cache)
    _fresh_users: Batcher[str, Principal | None] = field(init=False)

    def __post_init__(self) -> None:
        self._fresh_users = Batcher(self._fetch_users, max_batch=_MAX_USERS, concurrency=_USERS_CONCURRENCY)

    async def user(self, user_id: str, *, fresh: bool = False) -> Principal | None:
        """Return a user; ``fresh`` asks the database whatever the cache says."""
        if fresh:
            return await self._fresh_users.load(user_id)
        return await self.users.get(user_id, self._load_users)

    async def workshop(self, workshop_id: str) -> WorkshopContext | None:
        """Return the context of a workshop."""
        return await self.workshops.get(workshop_id, self._load_workshops)

    async def workshops_by_id(self, workshop_ids: set[str]) -> dict[str, WorkshopContext]:
        """Return the contexts of several workshops."""
        return await self.workshops.get_many(workshop_ids, self._load_workshops)

    async def names(self, ids: set[str]) -> dict[str, str]:
        """Return the names of users and members by id; unknown ids are absent."""
        wanted = ids - {SYSTEM, CUSTOMER}
        found = await self.users.get_many(wanted, self._load_users)
        names = {user_id: user.name for user_id, user in found.items()}
        if len(names) < len(wanted):
            of_members = await self.members.get_many(wanted - names.keys(), self._load_members)
            people = await self.users.get_many(set(of_members.values()), self._load_users)
            names |= {member: people[user].name for member, user in of_members.items() if user in people}
        return names

    async def session_user(self, claims: Claims, *, fresh: bool) -> Principal:
        """Return the user of a valid token. Raises NotSignedIn when the session was ended or the manager removed."""
        user = await self.user(claims.user_id, fresh=fresh)
        if (
            user is None
            or user.is_removed
            or user.session_version != claims.session_version
            or user.role.value != claims.role
            or claims.token_id in user.revoked
        ):
            raise SessionEnded("Your session has ended. Please sign in again.")
        return user

    async def _fetch_users(self, batch: Sequence[Pending[str, Principal | None]]) -> None:
        found = await self._load_users(list({user_id for user_id, _ in batch}))
        for user_id, future in batch:
            resolve(future, found.get(user_id))

    async def _load_users(self, user_ids: list[str]) -> dict[str, Principal]:
        """Read users with where they belong, in one round trip."""
        pipeline: list[Document] = [{"$match": {"_id": {"$in": user_ids}}}, *_WITH_MEMBERS]
        found = await self.db.naive_collection("users").aggregate(pipeline)
        return {document["_id"]: principal_of(document) async for document in found}

    async def _load_members(self, member_ids: list[str]) -> dict[str, str]:
        found = self.db.collection("members").find({"_id": {"$in": member_ids}}, {"user_id": 1})
        return {document["_id"]: document["user_id"] async for document in found}

    async def _load_workshops(self, workshop_ids: list[str]) -> dict[str, WorkshopContext]:
        found = self.db.collection("workshops").find({"_id": {"$in": workshop_ids}})
        return {document["_id"]: workshop_context_of(document) async for document in found}


@dataclass(frozen=True, slots=True)
class SignedInUser:
    """A signed-in user with the token that was used."""

    user: Principal
    claims: Claims


@dataclass(frozen=True, slots=True)
class Caller:
    """A member acting in a workshop, with the scope that all of the request's queries are built with."""

    user: Principal
    member: Membership
    workshop: WorkshopContext
    scope: TenantScope
    services: Services

    @property
    def db(self) -> Database:
        """The database."""
        return self.services.db

    def may(self, permission: Permission) -> bool:
        """Say whether the caller may do something in this workshop."""
        return permission in self.member.permissions

    @property
    def sees_all(self) -> bool:
        """True when the caller sees everybody's jobs and payments."""
        return self.member.sees is Sees.ALL

    async def record(self, session: Session, *events: Event) -> None:
        """Write what happened in the workshop into its journal, in the transaction that has its effect."""
        await record(self.db, session, self.workshop.id, self.workshop.timezone, *events)

    async def enqueue(self, session: Session, task: Task) -> None:
        """Write a task of the workshop in the transaction of the event that it follows from."""
        await enqueue(self.db, session, self.workshop.id, task)

    def announced(self, kinds: Sequence[Announced], about: Mapping[str, str]) -> list[Task]:
        """Build what follows from what happened: messages that are made of it, and devices that are notified. A task
        each, or none where the garage wants none.
        """
        wanted = [kind.value for kind in kinds if kind in self.workshop.announced]
        tasks = [Task(announcements.KIND, {"kinds": wanted, **about})] if wanted else []
        if self.workshop.is_notified:
            tasks += announcements.push_tasks(kinds, about)
        return tasks

    def notified(self, event: Pushed, about: str, *, to: str | None = None) -> list[Task]:
        """Build what notifies devices of what the caller did, where the garage has any; ``to`` those of one member
        alone.
        """
        return [announcements.push_task(event, about, self.member.id, to=to)] if self.workshop.is_notified else []

    @property
    def cash_limits(self) -> CashLimits:
        """Up to where the caller may hold cash."""
        own = self.member.cash_limits
        return self.workshop.custody.limits if own is None else own

    @property
    def cash_scope(self) -> TenantScope:
        """Whose cash and hand-overs the caller sees."""
        return TenantScope(self.workshop.id, None if self.may(Permission.CASH_READ_ALL) else self.member.id)


async def caller_of(
    services: Services, user: Principal, permission: Permission, workshop_id: str | None = None
) -> Caller:
    """Let a user act in a workshop: the one named, or the one last used. Raises NotAllowed for whoever is no member of
    it or may not do this there; NotFound without a workshop.
    """
    member = user.member(workshop_id)
    if member is None:
        if workshop_id is not None:
            raise not_a_member()
        if permission not in ROLE_PERMISSIONS[user.role]:
            raise WrongRole(_only(permission))
    elif permission not in member.permissions:
        taken = permission in ROLE_PERMISSIONS[member.role]
        raise WrongRole("The owner has not allowed you to do this." if taken else _only(permission))
    workshop = await services.workshop(member.workshop_id) if member is not None else None
    if workshop is None or member is None:
        raise NoWorkshop("workshop")
    scope = TenantScope(workshop.id, None if member.sees is Sees.ALL else member.id)
    return Caller(user, member, workshop, scope, services)


def not_a_member() -> NotAllowed:
    """Build the failure for a garage that the user does not belong to, or that there is not."""
    return NotAMember("You are not a member of this garage. Choose one of your own.")


def _only(permission: Permission) -> str:
    *others, last = (f"the {role.value}" for role in roles_with(permission))
    return f"Only {', '.join(others)} or {last} can do this." if others else f"Only {last} can do this."


# What of a user, and of where the user belongs, every request needs.
_WITH_MEMBERS: list[Document] = [
    {"$lookup": {"from": "members", "localField": "_id", "foreignField": "user_id", "as": "members"}},
    {
        "$project": dict.fromkeys(
            ("name", "role", "workshop_id", "session_version", "revoked.token_id", "removed_at", "members"), 1
        )
    },
]


def workshop_context_of(document: Document) -> WorkshopContext:
    """Return the context of a workshops document."""
    return WorkshopContext(
        document["_id"],
        document["name"],
        document["currency"],
        document["timezone"],
        document["has_money"],
        zones_of(document),
        document.get("password_above_minor"),
        frozenset(document.get("announced", ())),
        document.get("managers_see"),
        document.get("is_notified", False),
        frozenset(document.get("exceptions", {}).get("muted", MUTED_AT_FIRST)),
        document.get("discount_caps") or {},
        document.get("blind_counts") or False,
        settings_of(document),
        document.get("advance_percent"),
        document.get("asks_signature") or False,
        document.get("slug"),
        document.get("owner_id"),
    )


def principal_of(document: Document) -> Principal:
    """Return the principal of a users document."""
    return Principal(
        id=document["_id"],
        name=document["name"],
        role=Role(document["role"]),
        workshop_id=document.get("workshop_id"),
        memberships=memberships_of(document, document["members"]),
        session_version=document["session_version"],
        revoked=frozenset(entry["token_id"] for entry in document.get("revoked", ())),
        is_removed=document.get("removed_at") is not None,
    )
