"""Whoever has the database rewrites it: each way is found, and the check says what it is. Whoever has the server's key,
too, makes all agree again: verify, or a witness, finds it.
"""

import os
from collections.abc import Awaitable, Callable
from dataclasses import replace

import httpx2
import pytest

from revops.journal.recount import Report
from revops.journal.verify import verify_numbers
from revops.mongo.client import Database
from tests.factories import make_garage
from tests.trust.attacks import bank
from tests.trust.attacks import custody as c
from tests.trust.attacks import documents as d
from tests.trust.attacks import entries as e
from tests.trust.attacks import erasing as x
from tests.trust.attacks import estimates as s
from tests.trust.attacks import gate as g
from tests.trust.attacks import inspections as i
from tests.trust.attacks import questions as q
from tests.trust.attacks import set_up as u
from tests.trust.attacks.honest import Books, honest_work, put_back
from tests.trust.attacks.with_key import remake
from tests.trust.witnessing import Witness
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

Attack = Callable[[Books], Awaitable[None]]


@pytest.fixture(scope="module")
async def witness(books: Books) -> Witness:
    """The owner's phone, which saw the honest books."""
    phone = Witness(books.garage.owner)
    assert await phone.look() == "unchanged"
    return phone


@pytest.fixture(scope="module")
async def books(http: httpx2.AsyncClient, db: Database) -> Books:
    """The honest work, done once."""
    return await honest_work(await make_garage(http), db)


async def found_in(books: Books) -> list[str]:
    report = Report()
    await verify_numbers(books.db, report)
    return [*(problem for problem in report.problems if books.id in problem), *await problems(books.db, books.id)]


async def test_honest_books_agree(books: Books) -> None:
    assert await found_in(books) == []


