"""Callbacks of the webhook, as Meta sends them: whether they are Meta's, and what is new in them."""

import datetime as dt
import hashlib
import hmac
from typing import Any, Literal, TypedDict

import orjson

from revops.core.text import unturned
from revops.core.time import now

_SIGNED_BY = "sha256="
_STATES = ("sent", "delivered", "read", "failed")
_MAX_TEXT_LENGTH = 4096
_MAX_ID_LENGTH = 256
# What Meta says of times is believed from here on; the stamps are in seconds.
_EARLIEST = 1_500_000_000


class StateNews(TypedDict):
    """A message of ours reached a state. ``message_id`` is what was sent along with it, if anything."""

    kind: Literal["state"]
    wamid: str
    message_id: str | None
    state: str
    at: dt.datetime
    code: int | None
    details: str | None


class IncomingNews(TypedDict):
    """Somebody wrote. ``text`` is None for what is no text, such as a picture; ``answers`` names a message of ours."""

    kind: Literal["incoming"]
    wamid: str
    sender: str
    name: str | None
    text: str | None
    what: str
    answers: str | None
    at: dt.datetime


News = StateNews | IncomingNews


def is_signed(app_secret: str, body: bytes, signature: str | None) -> bool:
    """Tell whether a body carries the signature that only Meta and we can make, in constant time."""
    if signature is None or not signature.startswith(_SIGNED_BY):
        return False
    wanted = hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), signature.removeprefix(_SIGNED_BY).encode())


def is_verification(verify_token: str, mode: str | None, given: str | None) -> bool:
    """Tell whether a GET is Meta's question if the webhook is ours, in constant time."""
    return mode == "subscribe" and given is not None and hmac.compare_digest(verify_token.encode(), given.encode())


def read_news(body: bytes, phone_number_id: str) -> list[News]:
    """Read what is new for our number; what is of another, or not understood, is left out. Raises ValueError."""
    event = orjson.loads(body)
    if not isinstance(event, dict):
        raise ValueError("no object")
    found: list[News] = []
    for entry in _dicts(event.get("entry")):
        for change in _dicts(entry.get("changes")):
            value = change.get("value")
            if change.get("field") != "messages" or not isinstance(value, dict):
                continue
            metadata = value.get("metadata")
            if not isinstance(metadata, dict) or metadata.get("phone_number_id") != phone_number_id:
                continue
            names = {contact.get("wa_id"): contact.get("profile") for contact in _dicts(value.get("contacts"))}
            read: list[News | None] = [_state(status) for status in _dicts(value.get("statuses"))]
            read += [_incoming(said, names) for said in _dicts(value.get("messages"))]
            found += [news for news in read if news is not None]
    return found


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: Any, longest: int = _MAX_ID_LENGTH) -> str | None:
    return unturned(value)[:longest] or None if isinstance(value, str) else None


def _time(value: Any) -> dt.datetime:
    at = now()
    if isinstance(value, str) and value.isdigit() and _EARLIEST < int(value) <= at.timestamp():
        return dt.datetime.fromtimestamp(int(value), dt.UTC)
    return at


def _state(status: dict[str, Any]) -> StateNews | None:
    wamid, state = _text(status.get("id")), status.get("status")
    if wamid is None or state not in _STATES:
        return None
    error: dict[str, Any] = next(iter(_dicts(status.get("errors"))), {})
    code, data = error.get("code"), error.get("error_data")
    details = (data.get("details") if isinstance(data, dict) else None) or error.get("title")
    return {
        "kind": "state",
        "wamid": wamid,
        "message_id": _text(status.get("biz_opaque_callback_data")),
        "state": state,
        "at": _time(status.get("timestamp")),
        "code": code if isinstance(code, int) else None,
        "details": _text(details),
    }


def _incoming(said: dict[str, Any], names: dict[Any, Any]) -> IncomingNews | None:
    wamid, sender = _text(said.get("id")), _text(said.get("from"))
    if wamid is None or sender is None or not sender.isdigit():
        return None
    what, profile, context = said.get("type"), names.get(sender), said.get("context")
    return {
        "kind": "incoming",
        "wamid": wamid,
        "sender": sender,
        "name": _text(profile.get("name"), 100) if isinstance(profile, dict) else None,
        "text": _written(said),
        "what": what if isinstance(what, str) and len(what) < 30 else "unknown",
        "answers": _text(context.get("id")) if isinstance(context, dict) else None,
        "at": _time(said.get("timestamp")),
    }


def _written(said: dict[str, Any]) -> str | None:
    """Read the words of a text, of a tapped button, or under a picture."""
    for where, field in (("text", "body"), ("button", "text"), ("image", "caption"), ("document", "caption")):
        part = said.get(where)
        if isinstance(part, dict) and (text := _text(part.get(field), _MAX_TEXT_LENGTH)) is not None:
            return text
    return None
