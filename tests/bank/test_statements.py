"""Statements over HTTP: kept row by row, each once, of the right account, and the same as those read before."""

import asyncio
import datetime as dt
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from tests.bank.statements import HEADER_ROW, Story, as_misplaced_xlsx, as_text, as_xlsx, hdfc, icici, sbi, story
from tests.bank.uploads import rows_of, send, upload
from tests.factories import Garage, make_garage, make_job, make_member, ok, refused
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.anyio


async def test_a_statement_is_read_once(garage: Garage, db: Database) -> None:
    told = story(1)
    file = as_text(hdfc(told))

    first = await upload(garage.owner, file)
    again = await upload(garage.owner, file)

    count = len(told.moves)
    assert first["message"] == f"{count} rows read"
    assert (first["rows"], first["new_rows"], first["is_repeated"]) == (count, count, False)
    assert first["account"]["name"] == "HDFC Bank ··1234"
    assert first["closing_balance"] == told.balances()[-1] / 100
    assert (again["id"], again["new_rows"], again["is_repeated"]) == (first["id"], 0, True)
    stored = await rows_of(db, garage)
    assert [(row["day"], row["amount_minor"]) for row in stored] == [
        (money.day.isoformat(), money.amount) for money in told.moves
    ]
    entries = await db.collection("journal").find({"workshop_id": garage.id, "kind": "statement_read"}).to_list()
    assert [entry["facts"]["rows"] for entry in entries] == [count]
    assert "RAVI" not in repr(entries)
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize("day", ["31/12/9999", "05/11/2126", "01/01/0001"])
async def test_a_day_that_no_statement_can_have_is_refused(garage: Garage, day: str) -> None:
    rows = hdfc(story(3, rows=3))
    rows[HEADER_ROW["hdfc"] + 4][0] = day
    problem = refused(await send(garage.owner, as_text(rows)), 422, field="statement")
    assert str(int(day[-4:])) in problem["detail"]
    # Up to that day all would count as known, and the page could be shown no more.
    assert ok(await garage.owner.get("/api/bank"))["accounts"] == []


async def test_the_same_statement_in_another_kind_of_file_is_there_once(garage: Garage, db: Database) -> None:
    told = story(2)
    await upload(garage.owner, as_text(hdfc(told)))

    again = await upload(garage.owner, as_xlsx(hdfc(told), numbers=True))

    assert (again["new_rows"], again["is_repeated"]) == (0, True)
    assert len(await rows_of(db, garage)) == len(told.moves)


def part(told: Story, first: int, last: int) -> Story:
    """Return what happened from one row to another."""
    opening = told.opening if first == 0 else told.balances()[first - 1]
    return Story(opening, told.moves[first:last], told.account)


async def test_rows_that_two_files_share_are_there_once(garage: Garage, db: Database) -> None:
    told = story(3, rows=60)
    half = len(told.moves) // 2
    days = [money.day for money in told.moves]
    # Up to the middle of a day, and from the first day of some before it on.
    begin = days.index(days[half - 8])

    await upload(garage.owner, as_text(hdfc(part(told, 0, half))))
    second = await upload(garage.owner, as_text(hdfc(part(told, begin, len(told.moves)))))

    assert second["new_rows"] == len(told.moves) - half
    assert "the others were read before" in second["message"]
    stored = await rows_of(db, garage)
    assert [(row["day"], row["amount_minor"], row["balance_minor"]) for row in stored] == [
        (money.day.isoformat(), money.amount, balance)
        for money, balance in zip(told.moves, told.balances(), strict=True)
    ]
    assert ok(await garage.owner.get("/api/bank"))["gaps"] == []


async def test_statements_sent_in_any_order_join_and_a_gap_is_shown(garage: Garage, db: Database) -> None:
    told = story(4, rows=60)
    days = sorted({money.day for money in told.moves})
    starts = [[money.day for money in told.moves].index(day) for day in (days[0], days[4], days[8])]
    pieces = [part(told, begin, end) for begin, end in zip(starts, [*starts[1:], len(told.moves)], strict=True)]

    await upload(garage.owner, as_text(hdfc(pieces[2])))
    await upload(garage.owner, as_text(hdfc(pieces[0])))
    (gap,) = ok(await garage.owner.get("/api/bank"))["gaps"]
    await upload(garage.owner, as_text(hdfc(told)))

    assert (gap["after"], gap["before"]) == (days[3].isoformat(), days[8].isoformat())
    bank = ok(await garage.owner.get("/api/bank"))
    assert (bank["gaps"], bank["first_day"]) == ([], days[0].isoformat())
    assert len(await rows_of(db, garage)) == len(told.moves)