ATTACKS: list[tuple[Attack, str]] = [
    (d.payment_method, "payment {upi}: its method is not"),
    (d.payment_reference, "payment {upi}: its reference is not"),
    (d.payment_notes, "payment {cash}: its notes is not"),
    (d.payment_type, "payment {cash}: its type is not"),
    (d.payment_date, "payment {cash}: its payment_date is not"),
    (d.payment_day_of_confirmation, "payment {cash}: its confirmation_date is not"),
    (d.payment_collector, "payment {upi}: its collected_by is not"),
    (d.payment_reviewer, "payment {upi}: its judged_by is not"),
    (d.payment_reason_of_rejection, "payment {rejected}: its reject_reason is not"),
    (d.payment_of_another_job, "payment {rejected}: its job_id is not"),
    (d.payments_swapped, "payment {cash}: its amount_minor is not"),
    (d.payment_rejected_removed, "payment {rejected}: its verdict is not"),
    (d.payment_receipt_taken_off, "payment {cash}: its receipt_number is not"),
    (d.refund_reference, "payment {refund}: its reference is not"),
    (d.settlement_jobs, "hand-over {received}: its job_ids is not"),
    (d.settlement_notes, "hand-over {received}: its notes is not"),
    (d.settlement_date, "hand-over {waiting}: its submitted_date is not"),
    (d.settlement_reviewer, "hand-over {received}: its judged_by is not"),
    (d.settlement_amount, "hand-over {waiting}: its amount_minor is not"),
    (d.settlement_count, "hand-over {counted}: its count is not"),
    (d.settlement_second_count, "hand-over {counted}: its received is not"),
    (d.settlement_difference, "hand-over {counted}: its between_minor is not"),
    (d.settlement_reason_of_difference, "hand-over {counted}: its settled is not"),
    (d.settlement_reversed_by_another, "hand-over {reversed}: its reversed is not"),
    (d.settlement_counts_off, "its blind_counts is not"),
    (d.job_customer, "job {lines}: its customer_name is not"),
    (d.job_tax_number_as_printed, "job {other}: its customer_gstin is not"),
    (d.job_phone, "job {other}: its phone is not"),
    (d.job_of_another_customer, "customer of job {other}: its customer_id is not"),
    (d.job_of_no_customer, "customer of job {other}: its customer_id is not"),
    (d.job_plate, "job {plain}: its vehicle_number is not"),
    (d.job_prints, "job {plain}: its prints is not"),
    (d.job_prints_with_their_entry, "is missing"),
    (d.job_work, "job {plain}: its work_description is not"),
    (d.job_notes, "job {plain}: its internal_notes is not"),
    (d.job_intake, "job {plain}: its created_at is not"),
    (d.job_promise, "job {plain}: its planned_completion_days is not"),
    (d.job_due, "job {lines}: its due_at is not"),
    (d.job_completed, "job {plain}: its completed_at is not"),
    (d.job_lines, "job {lines}: its lines is not"),
    (d.job_invoice, "job {lines}: its invoice_number is not"),
    (d.job_advance, "job {plain}: its advance_minor is not"),
    (d.job_statuses_swapped, "job {other}: its status is not"),
    (d.member_role, "member {manager}: its role is not"),
    (d.member_rights, "member {manager}: its grants is not"),
    (d.member_limit, "member {manager}: its limits is not"),
    (d.member_left, "member {manager}: its left_at is not"),
    (d.member_invented, "member invented: the journal knows none such"),
    (d.workshop_name, "its name is not"),
    (d.workshop_gstin, "its gst_number is not"),
    (d.workshop_zone, "its timezone is not"),
    (d.workshop_password_above, "its password_above_minor is not"),
    (d.workshop_number_as_printed, "its gstin is not"),
    (d.workshop_phone, "its phone is not"),
    (d.workshop_address, "its address is not"),
    (d.workshop_state_noted_again, "member {manager}: its grants is not"),
    (d.poster_name_altered, "name of a poster thief-motors: the journal knows none such"),
    (d.poster_name_added, "name of a poster honest-motors: the journal knows none such"),
    (d.poster_name_taken_off, "name of a poster {poster} is missing"),
    (d.poster_name_of_another_garage, "name of a poster neighbour-motors: the journal knows none such"),
    (d.upi_address, "billing settings"),
    (d.upi_version_added, "billing settings newer: the journal knows none such"),
    (d.paper_text, "is not what was issued"),
    (d.paper_removed, "was issued and is missing"),
    (d.paper_bytes, "paper {invoice}: its file a4 is not"),
    (d.photo_bytes, "photo {photo}: its sha256 is not"),
    (d.photo_small_bytes, "photo {photo}: its file 320 is not"),
    (d.photo_removed, "photo {photo}: its added_by is not"),
    (d.notes_photo_bytes, "photo of a count or of a car {notes}: its file is not"),
    (d.notes_photo_removed, "photo of a count or of a car {notes}: its file is not"),
    (g.car_photo_of_another_car, "photo of a count or of a car {car}: its about_id is not"),
    (g.car_photo_later, "photo of a count or of a car {car}: its added_at is not"),
    (d.photo_of_another_job, "photo {photo}: its job_id is not"),
    (c.cash_limit, "cash limits {workshop}: its amount_minor is not"),
    (c.cash_limit_of_member, "cash limits of member {manager}: its limits is not"),
    (c.cash_allowed, "cash limits of member {manager}: its allowed_on is not"),
    (c.count_altered, "cash count {count}: its tally is not"),
    (c.count_removed, "cash count {count}: its state is not"),
    (c.count_due_later, "cash count {count}: its due_at is not"),
    (c.day_reason, "cash day {day}: its closing is not"),
    (g.sighting_plate, "sighting {out}: its vehicle_number is not"),
    (g.sighting_turned, "sighting {out}: its direction is not"),
    (g.sighting_kilometres, "sighting {out}: its km is not"),
    (g.sighting_removed, "sighting {stranger}: its direction is not"),
    (g.pass_made_good_again, "its used_at is not"),
    (g.release_raised, "its amount_minor is not"),
    (g.count_lowered, "its cars is not"),
    (bank.payment_number_taken_off, "payment {upi}: its rrn is not"),
    (bank.payment_number_said_to_be_older, "payment {upi}: its rrn is not"),
    (bank.payment_number_of_another, "payment {upi}: its number is not that of its reference"),
    (bank.payment_without_its_credit, "payment {upi}: its bank_row_id is not"),
    (bank.payment_said_to_be_in_the_bank, "payment {cash}: its bank_row_id is not"),
    *[
        (attack, "answer of an estimate {drawn} is not what it was")
        for attack in (
            s.strokes_altered,
            s.signature_altered_with_its_digest,
            s.signature_said_to_be_erased,
            s.signature_deleted,
            s.signature_moved_to_another_version,
            s.signatures_exchanged,
            s.answer_given_at_another_time,
            s.answer_note,
        )
    ],
    (s.name_altered, "answer of an estimate {typed} is not what it was"),
    (s.signature_moved_to_another_answer, "answer of an estimate {typed} is not what it was"),
    (s.signatures_exchanged, "answer of an estimate {typed} is not what it was"),
    (s.answer_removed, "answer of an estimate {drawn} was recorded and is missing"),
    (s.version_sent_by_another, "is not what it was"),
    (s.version_price, "is not what it was"),
    (s.service_lines, "service {approved 1}: its items is not what the customer was asked"),
    (s.service_title, "service {declined 1}: its title is not what the customer was asked"),
    (s.service_reason, "service {declined 2}: its reason is not what the customer was asked"),
    (s.service_said_to_be_approved, "service {declined 1}: its state is not what the customer was asked and answered"),
    (s.service_said_to_be_told, "service {approved 1}: its how is not what the customer was asked and answered"),
    (s.service_asked_for_less, "service {declined 1}: its asked_minor is not"),
    (s.service_not_to_be_proposed_again, "service {declined 1}: its waits is not"),
    (s.approved_on_the_job, "job {asked}: what it keeps as approved is not what the customer approved"),
    (s.version_of_the_job, "job {asked}: its estimate_version is not"),
    (s.service_removed, "content of service {unsent}: its content is not"),
    (s.service_not_sent_yet, "content of service {unsent}: its content is not"),
    (i.found_better, "inspection {inspection}: its content is not"),
    (i.measured_otherwise, "inspection {inspection}: its content is not"),
    (i.noted_otherwise, "inspection {inspection}: its notes is not"),
    (i.inspected_by_another, "inspection {inspection}: its finished_by is not"),
    (i.inspection_removed, "inspection {inspection}: its finished_at is not"),
    (i.inspection_hidden, "inspection {inspection}: its is_discarded is not"),
    (i.inspection_of_another_job, "inspection {inspection}: its content is not"),
    (x.job_given_to_another_customer, "does not say any more whom it names, and no customer of its job was erased"),
    (x.job_given_to_another_by_a_migration, "does not say any more whom it names"),
    (x.note_of_an_entry_erased, "does not say any more whom it names"),
    (x.word_of_a_customer_erased, "word of a customer {word} is not what was said"),
    (x.word_of_a_customer_altered, "word of a customer {word} is not what was said"),
    (x.narration_of_a_bank_row_erased, "bank row {credited}: its narration is gone"),
    (x.notes_of_an_inspection_erased, "inspection {inspection}: its notes are gone"),
    (bank.statement_read_by_another, "its read_by is not what the journal says"),
    (bank.bank_row_amount, "its digest is not"),
    (bank.bank_row_number, "its digest is not"),
    (bank.bank_row_words, "bank row {credited}: its narration is not"),
    (bank.bank_row_removed, "its rows is not"),
    (bank.bank_row_said_to_be_matched, "bank row {credited}: its state is not"),
    (bank.bank_row_set_aside_for_another_reason, "bank row {aside}: its match is not"),
    (bank.bank_row_opened_again, "bank row {aside}: its state is not"),
    (bank.upi_without_a_proof_hidden, "the stored payments is 0, by the payments it is 1"),
    (bank.upi_without_a_proof_made_up, "in 2020-01: the stored payments is 9, by the payments it is 0"),
    (e.altered, "was altered, or one before it"),
    (e.note_altered, "whom it names or its note was altered"),
    (e.removed, "number 5 is missing"),
    (e.inserted, "number 1000"),
    (e.without_a_number, "has no number"),
    (e.with_a_number_below_one, "has no number"),
    (e.reordered, "was altered, or one before it"),
    (e.altered_and_sealed_anew, "is not signed by this server"),
    (e.removed_and_sealed_anew, "was not sealed by this server"),
    (e.reordered_and_sealed_anew, "was not sealed by this server"),
    (e.sealed_anew_by_older_rules, "without a signature after signing began"),
    (e.sealed_anew_with_an_own_key, "with the key deadbeef, which this server does not have"),
    (e.total_altered, "total accounts.bank"),
    (e.balance_altered, "receivable_minor is"),
    (e.balance_of_another, "the balance of customer "),
    (e.owed_by_another, "was altered, or one before it"),
    (e.audit_line_altered, "was altered"),
    (e.audit_line_removed, "are missing"),
    (e.audit_sealed_anew_with_an_own_key, "was not written by this server"),
    (e.audit_newest_lines_removed, "are missing"),
    (e.count_not_of_its_form, "is not of its form"),
    (e.count_not_of_its_form, "its name is not"),
    (x.word_said_to_be_settled, "word of a customer {word}: its is_open is not"),
    (x.payment_not_disputed, "whether its customer says different is not what he said"),
    (g.sighting_found_by_another_plate, "sighting {stranger}: its plate is not that of its number"),
    (g.count_of_another_day, "its day is not"),
    (d.photo_named_by_no_hash, "photo {photo}: its file 320 is not"),
    (x.word_shown_to_the_manager, "word of a customer {word}: its shown_at is not"),
    (bank.statement_of_other_days, "its last_day is not what the journal says"),
    (q.question_deleted, "is missing"),
    (q.question_made_smaller, "its amount_minor is not what the journal says"),
    (q.question_answered, "its verdict is not what the journal says"),
    (q.question_withdrawn, "its state is not what the journal says"),
    (q.never_asked, "the question settlement_reversed was never noted"),
    (q.asked_with_less, "the question payment_rejected was noted with 100, it is about 30000"),
    (q.kind_muted, "its muted is not what the journal says"),
    (q.cap_raised, "its discount_caps is not what the journal says"),
    (e.audit_emptied_and_dated_back, "audit lines number 1 to "),
    (e.total_of_no_form, "what totals reads is not of its form"),
    (e.balance_of_no_form, "what balances reads is not of its form"),
    (e.balance_of_no_form, "payment {cash}: its notes is not"),
    (e.entry_without_its_hash, "was altered, or one before it"),
    (e.seal_of_no_form, "the journal does not end where its seal says"),
    (bank.aside_said_to_be_out, "bank row {credited}: its state is not that of what came in"),
    (bank.row_of_another_statement, "bank row {credited}: its statement_id is not that of its part"),
    (bank.statement_of_another_balance, "its opening_minor is not what the journal says"),
    (d.paper_of_another_customer, "is listed, or would be taken back, as something else than was issued"),
    (d.paper_of_another_month, "is listed, or would be taken back, as something else than was issued"),
    (s.digest_of_a_signature_altered, "answer of an estimate {drawn} is not what it was"),
    (u.usual_job_price, "service templates {workshop}:{usual}: its content is not"),
    (u.usual_job_removed, "service templates {workshop}:{usual} is missing"),
    (u.usual_job_added, "service templates forged: the journal knows none such"),
    (u.words_of_messages, "message settings {workshop}: its content is not"),
    (u.messages_stopped, "the events that messages are sent about are not those of its settings"),
    (u.link_of_another_job, "it was not made for the job {plain}"),
    (u.link_moved_to_a_job_without_its_signature, "the links of customers that nobody signed are others"),
    (u.ended_link_open_again, "its ended_at is not what the journal says"),
    (u.ended_link_removed, "which was ended, is missing"),
    (u.link_ended_without_a_word, "its ended_at is not what the journal says"),
    (u.link_opened_earlier, "its first_seen_at is not what the journal says"),
    (u.link_said_to_be_opened, "its first_seen_at is not what the journal says"),
    (u.link_never_opened, "its first_seen_at is not what the journal says"),
    (u.logo_of_another_file, "its file is not that of its hash"),
    (e.audit_emptied, "the audit log has 0 lines member_changed"),
]


