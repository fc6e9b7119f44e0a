"""Fields of jobs, as entries say they must be."""

from collections.abc import Iterable, Mapping
from typing import Any

from revops.core.gstin import compact
from revops.core.text import normalise_plate
from revops.core.time import millis
from revops.jobs.row import JobRow
from revops.journal.entry import Count, EntryKind
from revops.journal.fields import ANY_KIND, Fields, pairs
from revops.journal.lines import LINES, NUMBER
from revops.journal.personal import ERASED_NAME, ERASED_PHONE, PERSONAL_FIELDS
from revops.mongo.client import Document

_KIND = "job"
# Whose a job is: entries of earlier versions do not say so.
_OF_CUSTOMER = "customer of job"
# Facts of the intake, and what changes of them are called by.
_INTAKE = (
    "customer_name",
    "phone",
    "address",
    "customer_gst_number",
    "vehicle_number",
    "internal_notes",
    "car_model",
    "work_description",
    "parts_required",
    "worker_assigned",
    "planned_completion_days",
    "place_of_supply",
    "pricing",
)
_PERSONAL = tuple(name for name in _INTAKE if name in PERSONAL_FIELDS)
# What an erasure makes of it; the plate stays.
_ERASED = {"customer_name": ERASED_NAME, "phone": ERASED_PHONE, "address": None, "internal_notes": None}
_RENAMED = "job named after its customer was erased"
_OTHERS = tuple(name for name in _INTAKE if name not in PERSONAL_FIELDS)
_CHANGED = (*_OTHERS, "estimate_to_follow", "status", "manager_id", "invoice_number", "prints")
# What may not be there.
_LATER = ("invoice_id", "invoice_number", "cancelled_by", "cancelled_estimate_minor", "prints")
_TIMES = ("created_at", "due_at", "completed_at", "cancelled_at")
STORED = (
    "customer_gstin",
    "plate",
    *_INTAKE,
    *_CHANGED,
    *_LATER,
    *_TIMES,
    "advance_minor",
    "taken_on",
    "completed_on_time",
    "items",
)
_PRINTED = "customer_gstin"
_COMPLETED, _ON_TIME, _STATUS = Count.COMPLETED.value, Count.ON_TIME.value, "status_"


def facts_of(job: JobRow) -> Document:
    """Build what a new job says that the rest of its entry does not."""
    said: Mapping[str, Any] = job
    return {
        **{name: said[name] for name in _INTAKE},
        "advance_minor": job["advance_minor"],
        "items": job["items"],
        "estimate_to_follow": job.get("estimate_to_follow", False),
        "due_at": millis(job["due_at"]),
        **({"customer_id": job["customer_id"]} if "customer_id" in job else {}),
    }


def change_of(before: Mapping[str, Any], stored: Mapping[str, Any]) -> Document:
    """Build what the entry of a change says besides the values before and after: what followed from it."""
    facts: Document = {}
    if "due_at" in stored:
        facts["due_at"] = [millis(before["due_at"]), millis(stored["due_at"])]
    if "customer_id" in stored:
        facts["customer_id"] = [before.get("customer_id"), stored["customer_id"]]
    if before.get("cancelled_at") is not None and "cancelled_at" in stored:
        facts["cancelled"] = [cancellation_of(before), None]
    return facts


def cancellation_of(job: Mapping[str, Any]) -> Document:
    """Build what is stored of the cancellation of a job."""
    return {
        "cancelled_at": millis(job["cancelled_at"]),
        "cancelled_by": job["cancelled_by"],
        "cancelled_estimate_minor": job["cancelled_estimate_minor"],
    }


_NOT_CANCELLED = dict.fromkeys(("cancelled_at", "cancelled_by", "cancelled_estimate_minor"))


def _created(entry: Document, fields: Fields) -> None:
    job_id, facts = entry["job_id"], entry.get("facts")
    if facts is None or "customer_id" not in facts:
        fields.leave_out(_OF_CUSTOMER, job_id)
    else:
        fields.become(_OF_CUSTOMER, job_id, {"customer_id": facts["customer_id"]})
    if facts is None:
        fields.leave_out(_KIND, job_id)
        return
    status = next(name for name in entry["counts"] if name.startswith(_STATUS))
    values = {
        **{name: facts[name] for name in _OTHERS},
        **{name: facts[name] for name in ("advance_minor", "estimate_to_follow", "due_at")},
        "status": status.removeprefix(_STATUS),
        "manager_id": entry["manager_id"],
        "created_at": millis(entry["at"]),
        "taken_on": entry["day"],
        "completed_at": None,
        "completed_on_time": None,
        "invoice_id": None,
        "invoice_number": None,
        "prints": None,
        **_NOT_CANCELLED,
    }
    fields.become(_KIND, job_id, values)
    for line in facts["items"]:
        fields.become(_KIND, job_id, {"lines": line})
    if _is_erased(entry):
        fields.leave_out_names(_KIND, job_id)
    else:
        fields.become(_KIND, job_id, {name: facts[name] for name in _PERSONAL})


def _is_erased(entry: Document) -> bool:
    sealed = entry.get("personal", {}).get("facts")
    return sealed is not None and "salt" not in sealed


