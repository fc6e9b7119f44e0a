"""Contents of a backup: everything in the database but what means nothing elsewhere.

Collections that are on neither list are taken too; a test asks for a new one to be put on one of them.
"""

TAKEN = frozenset(
    {
        "audit_heads",
        "audit_log",
        "billing_settings",
        "chain_heads",
        "customer_records",
        "customers",
        "document_files",
        "documents",
        # So that a request that is sent again after a restore still happens once.
        "idempotency_keys",
        "invite_codes",
        "job_counters",
        "jobs",
        "journal",
        "logos",
        "managers",
        "members",
        "migrations",
        "payments",
        "series",
        "settlements",
        # So that what followed from an event is done after a restore, too.
        "tasks",
        "totals",
        "users",
        "vehicles",
        "workshops",
    }
)

LEFT_OUT = {
    "exports": "how far exports are, for whoever waits for one now",
    "instances": "which processes serve the database now",
    "leases": "which process seals or backs up now",
    "restores": "from which backups this database was restored",
    "verifications": "when the books were last checked on this database, and what was found",
    "throttles": "how often passwords were guessed in the last minutes",
}
