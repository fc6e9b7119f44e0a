"""The contents of a page, made of what was read: plain words, amounts and times, by sections of its template."""

import datetime as dt
from collections.abc import Callable, Container, Iterable, Mapping

from revops.billing.tax import Item
from revops.core.phones import spoken_phone
from revops.core.strokes import path_of
from revops.core.time import UTC
from revops.customer_page.agreed import agreed
from revops.customer_page.findings import findings_of
from revops.customer_page.reading import Contents, Opened
from revops.customer_page.rendering import Formats, translations_of
from revops.estimates.pricing import Basis, current_totals, items_of_service
from revops.estimates.row import ASKED, State
from revops.jobs.advances import Advance, advance_of, advance_on
from revops.jobs.row import due_at, is_to_follow
from revops.jobs.status import OPEN, JobStatus
from revops.mongo.client import Document
from revops.payments.row import Decision

_Say = Callable[[str], str]


def _(message: str) -> str:
    """Mark a text for translation; it is translated where it is used."""
    return message


# What is over, and what stands now.
_STATUS = {
    JobStatus.PENDING: _("Your vehicle is with us. Work has not begun yet."),
    JobStatus.IN_PROGRESS: _("We are working on your vehicle."),
    JobStatus.WAITING_FOR_PARTS: _("We are waiting for parts."),
    JobStatus.COMPLETED: _("The work is done. Your vehicle is ready to collect."),
    JobStatus.DELIVERED: _("Your vehicle was handed over to you."),
    JobStatus.CREDIT_PENDING: _("Your vehicle was handed over to you. Part of the bill is still to be paid."),
    JobStatus.CLOSED: _("This visit is closed."),
}
_STEPS = {
    JobStatus.PENDING: _("Put back in the queue"),
    JobStatus.IN_PROGRESS: _("Work began"),
    JobStatus.WAITING_FOR_PARTS: _("Parts awaited"),
    JobStatus.COMPLETED: _("Work done"),
    JobStatus.DELIVERED: _("Handed over"),
    JobStatus.CREDIT_PENDING: _("Handed over, part of the bill to be paid later"),
    JobStatus.CLOSED: _("Closed"),
}
_TAKEN_IN = _("Taken in")
_METHODS = {"cash": _("Cash"), "upi": _("UPI"), "card": _("Card"), "bank_transfer": _("Bank transfer")}
_PAPERS = {
    "invoice": _("Invoice"),
    "receipt": _("Receipt"),
    "credit_note": _("Credit note"),
    "refund_voucher": _("Refund voucher"),
}
_REFUND = _("Refund")
ANSWERS = {
    State.APPROVED.value: _("Approved"),
    State.DECLINED.value: _("Not now"),
    State.CALL_ME.value: _("Call me"),
    State.PROPOSED.value: _("Waiting for your answer"),
    State.WITHDRAWN.value: _("Removed by the garage"),
}
CANCELLED = _("This job was cancelled.")


def page_of(opened: Opened, contents: Contents, language: str, names: Mapping[str, str]) -> Document:
    """Build all that the page of a job says."""
    job, workshop = opened.job, opened.caller.workshop
    formats = Formats(language, workshop.currency, workshop.timezone)
    say = translations_of(language).gettext
    status = JobStatus(job["status"])
    is_cancelled = job.get("cancelled_at") is not None
    return {
        "token": opened.token,
        "garage": contents.workshop,
        "phone": spoken_phone(contents.workshop["phone"]),
        "car": job["car_model"],
        "plate": job["vehicle_number"],
        "number": job.get("number"),
        "work": job["work_description"],
        "status": say(CANCELLED) if is_cancelled else say(_STATUS[status]),
        "steps": _steps(opened, contents, formats, say),
        "promise": _promise(opened, contents, formats) if status in OPEN else None,
        "estimate": estimate_of(opened, contents, formats, say),
        "money": _money(opened, contents, formats, say, names),
        "findings": findings_of(contents, formats, language),
        "photos": contents.photos,
        "agreed": agreed(opened.customer, contents.addresses, contents.messages_language),
        "papers": papers_of(contents.documents, _taken_back(contents), say),
    }


def _taken_back(contents: Contents) -> set[str]:
    """Find the papers that hold no longer: of money that was cancelled, or taken back by another paper."""
    gone = {row["_id"] for row in contents.payments if row["verdict"] == Decision.REJECTED}
    credited = {row["credits"] for row in contents.documents if "credits" in row}
    return credited | {row["_id"] for row in contents.documents if row.get("payment_id") in gone}


