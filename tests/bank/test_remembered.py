"""The bank's page is told again only while it is what it would be if it were read anew."""

import datetime as dt
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from fastapi import FastAPI

from revops.bank import summary
from revops.bank.proposals import propose
from revops.bank.remembered import may_change_it, pages_told
from revops.journal.entry import EntryKind
from revops.journal.sealer import Sealer
from revops.mongo.client import Database
from tests.bank.statements import Money, Story, as_text, hdfc, rrn
from tests.bank.test_bank import FIRST, _that_monday, bank_of, came, confirm_all, statement
from tests.bank.uploads import upload
from tests.factories import PASSWORD, Garage, get_job, make_job, make_payment, make_photo, move_job, ok, reject_payment

__all__ = ["_that_monday"]

pytestmark = pytest.mark.anyio


class _Desk:
    """What people do in a garage whose bank page somebody looks at."""

    def __init__(self, garage: Garage, db: Database, job_id: str) -> None:
        self.garage, self.db, self.job_id, self._made = garage, db, job_id, 10
        self._paid = 0
        self._moves: list[Money] = []

    def _next(self) -> int:
        self._made += 1
        return self._made

    async def paid(self) -> None:
        self._paid = self._next()
        reference = rrn(FIRST, self._paid)
        await make_payment(self.garage.manager, self.job_id, self._paid, method="upi", reference=reference)

    async def paid_without_number(self) -> None:
        await make_payment(self.garage.manager, self.job_id, 700, method="upi")

    async def paid_in_cash(self) -> None:
        await make_payment(self.garage.manager, self.job_id, 5)

    async def came_in(self) -> None:
        number, days = self._next(), len(self._moves) // 3
        # Each statement holds those before: what came in stands there on a day after theirs.
        for amount, reference in ((number - 1, number - 1), (700, 1000 + number), (number + 900, 2000 + number)):
            self._moves.append(
                Money(FIRST + dt.timedelta(days=days), amount * 100, "RAVI KUMAR", rrn(FIRST, reference))
            )
        await upload(self.garage.owner, as_text(hdfc(Story(100_000, self._moves, since=FIRST))))

    async def matched(self) -> None:
        await confirm_all(self.garage, password=PASSWORD)

    async def set_aside(self) -> None:
        for row in (await bank_of(self.garage))["credited"][:1]:
            ok(await self.garage.owner.post(f"/api/bank/rows/{row['id']}/set-aside", {"why": "own_money"}))

    async def taken_back(self) -> None:
        for payment in (await get_job(self.garage.owner, self.job_id))["payments"][:1]:
            if payment["verdict"] == "pending":
                await reject_payment(self.garage.owner, payment["id"])

    async def renamed(self) -> None:
        name = ("Ravi Kumar", "Meena Rao")[self._next() % 2]
        ok(await self.garage.manager.put(f"/api/jobs/{self.job_id}", {"customer_name": name}))

    async def replated(self) -> None:
        plate = f"MH12AB{self._next():04}"
        ok(await self.garage.manager.put(f"/api/jobs/{self.job_id}", {"vehicle_number": plate}))

    async def noted(self) -> None:
        ok(await self.garage.manager.put(f"/api/jobs/{self.job_id}", {"internal_notes": str(self._next())}))

    async def member_renamed(self) -> None:
        ok(await self.garage.manager.put("/api/auth/me", {"name": f"Manager {self._next()}"}))

    async def password_asked_above(self) -> None:
        asked = {"password_above": self._next(), "password": PASSWORD}
        ok(await self.garage.owner.put(f"/api/workshops/{self.garage.id}", asked))

    async def sealed(self) -> None:
        await Sealer(self.db).drain()


@pytest.mark.slow
async def test_it_is_what_it_would_be_read_anew(app: FastAPI, garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=500_000, customer_name="Ravi Kumar")
    desk, pages = _Desk(garage, db, job_id), pages_told(app.state.services.db)
    names = sorted(name for name in vars(_Desk) if not name.startswith("_"))
    rng, told = random.Random(7), 0
    for name in ("paid", "came_in", *names, *rng.choices(names, k=20)):
        do: Callable[[], Awaitable[None]] = getattr(desk, name)
        await do()
        shown = await bank_of(garage)
        pages.forget(garage.id)
        assert shown == await bank_of(garage), name
        told += bool(shown["matches"] or shown["credited"])
    assert told > 20


async def test_nothing_is_matched_anew_for_what_the_page_says_nothing_of(
    app: FastAPI, garage: Garage, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    await upload(garage.owner, statement(came(600, 1)))
    # Of a garage of which nothing is sealed nothing is remembered.
    await Sealer(db).drain()
    read: list[Any] = []

    async def proposing(*asked: Any) -> Any:
        read.append(asked)
        return await propose(*asked)

    monkeypatch.setattr(summary, "propose", proposing)
    first = await bank_of(garage)
    await make_payment(garage.manager, job_id, 50)
    await make_photo(garage.manager, job_id)
    await move_job(garage.manager, job_id, "in_progress")
    await make_job(garage.manager)
    await Sealer(db).drain()
    assert await bank_of(garage) == first
    assert len(read) == 1
    await make_payment(garage.manager, job_id, 600, method="upi", reference=rrn(FIRST, 1))
    assert (await bank_of(garage))["match_count"] == 1
    assert len(read) == 2


def test_what_is_not_known_may_change_it() -> None:
    assert may_change_it({"kind": "of_another_version"})
    leaves = {kind for kind in EntryKind if not may_change_it({"kind": kind.value})}
    of_its_books = {"bank", "payment_confirmed", "payment_rejected", "refund", "settlement", "erased", "workshop"}
    assert not [kind for kind in leaves if any(word in kind.value for word in of_its_books)]
