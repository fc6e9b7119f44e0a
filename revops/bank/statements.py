"""Statements: read from a file, checked against what was read before, and kept row by row, each row once."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import IO, Any

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.caller import Caller
from revops.access.currency import fix_currency
from revops.bank.accounts import account_out, find_account
from revops.bank.errors import BeingRead, LayoutUnknown
from revops.bank.overlap import Compared, Days, compare_with_kept
from revops.bank.reader import ReadStatement, UnknownLayout, read_file
from revops.bank.row import AccountRow, BankRow, ReadRow, StatementRow, facts_of_part, new_bank_row
from revops.bank.schemas import LayoutCreate, StatementQuery
from revops.core.errors import InvalidFields
from revops.core.ids import new_id
from revops.core.money import to_wire
from revops.core.slots import release_slot
from revops.core.time import day_of, now, spoken_day
from revops.core.written_time import EARLIEST
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped, ScopedRows

# As many rows as a transaction takes well within its time on a busy machine.
_ROWS_OF_PART = 2000
_ROW_BATCH_SIZE = 250
_MAX_STATEMENTS = 5000
_PIECE_BYTES = 256 * 1024
_DAY = dt.timedelta(days=1)
# The server's clock may be wrong too, but not by so much.
_FAR_AHEAD = dt.timedelta(days=366)


def statements_of(caller: Caller) -> ScopedRows[StatementRow]:
    """Return the statements of the workshop."""
    return ScopedRows(caller.db, "bank_statements", caller.scope.whole_workshop())


def bank_rows_of(caller: Caller) -> ScopedRows[BankRow]:
    """Return the rows of all statements of the workshop."""
    return ScopedRows(caller.db, "bank_rows", caller.scope.whole_workshop())


async def read_statement(caller: Caller, wanted: StatementQuery, file: IO[bytes]) -> Document:
    """Read what a file holds as a statement; the same file, or the same rows in another, are kept once.

    Raises InvalidFields for what is none or does not add up, LayoutUnknown, WhichAccount, StatementsDiffer, BeingRead,
    TooManyRequests, Unavailable.
    """
    release_slot()
    sha256 = await asyncio.to_thread(_sha256_of, file)
    if not file.tell():
        raise InvalidFields({"statement": "The file is empty. Please choose another."})
    kept = await statements_of(caller).find_one({"sha256": sha256})
    if kept is not None and kept["is_whole"]:
        return await _answer(caller, kept, None)
    found = await _read(caller, file)
    _require_possible_days(found, now().date())
    account, is_new = await find_account(caller, found, wanted.account)
    try:
        before = statements_of(caller).find({"account_id": account["_id"], "is_whole": True}, limit=_MAX_STATEMENTS)
        read_before = [(row["first_day"], row["last_day"]) async for row in before]
        days = (found.first_day, found.last_day(day_of(now() - _DAY, caller.workshop.timezone)))
        compared = await compare_with_kept(bank_rows_of(caller), account["_id"], found, days, read_before)
        statement = _new_statement(caller, account, sha256, found, days, compared, kept)
        await _keep(caller, account if is_new else None, statement, compared.new, is_first=kept is None)
    except (DuplicateKeyError, BulkWriteError):
        raise BeingRead("A statement of this account is being read at the moment. Please try again.") from None
    return await _answer(caller, statement, compared)


def _sha256_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := file.read(_PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()


async def _read(caller: Caller, file: IO[bytes]) -> ReadStatement:
    layouts = await Scoped(caller.db, "bank_layouts", caller.scope.whole_workshop()).find({}, limit=200).to_list()
    mappings = {row["key"]: {"columns": row["columns"], "is_day_first": row["is_day_first"]} for row in layouts}
    try:
        found = await read_file(file, caller.workshop.currency, mappings, caller.workshop.id, caller.user.id)
    except ValueError as refusal:
        raise InvalidFields({"statement": str(refusal)}) from None
    if isinstance(found, UnknownLayout):
        raise LayoutUnknown(
            "RevOps does not know statements of this bank yet. Say once what the columns are; it is remembered.",
            extra={"layout": {"key": found.key, "header": found.header, "sample": found.sample}},
        )
    return found


def _require_possible_days(found: ReadStatement, today: dt.date) -> None:
    """Raise InvalidFields for a row of a day that is mistaken: up to it all that came in would count as known."""
    first, last = EARLIEST.isoformat(), (today + _FAR_AHEAD).isoformat()
    for row in found.rows:
        if not first <= row["day"] <= last:
            why = "which is more than a year away" if row["day"] > last else "before there were such statements"
            raise InvalidFields(
                {
                    "statement": f"Row {row['row']} is of {spoken_day(row['day'])}, {why}. Download the"
                    " statement from your bank again."
                }
            )


def _new_statement(
    caller: Caller,
    account: AccountRow,
    sha256: str,
    found: ReadStatement,
    days: Days,
    compared: Compared,
    kept: StatementRow | None,
) -> StatementRow:
    return {
        "_id": new_id() if kept is None else kept["_id"],
        "workshop_id": caller.workshop.id,
        "account_id": account["_id"],
        "sha256": sha256,
        "bank": found.bank,
        "rows": len(found.rows),
        "new_rows": len(compared.new),
        "first_day": days[0],
        "last_day": days[1],
        "opening_minor": found.opening_minor,
        "closing_minor": found.closing_minor,
        "read_at": now(),
        "read_by": caller.user.id,
        "is_whole": True,
    }


async def _keep(
    caller: Caller, account: AccountRow | None, statement: StatementRow, new: Sequence[ReadRow], *, is_first: bool
) -> None:
    """Write a statement and its rows, in parts. Sent again after a crash, it goes on where it stopped."""
    parts = [new[start : start + _ROWS_OF_PART] for start in range(0, len(new), _ROWS_OF_PART)] or [[]]
    at = statement["read_at"]
    for number, part in enumerate(parts, 1):
        part_id = new_id()
        rows = [new_bank_row(statement, part_id, n, read) for n, read in enumerate(part)]
        stored: StatementRow = {**statement, "is_whole": number == len(parts)}
        begins = is_first and number == 1

        async def work(
            session: Session,
            part_id: str = part_id,
            rows: list[BankRow] = rows,
            stored: StatementRow = stored,
            begins: bool = begins,
        ) -> None:
            await fix_currency(caller, session)
            if begins and account is not None:
                accounts = ScopedRows[AccountRow](caller.db, "bank_accounts", caller.scope.whole_workshop())
                await accounts.insert([account], session)
            if begins:
                await statements_of(caller).insert([stored], session)
            else:
                await statements_of(caller).update({"_id": stored["_id"]}, {"$set": _changed(stored)}, session)
            for start in range(0, len(rows), _ROW_BATCH_SIZE):
                await bank_rows_of(caller).insert(rows[start : start + _ROW_BATCH_SIZE], session)
            facts = facts_of_part(stored, part_id, rows)
            about = {"statement": stored["_id"]}
            event = Event(EntryKind.STATEMENT_READ, caller.user.id, None, at, about=about, facts=facts)
            await caller.record(session, event)

        await caller.db.transaction(work)


def _changed(statement: StatementRow) -> Document:
    return {name: value for name, value in statement.items() if name not in {"_id", "workshop_id", "sha256"}}


async def _answer(caller: Caller, statement: StatementRow, compared: Compared | None) -> Document:
    currency = caller.workshop.currency
    accounts = Scoped(caller.db, "bank_accounts", caller.scope.whole_workshop())
    account: Any = await accounts.find_one({"_id": statement["account_id"]})
    new_rows = 0 if compared is None else len(compared.new)
    return {
        "id": statement["_id"],
        "message": _message(new_rows, statement["rows"]),
        "is_repeated": new_rows == 0,
        "account": account_out(account),
        "rows": statement["rows"],
        "new_rows": new_rows,
        "first_day": dt.date.fromisoformat(statement["first_day"]),
        "last_day": dt.date.fromisoformat(statement["last_day"]),
        "closing_balance": to_wire(statement["closing_minor"], currency),
        "reworded": [] if compared is None else compared.reworded,
    }


def _message(new_rows: int, rows: int) -> str:
    if new_rows == 0:
        return "All of this statement was read before"
    if new_rows == rows:
        return f"{rows:,} {'row' if rows == 1 else 'rows'} read"
    return f"{new_rows:,} of {rows:,} rows are new; the others were read before"


async def remember_layout(caller: Caller, body: LayoutCreate) -> Document:
    """Remember what the columns of an unknown statement are, by its header. Said again, the last word counts."""
    said: Document = {
        "columns": {column.value: index for column, index in body.columns.items()},
        "is_day_first": body.is_day_first,
        "said_at": now(),
        "said_by": caller.user.id,
    }
    layouts = Scoped(caller.db, "bank_layouts", caller.scope.whole_workshop())

    async def work(session: Session) -> Document:
        changed = await layouts.update({"key": body.key}, {"$set": said}, session)
        if changed is None:
            new: Document = {"_id": new_id(), "workshop_id": caller.workshop.id, "key": body.key, **said}
            await layouts.insert([new], session)
        return {"message": "Columns remembered"}

    return await caller.db.transaction(work)
