"""Figures in minor units that rooms keep before there is money: each says how it goes over to another currency."""

from revops.access.audit import Origin
from revops.access.caller import Caller, KeepFigures
from revops.core.money import NewCurrency
from revops.custody.limits import keep_limits as custody_limits
from revops.estimates.templates import keep_prices
from revops.exceptions.changing import keep_least_amount
from revops.managers.figures import keep_limits as managers_limits
from revops.mongo.client import Session

_KEEPS: tuple[KeepFigures, ...] = (managers_limits, custody_limits, keep_least_amount, keep_prices)


async def keep_figures(caller: Caller, session: Session, currency: NewCurrency, origin: Origin) -> list[str]:
    """Bring what rooms keep in minor units over to another currency. Returns the users it concerns."""
    return [user_id for keep in _KEEPS for user_id in await keep(caller, session, currency, origin)]
