"""Services, versions and answers as the wire shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.billing.pricing import line_out
from revops.billing.tax import PricedLine
from revops.core.errors import NotFound
from revops.core.money import to_wire
from revops.core.strokes import HEIGHT, WIDTH, path_of
from revops.estimates.pricing import Basis, basis_of, current_totals
from revops.estimates.row import ASKED, AnswerRow, How, ServiceRow, State, VersionRow
from revops.estimates.versions import answers_of, read_version, services_of_job, versions_of
from revops.jobs.advances import Advance, advance_of
from revops.jobs.row import JobRow
from revops.jobs.service import WITH_LINES, read
from revops.jobs.status import JobStatus
from revops.mongo.client import Document


async def estimate_out(caller: Caller, job_id: str) -> Document:
    """Read the services of a job with what was sent and answered. Raises NotFound."""
    job = await read(caller, job_id, projection=WITH_LINES)
    services = await services_of_job(caller, job_id)
    basis = await basis_of(caller, job)
    answers = await answers_of(caller).find({"job_id": job_id}, sort=[("at", -1)], limit=200).to_list()
    number = job.get("estimate_version")
    version = await versions_of(caller).find_one({"job_id": job_id, "number": number}) if number else None
    people = {row["proposed_by"] for row in services} | {row["recorded_by"] for row in answers if row["recorded_by"]}
    names = await caller.services.names(people | ({version["sent_by"]} if version is not None else set()))
    currency, charged = caller.workshop.currency, current_totals(job)
    shown = [row for row in services if row["state"] != State.WITHDRAWN or row["sent_version"] is not None]
    out = [_service_out(row, basis, charged, currency, names) for row in shown]

    def total(*states: State) -> float:
        minor = sum(basis.bill_of_service(row).exact_minor for row in shown if row["state"] in states)
        return to_wire(minor, currency)

    return {
        "job_id": job_id,
        "estimated_amount": to_wire(job["estimated_minor"], currency),
        "is_closed": job["status"] == JobStatus.CLOSED,
        "version": _sent_out(version, names) if version is not None else None,
        "needs_sending": any(row["state"] in ASKED and row["sent_version"] is None for row in services),
        "services": out,
        "answers": [_answer_out(caller, row, names) for row in answers],
        "approved_amount": to_wire(sum(minor for _, minor in charged.values()), currency),
        "waiting_amount": total(*ASKED),
        "declined_amount": total(State.DECLINED),
        "advance": _advance_out(caller, advance_of(caller.workshop, basis.biller, job)),
    }


def _advance_out(caller: Caller, advance: Advance | None) -> Document | None:
    if advance is None:
        return None
    currency = caller.workshop.currency
    return {
        "percent": advance.percent,
        "amount": to_wire(advance.asked_minor, currency),
        "open_amount": to_wire(advance.open_minor, currency),
    }


def _service_out(
    row: ServiceRow, basis: Basis, charged: Mapping[str, Any], currency: str, names: Mapping[str, str]
) -> Document:
    is_approved = row["state"] == State.APPROVED or (row["state"] == State.WITHDRAWN and row.get("how") is not None)
    approved_minor = row.get("asked_minor") if row["state"] == State.APPROVED or row["_id"] in charged else None
    lines: Sequence[PricedLine]
    if is_approved:
        lines, total_minor = charged.get(row["_id"], ((), 0))
    else:
        bill = basis.bill_of_service(row)
        lines, total_minor = bill.lines, bill.exact_minor
    return {
        "id": row["_id"],
        **{name: row[name] for name in ("title", "reason", "state", "sent_version", "revision", "photo_ids")},
        "template_id": row["template_id"],
        "again_of": row["again_of"],
        "lines": [line_out(line, currency) for line in lines],
        "total_amount": to_wire(total_minor, currency),
        "approved_amount": to_wire(approved_minor, currency) if approved_minor is not None else None,
        "lowered": approved_minor is not None and total_minor < approved_minor,
        "proposed_at": row["proposed_at"],
        "proposed_by_name": names.get(row["proposed_by"]),
        "answered_at": row.get("answered_at"),
        "how": row.get("how"),
        "told": row.get("told"),
    }


def _sent_out(version: VersionRow, names: Mapping[str, str]) -> Document:
    return {
        "number": version["number"],
        "sent_at": version["sent_at"],
        "sent_by_name": names.get(version["sent_by"]),
    }


def _answer_out(caller: Caller, row: AnswerRow, names: Mapping[str, str]) -> Document:
    currency, is_told_where = caller.workshop.currency, caller.may(Permission.WORKSHOP_MANAGE)
    return {
        "id": row["_id"],
        **{name: row[name] for name in ("version", "at", "how", "told", "note")},
        "recorded_by_name": names.get(row["recorded_by"] or ""),
        "services": [
            {
                **{name: one[name] for name in ("service_id", "title", "answer")},
                "amount": to_wire(one["minor"], currency),
            }
            for one in row["services"]
        ],
        "approved_amount": to_wire(row["approved_minor"], currency),
        "address": row["address"] if is_told_where else None,
        "device": row["device"] if is_told_where else None,
        "signed": _signed(row),
    }


def _signed(row: AnswerRow) -> str | None:
    signature = row.get("signature")
    if signature is None:
        return None
    return "drawn" if signature["strokes"] is not None else "typed"


async def signature_out(caller: Caller, job_id: str, answer_id: str) -> Document:
    """Read the signature under an answer. Raises NotFound."""
    await read(caller, job_id, projection={"_id": 1})
    answer = await answers_of(caller).find_one({"_id": answer_id, "job_id": job_id}, {"signature": 1})
    signature = answer.get("signature") if answer is not None else None
    if signature is None:
        raise NotFound("signature")
    path = path_of(signature["strokes"]) if signature["strokes"] is not None else None
    return {"name": signature["name"], "path": path, "width": WIDTH, "height": HEIGHT}


async def version_out(caller: Caller, job_id: str, said: str) -> Document:
    """Read one version as it was sent. Raises NotFound."""
    job: JobRow = await read(caller, job_id, projection=WITH_LINES)
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
    version = await read_version(caller, job_id, number)
    basis = await basis_of(caller, job)
    names = await caller.services.names({version["sent_by"]})
    currency = caller.workshop.currency
    return {
        **_sent_out(version, names),
        "is_current": number == job.get("estimate_version"),
        "services": [
            {
                **{name: service[name] for name in ("id", "title", "reason", "photo_ids")},
                "lines": [line_out(line, currency) for line in basis.bill_of_service(service).lines],
                "total_amount": to_wire(service["total_minor"], currency),
            }
            for service in version["services"]
        ],
    }


async def told_out(caller: Caller) -> list[Document]:
    """Count the answers that each member recorded for customers, the most first."""
    found = await answers_of(caller).sums({"how": How.TOLD.value}, "recorded_by", "approved_minor")
    names = await caller.services.names({row["_id"] for row in found})
    return [
        {
            "member_id": row["_id"],
            "name": names.get(row["_id"]),
            "told_count": row["count"],
            "told_amount": to_wire(row["sum"], caller.workshop.currency),
        }
        for row in sorted(found, key=lambda row: (-row["count"], row["_id"]))
    ]
