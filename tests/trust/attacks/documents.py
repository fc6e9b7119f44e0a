"""Attacks on documents: what jobs, payments, hand-overs, members, settings, papers and photos say is rewritten.

Each function rewrites the database directly, with full rights and so that sums agree where they are looked at.
"""

import datetime as dt
import hashlib

from bson import Binary

from revops.journal.entry import record
from revops.workshops.fields import state_noted
from tests.trust.attacks.honest import Books

_DAY = dt.timedelta(days=1)


async def payment_method(books: Books) -> None:
    await books.set("payments", {"method": "card"}, _id=books.ids["upi"])


async def payment_reference(books: Books) -> None:
    await books.set("payments", {"reference": "999999999999"}, _id=books.ids["upi"])


async def payment_notes(books: Books) -> None:
    await books.set("payments", {"notes": "For nothing"}, _id=books.ids["cash"])


async def payment_type(books: Books) -> None:
    await books.set("payments", {"type": "final"}, _id=books.ids["cash"])


async def payment_date(books: Books) -> None:
    payment = await books.one("payments", _id=books.ids["cash"])
    moved = payment["payment_date"] - _DAY
    await books.set("payments", {"payment_date": moved, "day": f"{moved:%Y-%m-%d}"}, _id=payment["_id"])


async def payment_day_of_confirmation(books: Books) -> None:
    payment = await books.one("payments", _id=books.ids["cash"])
    await books.set("payments", {"confirmation_date": payment["confirmation_date"] + _DAY}, _id=payment["_id"])


async def payment_collector(books: Books) -> None:
    await books.set("payments", {"collected_by": books.garage.owner.id}, _id=books.ids["upi"])


async def payment_reviewer(books: Books) -> None:
    await books.set("payments", {"judged_by": books.garage.manager.id}, _id=books.ids["upi"])


async def payment_reason_of_rejection(books: Books) -> None:
    await books.set("payments", {"reject_reason": "Asked for by the owner"}, _id=books.ids["rejected"])


async def payment_of_another_job(books: Books) -> None:
    """The payments of two jobs exchange their jobs where both count for nothing."""
    await books.set("payments", {"job_id": books.ids["plain"]}, _id=books.ids["rejected"])


async def payments_swapped(books: Books) -> None:
    """Two confirmed payments of one job and member exchange their amounts, their methods alike."""
    ids, payments = books.ids, books.db.collection("payments")
    await payments.update_one({"_id": ids["cash"]}, {"$set": {"amount_minor": 100_000}})
    await payments.update_one({"_id": ids["advance"]}, {"$set": {"amount_minor": 150_000}})


async def payment_rejected_removed(books: Books) -> None:
    await books.remove("payments", _id=books.ids["rejected"])


async def payment_receipt_taken_off(books: Books) -> None:
    await books.change("payments", {"$unset": {"receipt_id": "", "receipt_number": ""}}, _id=books.ids["cash"])


async def refund_reference(books: Books) -> None:
    await books.set("payments", {"reference": "made-up"}, _id=books.ids["refund"])


async def settlement_jobs(books: Books) -> None:
    await books.set("settlements", {"job_ids": []}, _id=books.ids["received"])


async def settlement_notes(books: Books) -> None:
    await books.set("settlements", {"notes": "In the red envelope"}, _id=books.ids["received"])


async def settlement_date(books: Books) -> None:
    settlement = await books.one("settlements", _id=books.ids["waiting"])
    await books.set("settlements", {"submitted_date": settlement["submitted_date"] - _DAY}, _id=settlement["_id"])


async def settlement_reviewer(books: Books) -> None:
    await books.set("settlements", {"judged_by": books.garage.manager.id}, _id=books.ids["received"])


async def settlement_amount(books: Books) -> None:
    """Less waits, and what the manager's guard says agrees."""
    await books.set("settlements", {"amount_minor": 20_000}, _id=books.ids["waiting"])
    await books.set("managers", {"pending_settlement_minor": 20_000})


