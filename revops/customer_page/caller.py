"""Acting in a garage as the customer of a job: with no permission at all, and nobody's user."""

from revops.access.caller import Caller, Principal, Services
from revops.access.members import Membership
from revops.access.permissions import Role, Sees
from revops.journal.entry import CUSTOMER
from revops.mongo.scoped import TenantScope


async def customer_of(services: Services, workshop_id: str) -> Caller | None:
    """Build the caller that the customers of a garage are; None where there is no such garage any more."""
    workshop = await services.workshop(workshop_id)
    if workshop is None:
        return None
    nobody = Principal(CUSTOMER, "", Role.GATE, workshop_id, (), 0, frozenset(), is_removed=False)
    member = Membership(CUSTOMER, workshop_id, Role.GATE, Sees.ALL, frozenset())
    return Caller(nobody, member, workshop, TenantScope(workshop_id), services)
