"""The collections, indexes, checks and migrations of all rooms together.

``mongo`` and ``journal`` know no room; this hands them what there is.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from revops import migrations
from revops.access import audit_chain
from revops.access import indexes as access
from revops.access.audit_chain import verify_audit
from revops.auth.passkeys import indexes as passkeys
from revops.bank import fields as bank_fields
from revops.bank import indexes as bank
from revops.bank.verify import compare_bank
from revops.billing import fields as billing_fields
from revops.billing import indexes as billing
from revops.billing.fields import compare_billing
from revops.custody import fields as custody_fields
from revops.custody import indexes as custody
from revops.custody.fields import compare_limits
from revops.custody.recount import count_custody
from revops.customer_links import fields as link_fields
from revops.customer_links import indexes as customer_links
from revops.customer_links.verify import compare_links
from revops.customer_page import indexes as customer_page
from revops.customer_page.verify import compare_words
from revops.customers import indexes as customers
from revops.customers.beside import know_rollout
from revops.customers.row import CUSTOMERS
from revops.digest import fields as digest_fields
from revops.digest import indexes as digest
from revops.digest.fields import compare_digests
from revops.discounts import fields as discount_fields
from revops.discounts import indexes as discounts
from revops.discounts.fields import compare_discounts
from revops.estimates import fields as estimate_fields
from revops.estimates import indexes as estimates
from revops.estimates.verify import compare_estimates
from revops.evidence import fields as evidence_fields
from revops.evidence import indexes as evidence
from revops.evidence.fields import compare_evidence
from revops.exceptions import fields as exception_fields
from revops.exceptions import indexes as exceptions
from revops.exceptions import recomputed as recomputed_questions
from revops.exceptions.fields import compare_exceptions
from revops.exceptions.marks import begin_at_the_end
from revops.exceptions.recomputed import compare_recomputed
from revops.exports import indexes as exports
from revops.files import indexes as files
from revops.files.port import Kind
from revops.files.service import Files, in_database
from revops.files.verify import checking
from revops.gate import fields as gate_fields
from revops.gate import indexes as gate
from revops.gate.fields import compare_gate
from revops.inspections import fields as inspection_fields
from revops.inspections import indexes as inspections
from revops.inspections.fields import compare_inspections
from revops.jobs import fields as job_fields
from revops.jobs import indexes as jobs
from revops.jobs.recount import count_jobs
from revops.journal import erasure, set_up
from revops.journal import indexes as journal
from revops.journal import verify as examination
from revops.journal.entry import CUSTOMER_BALANCES
from revops.journal.erasure import compare_erased
from revops.journal.recount import Checks, Report, Told, VerifyProgress
from revops.journal.set_up import comparing
from revops.journal.verify import verify_numbers
from revops.managers import indexes as managers
from revops.managers.verify import verify_invite_codes, verify_open_codes
from revops.messages import indexes as messages
from revops.messages.fields import compare_announced
from revops.mongo import migrations as applying
from revops.mongo.client import Database
from revops.mongo.migrations import OWN_INDEXES, Indexes, Schema
from revops.oversight import indexes as oversight
from revops.papers import fields as paper_fields
from revops.papers import indexes as papers
from revops.papers.fields import compare_kept
from revops.papers.recount import count_papers
from revops.papers.verify import verify_documents
from revops.payments import fields as payment_fields
from revops.payments import indexes as payments
from revops.payments.recount import count_payments
from revops.photos import fields as photo_fields
from revops.photos import indexes as photos
from revops.photos.fields import compare_photos
from revops.photos.verify import verify_usage
from revops.push import indexes as push
from revops.quotations import fields as quotation_fields
from revops.quotations import indexes as quotations
from revops.quotations.fields import compare_quotations
from revops.service_reminders import fields as reminder_fields
from revops.service_reminders import indexes as service_reminders
from revops.service_reminders.fields import compare_reminders
from revops.settlements import fields as settlement_fields
from revops.settlements import indexes as settlements
from revops.settlements.recount import count_settlements
from revops.tasks import indexes as tasks
from revops.vehicles import indexes as vehicles
from revops.workshops import fields as workshop_fields
from revops.workshops import indexes as workshops
from revops.workshops.fields import compare_state
from revops.workshops.verify import workshop_ids

ROOMS = (
    tasks,
    files,
    access,
    passkeys,
    workshops,
    managers,
    exceptions,
    billing,
    jobs,
    discounts,
    customer_links,
    photos,
    inspections,
    payments,
    bank,
    settlements,
    custody,
    papers,
    customers,
    vehicles,
    estimates,
    service_reminders,
    quotations,
    customer_page,
    exports,
    oversight,
    messages,
    push,
    gate,
    evidence,
    digest,
)

INDEXES: Indexes = {**OWN_INDEXES, **journal.INDEXES}
for _room in ROOMS:
    INDEXES |= _room.INDEXES

# Whose documents belong to whoever has their job, and go over with it.
FOLLOWS_JOB = ("documents", "messages", "message_replies", "services", "service_reminders", "discount_requests")
# Who has a job is shown those that it names, in these fields.
SHOWN_WITH_JOB = {CUSTOMERS: "customer_id", "vehicles": "vehicle_id"}

# What is set up in a garage, of which the journal has the hash: prices of usual jobs, and what is written to customers.
SET_UP = ("service_templates", "message_settings")

# The documents that name files, each in its field ``file``.
NAMES_FILES = {
    Kind.LOGO: "logos",
    Kind.PAPER: "document_files",
    Kind.PHOTO: "photo_files",
    Kind.EVIDENCE: "evidence",
}


_FIELDS = (
    audit_chain,
    erasure,
    set_up,
    link_fields,
    workshop_fields,
    exception_fields,
    recomputed_questions,
    billing_fields,
    job_fields,
    discount_fields,
    payment_fields,
    bank_fields,
    settlement_fields,
    custody_fields,
    photo_fields,
    paper_fields,
    gate_fields,
    evidence_fields,
    inspection_fields,
    estimate_fields,
    reminder_fields,
    quotation_fields,
    digest_fields,
)


def _told() -> dict[str, tuple[Told, ...]]:
    """Gather by kind of entry what the rooms hear from it."""
    found: dict[str, tuple[Told, ...]] = {}
    for room in _FIELDS:
        for kind, told in room.TOLD.items():
            found[kind] = (*found.get(kind, ()), told)
    return found


CHECKS = Checks(
    told=_told(),
    compared=(
        comparing(*SET_UP),
        compare_announced,
        compare_links,
        audit_chain.compare_lines,
        compare_erased,
        compare_state,
        compare_exceptions,
        compare_recomputed,
        compare_discounts,
        compare_billing,
        compare_photos,
        compare_limits,
        compare_bank,
        compare_kept,
        compare_gate,
        compare_evidence,
        compare_inspections,
        compare_estimates,
        compare_words,
        compare_reminders,
        compare_quotations,
        compare_digests,
    ),
    of_workshops=(
        "jobs",
        "payments",
        "settlements",
        "cash_days",
        "cash_counts",
        "journal",
        CUSTOMER_BALANCES,
        CUSTOMERS,
        "vehicles",
    ),
    workshops=workshop_ids,
    counts=(know_rollout, count_payments, count_jobs, count_custody, count_settlements, count_papers),
    of_each=(verify_documents, verify_audit, verify_usage),
    of_all=(verify_invite_codes, verify_open_codes, verify_numbers),
)


# The sealer and every reader live on the index of what is not sealed; naming jobs, on those that find what is named and
# what the journal says of a job: without them each batch would walk over all those before it.
_KEPT_IN_BULK = frozenset({"unsealed", "timeline", "unnamed", "phones", "intake", "plate"})


def schema() -> Schema:
    """Build what the database holds at this version."""
    bulk = ("jobs", "payments", "journal", CUSTOMERS, "vehicles")
    return Schema(INDEXES, migrations.MIGRATIONS, migrations.require_books, bulk, _KEPT_IN_BULK)


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
    """Fill an empty database without its large secondary indexes and build them afterwards. Nobody is asked about what
    comes in so: it was long ago.
    """
    async with applying.bulk_load(db, schema()):
        yield
    await begin_at_the_end(db)


async def verify(db: Database, progress: VerifyProgress | None = None, files: Files | None = None) -> Report:
    """Check everything, files where they are kept: in the database without ``files``. Changes nothing; may run while
    the server works.
    """
    return await examination.verify(db, _checks(db, files), progress)


async def verify_workshop(
    db: Database, workshop_id: str, report: Report, progress: VerifyProgress, files: Files | None = None
) -> None:
    """Check one workshop; differences go into the report."""
    await examination.verify_workshop(db, _checks(db, files), workshop_id, report, progress)


def _checks(db: Database, files: Files | None) -> Checks:
    return replace(CHECKS, of_each=(*CHECKS.of_each, checking(files or in_database(db), NAMES_FILES)))
