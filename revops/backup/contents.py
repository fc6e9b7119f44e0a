"""Contents of a backup: everything in the database but what means nothing elsewhere.

Collections that are on neither list are taken too; a test asks for a new one to be put on one of them.
"""

from collections.abc import Iterable

# The list of those files that stay in a bucket, of which a backup has the names, and so the hashes, alone.
LISTED_FILES = "files_in_bucket"

TAKEN = frozenset(
    {
        "audit_heads",
        "audit_log",
        "bank_accounts",
        "bank_layouts",
        "bank_rows",
        "bank_statements",
        "billing_settings",
        "cash_counts",
        "cash_days",
        "chain_heads",
        "customer_links",
        "customer_records",
        "customer_words",
        "customers",
        "discount_requests",
        "digests",
        "document_files",
        "documents",
        "estimate_answers",
        "estimate_versions",
        "evidence",
        "exception_marks",
        "exceptions",
        "files",
        "gate_camera_counts",
        # Up to which day its list was gone through.
        "gate_checks",
        "gate_passes",
        "gate_releases",
        "gate_sightings",
        # So that a request that is sent again after a restore still happens once.
        "idempotency_keys",
        "inspection_templates",
        "inspections",
        "invite_codes",
        "job_counters",
        "jobs",
        "journal",
        "logos",
        "managers",
        "members",
        # What was written to whom, in which words, and who wants none.
        "message_addresses",
        "message_days",
        "message_replies",
        "message_settings",
        "messages",
        "migrations",
        "passkeys",
        "payments",
        "photo_files",
        "photo_usage",
        "photos",
        # Who is notified of what; the devices go on after a restore with the same secret key.
        "push_settings",
        "push_subscriptions",
        "quotations",
        "series",
        "service_reminders",
        "service_templates",
        "services",
        "settlements",
        # Until when entries of before are not signed.
        "signing",
        # So that what followed from an event is done after a restore, too.
        "tasks",
        "totals",
        "users",
        "vehicles",
        "whatsapp_windows",
        "workshops",
    }
)

LEFT_OUT = {
    "file_removals": "which files are being removed from a bucket now",
    "exports": "how far exports are, for whoever waits for one now",
    "instances": "which processes serve the database now",
    "leases": "which process seals or backs up now",
    "message_channels": "which ways to customers have stopped on this server",
    "passkey_challenges": "what passkeys are asked now",
    "restores": "from which backups this database was restored",
    "verifications": "when the books were last checked on this database, and what was found",
    "upi_proofs": "sums of payments by UPI, which whoever asks for them first makes again",
    "throttles": "how often passwords were guessed in the last minutes",
    "whatsapp_reached": "whom this server's number has written to within a day",
    "whatsapp_media": "which papers Meta has now; it is handed them anew",
}


def what_is_unknown(names: Iterable[str]) -> str:
    """Say which collections of a backup this version does not know; empty for one that it knows whole."""
    unknown = sorted(set(names) - TAKEN - {LISTED_FILES})
    if not unknown:
        return ""
    return f" RevOps does not know, and does not use: {', '.join(unknown)}. Where did the file come from?"
