"""The numbered changes to the database, of all rooms; what they must bear is said in ``mongo.migrations``."""

from collections.abc import Sequence

from pymongo import UpdateOne
from pymongo.errors import BulkWriteError

from revops.access.members import make_members
from revops.billing.fields import billing_digest
from revops.core.phones import read_phone
from revops.core.time import now
from revops.customers.row import CUSTOMERS
from revops.estimates.row import count_services
from revops.exceptions.marks import begin_at_the_end, recompute_from_here
from revops.journal.entry import SYSTEM, record
from revops.journal.erasure import erasures
from revops.journal.personal import ERASED_NAME
from revops.journal.signatures import mark_beginning
from revops.managers.invites import sign_invite
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session
from revops.mongo.migrations import Migration, UnusableDatabase, drop_indexes
from revops.payments.row import rrn_of_payment
from revops.workshops.fields import state_noted

_USER_BATCH_SIZE = 500
_JOB_BATCH_SIZE = 500
_DUPLICATE_KEY = 11000


async def _store_due_dates(db: Database) -> None:
    day_ms = 24 * 60 * 60 * 1000
    due_at = {"$add": ["$created_at", {"$multiply": ["$planned_completion_days", day_ms]}]}
    await db.collection("jobs").update_many({"due_at": {"$exists": False}}, [{"$set": {"due_at": due_at}}])


async def _first_days(db: Database) -> None:
    audit = db.collection("audit_log")
    found = await audit.distinct("user_id", {"workshop_id": None})
    owners = db.collection("users").find({"_id": {"$in": found}, "workshop_id": {"$ne": None}}, {"workshop_id": 1})
    async for owner in owners:
        mine = {"user_id": owner["_id"], "workshop_id": None}
        await audit.update_many(mine, {"$set": {"workshop_id": owner["workshop_id"]}})


async def _first_workshops(db: Database) -> None:
    """Let owners have further workshops. The index that takes this one's place keeps an older version to one each, too,
    because what that writes has no mark.
    """
    await drop_indexes(db, "workshops", "owner_id_1")


async def _indexes_by_workshop(db: Database) -> None:
    """Drop the unique indexes that no sharded collection could have. Those that begin with the workshop were made
    before this, and say the same of what an older version writes: each paper is of one workshop, as is what it names.
    """
    await drop_indexes(db, "documents", "payment_id_1", "credits_1")
    await drop_indexes(db, "document_files", "document_id_1_format_1")


async def _phones_of_users(db: Database) -> None:
    """Write the phones of users in the form that they are logged in by; each is read in its garage's country."""
    collection = db.collection("users")
    currencies = {
        workshop["_id"]: workshop["currency"] async for workshop in db.collection("workshops").find({}, {"currency": 1})
    }
    last = ""
    fields = {"phone": 1, "workshop_id": 1}
    while some := await collection.find({"_id": {"$gt": last}}, fields).sort("_id").limit(_USER_BATCH_SIZE).to_list():
        last = some[-1]["_id"]
        changes = []
        for user in some:
            phone = user.get("phone")
            if phone is None:
                continue
            stored = read_phone(phone, currencies.get(user.get("workshop_id"), "INR")).stored
            if stored != phone:
                changes.append(UpdateOne({"_id": user["_id"], "phone": phone}, {"$set": {"phone": stored}}))
        if changes:
            await collection.bulk_write(changes, ordered=False)


async def _sign_books(db: Database) -> None:
    """Say until when entries are not signed, and note the settings and members of all garages, from which on what
    becomes of them is checked. To note them again does no harm.
    """
    if db.signing is None or await db.collection("workshops").find_one({}, {"_id": 1}) is None:
        return
    await mark_beginning(db, now())
    await make_members(db)
    async for workshop in db.collection("workshops").find({}):

        async def note(session: Session, workshop: Document = workshop) -> None:
            mine = {"workshop_id": workshop["_id"]}
            members = await db.collection("members").find(mine, session=session).to_list()
            versions = await db.collection("billing_settings").find(mine, session=session).to_list()
            billing = {version["_id"]: billing_digest(version) for version in versions}
            there = await db.collection("workshops").find_one({"_id": workshop["_id"]}, session=session)
            if there is not None:
                event = state_noted(there, members, billing)
                await record(db, session, workshop["_id"], workshop["timezone"], event)

        await db.transaction(note)


