"""Other garages on this server that took the tax number or the phone of this one: customers may pay them for it."""

from collections.abc import Mapping, Sequence

from revops.access.audit import AuditKind
from revops.core.time import day_of
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.mongo.client import Document


async def twin(look: Look, line: Document) -> Sequence[Finding]:
    """Ask about another garage with a number of this one, once a day and number; not about a branch of its owner."""
    newcomer = await look.db.collection("workshops").find_one({"_id": line["subject_id"]}, {"owner_id": 1})
    if newcomer is None or newcomer["_id"] == look.workshop.id or await look.answers_himself(newcomer["owner_id"]):
        return []
    # Whoever opens garages by the dozen asks for no dozen of answers: the log has each.
    cause = f"{line['detail']}:{day_of(line['at'], look.workshop.timezone)}"
    return [Finding(ExceptionKind.TWIN_GARAGE, cause, line["at"], facts={"what": line["detail"]})]


RULES: Mapping[str, Sequence[Rule]] = {AuditKind.WORKSHOP_TWIN.value: (twin,)}
