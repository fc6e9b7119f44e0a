"""Terms of a member: what he sees and may do beyond the role, as it is said on the wire and as it is stored."""

from collections.abc import Mapping
from typing import Any

from revops.access.permissions import OWNERS_ONLY
from revops.core.errors import InvalidFields
from revops.core.money import to_minor, to_wire_or_none
from revops.managers.schemas import MemberTerms
from revops.mongo.client import Document

# An older version would let whoever uses such a code in by the role alone.
TERMS_SINCE = 43


def read_terms(body: MemberTerms, currency: str) -> Document:
    """Read what was said of a member, as it is stored. Raises InvalidFields for a right that only owners have."""
    if only_owners := sorted({name for name, is_granted in (body.grants or {}).items() if is_granted} & OWNERS_ONLY):
        raise InvalidFields({"grants": f"Only an owner has {', '.join(only_owners)}. Make this member an owner."})
    terms: Document = {}
    if body.grants is not None:
        terms["grants"] = {name.value: is_granted for name, is_granted in body.grants.items()}
    if body.sees is not None:
        terms["sees"] = body.sees.value
    if body.limits is not None:
        most = body.limits.cash_payment
        terms["limits"] = (
            {} if most is None else {"cash_payment_minor": to_minor(most, currency, "limits.cash_payment")}
        )
    return terms


def limits_out(stored: Mapping[str, Any], currency: str) -> Document:
    """Build limits as the wire shows them."""
    return {"cash_payment": to_wire_or_none(stored.get("cash_payment_minor"), currency)}