# With the server's key, too. Of each kind some that verify does not find then: the witness alone does.
BY_THE_WITNESS_ALONE = {
    d.payment_method, d.payment_notes, d.payment_rejected_removed, d.refund_reference, d.settlement_jobs,
    d.settlement_count, d.settlement_difference, d.job_customer, d.job_notes, d.job_prints_with_their_entry,
    d.job_promise, d.member_role, d.member_limit, d.workshop_gstin, d.workshop_zone, d.upi_address, d.paper_text,
    d.paper_bytes, d.paper_of_another_month, d.photo_removed, d.notes_photo_bytes, c.cash_limit_of_member,
    c.count_due_later, c.day_reason, g.sighting_removed, g.sighting_kilometres, g.release_raised, bank.bank_row_amount,
    bank.bank_row_removed, bank.statement_of_another_balance, s.strokes_altered, s.signature_deleted, i.found_better,
    i.inspection_removed, x.word_of_a_customer_erased, e.inserted, e.reordered, e.removed_and_sealed_anew,
    q.question_deleted, q.question_made_smaller, u.usual_job_price, u.words_of_messages, u.link_of_another_job,
    u.link_opened_earlier, u.ended_link_removed,
}  # fmt: skip
# Made anew with the key these are what they were; and log-ins that nobody has an entry of are nowhere any more.
NOTHING_ALTERED = {s.digest_of_a_signature_altered, e.audit_sealed_anew_with_an_own_key}
NOT_FOUND = {e.audit_newest_lines_removed}
# By day these, and of the others one in so many; in the night all.
_ONE_IN = 1 if "REVOPS_TESTS_EVERY_WAY" in os.environ else 10