async def test_a_row_that_was_changed_where_two_files_overlap_is_refused(garage: Garage, db: Database) -> None:
    told = story(5, rows=60)
    await upload(garage.owner, as_text(hdfc(told)))
    number = len(told.moves) // 2
    moves = list(told.moves)
    # So that the balance runs on: one row less, the next more.
    moves[number] = type(moves[number])(moves[number].day, moves[number].amount - 100, "X Y", moves[number].rrn)
    moves[number + 1] = type(moves[number])(
        moves[number + 1].day, moves[number + 1].amount + 100, "X Y", moves[number + 1].rrn
    )

    problem = refused(await send(garage.owner, as_text(hdfc(Story(told.opening, moves)))), 409, "statements_differ")

    assert f"Row {HEADER_ROW['hdfc'] + 3 + number} is not in it" in problem["detail"]
    assert len(await rows_of(db, garage)) == len(told.moves)


async def test_other_words_for_the_same_row_are_shown(garage: Garage, db: Database) -> None:
    told = story(6, rows=10)
    rows = hdfc(told)
    await upload(garage.owner, as_text(rows))
    rows[8][1] = "CASH PAID IN AT PUNE"

    again = await upload(garage.owner, as_text(rows))

    assert [row["row"] for row in again["reworded"]] == [9]
    assert len(await rows_of(db, garage)) == len(told.moves)


async def test_a_statement_of_another_account_is_asked_about(garage: Garage, db: Database) -> None:
    await upload(garage.owner, as_text(hdfc(story(7))))
    other = as_text(hdfc(Story(0, story(8).moves, "50100099995678")))

    problem = refused(await send(garage.owner, other), 409, "which_account")

    assert "HDFC Bank ··5678" in problem["detail"]
    assert [account["name"] for account in problem["accounts"]] == ["HDFC Bank ··1234"]
    mine = problem["accounts"][0]["id"]
    refused(await send(garage.owner, other, account=mine), 409, "which_account")
    refused(await send(garage.owner, other, account="nobody"), 422, field="account")
    assert (await upload(garage.owner, other, account="new"))["account"]["name"] == "HDFC Bank ··5678"
    # From now on both are known.
    assert (await upload(garage.owner, as_text(hdfc(story(7)))))["is_repeated"]
    assert len(ok(await garage.owner.get("/api/bank"))["accounts"]) == 2


async def test_a_statement_without_a_number_is_of_the_account_that_is_said(garage: Garage) -> None:
    first = await upload(garage.owner, as_text(sbi(story(9))))
    nameless = as_text(icici(story(9))[3:])

    problem = refused(await send(garage.owner, nameless), 409, "which_account")

    assert "does not say which account" in problem["detail"]
    read = await upload(garage.owner, nameless, account=first["account"]["id"])
    assert read["is_repeated"]


async def test_an_unknown_layout_is_said_once(garage: Garage) -> None:
    rows = [
        ["When", "What", "Took", "Brought", "Stands at"],
        ["01/04/2026", "UPI/609100000001/RAVI", "", "500.00", "1500.00"],
        ["02/04/2026", "RENT", "200.00", "", "1300.00"],
    ]
    problem = refused(await send(garage.owner, as_text(rows)), 409, "layout_unknown")
    assert problem["layout"]["header"] == rows[0]
    said = {"key": problem["layout"]["key"], "columns": {"day": 0, "narration": 1, "debit": 2, "credit": 3}}

    refused(await garage.owner.put("/api/bank/layouts", said), 422, field="columns")
    twice = {**said["columns"], "balance": 3}
    refused(await garage.owner.put("/api/bank/layouts", {**said, "columns": twice}), 422, field="columns")
    wrong = {**said, "columns": {**said["columns"], "debit": 3, "credit": 2, "balance": 4}, "is_day_first": False}
    ok(await garage.owner.put("/api/bank/layouts", wrong))
    ok(await garage.owner.put("/api/bank/layouts", {**wrong, "is_day_first": True}))

    read = await upload(garage.owner, as_text(rows))
    assert (read["rows"], read["last_day"], read["account"]["name"]) == (2, "2026-04-02", "Bank account")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (as_text([*hdfc(story(1))[:12], *hdfc(story(1))[13:]]), "does not add up"),
        # Some bytes that stand for 100,000 rows of 300,000,000 columns.
        (as_misplaced_xlsx("A1", "ZZZZZZ100000"), "more memory than any statement"),
    ],
)
async def test_what_is_no_statement_is_refused_with_why(garage: Garage, file: bytes, said: str) -> None:
    problem = refused(await send(garage.owner, file), 422, field="statement")
    assert said in problem["detail"]


