"""The collections, indexes, checks and migrations of all rooms together.

``mongo`` and ``journal`` know no room; this hands them what there is.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from revops import migrations
from revops.access import indexes as access
from revops.access.audit_chain import verify_audit
from revops.billing import indexes as billing
from revops.customers import indexes as customers
from revops.customers.row import CUSTOMERS
from revops.exports import indexes as exports
from revops.jobs import indexes as jobs
from revops.jobs.recount import count_jobs
from revops.journal import indexes as journal
from revops.journal import verify as examination
from revops.journal.entry import CUSTOMER_BALANCES
from revops.journal.recount import Checks, Report, VerifyProgress
from revops.managers import indexes as managers
from revops.managers.verify import verify_invite_codes
from revops.mongo import migrations as applying
from revops.mongo.client import Database
from revops.mongo.migrations import OWN_INDEXES, Indexes, Schema
from revops.oversight import indexes as oversight
from revops.papers import indexes as papers
from revops.papers.recount import count_papers
from revops.papers.verify import verify_documents
from revops.payments import indexes as payments
from revops.payments.recount import count_payments
from revops.settlements import indexes as settlements
from revops.settlements.recount import count_settlements
from revops.tasks import indexes as tasks
from revops.vehicles import indexes as vehicles
from revops.workshops import indexes as workshops
from revops.workshops.verify import workshop_ids

ROOMS = (
    tasks,
    access,
    workshops,
    managers,
    billing,
    jobs,
    payments,
    settlements,
    papers,
    customers,
    vehicles,
    exports,
    oversight,
)

INDEXES: Indexes = {**OWN_INDEXES, **journal.INDEXES}
for _room in ROOMS:
    INDEXES |= _room.INDEXES

# Whose documents belong to whoever has their job, and go over with it.
FOLLOWS_JOB = ("documents",)
# Who has a job is shown those that it names, in these fields.
SHOWN_WITH_JOB = {CUSTOMERS: "customer_id", "vehicles": "vehicle_id"}

CHECKS = Checks(
    of_workshops=("jobs", "payments", "settlements", "journal", CUSTOMER_BALANCES, CUSTOMERS, "vehicles"),
    workshops=workshop_ids,
    counts=(count_payments, count_jobs, count_settlements, count_papers),
    of_each=(verify_documents, verify_audit),
    of_all=(verify_invite_codes,),
)


def schema() -> Schema:
    """Build what the database holds at this version."""
    # The sealer and every reader live on the index of what is not sealed.
    bulk = ("jobs", "payments", "journal")
    return Schema(INDEXES, migrations.MIGRATIONS, migrations.require_books, bulk, frozenset({"unsealed"}))


async def migrate(db: Database, *, is_restore: bool = False) -> list[int]:
    """Apply what has not been applied. Returns the numbers applied. Raises UnusableDatabase.

    ``is_restore`` is for the restore itself; to everybody else a database that was restored by half is unusable.
    """
    return await applying.migrate(db, schema(), is_restore=is_restore)


def newest_migration() -> int:
    """Tell the number of the last migration that this version knows."""
    return schema().newest


@asynccontextmanager
async def bulk_load(db: Database) -> AsyncIterator[None]:
    """Fill an empty database without its large secondary indexes and build them afterwards."""
    async with applying.bulk_load(db, schema()):
        yield


async def verify(db: Database, progress: VerifyProgress | None = None) -> Report:
    """Check everything. Changes nothing; may run while the server works."""
    return await examination.verify(db, CHECKS, progress)


async def verify_workshop(db: Database, workshop_id: str, report: Report, progress: VerifyProgress) -> None:
    """Check one workshop; differences go into the report."""
    await examination.verify_workshop(db, CHECKS, workshop_id, report, progress)