async def settlement_count(books: Books) -> None:
    """What the manager counted is what the owner did: the same sum by other notes."""
    counted = await books.one("settlements", _id=books.ids["counted"])
    await books.set("settlements", {"count": counted["received"], "between_minor": 0}, _id=counted["_id"])


async def settlement_second_count(books: Books) -> None:
    """Other notes were received, that come to as much."""
    await books.set("settlements", {"received": [[10_000, 4]]}, _id=books.ids["counted"])


async def settlement_difference(books: Books) -> None:
    """The missing note was too much, and the totals agree."""
    counted = await books.one("settlements", _id=books.ids["counted"])
    await books.set("settlements", {"between_minor": -counted["between_minor"]}, _id=counted["_id"])


async def settlement_reason_of_difference(books: Books) -> None:
    await books.set("settlements", {"settled.reason": "Given to the bank"}, _id=books.ids["counted"])


async def settlement_reversed_by_another(books: Books) -> None:
    await books.set("settlements", {"reversed.by": books.garage.manager.id}, _id=books.ids["reversed"])


async def settlement_counts_off(books: Books) -> None:
    """From now on cash is received without a count."""
    await books.set("workshops", {"blind_counts": False})


async def job_customer(books: Books) -> None:
    await books.set("jobs", {"customer_name": "Somebody Else"}, _id=books.ids["lines"])


async def job_of_another_customer(books: Books) -> None:
    """A job that is paid counts for a customer who never brought it."""
    plain = await books.one("jobs", _id=books.ids["plain"])
    await books.set("jobs", {"customer_id": plain["customer_id"]}, _id=books.ids["other"])


async def job_of_no_customer(books: Books) -> None:
    """Nobody is said to owe what is owed on a job."""
    await books.change("jobs", {"$unset": {"customer_id": ""}}, _id=books.ids["other"])


async def job_tax_number_as_printed(books: Books) -> None:
    """The invoice would be another business's, whatever was typed."""
    await books.set("jobs", {"customer_gstin": "27AAPFU0939F1ZV"}, _id=books.ids["other"])


async def job_phone(books: Books) -> None:
    """Two jobs that owe the same exchange whose they are."""
    await books.set("jobs", {"phone": "+919000000000"}, _id=books.ids["other"])


async def job_plate(books: Books) -> None:
    await books.set("jobs", {"vehicle_number": "MH01ZZ0001", "plate": "MH01ZZ0001"}, _id=books.ids["plain"])


async def job_prints(books: Books) -> None:
    """The pro-forma that a customer paid by was never printed."""
    await books.change("jobs", {"$unset": {"prints": ""}}, _id=books.ids["plain"])


async def job_prints_with_their_entry(books: Books) -> None:
    """Nor is it in the journal."""
    await books.remove("journal", kind="paper_printed", job_id=books.ids["plain"])
    await job_prints(books)


async def job_work(books: Books) -> None:
    await books.set("jobs", {"work_description": "Looked at it"}, _id=books.ids["plain"])


async def job_notes(books: Books) -> None:
    await books.set("jobs", {"internal_notes": "All well"}, _id=books.ids["plain"])


async def job_intake(books: Books) -> None:
    job = await books.one("jobs", _id=books.ids["plain"])
    await books.set("jobs", {"created_at": job["created_at"] - _DAY / 86_400}, _id=job["_id"])


async def job_promise(books: Books) -> None:
    job = await books.one("jobs", _id=books.ids["plain"])
    later = {"planned_completion_days": 30, "due_at": job["due_at"] + 28 * _DAY}
    await books.set("jobs", later, _id=job["_id"])


async def job_due(books: Books) -> None:
    job = await books.one("jobs", _id=books.ids["lines"])
    await books.set("jobs", {"due_at": job["due_at"] + 28 * _DAY}, _id=job["_id"])


