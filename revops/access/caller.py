"""The user who asks, and the workshop: read from the database for a write, from a watched cache for a read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from revops.access.audit import AuditLog
from revops.access.devices import Devices
from revops.access.permissions import GRANTS, Permission, Role
from revops.access.second_factor import Vault
from revops.access.throttle import Throttles
from revops.access.tokens import Claims, Tokens
from revops.core.batching import Batcher, Pending, resolve
from revops.core.errors import NotAllowed, NotFound, NotSignedIn
from revops.journal.entry import SYSTEM
from revops.mongo.cache import Cache
from revops.mongo.client import Database, Document
from revops.mongo.numbers import Numbers
from revops.mongo.scoped import TenantScope
from revops.mongo.zones import zones_of
from revops.settings import Settings

# Users asked for in one query, and queries at once.
_MAX_USERS, _USERS_CONCURRENCY = 16, 3


@dataclass(frozen=True, slots=True)
class Principal:
    """A signed-in user."""

    id: str
    name: str
    role: Role
    workshop_id: str | None
    session_version: int
    revoked: frozenset[str]
    is_removed: bool


@dataclass(frozen=True, slots=True)
class WorkshopContext:
    """The fields of a workshop that every request needs."""

    id: str
    currency: str
    timezone: str
    # Once true it stays true, and then the currency is fixed.
    has_money: bool
    # All that it has had; None when that is not known.
    zones: tuple[str, ...] | None
    # Above this a payment or settlement is confirmed with the password only; None: never asked for.
    password_above_minor: int | None


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
    users: Cache[Principal] = field(default_factory=Cache)
    workshops: Cache[WorkshopContext] = field(default_factory=Cache)
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

    async def names(self, user_ids: set[str]) -> dict[str, str]:
        """Return the names of users by id; unknown ids are absent."""
        found = await self.users.get_many(user_ids - {SYSTEM}, self._load_users)
        return {user_id: user.name for user_id, user in found.items()}

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
            raise NotSignedIn("Your session has ended. Please sign in again.", code="session_ended")
        return user

    async def _fetch_users(self, batch: Sequence[Pending[str, Principal | None]]) -> None:
        found = await self._load_users(list({user_id for user_id, _ in batch}))
        for user_id, future in batch:
            resolve(future, found.get(user_id))

    async def _load_users(self, user_ids: list[str]) -> dict[str, Principal]:
        found = self.db.collection("users").find({"_id": {"$in": user_ids}})
        return {document["_id"]: principal_of(document) async for document in found}

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
    """A user acting in a workshop, with the scope that all of the request's queries are built with."""

    user: Principal
    workshop: WorkshopContext
    scope: TenantScope
    services: Services

    @property
    def db(self) -> Database:
        """The database."""
        return self.services.db

    @property
    def is_owner(self) -> bool:
        """True for the owner of the workshop."""
        return self.scope.manager_id is None


async def caller_of(services: Services, user: Principal, permission: Permission) -> Caller:
    """Let a user act in the workshop, as far as the role may. Raises NotAllowed; NotFound without a workshop."""
    if permission not in GRANTS[user.role]:
        raise NotAllowed(f"Only the {_who(permission)} can do this.", code="wrong_role")
    workshop = await services.workshop(user.workshop_id) if user.workshop_id else None
    if workshop is None:
        raise NotFound("workshop", code="no_workshop")
    manager_id = user.id if user.role == "manager" else None
    return Caller(user, workshop, TenantScope(workshop.id, manager_id), services)


def _who(permission: Permission) -> str:
    return " or the ".join(role.value for role, granted in GRANTS.items() if permission in granted)


def workshop_context_of(document: Document) -> WorkshopContext:
    """Return the context of a workshops document."""
    return WorkshopContext(
        document["_id"],
        document["currency"],
        document["timezone"],
        document["has_money"],
        zones_of(document),
        document.get("password_above_minor"),
    )


def principal_of(document: Document) -> Principal:
    """Return the principal of a users document."""
    return Principal(
        id=document["_id"],
        name=document["name"],
        role=Role(document["role"]),
        workshop_id=document.get("workshop_id"),
        session_version=document["session_version"],
        revoked=frozenset(entry["token_id"] for entry in document.get("revoked", ())),
        is_removed=document.get("removed_at") is not None,
    )
