"""What a transaction had at hand is let go of when it is over, however often it was tried, and whoever ended it."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from pymongo.errors import OperationFailure

from revops.mongo.client import Database, Session

pytestmark = pytest.mark.anyio


class _Sent:
    """Something large that somebody sent."""


@pytest.fixture
def without_looking_for_cycles() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def _tried(db: Database, error: Exception, times: int) -> weakref.ref[_Sent]:
    """Run a transaction that fails so often, with something at hand that nothing else holds."""
    sent, left = _Sent(), times

    async def work(session: Session) -> None:
        nonlocal left
        await db.collection("throttles").insert_one({"sent": str(sent)}, session=session)
        if left:
            left -= 1
            raise error

    await db.transaction(work, inserts_last=True)
    return weakref.ref(sent)


@pytest.mark.usefixtures("without_looking_for_cycles")
async def test_what_was_tried_again_holds_nothing(empty_database: Database) -> None:
    conflict = OperationFailure("conflict", 112, {"errorLabels": ["TransientTransactionError"]})
    assert (await _tried(empty_database, conflict, 2))() is None


@pytest.mark.usefixtures("without_looking_for_cycles")
async def test_what_was_refused_holds_nothing_and_says_where(empty_database: Database) -> None:
    sent: list[weakref.ref[_Sent]] = []

    class Refused(Exception):
        pass

    async def refuse(session: Session) -> None:
        own = _Sent()
        sent.append(weakref.ref(own))
        await empty_database.collection("throttles").insert_one({"sent": str(own)}, session=session)
        raise Refused

    with pytest.raises(Refused) as refused:
        await empty_database.transaction(refuse)
    assert refused.traceback[-1].name == "refuse"
    assert sent[0]() is None
