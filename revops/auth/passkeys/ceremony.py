"""The two ceremonies of WebAuthn: a device makes a passkey, or shows one. The question, and whether the answer is good.

A challenge is kept until it is answered: once, within minutes, for the purpose and session that it was made for.
"""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import orjson
from bson import Binary

from revops.access.vapid import to_bytes, to_text
from revops.auth.passkeys.row import PasskeyRow
from revops.auth.passkeys.schemas import MadePasskey, ShownPasskey
from revops.core.time import now
from revops.mongo.client import Database, Document

# The library is imported where it is used: it takes a quarter of a second, and most servers start more often than
# somebody adds a passkey.

LASTS = dt.timedelta(minutes=5)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NOWHERE = "nowhere.invalid"
_TRY_AGAIN = "This passkey could not be checked. Please try again, or use your password."
_TOO_OLD = "That took too long, or was done already. Please try again."
_NOT_VERIFIED = (
    "Your device did not check that it is you. Turn on its screen lock (fingerprint, face or PIN), and try again."
)


class Purpose(StrEnum):
    """The purpose that an answer is good for."""

    ADD = "add"
    LOG_IN = "log_in"
    CONFIRM = "confirm"


class PasskeyRefused(Exception):
    """A passkey is not taken; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Site:
    """The place where the app is open, as browsers tell it to a passkey."""

    host: str
    origin: str


def site_of(address: str) -> Site:
    """Read the address of the app as browsers write it."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or _NOWHERE, parts.port
    except ValueError:  # a program may name any host
        return Site(_NOWHERE, _NOWHERE)
    shown = "" if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f":{port}"
    return Site(host, f"{parts.scheme}://{host}{shown}")


async def ask_for_new(
    db: Database, user: Document, login: str, rows: Sequence[PasskeyRow], site: Site, session_id: str
) -> Document:
    """Build what a browser is asked to make a passkey that names its user, and checks who holds the device."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import options_to_json_dict, structs  # noqa: PLC0415

    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="RevOps",
        user_id=user["_id"].encode(),
        user_name=login,
        user_display_name=user["name"],
        challenge=await _new_challenge(db, Purpose.ADD, session_id),
        timeout=int(LASTS.total_seconds() * 1000),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=to_bytes(row["credential_id"]))
            for row in rows
            if row["host"] == site.host
        ],
    )
    return options_to_json_dict(options)


async def ask_to_show(
    db: Database, purpose: Purpose, site: Site, *, session_id: str | None = None, rows: Sequence[PasskeyRow] = ()
) -> Document:
    """Build what a browser is asked to show a passkey: one of these, or any that it has for this host."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import options_to_json_dict, structs  # noqa: PLC0415

    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=await _new_challenge(db, purpose, session_id),
        timeout=int(LASTS.total_seconds() * 1000),
        allow_credentials=[structs.PublicKeyCredentialDescriptor(id=to_bytes(row["credential_id"])) for row in rows],
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


async def read_made(db: Database, made: MadePasskey, site: Site, session_id: str) -> tuple[Binary, int]:
    """Check a passkey that was made now; return its public key and its count. Raises PasskeyRefused."""
    import webauthn  # noqa: PLC0415

    challenge = await _use_up(db, made.response.client_data, site, Purpose.ADD, session_id)
    try:
        verified = webauthn.verify_registration_response(
            credential=_as_the_browser_gave(made),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except Exception:  # what a reader of anybody's bytes cannot read is no passkey
        raise PasskeyRefused(_TRY_AGAIN) from None
    if not verified.user_verified:
        raise PasskeyRefused(_NOT_VERIFIED)
    return Binary(verified.credential_public_key), verified.sign_count


async def read_shown(
    db: Database,
    shown: ShownPasskey,
    row: PasskeyRow | None,
    site: Site,
    purpose: Purpose,
    session_id: str | None = None,
) -> int:
    """Check that a passkey was shown now, by whom it was made for; return its count. Raises PasskeyRefused.

    Whatever comes of it, the challenge is used up.
    """
    import webauthn  # noqa: PLC0415

    challenge = await _use_up(db, shown.response.client_data, site, purpose, session_id)
    if row is None:
        raise PasskeyRefused("This passkey is not known here any more. Log in with your password.")
    if row["host"] != site.host:
        raise PasskeyRefused(
            f"This passkey was made for {row['host']}. Open RevOps there, or log in with your password."
        )
    # A device says whose it is, since no name was asked for.
    if shown.response.user_handle != to_text(row["user_id"].encode()):
        raise PasskeyRefused(_TRY_AGAIN)
    try:
        verified = webauthn.verify_authentication_response(
            credential=_as_the_browser_gave(shown),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=bytes(row["public_key"]),
            # Compared when it is stored: a wrong signature must not pass for a copy.
            credential_current_sign_count=0,
        )
    except Exception:  # what a reader of anybody's bytes cannot read is no passkey
        raise PasskeyRefused(_TRY_AGAIN) from None
    if not verified.user_verified:
        raise PasskeyRefused(_NOT_VERIFIED)
    return verified.new_sign_count


async def _new_challenge(db: Database, purpose: Purpose, session_id: str | None) -> bytes:
    challenge = secrets.token_bytes(32)
    await db.collection("passkey_challenges").insert_one(
        {
            "_id": to_text(challenge),
            "purpose": purpose.value,
            "session_id": session_id,
            "expires_at": now() + LASTS,
        }
    )
    return challenge


async def _use_up(db: Database, client_data: str, site: Site, purpose: Purpose, session_id: str | None) -> bytes:
    """Take the challenge that an answer is to; return it. Raises PasskeyRefused."""
    said = _said(client_data)
    challenge = said.get("challenge")
    if not isinstance(challenge, str):
        raise PasskeyRefused(_TRY_AGAIN)
    kept = await db.collection("passkey_challenges").find_one_and_delete({"_id": challenge})
    asked = (purpose.value, session_id)
    if kept is None or kept["expires_at"] <= now() or (kept["purpose"], kept["session_id"]) != asked:
        raise PasskeyRefused(_TOO_OLD)
    if said.get("origin") != site.origin:
        raise PasskeyRefused(f"Passkeys work at {site.origin} only. Open RevOps there, or use your password.")
    return to_bytes(challenge)


def _said(client_data: str) -> Mapping[str, Any]:
    try:
        said = orjson.loads(to_bytes(client_data))
    except ValueError:
        raise PasskeyRefused(_TRY_AGAIN) from None
    return said if isinstance(said, dict) else {}


def _as_the_browser_gave(credential: MadePasskey | ShownPasskey) -> Document:
    given = credential.model_dump(by_alias=True, exclude_none=True)
    return {**given, "rawId": credential.id, "type": "public-key"}
