"""Roles and their permissions, decided here and nowhere else."""

from enum import StrEnum


class Role(StrEnum):
    """The two kinds of user."""

    OWNER = "owner"
    MANAGER = "manager"


class Permission(StrEnum):
    """One thing a user may be allowed to do."""

    WORKSHOP_READ = "workshop:read"
    WORKSHOP_MANAGE = "workshop:manage"
    MANAGERS_MANAGE = "managers:manage"
    JOBS_CREATE = "jobs:create"
    JOBS_READ = "jobs:read"
    JOBS_UPDATE = "jobs:update"
    PAYMENTS_RECORD = "payments:record"
    PAYMENTS_READ = "payments:read"
    PAYMENTS_JUDGE = "payments:judge"
    SETTLEMENTS_SUBMIT = "settlements:submit"
    SETTLEMENTS_READ = "settlements:read"
    SETTLEMENTS_JUDGE = "settlements:judge"
    ANALYTICS_READ = "analytics:read"
    AUDIT_READ = "audit:read"
    MY_DAY_READ = "my_day:read"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_ISSUE = "documents:issue"
    DOCUMENTS_CREDIT = "documents:credit"


_BOTH = {
    Permission.WORKSHOP_READ,
    Permission.JOBS_READ,
    Permission.JOBS_UPDATE,
    Permission.PAYMENTS_RECORD,
    Permission.PAYMENTS_READ,
    Permission.SETTLEMENTS_READ,
    Permission.DOCUMENTS_READ,
    Permission.DOCUMENTS_ISSUE,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(
        _BOTH
        | {
            Permission.WORKSHOP_MANAGE,
            Permission.MANAGERS_MANAGE,
            Permission.PAYMENTS_JUDGE,
            Permission.SETTLEMENTS_JUDGE,
            Permission.ANALYTICS_READ,
            Permission.AUDIT_READ,
            Permission.DOCUMENTS_CREDIT,
        }
    ),
    Role.MANAGER: frozenset(_BOTH | {Permission.JOBS_CREATE, Permission.SETTLEMENTS_SUBMIT, Permission.MY_DAY_READ}),
}
