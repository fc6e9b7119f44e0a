"""The car of a quotation has come: the job that it becomes has its id, its number and its price."""

from collections.abc import Sequence
from decimal import Decimal

from revops.access.caller import Caller
from revops.core.errors import InvalidFields
from revops.core.money import MINOR_DIGITS, to_minor
from revops.jobs import service as jobs
from revops.jobs.lines import price_lines, price_new
from revops.jobs.row import JobRow
from revops.jobs.schemas import JobCreate
from revops.journal.entry import Event
from revops.mongo.client import Session
from revops.quotations.row import QuotationRow
from revops.quotations.service import mark_begun, read_to_begin

_PRICED = "The estimate says what this comes to. Start the job, then change it there."


def named_as_begun(body: JobCreate) -> JobCreate:
    """Name a job as the quotation that it is begun from. Raises InvalidFields for another name."""
    if body.quotation_id is None:
        return body
    if body.id not in (None, body.quotation_id):
        raise InvalidFields({"id": "A job that is started from an estimate has its id."})
    return body.model_copy(update={"id": body.quotation_id})


class Begun:
    """Makes a job of a quotation, as often as its transaction is tried; nothing where there is none."""

    def __init__(self, caller: Caller, body: JobCreate) -> None:
        self._caller = caller
        self._body = body
        self._quotation: QuotationRow | None = None

    async def build_job(self, session: Session) -> JobRow:
        """Build the job. Raises InvalidFields for a price that is said again, QuotationBegun."""
        caller, body = self._caller, self._body
        assert body.quotation_id is not None
        self._quotation = quotation = await read_to_begin(caller, session, body.quotation_id)
        number, priced_minor = quotation["number"], quotation["estimated_minor"]
        if priced_minor is None:
            lines = await price_new(caller, session, body)
            return jobs.build_job(caller, body, number, lines)
        if body.items or body.estimated_amount is not None or body.estimate_to_follow:
            raise InvalidFields({"items" if body.items else "estimated_amount": _PRICED})
        if not quotation["items"]:
            amount = Decimal(priced_minor).scaleb(-MINOR_DIGITS[caller.workshop.currency])
            return jobs.build_job(caller, body.model_copy(update={"estimated_amount": amount}), number)
        stated = {"customer_gst_number": body.customer_gst_number, "place_of_supply": body.place_of_supply}
        advance_minor = to_minor(body.advance_paid, caller.workshop.currency, "advance_paid")
        lines = await price_lines(caller, session, [], stated, paid_minor=advance_minor, kept=quotation)
        return jobs.build_job(caller, body, number, lines)

    async def events(self, session: Session, job: JobRow) -> Sequence[Event]:
        """Note that the quotation is a job now; return what the journal is to say."""
        if self._quotation is None:
            return ()
        return [await mark_begun(self._caller, session, self._quotation, job["created_at"])]