def papers_of(documents: Iterable[Document], gone: Container[str], say: _Say) -> list[Document]:
    """Build the list of papers; what was taken back stays, and is called so."""
    return [
        {"id": row["_id"], "name": say(_PAPERS[row["kind"]]), "number": row["number"], "is_gone": row["_id"] in gone}
        for row in documents
    ]


def _steps(opened: Opened, contents: Contents, formats: Formats, say: _Say) -> list[Document]:
    """Build what happened, the earliest first: a promise that moved stands beside what moved it."""
    steps = []
    for move in reversed(contents.moves):
        at, changes = formats.time(move["at"]), move.get("changes", {})
        if move["kind"] == "job_created":
            steps.append({"what": say(_TAKEN_IN), "at": at})
            continue
        if "status" in changes:
            steps.append({"what": say(_STEPS[JobStatus(changes["status"][1])]), "at": at})
        if "planned_completion_days" in changes:
            day = formats.day(_due_at(opened, changes["planned_completion_days"][1]))
            steps.append({"what": say(_("Promised for %(day)s")) % {"day": day}, "at": at})
    return steps


def _promise(opened: Opened, contents: Contents, formats: Formats) -> Document:
    job = opened.job
    earlier = [
        move["changes"]["planned_completion_days"][0]
        for move in reversed(contents.moves)
        if "planned_completion_days" in move.get("changes", {})
    ]
    first = formats.day(_due_at(opened, earlier[0])) if earlier else None
    return {"day": formats.day(_utc(job["due_at"])), "first": first}


def _due_at(opened: Opened, planned_days: int) -> dt.datetime:
    job = opened.job
    return due_at(_utc(job["created_at"]), job["taken_on"], planned_days, opened.caller.workshop.timezone)


def _utc(instant: dt.datetime) -> dt.datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def basis_of_page(opened: Opened, contents: Contents) -> Basis:
    """Build how the lines of the job are taxed, of what was read."""
    return Basis.of(opened.job, contents.biller)


def estimate_of(opened: Opened, contents: Contents, formats: Formats, say: _Say) -> Document | None:
    """Build what the customer is asked, and has answered; None where there are no services."""
    job, version = opened.job, contents.version
    if version is None and not any("how" in row for row in contents.services):
        return None
    by_id = {row["_id"]: row for row in contents.services}
    charged = current_totals(job)
    asked = {service["id"]: service for service in version["services"]} if version is not None else {}
    basis = basis_of_page(opened, contents)
    services = []
    for service_id, row in by_id.items():
        if service_id not in asked and "how" not in row:
            continue
        sent = asked.get(service_id, row)
        is_open = service_id in asked and row["state"] in (*ASKED, State.DECLINED)
        was_minor = sent.get("total_minor", row.get("asked_minor", 0))
        now_minor = charged.get(service_id, ((), 0))[1] if row["state"] == State.APPROVED else was_minor
        was_approved = row["state"] == State.APPROVED or (row["state"] == State.WITHDRAWN and "how" in row)
        services.append(
            {
                "id": service_id,
                "title": say(sent["title"]),
                "reason": say(sent["reason"]) if sent["reason"] else None,
                "photos": [photo for photo in contents.photos if photo["_id"] in set(sent["photo_ids"])],
                "lines": [_line(item, basis, formats, say) for item in items_of_service({**sent, "_id": service_id})],
                "amount": formats.amount(was_minor),
                "now": formats.amount(now_minor if row["state"] == State.APPROVED else 0)
                if (was_approved and now_minor != was_minor) or row["state"] == State.WITHDRAWN
                else None,
                "state": row["state"],
                "said": say(ANSWERS[row["state"]]),
                "is_open": is_open,
                "is_told": row.get("how") == "told",
                "answered_at": formats.time(_utc(row["answered_at"])) if "answered_at" in row else None,
            }
        )
    can_answer = job["status"] != JobStatus.CLOSED and any(service["is_open"] for service in services)
    return {
        "version": version["number"] if version is not None else 0,
        "services": services,
        "can_answer": can_answer,
        "is_open": any(service["state"] == State.PROPOSED for service in services),
        "terms": version["terms"] if version is not None else "",
        "signed": _signed(contents, formats),
    }


def _signed(contents: Contents, formats: Formats) -> list[Document]:
    """Build the signatures under the customer's answers, the earliest first; those that were not erased."""
    return [
        {
            "at": formats.time(answer["at"]),
            "name": signature["name"],
            "path": path_of(signature["strokes"]) if signature["strokes"] is not None else None,
        }
        for answer in reversed(contents.answers)
        if (signature := answer.get("signature")) is not None and "salt" in signature
    ]


