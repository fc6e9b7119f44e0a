"""A restore on a host with another secret key: what of before goes on there, and what does not."""

from revops.access.second_factor import Vault
from revops.access.tokens import secret_key
from revops.access.vapid import Vapid
from revops.core.signing import Signed
from revops.customer_links.service import token_hash, token_of
from revops.mongo.client import Database, Document
from revops.settings import Settings

_KEY_ID_LENGTH = 8
_TURN_OFF = "revops turn-off-second-factor EMAIL"


async def what_changes(db: Database, settings: Settings) -> list[str]:
    """Say in lines what another key than that of the backup changes here; nothing where it is the same."""
    key = secret_key(settings)
    locked, devices = await _locked_out(db, key), await _devices(db, key)
    signed_by = await _unknown_keys(db)
    if not (locked or devices or signed_by or await _links_are_others(db, settings)):
        return []
    lines = [
        "This host has another secret key than the one that the backup was made with, so:",
        "- everybody signs in again",
        *([f"- with two-step login, a recovery code or `{_TURN_OFF}` lets in: {locked:,} people"] if locked else []),
        *([f"- notified again once RevOps was opened on them: {devices:,} devices"] if devices else []),
        "- gate passes that are out open nothing: show the pass again on the job",
        "- the link at the end of reminders that went out ends nothing: whoever asks, stop them at the customer",
    ]
    if signed_by:
        waiting = await db.collection("journal").count_documents({"unsealed": True})
        lines.append(
            "- the hourly check says that the books do not agree"
            + (f", and {waiting:,} entries of the journal are not taken into the sums," if waiting else "")
            + " until the old key is in REVOPS_JOURNAL_OLD_KEYS, or, where nobody has it any more,"
            f" REVOPS_JOURNAL_LOST_KEYS={','.join(signed_by)} is set"
        )
    return [
        *lines,
        "Links to the pages of customers go on. To have all of it as it was, stop here: put the old host's secret.key"
        f" into {settings.data}, or its REVOPS_SECRET_KEY into the environment, before the first start.",
        "Passwords and tokens of mail, WhatsApp, bucket and Redis are settings, and in no backup: set them here too.",
    ]


async def _locked_out(db: Database, key: str) -> int:
    """Count the people whose second factor this key does not open."""
    vault = Vault(key)
    found = db.collection("users").find({"second_factor.secret": {"$type": "binData"}}, {"second_factor.secret": 1})
    return sum([vault.open(user["second_factor"]["secret"], user["_id"]) is None async for user in found])


async def _devices(db: Database, key: str) -> int:
    ours = Vapid(key, "").public_key
    return await db.collection("push_subscriptions").count_documents({"server_key": {"$ne": ours}})


async def _links_are_others(db: Database, settings: Settings) -> bool:
    """Say whether the newest link of a customer was made with another key."""
    newest = await db.collection("customer_links").find_one({}, sort=[("created_at", -1)])
    return newest is not None and token_hash(token_of(settings, newest["job_id"], newest["serial"])) != newest["_id"]


async def _unknown_keys(db: Database) -> list[str]:
    """List the ids of the keys that signed entries of the journal and are not known here, nor named as lost."""
    signing = db.signing
    if signing is None:
        return []
    ids: list[Document] = [
        {"$match": {"signed": {"$type": "string"}}},
        {"$group": {"_id": {"$substrCP": ["$signed", 0, _KEY_ID_LENGTH]}}},
    ]
    found = [row["_id"] async for row in await db.collection("journal").aggregate(ids)]
    return sorted(one for one in found if signing.check(f"{one}.", b"") is Signed.UNKNOWN_KEY)
