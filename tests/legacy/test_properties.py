"""Whatever the original holds, the import ends, everything agrees, and a second run changes nothing."""

from typing import Any

import pytest
from bson import Decimal128, ObjectId
from bson.datetime_ms import DatetimeMS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from revops.mongo.client import Document
from tests.legacy.conftest import HASH, JOB, MANAGER, MEMBER, OWNER, PAYMENT, SETTLEMENT, WORKSHOP, Import

pytestmark = pytest.mark.slow

ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=12),
    st.binary(max_size=4),
    st.just(ObjectId("60938ef90000000000000001")),
    st.sampled_from(
        [Decimal128("1.005"), Decimal128("NaN"), DatetimeMS(2**60), DatetimeMS(-(2**60)), [], {}, [1], {"a": 1}]
    ),
    st.datetimes(),
    st.sampled_from(["2024-02-30", "2024-01-16T14:00:00+05:30", "12.50", "x" * 70, HASH, "a\x00b", "=1+1"]),
)
AMOUNTS = st.one_of(st.floats(0, 9000), st.integers(1, 9000), st.sampled_from([0.1 + 0.2, 1234.565, "1,000"]), ODD)
KEYS = {
    "users": ["owner-1", "manager-1", "u-3"],
    "workshops": ["workshop-1", "w-2"],
    "jobs": ["job-1", "j-2", "j-3"],
}


def one_of(collection: str) -> st.SearchStrategy[Any]:
    return st.one_of(st.sampled_from(KEYS[collection]), st.sampled_from(KEYS[collection]), ODD)


def documents(sound: Document, size: int, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Document]]:
    """Lists of a sound document with some fields replaced, the named ones by what they refer to."""
    dirt = st.dictionaries(st.sampled_from(sorted(sound)), ODD, max_size=3)
    changes = st.tuples(dirt, st.fixed_dictionaries(fields)).map(lambda both: sound | both[1] | both[0])
    return st.lists(changes, max_size=size)


ids = st.sampled_from(["a", "b", "c", "d", "job-1", "j-2", 7, None])
ORIGINALS = st.fixed_dictionaries(
    {
        "users": documents(OWNER, 4, id=one_of("users"), role=st.sampled_from(["owner", "manager"])),
        "workshops": documents(WORKSHOP, 3, id=one_of("workshops"), owner_id=one_of("users")),
        "managers": documents(MEMBER, 4, user_id=one_of("users"), workshop_id=one_of("workshops")),
        "invite_codes": documents(
            {"id": "c", "code": "AAAA", "used_by": None, "created_at": "2024-01-01", "is_active": True},
            4,
            code=st.sampled_from(["AAAA", "aaaa", "BBBB"]),
            workshop_id=one_of("workshops"),
            used_by=one_of("users"),
        ),
        "jobs": documents(
            JOB,
            6,
            id=one_of("jobs"),
            workshop_id=one_of("workshops"),
            manager_id=one_of("users"),
            advance_paid=AMOUNTS,
            estimated_amount=AMOUNTS,
            status=st.sampled_from(["pending", "delivered", "credit_pending", "closed", "done"]),
        ),
        "payments": documents(
            PAYMENT,
            8,
            id=ids,
            job_id=one_of("jobs"),
            amount=AMOUNTS,
            collected_by_manager_id=one_of("users"),
            confirmed_by_owner=st.booleans(),
            payment_type=st.sampled_from(["advance", "partial", "final"]),
        ),
        "settlements": documents(
            SETTLEMENT, 4, id=ids, manager_id=one_of("users"), amount=AMOUNTS, confirmed_by_owner=st.booleans()
        ),
        "job_updates": documents(
            {"message": "Called", "status": None, "created_at": "2024-01-01", "updated_by": None},
            5,
            job_id=one_of("jobs"),
            status=st.sampled_from([None, "completed", "closed", "x"]),
        ),
    }
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(found=ORIGINALS, has_garage=st.booleans())
async def test_any_original_can_be_imported(
    original: Import, found: dict[str, list[Document]], has_garage: bool
) -> None:
    await original.clear()
    await original.add("users", MANAGER)
    if has_garage:
        await original.add("users", OWNER)
        await original.add("workshops", WORKSHOP)
        await original.add("managers", MEMBER)
    for collection, docs in found.items():
        if docs:
            await original.add(collection, *docs)
    rows = await original.run()
    before = await original.contents()
    for name in ("workshops", "jobs", "payments", "settlements"):
        counts = original.summary.collections[name]
        there = await original.client[original.source][name].count_documents({})
        assert counts.imported + counts.left_out == there, name
    assert await original.run() == rows
    assert await original.contents() == before
