"""Attacks on the bank: what payments, rows and statements say was credited is rewritten; sums of UPI, too."""

from revops.mongo.client import Document
from tests.trust.attacks.honest import Books


async def payment_number_taken_off(books: Books) -> None:
    """So that the customer's one payment could be entered once more."""
    await books.change("payments", {"$unset": {"rrn": ""}}, _id=books.ids["upi"])


async def payment_number_said_to_be_older(books: Books) -> None:
    await books.set("payments", {"rrn_found": True}, _id=books.ids["upi"])


async def payment_number_of_another(books: Books) -> None:
    await books.set("payments", {"rrn": "123456789012"}, _id=books.ids["upi"])


async def payment_without_its_credit(books: Books) -> None:
    await books.change("payments", {"$unset": {"bank_row_id": ""}}, _id=books.ids["upi"])


async def payment_said_to_be_in_the_bank(books: Books) -> None:
    await books.set("payments", {"bank_row_id": books.ids["credited"]}, _id=books.ids["cash"])


async def statement_read_by_another(books: Books) -> None:
    await books.set("bank_statements", {"read_by": books.garage.manager.id})


async def statement_of_other_days(books: Books) -> None:
    """So that what is on no statement is asked about by nobody."""
    await books.set("bank_statements", {"last_day": "2020-01-01"})


async def bank_row_amount(books: Books) -> None:
    await books.set("bank_rows", {"amount_minor": 3_000}, _id=books.ids["credited"])


async def bank_row_number(books: Books) -> None:
    await books.set("bank_rows", {"rrns": [books.ids["upi"][:12]]}, _id=books.ids["credited"])


async def bank_row_words(books: Books) -> None:
    await books.set("bank_rows", {"narration": "OWN MONEY"}, _id=books.ids["credited"])


async def bank_row_removed(books: Books) -> None:
    """What came in and was entered nowhere came in nowhere."""
    await books.remove("bank_rows", _id=books.ids["credited"])


async def bank_row_said_to_be_matched(books: Books) -> None:
    matched = {"state": "matched", "payment_ids": [books.ids["upi"]], "match": "reference"}
    await books.set("bank_rows", matched, _id=books.ids["credited"])


async def bank_row_set_aside_for_another_reason(books: Books) -> None:
    await books.set("bank_rows", {"match": "own_money"}, _id=books.ids["aside"])


async def bank_row_opened_again(books: Books) -> None:
    await books.set("bank_rows", {"state": "open"}, _id=books.ids["aside"])


async def upi_without_a_proof_hidden(books: Books) -> None:
    """The page that tells how much has no proof says that there was nothing by UPI this month."""
    payment = await books.one("payments", _id=books.ids["upi"])
    month = payment["day"][:7]
    hidden: Document = {"_id": f"{books.id}:{month}", "month": month, "through": f"{month}-31", "members": {}}
    await books.db.collection("upi_proofs").insert_one({"workshop_id": books.id, **hidden})


async def upi_without_a_proof_made_up(books: Books) -> None:
    """It says so of somebody who took nothing."""
    sums = {"payments": 9, "amount_minor": 90_000, "without": 9, "without_minor": 90_000}
    row: Document = {"_id": f"{books.id}:2020-01", "month": "2020-01", "through": "2020-01-31"}
    members = {books.garage.manager.id: sums}
    await books.db.collection("upi_proofs").insert_one({"workshop_id": books.id, **row, "members": members})


async def aside_said_to_be_out(books: Books) -> None:
    """A credit that nobody entered is not among those that came in."""
    await books.set("bank_rows", {"state": "out"}, _id=books.ids["credited"])


async def row_of_another_statement(books: Books) -> None:
    await books.set("bank_rows", {"statement_id": books.ids["plain"]}, _id=books.ids["credited"])


async def statement_of_another_balance(books: Books) -> None:
    await books.change("bank_statements", {"$inc": {"opening_minor": 30_000}})
