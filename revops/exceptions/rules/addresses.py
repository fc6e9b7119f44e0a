"""UPI addresses that are not the garage's, in what its customers read: they would pay somebody else."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence

from revops.core.upi_addresses import upi_addresses_in
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import asked
from revops.exceptions.rules.lines import came_by
from revops.journal.entry import EntryKind
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope

_WORDS = ("work_description", "parts_required")


async def foreign_addresses(
    db: Database, workshop_id: str, found: Collection[str], session: Session | None = None
) -> list[str]:
    """Select the UPI addresses that the garage has never had."""
    if not found:
        return []
    settings = Scoped(db, "billing_settings", TenantScope(workshop_id))
    versions = settings.find({"changes.vpa": {"$exists": True}}, {"changes.vpa": 1}, session=session)
    own = {str(version["changes"]["vpa"]).lower() async for version in versions}
    return sorted(set(found) - own)


async def written(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about another's UPI address in what is written on a job, or asked of its customer."""
    found = upi_addresses_in(*_words_of(entry), *[text async for text in _asked_in(look, entry)])
    if not found or await look.answers_himself(entry["actor_id"]):
        return []
    if not await foreign_addresses(look.db, look.workshop.id, found):
        return []
    job = await look.job(entry["job_id"])
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
    """Yield the words of a version of the estimate, where the entry made one."""
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
)
RULES: Mapping[str, tuple[Rule, ...]] = {kind.value: (written,) for kind in _WRITTEN}
