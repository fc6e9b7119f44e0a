"""Random sequences of every money operation through HTTP, against a model that a person can check by hand.

After each step the server has answered, or refused, as the model says; its figures equal the model's; and the journal,
the totals and the documents agree.
"""

import asyncio
import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import engine
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from revops.mongo.client import Database
from tests.custody.making import notes
from tests.live_server import LiveServer
from tests.money_story import Story, numbers
from tests.paper_books import OWNER, PHONES, ModelJob, ModelPayment, rounded
from tests.paper_custody import ModelCount, ModelTally
from tests.paper_hand_overs import ModelSettlement, sum_of
from tests.tax_books import taxed

pytestmark = pytest.mark.slow

AMOUNTS = st.one_of(st.integers(1, 2_000), st.integers(1, 500_000))
METHODS = st.sampled_from(["cash", "cash", "upi", "card", "bank_transfer"])
STATUSES = st.sampled_from(
    ["pending", "in_progress", "waiting_for_parts", "completed", "completed", "delivered", "delivered", "closed"]
)
MANAGERS = st.sampled_from([0, 1])
ANYBODY = st.sampled_from([0, 1, OWNER])
JOBS = st.runner().flatmap(lambda story: st.sampled_from(story.paper.jobs))
PAYMENTS = st.runner().flatmap(lambda story: st.sampled_from(story.paper.payments))
SETTLEMENTS = st.runner().flatmap(lambda story: st.sampled_from(story.paper.settlements))
REASON = {"reason": "Wrong"}
NOTES = st.dictionaries(st.sampled_from(["500", "100", "10", "0.5"]), st.integers(0, 12))

COUNTS = st.runner().flatmap(lambda story: st.sampled_from(story.paper.custody.asked))
TALLIES = st.runner().flatmap(lambda story: st.sampled_from(story.paper.custody.tallies))

# Not about midnight in the garage's zone: a story is of one day.
MIDNIGHT = dt.time(18, 15), dt.time(18, 45)
there_is_a_day = precondition(lambda _: not MIDNIGHT[0] < dt.datetime.now(dt.UTC).time() < MIDNIGHT[1])
there_are_jobs = precondition(lambda story: story.paper.jobs)
there_are_payments = precondition(lambda story: story.paper.payments)
there_are_settlements = precondition(lambda story: story.paper.settlements)


def lines_of(prices: list[int]) -> list[dict[str, Any]]:
    return [{"kind": "labour", "description": f"Work {next(numbers)}", "unit_price": price / 100} for price in prices]