@pytest.mark.parametrize(("attack", "pattern"), ATTACKS, ids=lambda value: getattr(value, "__name__", ""))
async def test_each_attack_is_found_and_named(books: Books, witness: Witness, attack: Attack, pattern: str) -> None:
    async with put_back(books.db, books.id) as before:
        await attack(books)
        found = await found_in(books)
        said = pattern.format(**books.ids, workshop=books.id, manager=books.garage.manager.id)
        assert any(said in problem for problem in found), found
        if (
            attack in BY_THE_WITNESS_ALONE | NOTHING_ALTERED | NOT_FOUND
            or ATTACKS.index((attack, pattern)) % _ONE_IN == 0
        ):
            await remake(books, before)
            await _is_found_in_spite_of_the_key(books, witness, attack)


async def _is_found_in_spite_of_the_key(books: Books, witness: Witness, attack: Attack) -> None:
    found, seen = await found_in(books), await replace(witness).look_or_fail()
    if attack in NOTHING_ALTERED | NOT_FOUND:
        assert (found, seen) == ([], "unchanged")
    elif attack in BY_THE_WITNESS_ALONE:
        assert found == []
        assert seen in ("rewritten", "shorter")
    else:
        assert found or seen != "unchanged"


async def test_every_attack_is_tried() -> None:
    tried = {attack for attack, _ in ATTACKS}
    for module in (c, d, e, g, i, q, s, u, x):
        written = {f for f in vars(module).values() if callable(f) and f.__module__ == module.__name__}
        assert {f for f in written if not f.__name__.startswith("_")} <= tried