def _changed(entry: Document, fields: Fields) -> None:
    """Whatever kind of entry it is, a job that it is about changes as it says."""
    if "job_id" not in entry or entry["kind"] in _OTHERWISE:
        return
    job_id, changes = entry["job_id"], entry.get("changes", {})
    if changes:
        fields.change(_KIND, job_id, *pairs(changes, _CHANGED))
        if not fields.is_unnamed(_KIND, job_id):
            fields.change(_KIND, job_id, *pairs(changes, _PERSONAL))
        elif "salt" in entry.get("personal", {}).get("changes", {}):  # later than its customer was erased
            _, after = pairs(changes, _ERASED)
            fields.last[_RENAMED].setdefault(job_id, {}).update(after)
        if LINES in changes:
            _lines_changed(job_id, changes[LINES], fields)
    _what_followed(entry, entry.get("facts", {}), fields)


def _lines_changed(job_id: str, change: Iterable[Iterable[Document]], fields: Fields) -> None:
    went, came = ([{n: v for n, v in line.items() if n != NUMBER} for line in lines] for lines in change)
    for line in went:
        fields.change(_KIND, job_id, {"lines": line}, {})
    for line in came:
        fields.become(_KIND, job_id, {"lines": line})


def _what_followed(entry: Document, facts: Document, fields: Fields) -> None:
    job_id = entry["job_id"]
    fields.change(_KIND, job_id, *pairs(facts, ("due_at", "invoice_id")))
    fields.change(_OF_CUSTOMER, job_id, *pairs(facts, ("customer_id",)))
    if entry["kind"] in _INVOICED and "invoice_id" not in facts:  # by an older version
        fields.leave_out(_KIND, job_id)
    if "cancelled" in facts:
        was, is_now = facts["cancelled"]
        fields.change(_KIND, job_id, was or _NOT_CANCELLED, is_now or _NOT_CANCELLED)
    elif entry["kind"] == EntryKind.JOB_CANCELLED:  # by an older version
        fields.leave_out(_KIND, job_id)
    counts = entry.get("counts", {})
    if not (times := counts.get(_COMPLETED)) or entry["kind"] in _HANDED_OVER:
        return
    if times < 0 and "completed_at" not in facts:
        fields.leave_out(_KIND, job_id)
        return
    completed = {
        "completed_at": facts.get("completed_at", millis(entry["at"])),
        "completed_on_time": bool(counts.get(_ON_TIME)),
    }
    nothing = dict.fromkeys(completed)
    fields.change(_KIND, job_id, *((nothing, completed) if times > 0 else (completed, nothing)))


# The one makes it; of the two that hand it over the second says so.
_OTHERWISE = (EntryKind.JOB_CREATED.value, EntryKind.JOB_HANDED_OVER.value)
_INVOICED = (EntryKind.INVOICE_ISSUED.value, EntryKind.CREDIT_NOTE_ISSUED.value)
_HANDED_OVER = (EntryKind.JOB_HANDED_OVER.value, EntryKind.JOB_TAKEN_OVER.value)
TOLD = {EntryKind.JOB_CREATED.value: _created, ANY_KIND: _changed}


def compare_job(job: Mapping[str, Any], fields: Fields) -> None:
    """Compare what is stored of a job."""
    if not fields.is_left_out(_OF_CUSTOMER, job["_id"]):
        fields.compare(_OF_CUSTOMER, job["_id"], {"customer_id": job.get("customer_id")})
    if fields.is_left_out(_KIND, job["_id"]):
        return
    values = {name: job.get(name) for name in (*_OTHERS, *_LATER, "status", "manager_id", "advance_minor", "taken_on")}
    values["estimate_to_follow"] = job.get("estimate_to_follow", False)
    values["completed_on_time"] = job["completed_on_time"]
    for name in _TIMES:
        at = job.get(name)
        values[name] = None if at is None else millis(at)
    fields.compare(_KIND, job["_id"], values, {name: job.get(name) for name in _PERSONAL})
    if fields.is_unnamed(_KIND, job["_id"]):
        # An erasure leaves nobody's name: whoever has one believed gives the job to no other customer by it.
        fields.become(_KIND, job["_id"], {**_ERASED, **fields.last[_RENAMED].get(job["_id"], {})})
        fields.compare(_KIND, job["_id"], {name: job.get(name) for name in _ERASED})
    # By this the gate knows its car. Other scripts are folded otherwise by earlier versions, until it is made anew.
    if job["vehicle_number"].isascii():
        fields.become(_KIND, job["_id"], {"plate": normalise_plate(job["vehicle_number"])})
        fields.compare(_KIND, job["_id"], {"plate": job.get("plate")})
    # On papers the customer's tax number stands as this.
    if job.get(_PRINTED) is not None:
        fields.become(_KIND, job["_id"], {_PRINTED: compact(job["customer_gst_number"])})
        fields.compare(_KIND, job["_id"], {_PRINTED: job[_PRINTED]})
    for line in job["items"]:
        fields.compare(_KIND, job["_id"], {"lines": line})
