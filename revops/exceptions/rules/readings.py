"""Odometers that were typed in at the counter and do not fit the visit before, whatever the reason that was given."""

from collections.abc import Mapping, Sequence

from revops.access.audit import AuditKind
from revops.core.time import millis
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.mongo.client import Document


async def marked(look: Look, line: Document) -> Sequence[Finding]:
    """Ask about a reading that somebody entered although it does not fit."""
    member = await look.person(line["user_id"])
    if member is None or await look.answers_himself(member.id):
        return []
    vehicle = await look.rows("vehicles").find_one({"_id": line["subject_id"]}, {"readings": 1})
    readings = vehicle["readings"] if vehicle is not None else []
    at = millis(line["at"])
    near = [n for n, reading in enumerate(readings) if n and reading.get("is_marked")]
    if not near:
        return []
    n = min(near, key=lambda n: abs(millis(readings[n]["at"]) - at))
    job_id = readings[n]["job_id"]
    about = {"job": job_id} if job_id is not None else {}
    facts = {"before_km": readings[n - 1]["km"], "km": readings[n]["km"]}
    return [Finding(ExceptionKind.ODOMETER_GAP, line["_id"], line["at"], member.id, 0, about, facts)]


RULES: Mapping[str, Sequence[Rule]] = {AuditKind.READING_MARKED.value: (marked,)}