def _line(item: Item, basis: Basis, formats: Formats, say: _Say) -> Document:
    """Build a line; what ships is called as the customer calls it, and what the garage writes stays as it is."""
    total_minor = basis.line_total(item)
    quantity = f"{formats.quantity(item.quantity_milli)} {say(item.unit) if item.unit else ''}".strip()
    return {
        "text": say(item.description) if item.description else "",
        "quantity": quantity,
        "amount": formats.amount(total_minor),
    }


def advance_of_page(opened: Opened, contents: Contents) -> Advance | None:
    """Build what is asked for in advance now and not paid; None where nothing is."""
    advance = advance_of(opened.caller.workshop, contents.biller, opened.job)
    return advance if advance is not None and advance.open_minor > 0 else None


def _advance(advance: Advance | None, formats: Formats) -> Document | None:
    """Build how an advance is written; None where nothing of it is to be paid."""
    if advance is None or advance.open_minor <= 0:
        return None
    return {
        "percent": formats.quantity(advance.percent * 1000),
        "asked": formats.amount(advance.asked_minor),
        "open": formats.amount(advance.open_minor),
        "is_begun": advance.open_minor < advance.asked_minor,
    }


def _money(opened: Opened, contents: Contents, formats: Formats, say: _Say, names: Mapping[str, str]) -> Document:
    job = opened.job
    can_pay = opened.caller.workshop.currency == "INR" and contents.biller.settings.vpa is not None
    return {
        "is_to_follow": is_to_follow(job),
        "total": formats.amount(job["estimated_minor"]),
        "paid": formats.amount(job["paid_minor"]),
        "balance": formats.amount(job["outstanding_minor"]) if job["outstanding_minor"] else None,
        "advance": _advance(advance_of_page(opened, contents), formats),
        "vpa": contents.biller.settings.vpa if can_pay and job["outstanding_minor"] else None,
        "payments": [_payment(row, formats, say, names) for row in contents.payments],
    }


def _payment(row: Document, formats: Formats, say: _Say, names: Mapping[str, str]) -> Document:
    """Build a payment as it is written down. One that was cancelled stays on the page, so that none can be recorded for
    the customer to see and be taken out behind his back.
    """
    is_refund, is_cancelled = row["amount_minor"] < 0, row["verdict"] == Decision.REJECTED
    return {
        "id": row["_id"],
        "what": say(_REFUND) if is_refund else say(_METHODS[row["method"]]),
        "amount": formats.amount(abs(row["amount_minor"])),
        "is_refund": is_refund,
        "at": formats.time(row["payment_date"]),
        "by": names.get(row["collected_by"]),
        "cancelled_at": formats.time(_utc(row["confirmation_date"])) if is_cancelled else None,
    }


def review_of(opened: Opened, contents: Contents, language: str, answers: Mapping[str, str]) -> Document:
    """Build the page that sums answers up before they are given, with what the job comes to then."""
    job, workshop, version = opened.job, opened.caller.workshop, contents.version
    formats = Formats(language, workshop.currency, workshop.timezone)
    say = translations_of(language).gettext
    asked = {service["id"]: service for service in version["services"]} if version is not None else {}
    chosen = {service_id: answer for service_id, answer in answers.items() if service_id in asked}
    approved = [asked[service_id] for service_id, answer in chosen.items() if answer == State.APPROVED]
    bill = basis_of_page(opened, contents).bill_with(approved) if approved else None
    total_minor = bill.total_minor if bill is not None else job["estimated_minor"]
    return {
        "token": opened.token,
        "garage": contents.workshop,
        "car": job["car_model"],
        "plate": job["vehicle_number"],
        "number": job.get("number"),
        "version": version["number"] if version is not None else 0,
        "answers": [
            {
                "id": service_id,
                "title": say(asked[service_id]["title"]),
                "answer": answer,
                "said": say(ANSWERS[answer]),
                "amount": formats.amount(asked[service_id]["total_minor"]),
            }
            for service_id, answer in chosen.items()
        ],
        "approved": formats.amount(sum(service["total_minor"] for service in approved)) if approved else None,
        "before": formats.amount(job["estimated_minor"]),
        "after": formats.amount(total_minor),
        "advance": _advance(advance_on(workshop, contents.biller, job, total_minor), formats) if approved else None,
        "terms": version["terms"] if version is not None else "",
    }
