"""Sums of journal entries: the query for them, how entries add to them, and how they are looked up."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from revops.journal.accounts import FED_BY, Account
from revops.journal.entry import ALL_TIME, Balance, Count, TotalKey, totals_of
from revops.journal.periods import SUMMED, Period
from revops.mongo.client import Document

# The days under which the sums over a period stand, and those over the period before it.
PERIOD = "period"
PREVIOUS = "previous"
_OVER_DAYS = (PERIOD, PREVIOUS)

# Accounts, and counts, by name; by manager and day. Readers share them, so they are never changed.
Total = Mapping[str, Mapping[str, int]]
Totals = Mapping[TotalKey, Total]
_GROUPS = ("accounts", "counts")
# The last entry of a chain: its number and its hash.
Head = tuple[int, str]
_NOTHING: Total = {group: {} for group in _GROUPS}


@dataclass(frozen=True, slots=True)
class SumsQuery:
    """Which sums of a workshop to read: those of all time by manager, or of one manager only.

    ``days`` adds the sums of those days (or other keys of totals) of the whole workshop, or of the one manager;
    ``period`` those over it by manager, under PERIOD; ``previous`` those over it without managers, under PREVIOUS.
    """

    workshop_id: str
    manager_id: str | None = None
    days: frozenset[str] = frozenset()
    period: Period | None = None
    previous: Period | None = None

    def keys(self, manager_id: str | None, day: str) -> Iterator[TotalKey]:
        """Yield the keys of the sums that a total is part of."""
        is_together = manager_id == self.manager_id
        if self.manager_id is not None and not is_together:
            return
        if day == ALL_TIME or (is_together and day in self.days):
            yield manager_id, day
        if self.period is not None and self.period.holds(day):
            yield manager_id, PERIOD
        if is_together and self.previous is not None and self.previous.holds(day):
            yield manager_id, PREVIOUS


class Sums:
    """Sums by manager (None is the whole workshop) and day. Missing means zero."""

    def __init__(self, totals: Totals, balances: Mapping[str, Balance], head: Head | None = None) -> None:
        self._totals = totals
        # Of the chain that they are the sums of; None when entries wait to be sealed, or that was not read.
        self.head = head
        # What unsealed entries change about what customers owe.
        self.balances = balances

    def figure(self, figure: str, manager_id: str | None = None, day: str = ALL_TIME) -> int:
        """Add up a figure in minor units from the accounts that feed it."""
        accounts = self._totals.get((manager_id, day), _NOTHING)["accounts"]
        return sum(sign * accounts.get(account, 0) for account, sign in FED_BY[figure])

    def account(self, name: Account, manager_id: str | None = None, day: str = ALL_TIME) -> int:
        """Return the balance of an account in minor units."""
        return self._totals.get((manager_id, day), _NOTHING)["accounts"].get(name, 0)

    def count(self, name: Count, manager_id: str | None = None, day: str = ALL_TIME) -> int:
        """Return a count."""
        return self._totals.get((manager_id, day), _NOTHING)["counts"].get(name, 0)

    def managers(self) -> list[str]:
        """Return the managers that have sums of any day."""
        return sorted({manager_id for manager_id, _ in self._totals if manager_id is not None})


def of_totals(stored: Sequence[Document]) -> Totals:
    """Return stored totals by key; those that have ``minus`` set are taken away."""
    sums: dict[TotalKey, dict[str, dict[str, int]]] = {}
    for total in stored:
        there = sums.setdefault((total["manager_id"], total["day"]), {group: {} for group in _GROUPS})
        sign = -1 if total.get("minus") else 1
        for group, values in there.items():
            for name, value in total.get(group, {}).items():
                # One copy of each name for all totals, however long they are kept.
                values[sys.intern(name)] = values.get(name, 0) + sign * value
    return sums


def with_entries(totals: Totals, query: SumsQuery, entries: Sequence[Document]) -> Totals:
    """Add entries to the sums that a query asks for; all others stay as they are."""
    changed: dict[TotalKey, dict[str, dict[str, int]]] = {}
    for (manager_id, day), values in totals_of(entries).items():
        for key in query.keys(manager_id, day):
            there = changed.get(key)
            if there is None:
                before = totals.get(key, _NOTHING)
                there = changed[key] = {group: dict(before[group]) for group in _GROUPS}
            for path, value in values.items():
                if key[1] in _OVER_DAYS and path not in SUMMED:
                    continue
                group, name = path.split(".", 1)
                there[group][name] = there[group].get(name, 0) + value
    return {**totals, **changed} if changed else totals
