"""Attacks on what the owner is asked about: a question deleted, altered, answered in his name, or never asked."""

from revops.exceptions.marks import JOURNAL, keep_mark
from tests.trust.attacks.honest import Books


async def question_deleted(books: Books) -> None:
    await books.remove("exceptions", kind="payment_rejected")


async def question_made_smaller(books: Books) -> None:
    await books.set("exceptions", {"amount_minor": 1, "facts.receipt": False}, kind="payment_rejected")


async def question_answered(books: Books) -> None:
    asked = await books.one("exceptions", kind="payment_rejected")
    answer = {"verdict": "fine", "reason": "I know", "by": books.garage.owner.id, "at": asked["found_at"]}
    await books.set("exceptions", {"state": "answered", "answer": answer}, kind="payment_rejected")


async def question_withdrawn(books: Books) -> None:
    await books.set("exceptions", {"state": "withdrawn"}, kind="payment_rejected")


async def kind_muted(books: Books) -> None:
    await books.set("workshops", {"exceptions": {"muted": ["payment_rejected"]}})


async def cap_raised(books: Books) -> None:
    await books.set("workshops", {"discount_caps": {"manager": 100}})


async def never_asked(books: Books) -> None:
    """With the server's key: say that all was followed, so that nobody looks."""
    head = await books.one("chain_heads")
    await keep_mark(books.db, JOURNAL, books.id, head["seq"])


async def asked_with_less(books: Books) -> None:
    """The question and the entry that noted it say a smaller sum: the rule says another, whoever sealed them."""
    await never_asked(books)
    noted = {"kind": "exception_noted", "facts.kind": "payment_rejected"}
    await books.set("journal", {"facts.amount_minor": 100}, **noted)
    await books.set("exceptions", {"amount_minor": 100}, kind="payment_rejected")
