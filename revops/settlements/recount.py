"""Settlements, counted for `revops verify`."""

from collections import Counter

from revops.core.denominations import total_of
from revops.journal.entry import ALL_TIME
from revops.journal.recount import Recount
from revops.mongo.client import Document
from revops.payments.row import Decision
from revops.settlements.fields import STORED, compare_settlement
from revops.settlements.row import is_blind


def _check_counts(recount: Recount, settlement: Document) -> None:
    """Check that what was received is what was counted."""
    received = settlement.get("received")
    if received is not None and total_of(received) != settlement["amount_minor"]:
        recount.report.found(f"hand-over {settlement['_id']}: what was received is not what was counted")


async def count_settlements(recount: Recount) -> None:
    """Count the cash that was handed over, and what managers have submitted."""
    pending: Counter[str] = Counter()
    async for settlement in recount.find("settlements", *STORED):
        recount.report.settlements += 1
        _check_counts(recount, settlement)
        compare_settlement(settlement, recount.fields)
        amount_minor, manager_id = settlement["amount_minor"], settlement["manager_id"]
        if settlement["verdict"] == Decision.CONFIRMED:
            difference_minor = settlement.get("difference_minor", 0)
            recount.count(manager_id, "accounts.owner_cash", amount_minor)
            recount.count(manager_id, "accounts.cash_in_hand", -amount_minor - difference_minor)
            recount.count(manager_id, "accounts.cash_difference", difference_minor)
        elif settlement["verdict"] == Decision.PENDING:
            pending[manager_id] += amount_minor
            recount.count(manager_id, "counts.settlements_pending", 1)
            shown = "blind" if is_blind(settlement) else "pending"
            recount.count(manager_id, f"counts.settlements_{shown}_minor", amount_minor)
    async for manager in recount.find("managers", "pending_settlement_minor"):
        manager_id, submitted = manager["_id"], manager["pending_settlement_minor"]
        if submitted != pending.pop(manager_id, 0):
            recount.report.found(f"manager {manager_id}: the pending settlements do not sum to {submitted}")
        cash = recount.sums[manager_id, ALL_TIME]["accounts.cash_in_hand"]
        if cash < submitted:
            recount.report.found(f"manager {manager_id}: cash in hand is {cash}, {submitted} of it is submitted")
    for manager_id in pending:
        recount.report.found(f"manager {manager_id} has settlements but does not exist")
