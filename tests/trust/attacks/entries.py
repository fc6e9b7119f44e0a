"""Attacks on the journal, its totals and the audit log, with documents altered so that they agree.

None knows the server's key. What rewinds a whole garage to what it was is in ``rewinding``.
"""

import datetime as dt

from bson import ObjectId

from tests.trust.attacks.honest import Books
from tests.trust.attacks.sealing import seal_anew


async def altered(books: Books) -> None:
    await books.set("journal", {"postings.0.amount_minor": 1}, kind="payment_recorded", payment_id=books.ids["cash"])


async def note_altered(books: Books) -> None:
    await books.set("journal", {"note": "Nothing to see"}, payment_id=books.ids["cash"], kind="payment_recorded")


async def removed(books: Books) -> None:
    await books.remove("journal", seq=5)


async def inserted(books: Books) -> None:
    entry = await books.one("journal", seq=5)
    await books.db.collection("journal").insert_one({**entry, "_id": str(ObjectId()), "seq": 1000})


async def without_a_number(books: Books) -> None:
    entry = await books.one("journal", kind="job_created")
    del entry["seq"]
    await books.db.collection("journal").insert_one({**entry, "_id": str(ObjectId())})


async def with_a_number_below_one(books: Books) -> None:
    entry = await books.one("journal", kind="job_created")
    await books.db.collection("journal").insert_one({**entry, "_id": str(ObjectId()), "seq": -5})


async def reordered(books: Books) -> None:
    for old, new in ((4, 1000), (5, 4), (1000, 5)):
        await books.set("journal", {"seq": new}, seq=old)


async def altered_and_sealed_anew(books: Books) -> None:
    """A UPI payment becomes one by card, in its entry and its document, and all is sealed anew."""
    await books.set("payments", {"method": "card"}, _id=books.ids["upi"])
    await books.db.collection("journal").update_one(
        {"payment_id": books.ids["upi"], "facts.method": "upi"}, {"$set": {"facts.method": "card"}}
    )
    await books.set("journal", {"actor_id": books.garage.owner.id}, payment_id=books.ids["upi"], counts={"$exists": 1})
    await seal_anew(books.db, books.id)


async def removed_and_sealed_anew(books: Books) -> None:
    """A rejected payment and its entries never were."""
    await books.remove("payments", _id=books.ids["rejected"])
    await books.remove("journal", payment_id=books.ids["rejected"])
    await seal_anew(books.db, books.id)


async def reordered_and_sealed_anew(books: Books) -> None:
    await reordered(books)
    await seal_anew(books.db, books.id)


async def sealed_anew_by_older_rules(books: Books) -> None:
    """As if an older version had sealed it all: no signatures, and rules that ask for none."""
    await books.remove("payments", _id=books.ids["rejected"])
    await books.remove("journal", payment_id=books.ids["rejected"])
    journal = books.db.collection("journal")
    mine = {"workshop_id": books.id}
    await journal.update_many(mine, {"$unset": {"signed": "", "seal": ""}, "$set": {"rules": 2}})
    await seal_anew(books.db, books.id)
    await books.set("chain_heads", {"rules": 2})


async def sealed_anew_with_an_own_key(books: Books) -> None:
    """Signatures name a key that the server does not have."""
    await books.remove("payments", _id=books.ids["rejected"])
    await books.remove("journal", payment_id=books.ids["rejected"])
    signed = {"$set": {"signed": f"deadbeef.{'0' * 32}", "seal": f"deadbeef.{'0' * 32}"}}
    await books.db.collection("journal").update_many({"workshop_id": books.id}, signed)
    await seal_anew(books.db, books.id)


async def total_altered(books: Books) -> None:
    await books.change("totals", {"$inc": {"accounts.bank": 100}}, manager_id=None, day="all")


async def balance_altered(books: Books) -> None:
    await books.change("customers", {"$inc": {"receivable_minor": -100}}, receivable_minor={"$gt": 0})


async def balance_of_another(books: Books) -> None:
    """What one customer owes is another's, who is unknown."""
    await books.set("customers", {"phone": str(ObjectId())}, receivable_minor={"$gt": 0})


async def owed_by_another(books: Books) -> None:
    """An entry says that somebody else owes, and so do the stored balance and the job."""
    entry = await books.one("journal", kind="job_created", job_id=books.ids["other"])
    other = await books.one("jobs", _id=books.ids["plain"])
    await books.set("journal", {"owed.0.customer": other["customer_id"]}, _id=entry["_id"])


async def audit_line_altered(books: Books) -> None:
    await books.set("audit_log", {"kind": "signed_in"}, kind="member_changed")


async def audit_line_removed(books: Books) -> None:
    await books.remove("audit_log", kind="member_changed")


async def audit_sealed_anew_with_an_own_key(books: Books) -> None:
    """Each line names a key that the server does not have."""
    lines = books.db.collection("audit_log")
    forged = {"$set": {"seal": f"deadbeef.{'0' * 32}"}}
    assert (await lines.update_many({"workshop_id": books.id}, forged)).modified_count > 0


async def audit_newest_lines_removed(books: Books) -> None:
    """The seal says that the last of them was written so long ago that the database has removed it by itself."""
    lines = books.db.collection("audit_log")
    last = await lines.find_one({"workshop_id": books.id}, sort=[("seq", -1)])
    assert last is not None
    await lines.delete_one({"_id": last["_id"]})
    await books.set("audit_heads", {"at": last["at"] - dt.timedelta(days=1000)})


async def count_not_of_its_form(books: Books) -> None:
    """Whoever reads it fails; nothing else is kept from being checked."""
    await books.set("cash_counts", {"tally": {}}, _id=books.ids["count"])
    await books.set("workshops", {"name": "Thief Motors"})


async def audit_emptied_and_dated_back(books: Books) -> None:
    """Old lines go by themselves, and these would be old."""
    await books.remove("audit_log")
    await books.set("audit_heads", {"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)})


async def total_of_no_form(books: Books) -> None:
    await books.change("totals", {"$unset": {"day": ""}}, day="all", manager_id=None)


async def balance_of_no_form(books: Books) -> None:
    """It keeps nothing else from being checked."""
    await books.set("payments", {"notes": "For the tyres"}, _id=books.ids["cash"])
    owing = await books.one("customers")
    await books.change("customers", {"$unset": {"receivable_minor": ""}}, _id=owing["_id"])


async def entry_without_its_hash(books: Books) -> None:
    await books.change("journal", {"$unset": {"hash": ""}}, payment_id=books.ids["cash"], kind="payment_recorded")


async def seal_of_no_form(books: Books) -> None:
    await books.change("chain_heads", {"$unset": {"hash": ""}})


async def audit_emptied(books: Books) -> None:
    await books.remove("audit_log")
    await books.remove("audit_heads")
