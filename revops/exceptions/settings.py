"""Settings of exceptions: from where on something is asked about, and what is not asked about at all."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from revops.access.caller import MUTED_AT_FIRST
from revops.core.money import SCALE
from revops.mongo.client import Database, Document, Session

# Under this name with the workshop; what is not said there is as below.
STORED_AS = "exceptions"
# Beside them, because every change of lines asks for them: the largest discount of a role, in percent.
CAPS = "discount_caps"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits from which on something is asked about."""

    # Less money than that is not worth a question.
    least_minor: int
    # Discounts on a line, in percent.
    discount_percent: int = 20
    # Between what happened and its entry.
    late_hours: int = 24
    # A visit without a price, so soon after one that was paid.
    revisit_days: int = 30
    # More plates than that behind one phone.
    plates_of_phone: int = 5
    # Log-ins from this hour on, until that one, by the garage's clock; both the same: none.
    night_from: int = 23
    night_to: int = 5


NAMES = tuple(field.name for field in fields(Thresholds))


def thresholds_of(stored: Mapping[str, Any], currency: str) -> Thresholds:
    """Build the limits of a garage from what it has set."""
    said = {name: stored[name] for name in NAMES if name in stored}
    return Thresholds(**{"least_minor": 100 * SCALE[currency], **said})


def muted_of(stored: Mapping[str, Any]) -> list[str]:
    """List the kinds that the owner does not want to be asked about."""
    return list(stored.get("muted", MUTED_AT_FIRST))


async def stored_settings(db: Database, workshop_id: str, session: Session | None = None) -> Document:
    """Read what a garage has set."""
    mine = {"_id": workshop_id}
    workshop = await db.collection("workshops").find_one(mine, {STORED_AS: 1}, session=session)
    stored: Document = (workshop or {}).get(STORED_AS, {})
    return stored