async def job_completed(books: Books) -> None:
    job = await books.one("jobs", _id=books.ids["plain"])
    await books.set("jobs", {"completed_at": job["completed_at"] + dt.timedelta(seconds=1)}, _id=job["_id"])


async def job_lines(books: Books) -> None:
    await books.set("jobs", {"items.0.description": "Brake inspection"}, _id=books.ids["lines"])


async def job_invoice(books: Books) -> None:
    await books.set("jobs", {"invoice_id": None, "invoice_number": None}, _id=books.ids["lines"])


async def job_advance(books: Books) -> None:
    await books.set("jobs", {"advance_minor": 0}, _id=books.ids["plain"])


async def job_statuses_swapped(books: Books) -> None:
    """Two jobs of one member exchange their statuses, and what they owe and cost stays with each."""
    await books.set("jobs", {"status": "in_progress"}, _id=books.ids["other"])
    await books.set("jobs", {"status": "pending"}, _id=books.ids["plain"])


async def member_role(books: Books) -> None:
    await books.set("members", {"role": "owner", "sees": "all"}, user_id=books.garage.manager.id)


async def member_rights(books: Books) -> None:
    await books.set("members", {"grants": {"payments:review": True}}, user_id=books.garage.manager.id)


async def member_limit(books: Books) -> None:
    await books.set("members", {"limits": {}}, user_id=books.garage.manager.id)


async def member_left(books: Books) -> None:
    await books.change("members", {"$set": {"left_at": dt.datetime.now(dt.UTC)}}, user_id=books.garage.manager.id)


async def member_invented(books: Books) -> None:
    member = await books.one("members", user_id=books.garage.manager.id)
    await books.db.collection("members").insert_one({**member, "_id": "invented", "user_id": "somebody"})


async def workshop_name(books: Books) -> None:
    await books.set("workshops", {"name": "Thief Motors"})


async def workshop_gstin(books: Books) -> None:
    await books.set("workshops", {"gst_number": "27AAPFU0939F1ZV", "gstin": "27AAPFU0939F1ZV"})


async def workshop_zone(books: Books) -> None:
    await books.set("workshops", {"timezone": "UTC"})


async def workshop_password_above(books: Books) -> None:
    await books.set("workshops", {"password_above_minor": None})


async def workshop_number_as_printed(books: Books) -> None:
    """Papers name another business; the number that the owner typed is as it was."""
    await books.set("workshops", {"gstin": "27AAPFU0939F1ZV"})


async def workshop_phone(books: Books) -> None:
    await books.set("workshops", {"phone": "+919800000666"})


async def workshop_address(books: Books) -> None:
    await books.set("workshops", {"address": "Behind the other garage"})


async def workshop_state_noted_again(books: Books) -> None:
    """A member has more rights, and the migration that says who has which is made to run again, by the server."""
    await member_rights(books)
    await workshop_name(books)
    workshop = await books.one("workshops")
    members = await books.db.collection("members").find({"workshop_id": books.id}).to_list()
    event = state_noted(workshop, members)
    await books.db.transaction(lambda session: record(books.db, session, books.id, "Asia/Kolkata", event))


async def poster_name_altered(books: Books) -> None:
    """The name on the posters leads nowhere, and one that the thief prints leads here."""
    await books.set("workshops", {"slugs.0": "thief-motors"})


async def poster_name_added(books: Books) -> None:
    await books.change("workshops", {"$push": {"slugs": "honest-motors"}})


async def poster_name_taken_off(books: Books) -> None:
    await books.change("workshops", {"$pop": {"slugs": -1}})


async def poster_name_of_another_garage(books: Books) -> None:
    """What stands on the walls of the neighbour leads here."""
    workshops = books.db.collection("workshops")
    other = {"_id": "neighbour", "owner_id": "neighbour", "slugs": ["neighbour-motors"]}
    await workshops.insert_one(other)
    await workshops.delete_one(other)
    await books.change("workshops", {"$push": {"slugs": other["slugs"][0]}})


