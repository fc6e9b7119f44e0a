"""The audit log: log-ins, refusals, changes of access and reviews of money, written once, kept for 400 days.

What a person waits for anyway (a log-in, a new password) is written before the answer. Refusals and failures, of which
somebody may cause many, are gathered for a second and written together, so that they cost the answer nothing.
"""

import asyncio
import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

import structlog
from prometheus_client import Counter as Metric
from pymongo.errors import BulkWriteError, PyMongoError

from revops.access.row import AuditRow
from revops.core.addresses import network_of
from revops.core.ids import new_id
from revops.core.time import now
from revops.mongo.client import Database, Document, Session

log = structlog.get_logger(__name__)
LOST = Metric("revops_audit_events_lost_total", "Refusals and failures that were not written: too many at once.")

AUDIT_DAYS = 400
_GATHER_SECONDS = 1.0
_MAX_WAITING = 1000
# Of one account in a day: who is refused more often than that fills the log of his garage.
_MAX_NOTED = 2000
_DUPLICATE = 11000
_MAX_DEVICE_LENGTH = 60


class AuditKind(StrEnum):
    """Kinds of audit events."""

    SIGNED_IN = "signed_in"
    LOGIN_FAILED = "login_failed"
    LOGIN_THROTTLED = "login_throttled"
    REFUSED = "refused"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  (a kind of event)  # nosec B105
    PASSWORD_RESET_ISSUED = "password_reset_issued"  # noqa: S105  # nosec B105
    PASSWORD_RESET = "password_reset"  # noqa: S105  # nosec B105
    PASSWORD_LINK_MADE = "password_link_made"  # noqa: S105  # nosec B105
    PASSWORD_LINK_REVOKED = "password_link_revoked"  # noqa: S105  # nosec B105
    PASSWORD_LINK_USED = "password_link_used"  # noqa: S105  # nosec B105
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    RECOVERY_CODE_USED = "recovery_code_used"
    SECOND_FACTOR_STOPPED = "second_factor_stopped"
    PASSKEY_ADDED = "passkey_added"  # nosec B105
    PASSKEY_REMOVED = "passkey_removed"  # nosec B105
    # Its count went back, as that of a copy does.
    PASSKEY_COPIED = "passkey_copied"  # nosec B105
    PROFILE_CHANGED = "profile_changed"
    MANAGER_JOINED = "manager_joined"
    MANAGER_REMOVED = "manager_removed"
    MEMBER_CHANGED = "member_changed"
    WORKSHOP_TWIN = "workshop_twin"
    CUSTOMER_CHANGED = "customer_changed"
    CUSTOMERS_MERGED = "customers_merged"
    CUSTOMERS_PARTED = "customers_parted"
    CUSTOMER_ERASED = "customer_erased"
    VEHICLE_CHANGED = "vehicle_changed"
    READING_MARKED = "reading_marked"
    PAYMENT_CONFIRMED = "payment_confirmed"
    PAYMENT_REJECTED = "payment_rejected"
    PAYMENT_CANCELLED = "payment_cancelled"
    REFUND_CONFIRMED = "refund_confirmed"
    REFUND_REJECTED = "refund_rejected"
    REFUND_CANCELLED = "refund_cancelled"
    SETTLEMENT_CONFIRMED = "settlement_confirmed"
    SETTLEMENT_REJECTED = "settlement_rejected"
    SETTLEMENT_CANCELLED = "settlement_cancelled"
    SETTLEMENT_DIFFERENCE = "settlement_difference"
    SETTLEMENT_REVERSED = "settlement_reversed"
    JOB_WRITTEN_OFF = "job_written_off"
    JOB_CANCELLED = "job_cancelled"
    MESSAGES_CHANGED = "messages_changed"
    # The lines from before are chained as they are; ``detail`` says how many.
    CHAIN_BEGUN = "chain_begun"


# The detail of a log-in with the password, on a device that its user was not known on.
NEW_DEVICE = "new_device"