async def test_a_file_may_have_fifty_megabytes(garage: Garage) -> None:
    said = refused(await send(garage.owner, bytes(50 * 1024 * 1024 + 1)), 413)
    assert said["detail"] == "The data that was sent is too large (at most 50 MB)."


@pytest.mark.slow
async def test_a_file_of_more_than_a_photo_may_have_is_read(garage: Garage, db: Database) -> None:
    rows = hdfc(story(17, rows=300))
    for row in rows[6:-5]:
        row[1] += " " * 50_000
    file = as_text(rows)
    assert 16 * 1024 * 1024 < len(file) < 50 * 1024 * 1024
    said = await upload(garage.owner, file)
    assert said["new_rows"] == len(await rows_of(db, garage)) == len(rows) - 11


async def test_a_long_statement_is_written_in_parts_and_one_of_half_is_gone_on_with(
    garage: Garage, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("revops.bank.statements._ROWS_OF_PART", 20)
    told = story(10, rows=60)
    file = as_text(hdfc(told))
    await upload(garage.owner, file)
    # As after a crash in the middle.
    rows = await rows_of(db, garage)
    lost = {"part_id": rows[-1]["part_id"]}
    entry = await db.collection("journal").find_one({"facts.part_id": lost["part_id"]})
    assert entry is not None
    await db.collection("bank_rows").delete_many(lost)
    await db.collection("journal").delete_one({"_id": entry["_id"]})
    await db.collection("bank_statements").update_one({"workshop_id": garage.id}, {"$set": {"is_whole": False}})

    again = await upload(garage.owner, file)

    assert again["new_rows"] == entry["facts"]["rows"]
    assert len(await rows_of(db, garage)) == len(told.moves)
    assert await problems(db, garage.id) == []


async def test_two_that_send_the_same_at_once_have_it_once(garage: Garage, db: Database) -> None:
    told = story(11)
    second = await make_member(garage.owner, "owner")
    file = as_text(hdfc(told))

    answers = await asyncio.gather(send(garage.owner, file), send(second, file))

    assert {answer.status_code for answer in answers} <= {200, 409}
    assert len(await rows_of(db, garage)) == len(told.moves)
    assert len(ok(await garage.owner.get("/api/bank"))["accounts"]) == 1


async def test_who_may_read_and_who_may_send(http: httpx2.AsyncClient, garage: Garage) -> None:
    file = as_text(hdfc(story(12)))
    accountant = await make_member(garage.owner, "accountant")
    refused(await send(garage.manager, file), 403)
    refused(await send(accountant, file), 403)
    refused(await garage.manager.get("/api/bank"), 403)
    await upload(garage.owner, file)
    assert ok(await accountant.get("/api/bank"))["accounts"]
    elsewhere = await make_garage(http)
    bank: dict[str, Any] = ok(await elsewhere.owner.get("/api/bank"))
    assert (bank["accounts"], bank["last_day"], bank["match_count"]) == ([], None, 0)


async def test_other_files_of_the_garage_are_read_meanwhile(garage: Garage) -> None:
    """Whoever works in the garage does not wait for a statement."""
    big = as_text(hdfc(story(13, rows=3000, first=dt.date(2024, 1, 1))))
    sending = asyncio.create_task(send(garage.owner, big))
    for _ in range(5):
        await make_job(garage.manager)
    ok(await sending)
