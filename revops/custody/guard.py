"""The guard of cash that comes in: whoever is over a limit takes no more without the owner's word, where that is set.

It is called only for members who have limits (``payments.service.is_guarded``), so nobody else pays for it.
"""

from revops.access.caller import Caller
from revops.core.money import shown, to_wire
from revops.core.time import day_of, now
from revops.custody.position import Limit, Position, read_positions
from revops.managers import service as managers
from revops.mongo.client import Session
from revops.payments.errors import CashNeedsOwner
from revops.tasks.outbox import Task

# The task of looking whether a member is over a limit.
LOOK = "look_at_cash"


async def guard_cash(caller: Caller, session: Session) -> None:
    """Have somebody look at what the caller will hold, and raise CashNeedsOwner for one who is over a limit already and
    needs the owner's word, which he does not have for today.
    """
    workshop, member = caller.workshop, caller.member
    await caller.enqueue(session, Task(LOOK, {"member_id": member.id}))
    at = now()
    if not caller.cash_limits.needs_word or member.cash_allowed_on == day_of(at, workshop.timezone):
        return
    # Written, so that of two who take cash at once the second sees what the first has taken.
    await managers.change_pending(caller.db, session, workshop.id, member.id, 0)
    positions, _ = await read_positions(caller.db, session, workshop, at, member_id=member.id)
    for position in positions:
        if beyond := position.beyond():
            raise CashNeedsOwner(
                f"{_why(position, beyond[0], workshop.currency)} Hand it over, take this payment in another way, or ask"
                " the owner to allow you more cash for today.",
                extra={"cash_in_hand": to_wire(position.cash_minor, workshop.currency), "over": beyond},
            )


def _why(position: Position, limit: Limit, currency: str) -> str:
    if limit is Limit.AMOUNT:
        assert position.limits.amount_minor is not None
        most = shown(position.limits.amount_minor, currency)
        return f"You hold {shown(position.cash_minor, currency)} in cash, and the owner allows {most}."
    hours = position.limits.age_hours
    assert hours is not None
    allowed = f"{hours // 24} days" if hours % 24 == 0 and hours > 24 else "hour" if hours == 1 else f"{hours} hours"
    return f"You have held cash for longer than the {allowed} that the owner allows."