# What the owner is told at the next log-in, and until it is marked as seen.
NOTICES = (AuditKind.SECOND_FACTOR_STOPPED, AuditKind.PASSKEY_COPIED, AuditKind.WORKSHOP_TWIN)


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a request: as much as helps an owner to tell his own phone from a stranger's, and no more."""

    network: str | None = None
    device: str | None = None
    request_id: str | None = None
    session_id: str | None = None
    # What the device remembers, as it came; it is not written down.
    device_note: str | None = None

    @classmethod
    def of(
        cls, address: str, user_agent: str, request_id: str, session_id: str | None, device_note: str | None
    ) -> "Origin":
        """Return the origin of a request from an address, cut to its network."""
        return cls(network_of(address), device_of(user_agent), request_id, session_id, device_note)


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Something to write down. ``user_id`` is whose account it is about, ``actor_id`` who did it if that was another;
    ``detail`` is a stable word, such as the operation that was refused; ``subject_id`` what was reviewed; ``about`` a
    text to be shown, such as a name before it was changed."""

    kind: AuditKind
    workshop_id: str | None
    user_id: str
    origin: Origin = field(default_factory=Origin)
    actor_id: str | None = None
    detail: str | None = None
    subject_id: str | None = None
    about: str | None = None


def event_of(
    kind: AuditKind, user: Document, origin: Origin, detail: str | None = None, *, about: str | None = None
) -> AuditEvent:
    """Build the audit event of an action of this user."""
    return AuditEvent(kind, user.get("workshop_id"), user["_id"], origin, detail=detail, about=about)


class AuditLog:
    """The only writer of the audit log."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waiting: dict[tuple[str | None, ...], AuditRow] = {}
        self._writing = asyncio.Lock()
        # How many lines about each account were noted today.
        self._day: dt.date | None = None
        self._noted: Counter[str] = Counter()

    async def record(self, event: AuditEvent, session: Session | None = None) -> None:
        """Write an event, in the transaction of what it tells about when there is one."""
        if session is None:
            await self._db.collection("audit_log").insert_one(dict(document_of(event)))
        else:
            await self._db.insert("audit_log", [dict(document_of(event))], session, is_counted=False)

    async def record_once(self, event: AuditEvent, within: dt.timedelta, session: Session) -> None:
        """Write an event unless the same was written about the same within the time given."""
        document = document_of(event)
        recent = {
            "workshop_id": document["workshop_id"],
            "kind": document["kind"],
            "subject_id": document["subject_id"],
            "detail": document["detail"],
            "at": {"$gt": document["at"] - within},
        }
        collection = self._db.collection("audit_log")
        if await collection.find_one(recent, {"_id": 1}, session=session) is None:
            await collection.insert_one(dict(document), session=session)

    def note(self, event: AuditEvent) -> None:
        """Write an event soon. The same thing many times within a second becomes one line that says how many times."""
        key = (event.kind, event.user_id, event.detail, event.subject_id, event.origin.network)
        same = self._waiting.get(key)
        if same is not None:
            same["times"] += 1
        # Decisions are bounded by what there is to review.
        elif len(self._waiting) < _MAX_WAITING and (event.subject_id or self._is_room_for(event.user_id)):
            self._waiting[key] = document_of(event)
        else:
            LOST.inc()

    def _is_room_for(self, user_id: str) -> bool:
        """Count a line about an account; say whether it is one of the day's."""
        today = now().date()
        if today != self._day:
            self._day, self._noted = today, Counter()
        self._noted[user_id] += 1
        return self._noted[user_id] <= _MAX_NOTED

    async def flush(self) -> None:
        """Write what waits. Without a database it goes on waiting."""
        async with self._writing:
            documents, self._waiting = list(self._waiting.values()), {}
            if not documents:
                return
            try:
                await self._name_workshops(documents)
                await self._db.collection("audit_log").insert_many([dict(one) for one in documents], ordered=False)
            except BulkWriteError as error:
                # Those that are there already are of an earlier try, whose answer was lost.
                LOST.inc(sum(failed["code"] != _DUPLICATE for failed in error.details["writeErrors"]))
            except PyMongoError as error:
                log.warning("audit_not_written", reason=type(error).__name__, events=len(documents))
                for document in documents[: _MAX_WAITING - len(self._waiting)]:
                    self._waiting.setdefault(("again", document["_id"]), document)

    async def fill_in(self, user_id: str, workshop_id: str, session: Session | None = None) -> None:
        """Give what is written about an owner from before the workshop to the workshop: the one change ever made."""
        mine = {"user_id": user_id, "workshop_id": None}
        await self._db.collection("audit_log").update_many(
            mine, {"$set": {"workshop_id": workshop_id}}, session=session
        )

    async def _name_workshops(self, documents: list[AuditRow]) -> None:
        """Say of which workshop those are whose owner may have opened one since."""
        without = [document for document in documents if document["workshop_id"] is None]
        if not without:
            return
        ids = list({document["user_id"] for document in without})
        found = self._db.collection("users").find({"_id": {"$in": ids}}, {"workshop_id": 1})
        workshops = {user["_id"]: user.get("workshop_id") async for user in found}
        for document in without:
            document["workshop_id"] = workshops.get(document["user_id"])

    async def run(self) -> None:
        """Write what waits, every second, for ever. Run as a task."""
        while True:
            await asyncio.sleep(_GATHER_SECONDS)
            await self.flush()


def document_of(event: AuditEvent) -> AuditRow:
    """Build the line of an event."""
    return {
        "_id": new_id(),
        "workshop_id": event.workshop_id,
        "at": now(),
        "kind": event.kind.value,
        "user_id": event.user_id,
        "actor_id": event.actor_id or event.user_id,
        "detail": event.detail,
        "times": 1,
        "network": event.origin.network,
        "device": event.origin.device,
        "request_id": event.origin.request_id,
        "session_id": event.origin.session_id,
        "subject_id": event.subject_id,
        "about": event.about,
    }


# The first that is found says what it is: later ones call themselves by the earlier names too.
_BROWSERS = {
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox", "FxiOS": "Firefox",
    "Chrome": "Chrome", "CriOS": "Chrome", "Safari": "Safari",
}  # fmt: skip
_SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS",
    "Mac OS": "Mac", "Linux": "Linux",
}  # fmt: skip


def device_of(user_agent: str) -> str | None:
    """Return a few words for a device, such as ``Chrome on Android``, or how a program calls itself."""
    browser = next((name for sign, name in _BROWSERS.items() if sign in user_agent), None)
    system = next((name for sign, name in _SYSTEMS.items() if sign in user_agent), None)
    if browser and system:
        return f"{browser} on {system}"
    program = "".join(c for c in user_agent.partition(" ")[0] if c.isascii() and c.isprintable())
    return program[:_MAX_DEVICE_LENGTH] or None
