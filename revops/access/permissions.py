"""Roles and their permissions, decided here and nowhere else."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """The part of somebody in a garage."""

    OWNER = "owner"
    MANAGER = "manager"
    ACCOUNTANT = "accountant"
    CASHIER = "cashier"
    TECHNICIAN = "technician"
    GATE = "gate"


class Sees(StrEnum):
    """Whose jobs and payments somebody sees."""

    OWN = "own"
    ALL = "all"


class Permission(StrEnum):
    """One thing a member may be allowed to do."""

    WORKSHOP_READ = "workshop:read"
    WORKSHOP_MANAGE = "workshop:manage"
    MEMBERS_MANAGE = "members:manage"
    JOBS_CREATE = "jobs:create"
    JOBS_READ = "jobs:read"
    JOBS_UPDATE = "jobs:update"
    JOBS_REOPEN = "jobs:reopen"
    # With money outstanding, or before the work is done.
    JOBS_CLOSE_OWING = "jobs:close_owing"
    JOBS_HAND_OVER = "jobs:hand_over"
    # What is outstanding and will never be paid.
    JOBS_WRITE_OFF = "jobs:write_off"
    # One's own, before the vehicle is delivered; and any, delivered or not.
    JOBS_CANCEL = "jobs:cancel"
    JOBS_CANCEL_ANY = "jobs:cancel_any"
    # Jobs without any money on them.
    WORK_READ = "work:read"
    WORK_UPDATE = "work:update"
    PAYMENTS_RECORD = "payments:record"
    # What is taken is confirmed at once, and cash is the owner's.
    PAYMENTS_CONFIRM_OWN = "payments:confirm_own"
    PAYMENTS_READ = "payments:read"
    PAYMENTS_REVIEW = "payments:review"
    # Whoever recorded it, and confirmed too. One's own that waits may be cancelled by whoever may record.
    PAYMENTS_CANCEL_ANY = "payments:cancel_any"
    PAYMENTS_REFUND = "payments:refund"
    SETTLEMENTS_SUBMIT = "settlements:submit"
    SETTLEMENTS_READ = "settlements:read"
    SETTLEMENTS_REVIEW = "settlements:review"
    # What the bank says: its statements, and which payments they hold.
    BANK_READ = "bank:read"
    BANK_UPLOAD = "bank:upload"
    # Cash and hand-overs of everybody, not only one's own.
    CASH_READ_ALL = "cash:read_all"
    ANALYTICS_READ = "analytics:read"
    AUDIT_READ = "audit:read"
    MY_DAY_READ = "my_day:read"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_UPDATE = "customers:update"
    CUSTOMERS_MERGE = "customers:merge"
    CUSTOMERS_ERASE = "customers:erase"
    VEHICLES_READ = "vehicles:read"
    VEHICLES_UPDATE = "vehicles:update"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_ISSUE = "documents:issue"
    DOCUMENTS_CREDIT = "documents:credit"
    MESSAGES_READ = "messages:read"
    MESSAGES_SEND = "messages:send"
    # What customers say of payments and of the garage.
    WORDS_REVIEW = "words:review"
    PHOTOS_READ = "photos:read"
    # And delete one's own.
    PHOTOS_ADD = "photos:add"
    # Write down which cars come in and go out, and see one's own day of it; and see what came of all days.
    GATE_RECORD = "gate:record"
    GATE_READ = "gate:read"
    # Of jobs that are paid; and let a car leave that is not.
    PASSES_ISSUE = "passes:issue"
    CREDIT_RELEASE = "credit:release"
    # Questions to the owner.
    EXCEPTIONS_READ = "exceptions:read"
    EXCEPTIONS_ANSWER = "exceptions:answer"


_P = Permission
Permissions = frozenset[Permission]

ROLE_PERMISSIONS: dict[Role, Permissions] = {
    Role.OWNER: frozenset(Permission) - {_P.SETTLEMENTS_SUBMIT, _P.MY_DAY_READ},
    Role.MANAGER: frozenset(
        {
            _P.WORKSHOP_READ,
            _P.JOBS_CREATE,
            _P.JOBS_READ,
            _P.JOBS_UPDATE,
            _P.JOBS_CANCEL,
            _P.PAYMENTS_RECORD,
            _P.PAYMENTS_REFUND,
            _P.PAYMENTS_READ,
            _P.SETTLEMENTS_SUBMIT,
            _P.SETTLEMENTS_READ,
            _P.MY_DAY_READ,
            _P.CUSTOMERS_READ,
            _P.CUSTOMERS_UPDATE,
            _P.VEHICLES_READ,
            _P.VEHICLES_UPDATE,
            _P.DOCUMENTS_READ,
            _P.DOCUMENTS_ISSUE,
            _P.MESSAGES_READ,
            _P.MESSAGES_SEND,
            _P.PHOTOS_READ,
            _P.PHOTOS_ADD,
            _P.PASSES_ISSUE,
        }
    ),
    # Reads money, papers and exports; changes nothing.
    Role.ACCOUNTANT: frozenset(
        {
            _P.WORKSHOP_READ,
            _P.JOBS_READ,
            _P.PAYMENTS_READ,
            _P.SETTLEMENTS_READ,
            _P.CASH_READ_ALL,
            _P.BANK_READ,
            _P.ANALYTICS_READ,
            _P.CUSTOMERS_READ,
            _P.VEHICLES_READ,
            _P.DOCUMENTS_READ,
            _P.PHOTOS_READ,
        }
    ),
    Role.CASHIER: frozenset(
        {
            _P.WORKSHOP_READ,
            _P.JOBS_READ,
            _P.PAYMENTS_RECORD,
            _P.PAYMENTS_REFUND,
            _P.PAYMENTS_READ,
            _P.SETTLEMENTS_SUBMIT,
            _P.SETTLEMENTS_READ,
            _P.MY_DAY_READ,
            _P.CUSTOMERS_READ,
            _P.VEHICLES_READ,
            _P.DOCUMENTS_READ,
            _P.PHOTOS_READ,
            _P.PHOTOS_ADD,
            _P.PASSES_ISSUE,
        }
    ),
    Role.TECHNICIAN: frozenset({_P.WORKSHOP_READ, _P.WORK_READ, _P.WORK_UPDATE, _P.PHOTOS_READ, _P.PHOTOS_ADD}),
    Role.GATE: frozenset({_P.GATE_RECORD}),
}

ROLE_SEES: dict[Role, Sees] = {
    Role.OWNER: Sees.ALL,
    Role.MANAGER: Sees.OWN,
    Role.ACCOUNTANT: Sees.ALL,
    Role.CASHIER: Sees.ALL,
    Role.TECHNICIAN: Sees.OWN,
    Role.GATE: Sees.OWN,
}

# These make an owner: whoever is to have one of them is made an owner.
OWNERS_ONLY: Permissions = frozenset(
    {
        _P.WORKSHOP_MANAGE,
        _P.MEMBERS_MANAGE,
        _P.PAYMENTS_CONFIRM_OWN,
        _P.WORDS_REVIEW,
        _P.EXCEPTIONS_READ,
        _P.EXCEPTIONS_ANSWER,
    }
)


def permissions_of(role: Role, grants: Mapping[str, bool]) -> Permissions:
    """List what a member may do: what the role may, with what is granted and without what is denied. An owner may all
    that owners may.
    """
    allowed = ROLE_PERMISSIONS[role]
    if role is Role.OWNER or not grants:
        return allowed
    known = Permission._value2member_map_
    granted = {Permission(name) for name, is_granted in grants.items() if is_granted and name in known}
    denied = {name for name, is_granted in grants.items() if not is_granted}
    return frozenset((allowed | (granted - OWNERS_ONLY)) - denied)


def roles_with(permission: Permission) -> list[Role]:
    """List the roles that may do something by themselves."""
    return [role for role, allowed in ROLE_PERMISSIONS.items() if permission in allowed]