async def note_erasures(db: Database, which: Document | None = None) -> None:
    """Note which jobs are of customers who were erased before each erasure was an entry. Only the first note counts."""
    async for workshop in db.collection("workshops").find(which or {}, {"timezone": 1}):
        mine: Document = {"workshop_id": workshop["_id"]}
        erased = await db.collection(CUSTOMERS).distinct("_id", {**mine, "erased_at": {"$ne": None}})
        of_them: Document = {"$or": [{"customer_id": {"$in": erased}}, {"customer_name": ERASED_NAME}]}
        job_ids = await db.collection("jobs").distinct("_id", {**mine, **of_them}) if erased else []
        # Where nothing is signed nobody is kept from noting more.
        if not job_ids and db.signing is None:
            continue

        async def note(
            session: Session, workshop: Document = workshop, job_ids: Sequence[str] = tuple(job_ids)
        ) -> None:
            await record(db, session, workshop["_id"], workshop["timezone"], *erasures(SYSTEM, None, job_ids))

        await db.transaction(note)


async def _erasures_and_rules(db: Database) -> None:
    await note_erasures(db)
    # Of payments that were cancelled late, and of jobs that were photographed, nobody was asked before.
    await recompute_from_here(db)


async def count_services_of_jobs(db: Database) -> None:
    """Count the services of jobs that do not say themselves how many are answered how. A job that is written meanwhile
    says it by itself, which stays.
    """
    jobs, services = db.collection("jobs"), db.collection("services")
    uncounted: Document = {"estimate_version": {"$gte": 1}, "service_counts": {"$exists": False}}
    changes: list[UpdateOne] = []
    async for job in jobs.find(uncounted, {"workshop_id": 1}):
        rows = await services.find(
            {"workshop_id": job["workshop_id"], "job_id": job["_id"]}, {"state": 1, "sent_version": 1}
        ).to_list()
        counts = {"$set": {"service_counts": count_services(rows, {})}}
        changes.append(UpdateOne({"_id": job["_id"], "service_counts": {"$exists": False}}, counts))
        if len(changes) == _JOB_BATCH_SIZE:
            await jobs.bulk_write(changes, ordered=False)
            changes = []
    if changes:
        await jobs.bulk_write(changes, ordered=False)


async def find_numbers(db: Database) -> None:
    """Find the numbers of all payments that have none; of several with the same the first has it. May run again."""
    payments = db.collection("payments")
    without: Document = {
        "method": {"$in": ["upi", "bank_transfer"]},
        "type": {"$ne": "refund"},
        "verdict": {"$ne": "rejected"},
        "reference": {"$type": "string"},
        "rrn": {"$exists": False},
    }
    fields = {"method": 1, "reference": 1}
    async for batch in in_batches(payments, without, tuple(fields)):
        numbers = {payment["_id"]: rrn_of_payment(payment["method"], payment["reference"]) for payment in batch}
        # Those that are decided on meanwhile are left as they are.
        changes = [
            UpdateOne({"_id": payment_id, **without}, {"$set": {"rrn": rrn, "rrn_found": True}})
            for payment_id, rrn in numbers.items()
            if rrn is not None
        ]
        try:
            if changes:
                await payments.bulk_write(changes, ordered=False)
        except BulkWriteError as error:
            if any(refused["code"] != _DUPLICATE_KEY for refused in error.details["writeErrors"]):
                raise


async def sign_open_invites(db: Database) -> None:
    """Sign the open codes of before. May run again."""
    if db.signing is None:
        return
    codes = db.collection("invite_codes")
    wanted: Document = {"used_by": None, "expires_at": {"$gt": now()}, "signed": {"$exists": False}}
    async for code in codes.find(wanted):
        signed = sign_invite(db, code)
        await codes.update_one({"_id": code["_id"], "signed": {"$exists": False}}, {"$set": {"signed": signed}})


async def _nothing(_: Database) -> None:
    """Change nothing now: ``require_books`` refuses where there would be something, the background does it, or it is
    indexes, which are ensured at every start."""


async def _due_with_status(db: Database) -> None:
    """Drop what finds jobs by their due date alone: an index that has their status as well takes its place, for an
    older version beside this one, too.
    """
    await drop_indexes(db, "jobs", "due")


