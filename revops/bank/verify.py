"""Rows of bank statements, read again for `revops verify`: none altered, removed or added, each matched as it was."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.bank.fields import PART, ROW, STATEMENT
from revops.bank.row import PartDigest, RowState, said_digest
from revops.journal.erasure import is_erased
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.batches import in_batches

_READ = (
    "account_id", "statement_id", "part_id", "n", "day", "amount_minor", "balance_minor", "key", "rrns", "said", "salt",
    "narration", "reference", "state", "payment_ids", "match",
)  # fmt: skip


async def compare_bank(recount: Recount) -> None:
    """Compare the rows of statements, part by part."""
    order = [("part_id", 1), ("n", 1)]
    bounds = {"workshop_id": recount.workshop_id}
    rows = recount.db.collection("bank_rows")
    part: tuple[str, str] | None = None
    digest = PartDigest()
    forgotten: dict[str, Sequence[str]] = {}
    async for batch in in_batches(rows, bounds, _READ, sort=order, session=recount.session):
        for row in batch:
            if part is None or part[0] != row["part_id"]:
                _end(recount.fields, part, digest)
                part, digest = (row["part_id"], row["statement_id"]), PartDigest()
            elif part[1] != row["statement_id"]:
                said = f"bank row {row['_id']}: its statement_id is not that of its part"
                recount.report.found(f"workshop {recount.workshop_id}: {said}")
            digest.add(row)
            _compare_match(recount, row)
            if "salt" not in row:
                forgotten[row["_id"]] = row.get("payment_ids", ())
            elif said_digest(row["salt"], row["narration"], row["reference"]) != row["said"]:
                said = f"bank row {row['_id']}: its narration is not what was read"
                recount.report.found(f"workshop {recount.workshop_id}: {said}")
    _end(recount.fields, part, digest)
    await _check_forgotten(recount, forgotten)
    await recount.compare_last(STATEMENT, "bank_statements", lambda statement: statement)


async def _check_forgotten(recount: Recount, forgotten: Mapping[str, Sequence[str]]) -> None:
    """Check that only the words of rows are gone that were payments of somebody who was erased."""
    payment_ids = [payment_id for ids in forgotten.values() for payment_id in ids]
    wanted = {"workshop_id": recount.workshop_id, "_id": {"$in": payment_ids}}
    payments = recount.db.collection("payments").find(wanted, {"job_id": 1}, session=recount.session)
    erased = {row["_id"] async for row in payments if is_erased(recount.fields, row["job_id"])} if payment_ids else {}
    for row_id, ids in forgotten.items():
        if not any(payment_id in erased for payment_id in ids):
            said = f"bank row {row_id}: its narration is gone, and no customer of its payments was erased"
            recount.report.found(f"workshop {recount.workshop_id}: {said}")


def _end(fields: Fields, part: tuple[str, str] | None, digest: PartDigest) -> None:
    if part is not None:
        said = {"statement_id": part[1], "rows": digest.rows, "digest": digest.text()}
        fields.compare(PART, part[0], said)


def _compare_match(recount: Recount, row: Mapping[str, Any]) -> None:
    fields = recount.fields
    if row["state"] == RowState.MATCHED:
        fields.compare(ROW, row["_id"], {"state": row["state"], "payments": sorted(row["payment_ids"])})
    elif row["state"] == RowState.SET_ASIDE:
        fields.compare(ROW, row["_id"], {"state": row["state"], "match": row["match"]})
    is_plain = row["state"] == (RowState.OPEN if row["amount_minor"] > 0 else RowState.OUT)
    known = {RowState.MATCHED: _MATCHED, RowState.SET_ASIDE: {"match"}}.get(row["state"], set() if is_plain else None)
    if known is None or not row.keys() & _MATCHED <= known:
        said = f"bank row {row['_id']}: its state is not that of what came in or went out"
        recount.report.found(f"workshop {recount.workshop_id}: {said}")


_MATCHED = {"payment_ids", "match"}
