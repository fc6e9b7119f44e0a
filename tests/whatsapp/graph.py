"""A stand-in of Meta's Graph API for WhatsApp, as a process: ``python -m tests.whatsapp.graph PORT``.

Written from the shapes that Meta publishes, it takes what Meta takes and refuses what Meta refuses. What tests set and
look at is under ``/control``, which Meta has not. It tells the webhook nothing by itself but what it is told to tell.
"""

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import re
import sys
import time
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qs

import httpx2
import uvicorn
from starlette.types import Message, Receive, Scope, Send

VERSION = "v23.0"
PHONE_NUMBER_ID, ACCOUNT_ID = "106540352242922", "102290129340398"
TOKEN, APP_SECRET = "EAAG-token-of-the-stand-in", "app-secret-of-the-stand-in"  # pragma: allowlist secret

_LONGEST_TEXT = 4096
_LARGEST_DOCUMENT = 100 * 1024 * 1024
_WINDOW_SECONDS = 24 * 3600
_PLACE = re.compile(r"\{\{(\w+)\}\}")

Json = dict[str, Any]

_TITLES = {
    4: "Application request limit reached",
    100: "Invalid parameter",
    190: "Invalid OAuth access token - Cannot parse access token",
    368: "Temporarily blocked for policies violations",
    130429: "Rate limit hit",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131026: "Message undeliverable",
    131031: "Business Account locked",
    131042: "Business eligibility payment issue",
    131047: "Re-engagement message",
    131048: "Spam rate limit hit",
    131049: "This message was not delivered to maintain healthy ecosystem engagement.",
    131050: "User's marketing messages opted out",
    131053: "Media upload error",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132015: "Template is Paused",
}
_STATUS = {4: 400, 190: 401, 368: 403, 131031: 403, 132001: 404}


def template(name: str, body: str, language: str = "en", **fields: Any) -> Json:
    """Build a template as Meta lists it; ``header`` is a format such as DOCUMENT, ``url`` that of its button."""
    components: list[Json] = [{"type": "BODY", "text": body}]
    if header := fields.pop("header", None):
        components.insert(0, {"type": "HEADER", "format": header})
    if url := fields.pop("url", None):
        components.append({"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Open", "url": url}]})
    given = {"status": "APPROVED", "category": "UTILITY", "parameter_format": "NAMED", **fields}
    return {"name": name, "language": language, "components": components, **given}


class Refusal(Exception):
    """What Meta answers when it refuses."""

    def __init__(self, code: int, details: str = "", subcode: int | None = None) -> None:
        super().__init__(details)
        self.status = _STATUS.get(code, 400)
        self.error: Json = {
            "message": f"(#{code}) {_TITLES[code]}",
            "type": "OAuthException",
            "code": code,
            "error_data": {"messaging_product": "whatsapp", "details": details or _TITLES[code]},
            "fbtrace_id": "A" + base64.b32encode(hashlib.sha256(str(time.time()).encode()).digest())[:20].decode(),
        }
        if subcode is not None:
            self.error["error_subcode"] = subcode