async def upi_address(books: Books) -> None:
    await books.set("billing_settings", {"changes.vpa": "thief@upi"}, **{"changes.vpa": "honest@upi"})


async def upi_version_added(books: Books) -> None:
    version = await books.one("billing_settings", **{"changes.vpa": "honest@upi"})
    newer = {"_id": "newer", "changes": {"vpa": "thief@upi"}}
    await books.db.collection("billing_settings").insert_one({**version, **newer})


async def paper_text(books: Books) -> None:
    await books.set("documents", {"paper.number": "INV/0000/00000"}, _id=books.ids["invoice"])


async def paper_removed(books: Books) -> None:
    await books.remove("documents", _id=books.ids["receipt"])


async def paper_bytes(books: Books) -> None:
    """The kept PDF is another one, under the name that its hash gives it, and the row names that."""
    row = await books.one("document_files", document_id=books.ids["invoice"])
    await _replace_file(books, "document_files", row["_id"], row["file"], b"%PDF-1.7 another")


async def photo_bytes(books: Books) -> None:
    """The photo is another one, of the same size in bytes, and all that names it agrees."""
    row = await books.one("photo_files", photo_id=books.ids["photo"], size="full")
    old = await books.one("files", _id={"$regex": row["file"]})
    content = bytes(len(old["content"]))
    await _replace_file(books, "photo_files", row["_id"], row["file"], content)
    await books.set("photos", {"sha256": hashlib.sha256(content).hexdigest()}, _id=books.ids["photo"])


async def photo_named_by_no_hash(books: Books) -> None:
    """Whoever looks for the file fails; it is said which check did."""
    await books.set("photo_files", {"file": "no hash"}, photo_id=books.ids["photo"], size="320")


async def photo_small_bytes(books: Books) -> None:
    row = await books.one("photo_files", photo_id=books.ids["photo"], size="320")
    await _replace_file(books, "photo_files", row["_id"], row["file"], b"another")


async def photo_removed(books: Books) -> None:
    """A photo is gone with its files and its room."""
    photo = await books.one("photos", _id=books.ids["photo"])
    await books.remove("photo_files", photo_id=photo["_id"])
    await books.remove("photos", _id=photo["_id"])
    await books.change("photo_usage", {"$inc": {"bytes": -photo["bytes"]}})


async def notes_photo_bytes(books: Books) -> None:
    """The photo of counted notes is another one, of the same size in bytes, and what names its file agrees."""
    row = await books.one("evidence", _id=books.ids["notes"])
    await _replace_file(books, "evidence", row["_id"], row["file"], bytes(row["bytes"]))


async def notes_photo_removed(books: Books) -> None:
    """A photo of counted notes is gone with its room."""
    photo = await books.one("evidence", _id=books.ids["notes"])
    await books.remove("evidence", _id=photo["_id"])
    await books.change("photo_usage", {"$inc": {"bytes": -photo["bytes"]}})


async def photo_of_another_job(books: Books) -> None:
    await books.set("photos", {"job_id": books.ids["other"]}, _id=books.ids["photo"])


async def _replace_file(books: Books, naming: str, row_id: str, old: str, content: bytes) -> None:
    kept = await books.one("files", _id={"$regex": old})
    new = hashlib.sha256(content).hexdigest()
    file = {**kept, "_id": kept["_id"].replace(old, new), "content": Binary(content)}
    await books.db.collection("files").replace_one({"_id": file["_id"]}, file, upsert=True)
    await books.set(naming, {"file": new}, _id=row_id)


async def paper_of_another_customer(books: Books) -> None:
    """What it says stays as it was; lists show another name, and its credit note would be another's."""
    await books.set("documents", {"customer_name": "Somebody Else"}, _id=books.ids["invoice"])


async def paper_of_another_month(books: Books) -> None:
    """An export files it under another month, and its tax is due then."""
    await books.set("documents", {"day": "2020-01-01"}, _id=books.ids["receipt"])
