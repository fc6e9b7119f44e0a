"""Settings of whoever holds a garage's cash, as every request knows them: limits, the end of the day, counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CashLimits:
    """Up to where a member may hold cash: how much, and for how many hours. None: without a limit."""

    amount_minor: int | None = None
    age_hours: int | None = None
    # Beyond a limit more cash is taken only when the owner has said so, for that day.
    needs_word: bool = False
    # How often in a month the server asks for a count by itself; 0: never.
    counts_a_month: int = 0

    @property
    def limit_anything(self) -> bool:
        """Say whether there is any limit."""
        return self.amount_minor is not None or self.age_hours is not None

    def stored(self) -> dict[str, Any]:
        """Build the stored form."""
        names = ("amount_minor", "age_hours", "needs_word", "counts_a_month")
        return {name: getattr(self, name) for name in names}


NO_LIMITS = CashLimits()


@dataclass(frozen=True, slots=True)
class CustodySettings:
    """Settings of all who hold a garage's cash, but for the limits of those who have their own."""

    limits: CashLimits = NO_LIMITS
    # The minute of the day by which whoever holds cash has counted it; None: nobody is asked to.
    closes_at: int | None = None
    # Within these minutes of the day the server asks for counts by itself.
    counts_from: int = 10 * 60
    counts_until: int = 19 * 60
    # Any member has limits of his own.
    has_own_limits: bool = False

    def stored(self) -> dict[str, Any]:
        """Build the stored form."""
        names = ("closes_at", "counts_from", "counts_until")
        return {**self.limits.stored(), **{name: getattr(self, name) for name in names}}


def limits_of(stored: Mapping[str, Any]) -> CashLimits:
    """Read limits as they are stored."""
    return CashLimits(
        stored.get("amount_minor"),
        stored.get("age_hours"),
        bool(stored.get("needs_word")),
        stored.get("counts_a_month") or 0,
    )


PLAIN = CustodySettings()


def settings_of(workshop: Mapping[str, Any]) -> CustodySettings:
    """Read what a garage asks; one from before this asks for nothing."""
    stored = workshop.get("custody")
    if stored is None:
        return PLAIN if not workshop.get("own_cash_limits") else CustodySettings(has_own_limits=True)
    return CustodySettings(
        limits_of(stored),
        stored.get("closes_at"),
        stored.get("counts_from", PLAIN.counts_from),
        stored.get("counts_until", PLAIN.counts_until),
        bool(workshop.get("own_cash_limits")),
    )