class Graph:
    """The account, what was sent, and how to misbehave."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)
        self.reset({})

    def reset(self, _: Json) -> None:
        """Begin anew."""
        self.token = TOKEN
        self.webhook: str | None = None
        self.templates: list[Json] = []
        self.media: dict[str, Json] = {}
        self.sent: list[Json] = []
        self.asked: list[str] = []
        # When each number wrote last, by the seconds of the clock.
        self.heard: dict[str, float] = {}
        # What is refused: by the number it is for, or for all ("*"). A list: one after the other, then nothing.
        self.refuse: dict[str, list[int]] = {}
        # What happens to the next requests to send: {"delay": s}, {"status": 503}, {"cut": true}; one each.
        self.next: list[Json] = []
        self.tier = "TIER_250"

    # --- what Meta answers -------------------------------------------------------------------------------------------

    async def answer(self, method: str, path: str, query: Json, headers: Json, body: bytes) -> Json:
        """Answer a request to the API. Raises Refusal."""
        version, _, rest = path.lstrip("/").partition("/")
        self.asked.append(f"{method} /{version}/{rest}")
        if version != VERSION:
            raise Refusal(100, f"Unknown path components: /{rest}", 2635)
        if headers.get("authorization") != f"Bearer {self.token}":
            raise Refusal(190, "Error validating access token: Session has expired", 463)
        match (method, rest):
            case ("GET", number) if number == PHONE_NUMBER_ID:
                return self._number()
            case ("GET", listing) if listing == f"{ACCOUNT_ID}/message_templates":
                return self._templates(query)
            case ("POST", media) if media == f"{PHONE_NUMBER_ID}/media":
                return self._upload(headers, body)
            case ("POST", messages) if messages == f"{PHONE_NUMBER_ID}/messages":
                return self._message(json.loads(body))
        named = rest.split("/")[0]
        raise Refusal(100, f"Unsupported request. Object with ID '{named}' does not exist, or lacks permissions", 33)

    def _number(self) -> Json:
        return {
            "id": PHONE_NUMBER_ID,
            "display_phone_number": "+91 98200 12345",
            "verified_name": "Test Motors",
            "quality_rating": "GREEN",
            "messaging_limit_tier": self.tier,
        }

    def _templates(self, query: Json) -> Json:
        limit, after = int(query.get("limit", 25)), int(query.get("after", 0))
        page = self.templates[after : after + limit]
        fields = query.get("fields", "name,language,status,category,components").split(",")
        answer: Json = {"data": [{name: row[name] for name in fields if name in row} for row in page]}
        if after + limit < len(self.templates):
            answer["paging"] = {"cursors": {"before": str(after), "after": str(after + limit)}, "next": "https://…"}
        return answer

    def _upload(self, headers: Json, body: bytes) -> Json:
        form = message_from_bytes(b"Content-Type: " + headers["content-type"].encode() + b"\r\n\r\n" + body)
        parts: Json = {}
        for part in form.get_payload():
            assert not isinstance(part, str)
            name = part.get_param("name", header="content-disposition")
            parts[str(name)] = part.get_payload(decode=True)
            if name == "file":
                parts["type of file"] = part.get_content_type()
        if parts.get("messaging_product") != b"whatsapp" or "file" not in parts:
            raise Refusal(131008, "messaging_product and file are required")
        kind = parts["type of file"]
        if kind != "application/pdf":
            raise Refusal(100, f"Param file must be of one of the following types: application/pdf; got {kind}")
        if len(parts["file"]) > _LARGEST_DOCUMENT:
            raise Refusal(131053, "The file is too large: 100 MB at most")
        media_id = str(1_000_000_000 + next(self._ids))
        self.media[media_id] = {"bytes": len(parts["file"]), "sha256": hashlib.sha256(parts["file"]).hexdigest()}
        return {"id": media_id}

    def _message(self, message: Json) -> Json:
        to = re.sub(r"\D", "", message.get("to", ""))
        if message.get("messaging_product") != "whatsapp" or not to or "type" not in message:
            raise Refusal(131008, "messaging_product, to and type are required")
        if len(message.get("biz_opaque_callback_data", "")) > 512:
            raise Refusal(131009, "biz_opaque_callback_data is too long")
        for whose in (to, "*"):
            if self.refuse.get(whose):
                raise Refusal(self.refuse[whose].pop(0))
        if message["type"] == "text":
            self._check_text(message["text"], to)
        elif message["type"] == "template":
            self._check_template(message["template"])
        else:
            raise Refusal(131009, f"type {message['type']} is not understood")
        digest = hashlib.sha256(f"{to}{next(self._ids)}".encode()).digest()
        wamid = "wamid." + base64.b64encode(to.encode() + digest[:20]).decode()
        self.sent.append({**message, "id": wamid, "at": time.time()})
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": message["to"], "wa_id": to}],
            "messages": [{"id": wamid, "message_status": "accepted"}],
        }

    def _check_text(self, text: Json, to: str) -> None:
        if not text.get("body"):
            raise Refusal(131008, "text.body is required")
        if len(text["body"]) > _LONGEST_TEXT:
            raise Refusal(100, f"Param text['body'] must be at most {_LONGEST_TEXT} characters long.")
        if time.time() - self.heard.get(to, 0) > _WINDOW_SECONDS:
            raise Refusal(131047, "More than 24 hours have passed since the customer last replied to this number")

    def _check_template(self, asked: Json) -> None:
        name, language = asked["name"], asked["language"]["code"]
        found = [row for row in self.templates if (row["name"], row["language"]) == (name, language)]
        if not found or found[0]["status"] in ("PENDING", "REJECTED"):
            raise Refusal(132001, f"template name ({name}) does not exist in {language}")
        if found[0]["status"] == "PAUSED":
            raise Refusal(132015)
        given = {(part["type"], part.get("index", "0")): part["parameters"] for part in asked.get("components", [])}
        for component in found[0]["components"]:
            self._check_component(component, given)

    def _check_component(self, component: Json, given: dict[tuple[str, str], list[Json]]) -> None:
        kind = component["type"].lower()
        if kind == "body":
            wanted, parameters = set(_PLACE.findall(component["text"])), given.get(("body", "0"), [])
            if len(wanted) != len(parameters):
                raise Refusal(
                    132000,
                    f"body: number of localizable_params ({len(parameters)}) does not match the expected number of"
                    f" params ({len(wanted)})",
                )
            if not any(place.isdigit() for place in wanted) and wanted != {p.get("parameter_name") for p in parameters}:
                raise Refusal(100, "Parameter name is missing or does not match the template")
            texts = [parameter["text"] for parameter in parameters]
            if any(not text or "\n" in text or "\t" in text or "    " in text for text in texts):
                raise Refusal(132000, "Param text cannot have new-line/tab characters or more than 4 spaces")
        elif kind == "header" and component["format"] != "TEXT":
            (parameter,) = given.get(("header", "0")) or [{}]
            wanted_type = component["format"].lower()
            if parameter.get("type") != wanted_type:
                raise Refusal(132000, f"header: Format mismatch, expected {component['format']}")
            if parameter[wanted_type].get("id") not in self.media:
                raise Refusal(131053, "The media id does not exist or has expired")
        elif kind == "buttons":
            for index, button in enumerate(component["buttons"]):
                if "{{1}}" in button.get("url", "") and len(given.get(("button", str(index)), [])) != 1:
                    raise Refusal(131008, f"buttons: Button at index {index} of type Url requires a parameter")

    # --- what it tells the webhook -----------------------------------------------------------------------------------

    async def tell(self, order: Json) -> Json:
        """Send the values given to the webhook, signed; ``secret`` signs with another. Returns the statuses."""
        statuses = []
        async with httpx2.AsyncClient(timeout=30) as client:
            for value in order["values"]:
                number = order.get("phone_number_id", PHONE_NUMBER_ID)
                metadata = {"display_phone_number": "919820012345", "phone_number_id": number}
                told = {"messaging_product": "whatsapp", "metadata": metadata, **value}
                change = {"field": "messages", "value": told}
                event = {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT_ID, "changes": [change]}]}
                body = json.dumps(event).encode()
                signature = hmac.new(order.get("secret", APP_SECRET).encode(), body, hashlib.sha256).hexdigest()
                headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
                assert self.webhook is not None
                answer = await client.post(self.webhook, content=body, headers=headers)
                statuses.append(answer.status_code)
        return {"statuses": statuses}

    async def states(self, order: Json) -> Json:
        """Tell states of a message that was sent, in the order given."""
        (sent,) = [sent for sent in self.sent if sent["id"] == order["id"]]
        return await self.tell(
            {"values": [{"statuses": [status_of(sent, state, order)]} for state in order["states"]]} | _how(order)
        )

    async def incoming(self, order: Json) -> Json:
        """Have somebody write; the same ``id`` again is the same message once more."""
        self.heard[order["from"]] = time.time()
        digest = hashlib.sha256(str(next(self._ids)).encode()).hexdigest()
        message: Json = {"from": order["from"], "id": order.get("id", f"wamid.{digest[:40]}"), "type": "text"}
        message |= {"timestamp": str(order.get("timestamp", int(time.time()))), "text": {"body": order["text"]}}
        if "context" in order:
            message["context"] = {"from": "919820012345", "id": order["context"]}
        contact = {"profile": {"name": "Somebody"}, "wa_id": order["from"]}
        return await self.tell({"values": [{"contacts": [contact], "messages": [message]}]} | _how(order)) | {
            "id": message["id"]
        }

    def look(self, _: Json) -> Json:
        """Tell what was sent and uploaded."""
        return {"sent": self.sent, "media": self.media, "asked": self.asked}

    def set(self, order: Json) -> None:
        """Change the account, or how it behaves."""
        for name, value in order.items():
            assert hasattr(self, name), name
            setattr(self, name, value)


def _how(order: Json) -> Json:
    return {name: order[name] for name in ("secret", "phone_number_id") if name in order}


def status_of(sent: Json, state: str, order: Json) -> Json:
    """Build what a callback says of a message."""
    to = re.sub(r"\D", "", sent["to"])
    status: Json = {"id": sent["id"], "status": state, "timestamp": str(int(time.time())), "recipient_id": to}
    if "biz_opaque_callback_data" in sent:
        status["biz_opaque_callback_data"] = sent["biz_opaque_callback_data"]
    if state == "failed":
        code = order.get("code", 131026)
        status["errors"] = [
            {
                "code": code,
                "title": _TITLES[code],
                "message": _TITLES[code],
                "error_data": {"details": order.get("details", _TITLES[code])},
            }
        ]
    elif state in ("sent", "delivered"):
        status["conversation"] = {"id": "c1", "origin": {"type": "utility"}}
        status["pricing"] = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}
    return status


class App:
    """The stand-in as an ASGI application."""

    def __init__(self) -> None:
        self._graph = Graph()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        assert scope["type"] == "http"
        body = b""
        while True:
            message: Message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        path: str = scope["path"]
        if path.startswith("/control/"):
            done = getattr(self._graph, path.removeprefix("/control/"))(json.loads(body or b"{}"))
            answer = await done if asyncio.iscoroutine(done) else done
            await _send(send, 200, answer or {})
            return
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        query = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
        is_to_send = scope["method"] == "POST" and path.endswith("/messages")
        odd = self._graph.next.pop(0) if is_to_send and self._graph.next else {}
        if "status" in odd:
            error = {"message": "Service unavailable", "code": 2, "fbtrace_id": "A"}
            await _send(send, odd["status"], {"error": error})
            return
        try:
            status, answer = 200, await self._graph.answer(scope["method"], path, query, headers, body)
        except Refusal as refusal:
            status, answer = refusal.status, {"error": refusal.error}
        await asyncio.sleep(odd.get("delay", 0))
        await _send(send, status, answer, is_cut="cut" in odd)


async def _send(send: Send, status: int, answer: Json, *, is_cut: bool = False) -> None:
    body = json.dumps(answer).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    # The server closes a connection on which less came than was announced.
    await send({"type": "http.response.body", "body": body[: len(body) // 2] if is_cut else body})


if __name__ == "__main__":
    uvicorn.run(App(), host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
