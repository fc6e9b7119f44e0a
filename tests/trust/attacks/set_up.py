"""Attacks on what a garage has set up for its customers: prices of usual jobs, words of messages, links, the logo."""

from revops.core.time import now
from tests.trust.attacks.honest import Books


async def usual_job_price(books: Books) -> None:
    await books.set("service_templates", {"items.0.unit_price_minor": 90_000}, template_id=books.ids["usual"])


async def usual_job_removed(books: Books) -> None:
    await books.remove("service_templates", template_id=books.ids["usual"])


async def usual_job_added(books: Books) -> None:
    row = await books.one("service_templates", template_id=books.ids["usual"])
    await books.db.collection("service_templates").insert_one({**row, "_id": "forged", "template_id": "forged"})


async def words_of_messages(books: Books) -> None:
    await books.set("message_settings", {"wordings.ready.en.text": "Pay thief@upi, {customer}."})


async def messages_stopped(books: Books) -> None:
    """Nothing is sent about any more, and the settings say it is."""
    await books.set("workshops", {"announced": []})


async def link_of_another_job(books: Books) -> None:
    """The customer opens his link, and approves and pays what is on another job."""
    await books.set("customer_links", {"job_id": books.ids["plain"]}, job_id=books.ids["asked"])


async def link_moved_to_a_job_without_its_signature(books: Books) -> None:
    """As if it were from before links were signed."""
    moved = {"$set": {"job_id": books.ids["plain"]}, "$unset": {"signed": ""}}
    await books.change("customer_links", moved, job_id=books.ids["asked"])


async def ended_link_open_again(books: Books) -> None:
    await books.set("customer_links", {"revoked_at": None}, job_id=books.ids["lines"])


async def ended_link_removed(books: Books) -> None:
    """The next that is made has the same address."""
    await books.remove("customer_links", job_id=books.ids["lines"])


async def link_ended_without_a_word(books: Books) -> None:
    """The customer's page is closed before he sees that less is booked than he paid."""
    await books.set("customer_links", {"revoked_at": now()}, job_id=books.ids["asked"])


async def link_opened_earlier(books: Books) -> None:
    """The customer had seen his page, it seems, before work was said to be approved."""
    link = await books.one("customer_links", job_id=books.ids["asked"])
    await books.set("customer_links", {"first_seen_at": link["created_at"]}, _id=link["_id"])


async def link_said_to_be_opened(books: Books) -> None:
    """A page that nobody opened is said to have been."""
    await books.set("customer_links", {"first_seen_at": now()}, job_id=books.ids["lines"])


async def link_never_opened(books: Books) -> None:
    """As if it were from before openings were in the journal."""
    gone = {"$unset": {"first_seen_at": "", "opening_is_told": ""}}
    await books.change("customer_links", gone, job_id=books.ids["asked"])


async def logo_of_another_file(books: Books) -> None:
    """Its picture is the thief's QR code."""
    await books.set("logos", {"file": "0" * 64})
