"""Attacks that say of something that it was erased with its customer: what was erased is compared with nothing."""

import datetime as dt

from revops.journal.entry import SYSTEM, record
from revops.journal.erasure import erasures
from tests.trust.attacks.honest import Books

_NAMES = ("customer_name", "phone", "address", "customer_gst_number", "vehicle_number", "internal_notes")


async def job_given_to_another_customer(books: Books) -> None:
    """The entries of a job lose whom they name, as of a customer who was erased; the job names somebody else."""
    of_job = {"workshop_id": books.id, "job_id": books.ids["lines"]}
    parts = ("facts", "changes")
    gone = {f"personal.{part}.salt": "" for part in parts} | {f"{part}.{name}": "" for part in parts for name in _NAMES}
    await books.db.collection("journal").update_many(of_job, {"$unset": gone})
    await books.set("jobs", {"customer_name": "Somebody Else", "phone": "+919000000001"}, _id=books.ids["lines"])


async def job_given_to_another_by_a_migration(books: Books) -> None:
    """The migration that notes erasures of before is made to run again, by the server itself."""
    await job_given_to_another_customer(books)
    events = erasures(SYSTEM, None, [books.ids["lines"]])
    await books.db.transaction(lambda session: record(books.db, session, books.id, "UTC", *events))


async def note_of_an_entry_erased(books: Books) -> None:
    """The reason that somebody gave is gone."""
    gone = {"$unset": {"note": "", "personal.note.salt": ""}}
    await books.change("journal", gone, payment_id=books.ids["cash"], kind="payment_recorded")


async def word_of_a_customer_erased(books: Books) -> None:
    """The customer said that he paid more, and his words are gone."""
    gone = {"text": None, "erased_at": books.garage.workshop["created_at"]}
    await books.set("customer_words", gone, _id=books.ids["word"])


async def word_of_a_customer_altered(books: Books) -> None:
    await books.set("customer_words", {"differs": "day"}, _id=books.ids["word"])


async def word_said_to_be_settled(books: Books) -> None:
    """The owner is not shown it among those that wait for him."""
    await books.set("customer_words", {"is_open": False}, _id=books.ids["word"])


async def payment_not_disputed(books: Books) -> None:
    """The payment that the customer says is different looks like any."""
    await books.set("payments", {"disputed": False}, disputed=True)


async def word_shown_to_the_manager(books: Books) -> None:
    await books.set("customer_words", {"shown_at": dt.datetime.now(dt.UTC)}, _id=books.ids["word"])


async def narration_of_a_bank_row_erased(books: Books) -> None:
    gone = {"$unset": {"salt": "", "narration": "", "reference": ""}}
    await books.change("bank_rows", gone, _id=books.ids["credited"])


async def notes_of_an_inspection_erased(books: Books) -> None:
    gone = {"$unset": {"notes_salt": ""}, "$set": {"answers.battery.note": None}}
    await books.change("inspections", gone, _id=books.ids["inspection"])
