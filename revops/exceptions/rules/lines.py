"""Lines with a large discount, without tax, or with a tax code that is none."""

import datetime as dt
from collections.abc import Mapping, Sequence

from revops.core.time import zone
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import MAX_JOBS_NAMED, asked
from revops.journal.entry import EntryKind
from revops.journal.lines import LINES
from revops.mongo.client import Document

_CODE_DIGITS = (4, 6, 8)
_WEEK = dt.timedelta(days=7)
_LEAST_OF_WEEK = 20  # times the least that is worth a question
_SHARE_PERCENT = 8
_MAX_JOBS = 500


async def entered(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about lines that came to a job, each kind of question once for one change."""
    came = came_by(entry)
    # Lines that an undo puts back were asked about when they came first.
    if not came or "undone" in entry.get("changes", {}) or await look.answers_himself(entry["actor_id"]):
        return []
    found = []
    gross_minor = sum(_gross(line) for line in came)
    steep = [line for line in came if line["discount_minor"] * 100 > look.limits.discount_percent * _gross(line)]
    given_minor = sum(line["discount_minor"] for line in steep)
    if steep and given_minor >= look.limits.least_minor:
        percent = max(line["discount_minor"] * 100 // _gross(line) for line in steep)
        facts = {"lines": len(steep), "percent": percent, "discount_minor": given_minor}
        found.append(await asked(look, ExceptionKind.DISCOUNT_ABOVE_CAP, entry, given_minor, facts))
    if gross_minor < look.limits.least_minor:
        return found
    untaxed = await _untaxed(look, entry, came)
    if untaxed:
        facts = {"lines": len(untaxed)}
        found.append(await asked(look, ExceptionKind.TAX_TAKEN_OFF, entry, sum(map(_gross, untaxed)), facts))
    odd = [line for line in came if is_odd_code(line.get("hsn_sac"))]
    if odd:
        facts = {"lines": len(odd)}
        found.append(await asked(look, ExceptionKind.ODD_TAX_CODE, entry, sum(map(_gross, odd)), facts))
    return found


async def add_up(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about discounts of a week that are each too small to be asked about, once a week and member."""
    given = [line for line in came_by(entry) if line["discount_minor"] > 0]
    if not given or await look.answers_himself(entry["actor_id"]):
        return []
    at, member_id = entry["at"], entry["manager_id"]
    of_week = {"manager_id": member_id, "created_at": {"$gt": at - _WEEK, "$lte": at}}
    fields = dict.fromkeys((f"items.{name}" for name in ("discount_minor", "unit_price_minor", "quantity_milli")), 1)
    jobs = look.rows("jobs").find(of_week, fields, sort=[("created_at", -1)], limit=_MAX_JOBS)
    rows = await jobs.to_list()
    lines = [line for job in rows for line in job.get("items", ())]
    given_minor = sum(line["discount_minor"] for line in lines)
    percent = given_minor * 100 // max(sum(map(_gross, lines)), 1)
    if given_minor < _LEAST_OF_WEEK * look.limits.least_minor or percent < _SHARE_PERCENT:
        return []
    having = {job["_id"]: sum(line["discount_minor"] for line in job.get("items", ())) for job in rows}
    largest = sorted((minor, job_id) for job_id, minor in having.items() if minor)[::-1]
    facts = {"jobs": len(largest), "percent": percent, "job_ids": [job_id for _, job_id in largest[:MAX_JOBS_NAMED]]}
    year, week, _ = at.astimezone(zone(look.workshop.timezone)).isocalendar()
    kind = ExceptionKind.DISCOUNTS_ADD_UP
    return [await asked(look, kind, entry, given_minor, facts, cause=f"{member_id}:{year}-W{week:02d}")]


def is_odd_code(code: str | None) -> bool:
    """Say whether an HSN or SAC is one that does not exist; none at all is another matter."""
    if not code:
        return False
    return not code.isdigit() or len(code) not in _CODE_DIGITS or len(set(code)) == 1


async def _untaxed(look: Look, entry: Document, came: Sequence[Document]) -> list[Document]:
    """Find lines without tax where the garage charges it: among lines with tax, or of a job that had some."""
    untaxed = [line for line in came if line["tax_rate_bp"] == 0]
    if not untaxed:
        return []
    went = entry.get("changes", {}).get(LINES, ((), ()))[0]
    if any(line["tax_rate_bp"] for line in (*came, *went)):
        return untaxed
    registered = {"_id": look.workshop.id, "gst_number": {"$gt": ""}}
    return untaxed if await look.db.collection("workshops").find_one(registered, {"_id": 1}) is not None else []


def came_by(entry: Document) -> Sequence[Document]:
    """List the lines that an entry brought to a job."""
    if entry["kind"] == EntryKind.JOB_CREATED:
        items: Sequence[Document] = entry.get("facts", {}).get("items", ())
        return items
    lines: Sequence[Document] = entry.get("changes", {}).get(LINES, ((), ()))[1]
    return lines


def _gross(line: Document) -> int:
    return max(int(line["unit_price_minor"] * line["quantity_milli"] // 1000), 1)


_ENTERED = (
    EntryKind.JOB_CREATED,
    EntryKind.JOB_UPDATED,
    EntryKind.SERVICE_CHANGED,
    EntryKind.ESTIMATE_ANSWERED,
)
RULES: Mapping[str, tuple[Rule, ...]] = {kind.value: (entered, add_up) for kind in _ENTERED}
