"""UPI addresses that are not the garage's, in what its customers read: they would pay somebody else."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence

from revops.access.caller import WorkshopContext
from revops.core.upi_addresses import upi_addresses_in
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import asked
from revops.exceptions.rules.lines import came_by
from revops.journal.entry import EntryKind
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope

_WORDS = ("work_description", "parts_required", "car_model")
_OF_PHONE = 10


async def foreign_addresses(
    db: Database, workshop: WorkshopContext, found: Collection[str], *phones: str, session: Session | None = None
) -> list[str]:
    """Select the UPI addresses that the garage has never had; its own phone and ``phones`` lead nobody away."""
    if not found:
        return []
    settings = Scoped(db, "billing_settings", TenantScope(workshop.id))
    mine = await db.collection("workshops").find_one({"_id": workshop.id}, {"phone": 1}, session=session)
    versions = settings.find({"changes.vpa": {"$exists": True}}, {"changes.vpa": 1}, session=session)
    own = {str(version["changes"]["vpa"]).lower() async for version in versions}
    own |= {_digits(phone)[-_OF_PHONE:] for phone in (*phones, (mine or {}).get("phone") or "")}
    return sorted(set(found) - own)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


async def written(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about another's UPI address in what is written on a job, or asked of its customer."""
    found = upi_addresses_in(*_words_of(entry), *[text async for text in _asked_in(look, entry)])
    if not found or await look.answers_himself(entry["actor_id"]):
        return []
    job = await look.job(entry["job_id"])
    if not await foreign_addresses(look.db, look.workshop, found, job["phone"] if job is not None else ""):
        return []
    minor = job["outstanding_minor"] if job is not None else 0
    kind, facts = ExceptionKind.OTHER_UPI_ADDRESS, {"where": "job"}
    return [await asked(look, kind, entry, minor, facts, cause=entry["job_id"])]


def _words_of(entry: Document) -> Iterator[str | None]:
    for line in came_by(entry):
        yield line.get("description")
    facts, changes = entry.get("facts", {}), entry.get("changes", {})
    for name in _WORDS:
        yield facts.get(name)
        yield changes.get(name, (None, None))[1]


async def _asked_in(look: Look, entry: Document) -> AsyncIterator[str | None]:
    """Yield the words of a version of the estimate, an inspection or a reminder, where the entry is of one."""
    if "service_reminder_id" in entry:
        reminder = await look.rows("service_reminders").find_one({"_id": entry["service_reminder_id"]}, {"title": 1})
        yield reminder["title"] if reminder is not None else None
    if "inspection_id" in entry:
        inspection = await look.rows("inspections").find_one({"_id": entry["inspection_id"]}, {"answers": 1})
        for answer in inspection["answers"].values() if inspection is not None else ():
            yield answer.get("note")
    if "estimate_version_id" not in entry:
        return
    version = await look.rows("estimate_versions").find_one({"_id": entry["estimate_version_id"]}, {"services": 1})
    for service in version["services"] if version is not None else ():
        yield service["title"]
        yield service["reason"]
        for line in service["items"]:
            yield line["description"]


_WRITTEN = (
    EntryKind.JOB_CREATED,
    EntryKind.JOB_UPDATED,
    EntryKind.ESTIMATE_SENT,
    EntryKind.SERVICE_CHANGED,
    EntryKind.ESTIMATE_ANSWERED,
    EntryKind.INSPECTION_FINISHED,
    EntryKind.SERVICE_REMINDER_SET,
)
RULES: Mapping[str, tuple[Rule, ...]] = {kind.value: (written,) for kind in _WRITTEN}
