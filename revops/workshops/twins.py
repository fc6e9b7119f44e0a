"""A GSTIN or phone that another workshop has already: taken, since both may be right, and told to both owners."""

import datetime as dt
from collections.abc import Sequence

import structlog

from revops.access.audit import AuditEvent, AuditKind, AuditLog, Origin
from revops.mongo.client import Database, Document, Session

log = structlog.get_logger(__name__)
# Branches of one business share a GSTIN; beyond so many the oldest are told.
_MAX_TOLD = 20
# Whoever changes a number to and fro tells the others once.
_TOLD_AGAIN_AFTER = dt.timedelta(days=1)


async def tell_twins(
    db: Database, audit: AuditLog, session: Session, workshop: Document, changed: Sequence[str], origin: Origin
) -> None:
    """Tell the owners of workshops with the same GSTIN or phone, in the transaction in which it is taken.

    ``changed`` names what may be new, of ``gstin`` and ``phone``. The other owner learns the name that the newcomer
    chose; the newcomer learns only that there is another.
    """
    for what in changed:
        if not workshop.get(what):
            continue
        others = (
            await db.collection("workshops")
            .find({what: workshop[what], "_id": {"$ne": workshop["_id"]}}, session=session)
            .sort("created_at", 1)
            .to_list(_MAX_TOLD)
        )
        if not others:
            continue
        own = _event(workshop, workshop["_id"], what, origin, None)
        for event in [own, *(_event(other, workshop["_id"], what, Origin(), workshop["name"]) for other in others)]:
            await audit.record_once(event, _TOLD_AGAIN_AFTER, session)
        log.warning("workshop_twin", what=what, workshop=workshop["_id"], others=[other["_id"] for other in others])


def _event(told: Document, newcomer_id: str, what: str, origin: Origin, about: str | None) -> AuditEvent:
    return AuditEvent(
        AuditKind.WORKSHOP_TWIN,
        told["_id"],
        told["owner_id"],
        origin,
        detail=what,
        subject_id=newcomer_id,
        about=about,
    )
