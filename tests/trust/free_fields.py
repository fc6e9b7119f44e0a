"""The fields that are compared with nothing, and why: the table of docs/security.md in full.

``*`` is a collection as a whole; ``rows``, that its documents may come and go.
"""

_PEOPLE = "what people are known by is in no chain; rights and money are compared"
_RUNNING = "of the running server: made anew, or expires"
_WORDS = "words, not money; the customer has them, too"
_SEARCH = "serves search, and is made anew"
_CLOCK = "when it was last written; what came of it is compared"
_FROM_WHERE = "from where it was decided, beside what is asked about it; its entry says by whom"
_BEFORE = "as it was before, for taking it back; the sums are compared"

FREE: dict[str, dict[str, str]] = {
    **{
        name: {"*": _PEOPLE}
        for name in ("users", "passkeys", "invite_codes", "customer_records", "vehicles", "managers")
    },
    **{
        name: {"*": _RUNNING}
        for name in (
            "exports",
            "files",
            "file_removals",
            "gate_checks",
            "idempotency_keys",
            "instances",
            "job_counters",
            "leases",
            "photo_usage",
            "push_settings",
            "push_subscriptions",
            "tasks",
            "throttles",
        )
    },
    "messages": {"*": _WORDS},
    "customer_links": {
        **dict.fromkeys(("last_seen_at", "devices"), "made by a stranger's browser; nothing is asked by them"),
        "rows": "one that is gone is made anew, with the same address, when it is next needed; ended ones are compared",
    },
    "logos": {"rows": "papers that name a logo that is gone are refused; which one they name is compared"},
    "bank_accounts": {"*": "the name of an account; rows and balances of statements are compared"},
    "exception_marks": {"*": "signed: one that the server did not make counts for nothing, and all is followed again"},
    "audit_heads": {"at": "asked only where the last lines are gone, and then the younger of it and the last line"},
    "bank_statements": {"read_at": _CLOCK},
    "bank_rows": {"match": "by which rule a payment was matched; which one is compared"},
    "billing_settings": {"recorded_at": _CLOCK},
    "customers": {"name": "of versions before customers; nothing reads it"},
    "discount_requests": {"manager_id": "follows the job"},
    "documents": {"manager_id": "follows the job", "search": _SEARCH},
    "exceptions": {"found_at": _CLOCK},
    "members": {"joined_at": "the audit log says when"},
    "payments": {"judged_from": _FROM_WHERE},
    "settlements": {"judged_from": _FROM_WHERE, "reversed.from": _FROM_WHERE, "settled.from": _FROM_WHERE},
    "services": {"manager_id": "follows the job", "revision": _CLOCK},
    "quotations": {
        **dict.fromkeys(("customer_name", "phone", "vehicle_number", "plate"), "the job says them, once it is begun"),
        "updated_at": _CLOCK,
        "version": _CLOCK,
    },
    "service_reminders": dict.fromkeys(
        (
            "manager_id",
            "job_id",
            "customer_id",
            "title",
            "expected_on",
            "made_at",
            "made_by",
            "answered_at",
            "answered_by",
        ),
        _WORDS,
    ),
    "photos": {
        "caption": _WORDS,
        "taken_at": "by the phone's clock; when it came is compared",
        "received": "by which the same photo sent twice is known",
        "width": "how it is laid out; the photo itself is compared",
        "height": "how it is laid out; the photo itself is compared",
    },
    "jobs": {
        "search": _SEARCH,
        "updated_at": _CLOCK,
        "version": _CLOCK,
        "references": _SEARCH,
        "number": "counted where jobs are made; papers keep theirs",
        "vehicle_id": "plates are compared",
        "cancel_reason": "its entry says so, and the app shows that",
        "handed_over": "its entries say so, and the app shows these",
    },
    "estimate_answers": {"address": "erased with the customer", "device": "erased with the customer"},
    "evidence": {"received": "by which the same photo sent twice is known"},
}
