"""Attacks on what customers were asked, answered and signed."""

from tests.trust.attacks.honest import Books


async def strokes_altered(books: Books) -> None:
    await books.set("estimate_answers", {"signature.strokes": "0,0 500,100"}, _id=books.ids["drawn"])


async def name_altered(books: Books) -> None:
    await books.set("estimate_answers", {"signature.name": "Asha Roy"}, _id=books.ids["typed"])


async def signature_altered_with_its_digest(books: Books) -> None:
    """The digest that is kept beside it is another, as of one that was erased."""
    forged = {"signature.strokes": None, "signature.sha256": "0" * 64}
    await books.set("estimate_answers", forged, _id=books.ids["drawn"])


async def signature_said_to_be_erased(books: Books) -> None:
    """As if its customer had been erased: the digest is the right one, and the drawing is gone."""
    erased = {"$set": {"signature.strokes": None, "signature.name": None}, "$unset": {"signature.salt": ""}}
    await books.change("estimate_answers", erased, _id=books.ids["drawn"])


async def signature_deleted(books: Books) -> None:
    await books.change("estimate_answers", {"$unset": {"signature": ""}}, _id=books.ids["drawn"])


async def signature_moved_to_another_answer(books: Books) -> None:
    drawn = await books.one("estimate_answers", _id=books.ids["drawn"])
    await books.set("estimate_answers", {"signature": drawn["signature"]}, _id=books.ids["typed"])


async def signature_moved_to_another_version(books: Books) -> None:
    await books.set("estimate_answers", {"version": 2}, _id=books.ids["drawn"])


async def signatures_exchanged(books: Books) -> None:
    """Each is under what the other was given for."""
    rows = books.db.collection("estimate_answers")
    drawn, typed = [await books.one("estimate_answers", _id=books.ids[name]) for name in ("drawn", "typed")]
    await rows.update_one({"_id": drawn["_id"]}, {"$set": {"signature": typed["signature"]}})
    await rows.update_one({"_id": typed["_id"]}, {"$set": {"signature": drawn["signature"]}})


async def answer_removed(books: Books) -> None:
    await books.remove("estimate_answers", _id=books.ids["drawn"])


async def answer_given_at_another_time(books: Books) -> None:
    answer = await books.one("estimate_answers", _id=books.ids["drawn"])
    await books.set("estimate_answers", {"at": answer["at"].replace(year=2020)}, _id=answer["_id"])


async def answer_note(books: Books) -> None:
    await books.set("estimate_answers", {"note": "Said so on the phone"}, _id=books.ids["drawn"])


async def version_sent_by_another(books: Books) -> None:
    by = {"sent_by": books.garage.owner.id}
    await books.set("estimate_versions", by, job_id=books.ids["asked"], number=1)


async def version_price(books: Books) -> None:
    await books.set("estimate_versions", {"services.0.total_minor": 1}, job_id=books.ids["asked"], number=1)


async def service_lines(books: Books) -> None:
    await books.set("services", {"items.0.unit_price_minor": 1}, _id=books.ids["approved 1"])


async def service_title(books: Books) -> None:
    await books.set("services", {"title": "Cleaning"}, _id=books.ids["declined 1"])


async def service_reason(books: Books) -> None:
    await books.set("services", {"reason": "The customer wants it"}, _id=books.ids["declined 2"])


async def service_said_to_be_approved(books: Books) -> None:
    """And another, which was, is said to be declined: the counts agree."""
    for name, state in (("declined 1", "approved"), ("approved 1", "declined")):
        await books.set("services", {"state": state}, _id=books.ids[name])


async def service_said_to_be_told(books: Books) -> None:
    await books.set("services", {"how": "told", "told": "phone"}, _id=books.ids["approved 1"])


async def service_asked_for_less(books: Books) -> None:
    await books.set("services", {"asked_minor": 100}, _id=books.ids["declined 1"])


async def service_not_to_be_proposed_again(books: Books) -> None:
    await books.set("services", {"waits": False}, _id=books.ids["declined 1"])


async def approved_on_the_job(books: Books) -> None:
    """What may be charged without asking again is less than was approved."""
    await books.set("jobs", {"approved.0.items": []}, _id=books.ids["asked"])


async def version_of_the_job(books: Books) -> None:
    await books.set("jobs", {"estimate_version": 9}, _id=books.ids["asked"])


async def service_removed(books: Books) -> None:
    await books.remove("services", _id=books.ids["unsent"])


async def service_not_sent_yet(books: Books) -> None:
    """What the customer will be asked about is another thing than what was proposed."""
    await books.set("services", {"items.0.unit_price_minor": 1}, _id=books.ids["unsent"])


async def digest_of_a_signature_altered(books: Books) -> None:
    """It is what is left once the signature is erased with its customer."""
    await books.set("estimate_answers", {"signature.sha256": "0" * 64}, _id=books.ids["drawn"])
