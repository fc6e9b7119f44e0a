"""The garage's bank accounts: known by their bank and the end of their number, which statements say."""

from collections.abc import Sequence
from typing import Any

from revops.access.caller import Caller
from revops.bank.errors import WhichAccount
from revops.bank.reader import ReadStatement
from revops.bank.row import AccountRow, new_account
from revops.core.errors import InvalidFields
from revops.core.time import now
from revops.mongo.client import Document
from revops.mongo.scoped import ScopedRows

# What says that a statement is of an account that was not there before.
NEW = "new"
MAX_ACCOUNTS = 50
_BANKS = {"hdfc": "HDFC Bank", "icici": "ICICI Bank", "sbi": "SBI", "axis": "Axis Bank", "kotak": "Kotak Bank"}


def accounts_of(caller: Caller) -> ScopedRows[AccountRow]:
    """Return the bank accounts of the workshop."""
    return ScopedRows(caller.db, "bank_accounts", caller.scope.whole_workshop())


async def list_accounts(caller: Caller) -> list[AccountRow]:
    """Read the bank accounts of the workshop in the order in which they came."""
    return await accounts_of(caller).find({}, sort=[("added_at", 1), ("_id", 1)], limit=MAX_ACCOUNTS).to_list()


def account_out(account: Any) -> Document:
    """Build an account as the wire shows it."""
    return {"id": account["_id"], "name": name_of(account["bank"], account["ends_in"])}


def name_of(bank: str, ends_in: str | None) -> str:
    """Call an account as its owner knows it."""
    called = _BANKS.get(bank, "Bank account")
    return called if ends_in is None else f"{called} ··{ends_in}"


async def find_account(caller: Caller, found: ReadStatement, wanted: str | None) -> tuple[AccountRow, bool]:
    """Find whose statement it is, by the number in the file or as it was ``wanted``; return it, and whether it is new.

    Raises WhichAccount where that is not clear, InvalidFields for an account that is not there.
    """
    known = await list_accounts(caller)
    same = [row for row in known if (row["bank"], row["ends_in"]) == (found.bank, found.ends_in)]
    if same and (found.ends_in is not None or len(known) == 1):
        return same[0], False
    if wanted == NEW or not known:
        if len(known) >= MAX_ACCOUNTS:
            raise InvalidFields({"account": f"A garage can have {MAX_ACCOUNTS} bank accounts."})
        return same[0] if same else new_account(caller.workshop.id, found.bank, found.ends_in, now()), not same
    if wanted is None:
        raise _which(found, known)
    chosen = next((row for row in known if row["_id"] == wanted), None)
    if chosen is None:
        raise InvalidFields({"account": "This bank account does not exist."})
    if None not in (chosen["ends_in"], found.ends_in) and chosen["ends_in"] != found.ends_in:
        raise _which(found, known)
    return chosen, False


def _which(found: ReadStatement, known: Sequence[AccountRow]) -> WhichAccount:
    said = name_of(found.bank, found.ends_in)
    others = ", ".join(name_of(row["bank"], row["ends_in"]) for row in known)
    if found.ends_in is None:
        detail = f"This statement does not say which account it is of. Statements so far are of {others}."
    else:
        detail = f"This statement is of {said}, and those so far are of {others}. Is it another account of yours?"
    return WhichAccount(detail, extra={"account": said, "accounts": [account_out(row) for row in known]})