# Numbered for good once released; each may run again after a crash.
MIGRATIONS: list[Migration] = [
    (1, "collections and indexes", _nothing),
    (2, "the due date of each job", _store_due_dates),
    (3, "what customers owe, totals of months, figures of entries", _nothing),
    (4, "the audit log", _nothing),
    (5, "what jobs are found by, tax numbers in one form: with the next", _nothing),
    (6, "the number of each job, days and references kept: made in the background (jobs/remake.py)", _nothing),
    (7, "owners' first days in the audit log", _first_days),
    (8, "members: made in the background (access/members.py), and read as they were until then", _nothing),
    (9, "owners of several workshops", _first_workshops),
    (11, "customers and vehicles of jobs: made in the background (remaking/records.py)", _nothing),
    (12, "logos and the files of papers beside the documents: made in the background (remaking/files.py)", _nothing),
    (13, "the chain of the audit log: made in the background (access/audit_chain.py)", _nothing),
    (14, "what sales are made of by papers of before: posted in the background (remaking/splits.py)", _nothing),
    (16, "unique indexes of papers begin with the workshop", _indexes_by_workshop),
    # An older version would leave their files out of its backups.
    (17, "photos of jobs", _nothing),
    (20, "jobs that are settled are found without what each write changes (remaking/indexes.py)", _nothing),
    # An older version would take a refund for a payment.
    (22, "refunds and cancelled jobs", _nothing),
    # An older version would take what is paid on such a job for more than its estimate.
    (23, "estimates to follow", _nothing),
    (25, "phones of users in the form that they are logged in by", _phones_of_users),
    # An older version cannot read lines that belong to services.
    (27, "services that customers approve, their versions and answers, links of customers", _nothing),
    # An older version would write entries that nobody signs.
    (28, "signed entries: from when on, and what members and settings were then", _sign_books),
    # An older version would receive cash by its sum that is to be counted.
    (29, "hand-overs by two counts, differences of cash, hand-overs reversed", _nothing),
    # An older version would take cash beyond a limit.
    (30, "limits of cash in hand, days and counts", _nothing),
    (31, "questions to the owner: nobody is asked about what was before", begin_at_the_end),
    # An older version could not check the books of a garage whose bank's statements were read.
    (32, "statements of banks, and the UPI reference numbers of payments", find_numbers),
    (33, "jobs by due date with their status", _due_with_status),
    (34, "how many services of a job are answered how", count_services_of_jobs),
    (35, "what is owed, by customer: moved from phones in the background (remaking/balances.py)", _nothing),
    # An older version could not check an answer that is signed.
    (37, "signatures under answers to estimates, names in the address of the poster", _nothing),
    (38, "signatures of open invite codes", sign_open_invites),
    # An older version would revoke one without an entry, which lasts for a week.
    (39, "that an invite code was used or revoked is in the journal", _nothing),
    (40, "from where on verify recomputes what rules find", recompute_from_here),
    # An older version would take payments back and leave the sums: until none runs, none are stored.
    (41, "sums of payments by UPI without a proof: made by whoever asks first (payments/proofs.py)", _nothing),
    # An older version would sweep their files as nobody's, and leave them out of its backups.
    (42, "photos of cash that was counted, and of cars at the gate", _nothing),
    # An older version would let whoever uses such a code in by the role alone.
    (43, "invite codes that say what a member sees and may do", _nothing),
    # An older version would erase a customer without an entry.
    (45, "erasures are entries: those of before; rules that find more", _erasures_and_rules),
    # An older version would seal an entry without what follows from it.
    (48, "what follows from an entry is named in it until it is sealed (journal/follow_ups.py)", _nothing),
    # An older version changes usual jobs and messages, and ends links, without an entry.
    (49, "what is set up, and which links were ended, is in the journal: of before in the background", _nothing),
    # An older version could not check the books of a garage that has some, and would leave them out of its backups.
    (51, "estimates for cars that are not in the garage", _nothing),
    # An older version would take such a link for forged, and note its opening without an entry.
    (53, "links of customers of which the journal says when they were first opened", _nothing),
]
# Jobs from before this one lack what the books need, and sealed entries cannot be changed.
_BOOKS_SINCE = 3


async def require_books(db: Database, newest_applied: int) -> None:
    """Raise UnusableDatabase for a database with jobs from before there were books to continue."""
    if newest_applied < _BOOKS_SINCE and await db.collection("jobs").find_one({}, {"_id": 1}) is not None:
        raise UnusableDatabase(
            f"The database holds jobs from version {newest_applied}, whose books this RevOps cannot continue. Start"
            " with an empty one: another REVOPS_DATA folder or DB_NAME."
        )