class Money(Story):
    """What people do with jobs and money, and how they take it back."""

    # --- jobs ---------------------------------------------------------------------------------------------------------

    @rule(
        by=st.sampled_from([0, 1, 0, 1, OWNER]),
        estimate=st.integers(0, 500_000),
        follows=st.sampled_from([False, False, True]),
        advance=st.one_of(st.just(0), AMOUNTS),
        method=METHODS,
    )
    def take_in(self, by: int, estimate: int, follows: bool, advance: int, method: str) -> None:
        estimate = 0 if follows else estimate
        body = {
            "customer_name": "Meena Rao",
            "phone": "9812345678",
            "car_model": "Swift",
            "vehicle_number": "MH12AB1234",
            "work_description": "Service",
            **({"estimate_to_follow": True} if follows else {"estimated_amount": estimate / 100}),
            "advance_paid": advance / 100,
            "advance_method": method,
            "planned_completion_days": 2,
        }
        response = self.post(by, "/jobs", body)
        if advance > estimate and not follows:
            self.agree(response, "422 invalid_fields")
            return
        job = ModelJob(self.agree(response, None)["id"], by, estimate, to_follow=follows)
        self.paper.jobs.append(job)
        if advance:
            assert self.paper.pay(job, advance, method, by) is None
            (listed,) = self.call(OWNER, "GET", f"/jobs/{job.id}").json()["payments"]
            self.paper.payments[-1].id = listed["id"]

    @there_are_jobs
    @rule(job=JOBS, amount=AMOUNTS)
    def another_manager_cannot_touch_it(self, job: ModelJob, amount: int) -> None:
        stranger = 1 if job.manager == 0 else 0
        body = {"job_id": job.id, "amount": amount / 100, "payment_type": "final"}
        assert self.call(stranger, "POST", "/payments", body).status_code == 404
        assert self.call(stranger, "PUT", f"/jobs/{job.id}", {"estimated_amount": 1}).status_code == 404
        assert self.call(stranger, "GET", f"/jobs/{job.id}").status_code == 404

    @there_are_jobs
    @rule(job=JOBS, estimate=st.integers(0, 500_000), to_paid=st.booleans())
    def change_estimate(self, job: ModelJob, estimate: int, to_paid: bool) -> None:
        """Also the first one of a job that it was to follow on, which uses up the credit."""
        estimate = job.not_owed if to_paid else estimate
        response = self.call(job.manager, "PUT", f"/jobs/{job.id}", {"estimated_amount": estimate / 100})
        self.agree(response, job.change_estimate(estimate), job)

    @there_are_jobs
    @rule(job=JOBS, phone=st.sampled_from(PHONES))
    def change_phone(self, job: ModelJob, phone: str) -> None:
        response = self.call(job.manager, "PUT", f"/jobs/{job.id}", {"phone": phone})
        self.agree(response, job.change_phone(phone), job)

    @rule()
    def merge_customers_or_part_them(self) -> None:
        """Two who are one owe together; parted again, each his own."""
        if self.merged:
            ((goes, kept),) = self.merged.items()
            assert self.call(OWNER, "POST", f"/customers/{kept}/merge/undo", {"customer_id": goes}).status_code == 200
            self.merged = {}
            return
        there = [row["id"] for row in self.call(OWNER, "GET", "/customers").json()]
        if len(there) > 1:
            kept, goes = there[0], there[-1]
            assert self.call(OWNER, "POST", f"/customers/{kept}/merge", {"customer_id": goes}).status_code == 200
            self.merged = {goes: kept}

    @there_are_jobs
    @rule(job=JOBS, prices=st.lists(st.integers(1, 200_000), min_size=1, max_size=3))
    def enter_lines(self, job: ModelJob, prices: list[int]) -> None:
        response = self.call(job.manager, "PUT", f"/jobs/{job.id}", {"items": lines_of(prices)})
        self.agree(response, job.enter_lines(prices), job)

    @there_are_jobs
    @rule(job=JOBS, edit=st.one_of(st.integers(0, 500_000), st.lists(st.integers(1, 200_000), max_size=3)))
    def edit_and_put_it_back(self, job: ModelJob, edit: int | list[int]) -> None:
        """Its estimate or its lines: what was taken back leaves nothing behind, in no sum."""
        edited = replace(job, lines=list(job.lines))
        body: dict[str, Any] = {"estimated_amount": edit / 100} if isinstance(edit, int) else {"items": lines_of(edit)}
        version = self.call(job.manager, "GET", f"/jobs/{job.id}").json()["version"]
        response = self.call(job.manager, "PUT", f"/jobs/{job.id}", body)
        if isinstance(edit, int):
            refusal = edited.change_estimate(edit)
        else:
            refusal = edited.enter_lines(edit) if edit else edited.remove_lines()
        self.agree(response, refusal, job)
        if refusal is None and (made := response.json()["job"]["version"]) != version:
            self.agree(self.call(job.manager, "PUT", f"/jobs/{job.id}", {"undo_of": made}), None, job)
            if edited.status != job.status:
                job.last_move = None

    @there_are_jobs
    @rule(job=JOBS, status=STATUSES, by_owner=st.booleans())
    def move(self, job: ModelJob, status: str, by_owner: bool) -> None:
        by = OWNER if by_owner else job.manager
        response = self.call(by, "PUT", f"/jobs/{job.id}", {"status": status})
        self.agree(response, job.move(status, by), job)

    @there_are_jobs
    @rule(job=JOBS, by_owner=st.booleans(), status=STATUSES, is_named=st.booleans())
    def undo_a_move(self, job: ModelJob, by_owner: bool, status: str, is_named: bool) -> None:
        by = OWNER if by_owner else job.manager
        if is_named and job.last_move is not None:
            by, status = job.last_move.by, job.last_move.old
        if not job.is_seen_by(by):
            return
        version = self.call(by, "GET", f"/jobs/{job.id}").json()["version"]
        response = self.call(by, "PUT", f"/jobs/{job.id}", {"status": status, "undo_of": version})
        self.agree(response, job.undo(status, by), job)

    @there_are_jobs
    @rule(job=JOBS, to=ANYBODY, by=st.sampled_from([OWNER, OWNER, 0]))
    def reassign(self, job: ModelJob, to: int, by: int) -> None:
        response = self.post(by, f"/jobs/{job.id}/reassign", {"manager_id": self.people[to][1]})
        self.agree(response, job.reassign(to, by), job)

    @there_are_jobs
    @rule(job=JOBS, by=ANYBODY)
    def cancel_a_job(self, job: ModelJob, by: int) -> None:
        response = self.post(by, f"/jobs/{job.id}/cancel", REASON)
        self.agree(response, job.cancel(by), job)

    @there_are_jobs
    @rule(job=JOBS, amount=AMOUNTS, whole=st.booleans(), by_owner=st.booleans())
    def write_off(self, job: ModelJob, amount: int, whole: bool, by_owner: bool) -> None:
        by = OWNER if by_owner else job.manager
        body = {"reason": "Moved away"} | ({} if whole else {"amount": amount / 100})
        response = self.post(by, f"/jobs/{job.id}/write-off", body)
        self.agree(response, job.write_off(None if whole else amount, by), job)

    # --- papers -------------------------------------------------------------------------------------------------------

    @there_are_jobs
    @rule(job=JOBS)
    def invoice(self, job: ModelJob) -> None:
        response = self.post(job.manager, f"/documents/invoice/{job.id}/issue", {})
        total = job.estimate if job.has_lines else rounded(job.estimate, job.not_owed)
        if job.cancelled is not None:
            self.agree(response, "409 job_cancelled", job)
            return
        if total == 0 and not job.has_lines and not job.invoice:
            self.agree(response, "409 nothing_to_invoice", job)
            return
        number = self.agree(response, None, job)["number"]
        if job.invoice:
            assert number == job.invoice
            return
        self.paper.invoices.append(number)
        assert number.endswith(f"/{len(self.paper.invoices):05d}")
        job.tax = sum(2 * taxed(price, 1800, 2, is_included=True)[1] for price in job.lines or [job.estimate])
        job.invoice, job.estimate = number, total
        job.settle()

    @there_are_jobs
    @rule(job=JOBS)
    def credit(self, job: ModelJob) -> None:
        path = f"/documents/credit-note/{job.id}/issue"
        response = self.call(OWNER, "POST", path, REASON, f"key-{next(numbers)}")
        self.agree(response, None if job.invoice else "409 no_invoice", job)
        job.invoice, job.tax = None, 0

    # --- money --------------------------------------------------------------------------------------------------------

    @there_are_jobs
    @rule(job=JOBS, amount=AMOUNTS, whole=st.booleans(), method=METHODS, by_owner=st.booleans())
    def pay(self, job: ModelJob, amount: int, whole: bool, method: str, by_owner: bool) -> None:
        amount, by = (job.outstanding if whole else 0) or amount, OWNER if by_owner else job.manager
        body = {"job_id": job.id, "amount": amount / 100, "payment_type": "partial", "method": method}
        response = self.post(by, "/payments", body)
        refusal = self.paper.pay(job, amount, method, by)
        answer = self.agree(response, refusal, job)
        if refusal is None:
            self.paper.payments[-1].id = answer["id"]

    @there_are_payments
    @rule(of=PAYMENTS, amount=AMOUNTS, whole=st.booleans(), method=METHODS, by=ANYBODY)
    def refund(self, of: ModelPayment, amount: int, whole: bool, method: str, by: int) -> None:
        """Also of a credit, while the estimate is to follow."""
        job = of.job
        amount = (job.paid if whole else 0) or amount
        body = {"job_id": job.id, "amount": amount / 100, "method": method, **REASON}
        response = self.post(by, "/refunds", body)
        refusal = self.paper.refund(job, amount, method, by)
        answer = self.agree(response, refusal, job)
        if refusal is None:
            self.paper.payments[-1].id = answer["id"]

    @there_are_payments
    @rule(payment=PAYMENTS)
    def confirm(self, payment: ModelPayment) -> None:
        response = self.call(OWNER, "PUT", f"/payments/{payment.id}/confirm")
        self.agree(response, self.paper.confirm(payment), payment.job)

    @there_are_payments
    @rule(payment=PAYMENTS)
    def reject(self, payment: ModelPayment) -> None:
        response = self.call(OWNER, "PUT", f"/payments/{payment.id}/reject", REASON)
        self.agree(response, self.paper.reject(payment), payment.job)

    @there_are_payments
    @rule(payment=PAYMENTS, by=ANYBODY, is_his=st.booleans())
    def cancel(self, payment: ModelPayment, by: int, is_his: bool) -> None:
        by = payment.by if is_his else by
        response = self.post(by, f"/payments/{payment.id}/cancel", REASON)
        self.agree(response, self.paper.cancel(payment, by), payment.job)

    # --- cash is handed over ------------------------------------------------------------------------------------------

    @rule(who=MANAGERS, amount=AMOUNTS, whole=st.booleans())
    def submit(self, who: int, amount: int, whole: bool) -> None:
        amount = (self.paper.free(who) if whole else 0) or amount
        response = self.post(who, "/settlements", {"amount": amount / 100, "job_ids": []})
        refusal = self.paper.submit(who, amount)
        answer = self.agree(response, refusal)
        if refusal is None:
            self.paper.settlements[-1].id = answer["id"]

    @there_are_settlements
    @rule(settlement=SETTLEMENTS, verdict=st.sampled_from(["confirm", "reject"]))
    def judge(self, settlement: ModelSettlement, verdict: str) -> None:
        body = REASON if verdict == "reject" else None
        response = self.call(OWNER, "PUT", f"/settlements/{settlement.id}/{verdict}", body)
        self.agree(response, self.paper.judge(settlement, f"{verdict}ed"))

    @there_are_settlements
    @rule(settlement=SETTLEMENTS, by=st.one_of(st.none(), ANYBODY))
    def take_a_hand_over_back(self, settlement: ModelSettlement, by: int | None) -> None:
        by = settlement.manager if by is None else by
        response = self.post(by, f"/settlements/{settlement.id}/cancel", REASON)
        self.agree(response, self.paper.take_hand_over_back(settlement, by))

    @rule(is_on=st.booleans())
    def begin_to_count_or_end(self, is_on: bool) -> None:
        response = self.call(OWNER, "PUT", f"/workshops/{self.workshop_id}", {"blind_counts": is_on})
        self.agree(response, None)
        self.paper.is_counting = is_on

    @rule(who=MANAGERS, count=NOTES)
    def hand_over_counted(self, who: int, count: dict[str, int]) -> None:
        response = self.post(who, "/settlements", {"count": count, "job_ids": []})
        refusal = self.paper.submit_counted(who, count)
        answer = self.agree(response, refusal)
        if refusal is None:
            self.paper.settlements[-1].id = answer["id"]

    @there_are_settlements
    @rule(settlement=SETTLEMENTS, count=NOTES, as_said=st.booleans())
    def receive_counted(self, settlement: ModelSettlement, count: dict[str, int], as_said: bool) -> None:
        """Also once more: then it is the same, or is refused."""
        again = settlement.received or settlement.count if as_said else None
        body = {"count": count if again is None else dict(again)}
        response = self.call(OWNER, "PUT", f"/settlements/{settlement.id}/confirm", body)
        self.agree(response, self.paper.receive(settlement, body["count"]))

    @there_are_settlements
    @rule(settlement=SETTLEMENTS)
    def settle_the_difference(self, settlement: ModelSettlement) -> None:
        response = self.post(OWNER, f"/settlements/{settlement.id}/difference", REASON)
        self.agree(response, settlement.settle(self.paper.free(settlement.manager)))

    @there_are_settlements
    @rule(settlement=SETTLEMENTS)
    def reverse(self, settlement: ModelSettlement) -> None:
        response = self.post(OWNER, f"/settlements/{settlement.id}/reverse", REASON)
        self.agree(response, settlement.reverse())

    # --- cash is counted ----------------------------------------------------------------------------------------------

    @there_is_a_day
    @rule(who=MANAGERS, count=NOTES, as_booked=st.booleans(), says_why=st.booleans())
    def open_the_day(self, who: int, count: dict[str, int], as_booked: bool, says_why: bool) -> None:
        count, cash, waiting = self.counted(who, count, as_booked)
        body = {"count": count, "reason": "Change" if says_why else None}
        refusal = self.paper.custody.open_day(who, sum_of(count), cash, waiting, says_why=says_why)
        answer = self.agree(self.post(who, "/custody/days/open", body), refusal)
        if refusal is None:
            self.paper.custody.drawers[who].day_id = answer["day"]["id"]

    @there_is_a_day
    @rule(who=MANAGERS, count=NOTES, as_booked=st.booleans(), says_why=st.booleans())
    def close_the_day(self, who: int, count: dict[str, int], as_booked: bool, says_why: bool) -> None:
        count, cash, waiting = self.counted(who, count, as_booked)
        body = {"count": count, "reason": "Change" if says_why else None}
        refusal = self.paper.custody.close_day(who, sum_of(count), cash, waiting, says_why=says_why)
        answer = self.agree(self.post(who, "/custody/days/close", body), refusal)
        if refusal is None:
            self.paper.custody.tallies[-1].id = answer["day"]["id"]

    @rule(who=MANAGERS)
    def ask_for_a_count(self, who: int) -> None:
        response = self.post(OWNER, "/custody/counts", {"member_id": self.people[who][1]})
        refusal = self.paper.custody.ask(who)
        answer = self.agree(response, refusal)
        if refusal is None:
            self.paper.custody.asked.append(ModelCount(who, answer["id"]))

    @precondition(lambda story: story.paper.custody.asked)
    @rule(asked=COUNTS, by=st.one_of(st.none(), MANAGERS), count=NOTES, as_booked=st.booleans())
    def answer_a_count(self, asked: ModelCount, by: int | None, count: dict[str, int], as_booked: bool) -> None:
        """Also by the other one, and once more."""
        by = asked.manager if by is None else by
        count, cash, waiting = self.counted(by, count, as_booked)
        response = self.post(by, f"/custody/counts/{asked.id}/answer", {"count": count})
        self.agree(response, self.paper.custody.answer(asked, by, sum_of(count), cash, waiting))

    @precondition(lambda story: story.paper.custody.tallies)
    @rule(tally=TALLIES)
    def book_what_a_count_differs_by(self, tally: ModelTally) -> None:
        response = self.post(OWNER, "/custody/differences", {"of": tally.of, "id": tally.id, **REASON})
        cash, waiting = self.paper.cash(tally.manager), self.paper.waiting(tally.manager)
        self.agree(response, self.paper.custody.book(tally, cash, waiting))

    def counted(self, who: int, count: dict[str, int], as_booked: bool) -> tuple[dict[str, int], int, int]:
        """Choose what a member counts, sometimes what the book says; with his cash, and what of it waits."""
        cash, waiting = self.paper.cash(who), self.paper.waiting(who)
        if as_booked and (paise := cash + self.paper.custody.drawers[who].float_in_it) >= 0:
            # As near as coins come to it.
            count = notes(paise // 50 / 2)
        return count, cash, waiting

    @rule()
    def send_the_last_post_again(self) -> None:
        if self.last_post is not None:
            who, path, body, key, answer = self.last_post
            response = self.call(who, "POST", path, body, key)
            assert (response.status_code, response.json()) == (200, answer)


@pytest.fixture
def machine(live_server: LiveServer, mongo_url: str, db_name: str) -> Iterator[type[Money]]:
    """The machine, tied to the live server and its database."""
    with asyncio.Runner() as runner:
        Money.base_url, Money.runner = live_server.url, runner
        Money.db = Database(mongo_url, db_name)
        yield Money
        runner.run(Money.db.close())


# To make a failure short takes ever longer for ever less: after this it is told as short as it is by then.
SHRINKING_SECONDS = 60
# The same few stories each time, or so many new ones in a night (`make test-nightly`), drawn from the seed it prints.
NEW_STORIES = int(os.environ.get("REVOPS_TESTS_STORIES", "0"))


@pytest.mark.timeout(600 + 60 * NEW_STORIES)
def test_money_is_exact_after_any_sequence_of_operations(machine: type[Money], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MAX_SHRINKING_SECONDS", SHRINKING_SECONDS)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=NEW_STORIES or 8,
            stateful_step_count=30,
            deadline=None,
            derandomize=not NEW_STORIES,
            database=None,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
