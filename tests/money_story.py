"""A story of money, told through HTTP: how people speak to the server, and what must hold after each thing they do."""

import asyncio
import itertools
from typing import Any, ClassVar

import httpx2
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from revops.journal.recount import Report
from revops.mongo.client import Database
from revops.rooms import verify_workshop
from tests.conftest import no_cookies
from tests.paper_books import OWNER, ModelJob, Paper

PASSWORD = "blue-lorry-42-kites"
WORKSHOP = {"name": "W", "phone": "+919876543210", "gst_number": "27AAPFU0939F1ZV"}
numbers = itertools.count(1)


class Story(RuleBasedStateMachine):
    """One workshop, two managers who see their own jobs, and the owner."""

    base_url: ClassVar[str]
    runner: ClassVar[asyncio.Runner]
    db: ClassVar[Database]

    def __init__(self) -> None:
        super().__init__()
        self.http = httpx2.Client(base_url=self.base_url, cookies=no_cookies(), timeout=60)
        self.paper = Paper()
        # Who was merged into whom, one at a time.
        self.merged: dict[str, str] = {}
        self.last_post: tuple[int, str, dict[str, Any], str, dict[str, Any]] | None = None

    def teardown(self) -> None:
        self.http.close()

    # --- speaking ----------------------------------------------------------------------------------------------------

    def call(self, who: int, method: str, path: str, body: Any = None, key: str | None = None) -> httpx2.Response:
        token, _ = self.people[who]
        headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
        response = self.http.request(method, f"/api{path}", json=body, headers=headers)
        assert response.status_code < 500, response.text
        return response

    def post(self, who: int, path: str, body: dict[str, Any]) -> httpx2.Response:
        key = f"key-{next(numbers)}"
        response = self.call(who, "POST", path, body, key)
        if response.status_code == 200:
            self.last_post = (who, path, body, key, response.json())
        return response

    def agree(self, response: httpx2.Response, refusal: str | None, job: ModelJob | None = None) -> dict[str, Any]:
        """Assert that the server answered as the paper says; return the answer."""
        answer: dict[str, Any] = response.json()
        said = None if response.status_code == 200 else f"{response.status_code} {answer['code']}"
        assert said == refusal, (said, refusal, job, answer)
        return answer

    def register(self, role: str, code: str | None = None) -> tuple[str, str]:
        number = next(numbers)
        body = {
            "email": f"machine-{id(self)}-{number}@garage.example",
            "password": PASSWORD,
            "name": f"{role} {number}",
            "phone": "+919876543210",
            "role": role,
            "invite_code": code,
        }
        response = self.http.post("/api/auth/register", json=body)
        assert response.status_code == 200, response.text
        session = response.json()
        return session["token"], session["user"]["id"]

    @initialize()
    def open_workshop(self) -> None:
        self.people = {OWNER: self.register("owner")}
        self.workshop_id = self.call(OWNER, "POST", "/workshops", WORKSHOP).json()["id"]
        for manager in (0, 1):
            code = self.call(OWNER, "POST", f"/workshops/{self.workshop_id}/invite-codes").json()["code"]
            self.people[manager] = self.register("manager", code)

    # --- what must hold after each step -------------------------------------------------------------------------------

    @invariant()
    def figures_equal_the_paper(self) -> None:
        if not hasattr(self, "workshop_id"):
            return
        jobs, paper = self.paper.jobs, self.paper
        alive = [p for p in paper.payments if p.is_alive]
        shown = self.call(OWNER, "GET", "/analytics/dashboard").json()
        assert shown["total_jobs"] == len(jobs)
        assert cents(shown["total_revenue"]) == sum(job.estimate for job in jobs)
        assert cents(shown["tax_amount"]) == sum(job.tax for job in jobs)
        assert sum(cents(tax["amount"]) for tax in shown["taxes"]) == cents(shown["tax_amount"])
        assert cents(shown["net_revenue"]) == sum(job.estimate - job.tax for job in jobs)
        assert cents(shown["written_off_amount"]) == sum(job.written_off for job in jobs)
        assert cents(shown["total_collected"]) == sum(p.amount for p in alive)
        assert cents(shown["outstanding_credits"]) == sum(job.outstanding for job in jobs)
        for name, is_refund in (("pending_confirmations", False), ("pending_refunds", True)):
            waiting = [abs(p.amount) for p in alive if p.verdict == "pending" and p.is_refund is is_refund]
            assert (shown[name]["count"], cents(shown[name]["amount"])) == (len(waiting), sum(waiting))
        for status, count in shown["status_counts"].items():
            assert count == sum(job.status == status for job in jobs), status
        received = [s for s in paper.settlements if s.verdict == "confirmed"]
        booked = sum(paper.custody.booked(manager) for manager in (0, 1))
        assert cents(shown["cash_difference"]) == sum(s.difference for s in received) - booked
        to_count = [manager for manager in (0, 1) if paper.is_to_count(manager)]
        assert cents(shown["cash_in_hand"]) == sum(paper.cash(manager) for manager in (0, 1) if manager not in to_count)
        assert shown["cash_being_counted"] == len(to_count)
        assert shown["turnaround"]["completed"] == sum(job.is_completed for job in jobs)
        assert sum(row["jobs"] for row in shown["ageing"]) == sum(job.outstanding > 0 for job in jobs)
        assert sum(cents(row["amount"]) for row in shown["ageing"]) == cents(shown["outstanding_credits"])
        self._customers_equal_the_paper(shown["credit_risk"]["customers"])
        self._members_equal_the_paper()
        for job in jobs[-3:]:
            self._job_equals_the_paper(job)
        self._hand_overs_equal_the_paper()
        self._counts_equal_the_paper()

    def _customers_equal_the_paper(self, shown: list[dict[str, Any]]) -> None:
        customers = {row["id"]: row["customer_id"] for row in self.call(OWNER, "GET", "/jobs?limit=200").json()}
        owing: dict[str, tuple[int, int]] = {}
        for job in self.paper.jobs:
            if job.outstanding:
                customer = customers[job.id]
                customer = self.merged.get(customer, customer)
                amount, count = owing.get(customer, (0, 0))
                owing[customer] = (amount + job.outstanding, count + 1)
        found = {row["customer_id"]: (cents(row["amount"]), row["jobs"]) for row in shown}
        assert len(found) == min(len(owing), 5)
        assert found.items() <= owing.items()

    def _hand_overs_equal_the_paper(self) -> None:
        listed = {row["id"]: row for row in self.call(OWNER, "GET", "/settlements?limit=200").json()}
        assert listed.keys() == {s.id for s in self.paper.settlements}
        for s in self.paper.settlements:
            row = listed[s.id]
            assert (row["verdict"], row["reversed_at"] is not None) == (s.verdict, s.is_reversed)
            if s.count is not None and s.received is None:
                hidden = ("amount", "count", "counted_amount", "book_amount", "received_amount")
                assert {row[name] for name in hidden} == {None}
            else:
                assert cents(row["amount"]) == s.amount
            is_open = s.verdict == "confirmed" and not s.is_settled
            assert cents(row["open_difference"]) == (s.between if is_open else 0)
            assert cents(row["cash_difference"]) == s.difference

    def _counts_equal_the_paper(self) -> None:
        """What was counted stands, whoever looks, and whatever waits to be counted unseen."""
        rows = self.call(OWNER, "GET", "/custody/counts?limit=200").json()
        days = self.call(OWNER, "GET", "/custody/days?limit=200").json()
        found = {row["id"]: (row["tally"], row["booked"]) for row in rows if row["tally"]}
        found |= {row["id"]: (row["closing"], row["booked"]) for row in days if row["closing"]}
        assert found.keys() == {tally.id for tally in self.paper.custody.tallies}
        for tally in self.paper.custody.tallies:
            shown, booked = found[tally.id]
            assert (cents(shown["difference"]), booked is not None) == (tally.difference, tally.is_booked)

    def _members_equal_the_paper(self) -> None:
        paper = self.paper
        listed = {m["id"]: m for m in self.call(OWNER, "GET", "/managers").json()}
        for manager in (0, 1):
            row = listed[self.people[manager][1]]
            assert paper.cash(manager) >= 0
            if paper.is_to_count(manager):
                assert row["cash_in_hand"] is None
            else:
                assert cents(row["cash_in_hand"]) == paper.cash(manager)
            assert cents(row["pending_settlement"]) == paper.submitted(manager)
            assert row["job_count"] == sum(job.manager == manager for job in paper.jobs)
            assert cents(row["total_revenue"]) == sum(job.estimate for job in paper.jobs if job.manager == manager)
            his = sum(p.amount for p in paper.payments if p.of == manager and p.is_alive)
            assert cents(row["total_collected"]) == his

    def _job_equals_the_paper(self, job: ModelJob) -> None:
        detail = self.call(OWNER, "GET", f"/jobs/{job.id}").json()
        assert detail["status"] == job.status
        assert detail["manager_id"] == self.people[job.manager][1]
        assert (detail["cancelled_at"] is not None) is (job.cancelled is not None)
        assert cents(detail["estimated_amount"]) == job.estimate
        assert cents(detail["remaining_amount"]) == job.outstanding
        assert cents(detail["credit_amount"]) == job.credit
        assert cents(detail["total_paid"]) == job.paid
        assert cents(detail["confirmed_amount"]) == job.confirmed
        assert cents(detail["written_off_amount"]) == job.written_off
        shown = {row["id"]: (row["verdict"], row["cancelled"]) for row in [*detail["payments"], *detail["refunds"]]}
        assert shown == {p.id: (p.verdict, p.is_cancelled) for p in self.paper.payments if p.job is job}

    @invariant()
    def everything_agrees(self) -> None:
        if hasattr(self, "workshop_id"):
            report = Report()
            self.runner.run(verify_workshop(self.db, self.workshop_id, report, lambda _what, _count: None))
            assert report.problems == []


def cents(amount: float) -> int:
    """Return an amount of the wire in paise; it must have no more decimals than that."""
    minor = round(amount * 100)
    assert minor / 100 == amount
    return minor
