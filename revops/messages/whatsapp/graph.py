"""The client of Meta's Graph API: what RevOps asks of it, and how certain an outcome is.

A request to send has no key by which Meta would know it again. So what was certainly not taken is told apart from what
perhaps was: only the first may be sent again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from revops.messages.whatsapp.account import Account
from revops.messages.whatsapp.refusals import Kind, Refusal, refusal_of

# Short: whoever sends holds a place of the workers. Meta answers within a second.
_TIMEOUT = httpx2.Timeout(20, connect=5, pool=5)
_UPLOAD_TIMEOUT = httpx2.Timeout(60, connect=5, pool=5)
_LIMITS = httpx2.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30)
_TEMPLATES_A_PAGE = 100
_MAX_PAGES = 20
MAX_TEXT_LENGTH = 4096

Json = dict[str, Any]


class RefusedByMeta(Exception):
    """Meta understood the request and refused it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.told)
        self.refusal = refusal


class NotReached(Exception):
    """Meta certainly did not take the request; the message says why in a sentence."""


class PerhapsTaken(Exception):
    """The answer did not come, so nobody knows whether Meta took the request."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number that messages come from, as Meta tells it."""

    shown: str
    name: str
    quality: str
    # How many customers may be written to in a day, such as TIER_250; None when Meta does not say.
    tier: str | None


class Graph:
    """Speaks to the Graph API for one account. Close it at the end."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._client = httpx2.AsyncClient(
            base_url=f"{account.url}/{account.version}/",
            headers={"Authorization": f"Bearer {account.token}"},
            timeout=_TIMEOUT,
            limits=_LIMITS,
            follow_redirects=False,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def send(self, to: str, content: Mapping[str, Any], message_id: str) -> str:
        """Send a message; ``message_id`` comes back with each callback. Returns Meta's id of it.

        Raises RefusedByMeta, NotReached, PerhapsTaken.
        """
        body = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": to,
            "biz_opaque_callback_data": message_id,
            **content,
        }
        answer = await self._ask("POST", f"{self._account.phone_number_id}/messages", json=body)
        match answer:
            case {"messages": [{"id": str(wamid)}, *_]}:
                return wamid
        raise PerhapsTaken("WhatsApp answered something that is no answer.")

    async def upload(self, pdf: bytes, name: str) -> str:
        """Hand over a paper; returns the id by which messages name it for 30 days. Raises as ``send``."""
        answer = await self._ask(
            "POST",
            f"{self._account.phone_number_id}/media",
            data={"messaging_product": "whatsapp", "type": "application/pdf"},
            files={"file": (name, pdf, "application/pdf")},
            timeout=_UPLOAD_TIMEOUT,
        )
        return str(answer["id"])

    async def templates(self) -> list[Json]:
        """Read the templates of the account. Raises as ``send``."""
        found: list[Json] = []
        params = {"fields": "name,language,status,category,parameter_format,components", "limit": _TEMPLATES_A_PAGE}
        for _ in range(_MAX_PAGES):
            path = f"{self._account.business_account_id}/message_templates"
            answer = await self._ask("GET", path, params=params)
            found += answer.get("data", [])
            paging = answer.get("paging", {})
            if "next" not in paging:
                break
            params = {**params, "after": paging["cursors"]["after"]}
        return found

    async def number(self) -> Number:
        """Read what Meta says of the number, which shows whether the token is good. Raises as ``send``."""
        fields = "display_phone_number,verified_name,quality_rating,messaging_limit_tier"
        answer = await self._ask("GET", self._account.phone_number_id, params={"fields": fields})
        return Number(
            str(answer.get("display_phone_number", "")),
            str(answer.get("verified_name", "")),
            str(answer.get("quality_rating", "")),
            answer.get("messaging_limit_tier"),
        )

    async def _ask(self, method: str, path: str, **options: Any) -> Json:
        try:
            response = await self._client.request(method, path, **options)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol):
            raise NotReached(
                "WhatsApp cannot be reached from this server: let it out to graph.facebook.com, port 443."
            ) from None
        except httpx2.HTTPError as error:
            raise PerhapsTaken(f"WhatsApp did not answer ({type(error).__name__}).") from None
        answer = _json_of(response)
        if answer is not None and isinstance(refused := answer.get("error"), dict):
            raise RefusedByMeta(_refusal_in(refused, response.status_code))
        if response.is_success and answer is not None:
            return answer
        if response.status_code == 503:
            raise NotReached("WhatsApp is not available at the moment.")
        if answer is None and response.status_code < 500:
            # Nothing at Meta says anything but JSON.
            raise PerhapsTaken(
                f"Something between this server and WhatsApp answered in its place (status {response.status_code}):"
                " look at the proxy or the network here."
            )
        raise PerhapsTaken(f"WhatsApp answered with status {response.status_code}.")


def _json_of(response: httpx2.Response) -> Json | None:
    try:
        answer = response.json()
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _refusal_in(error: Json, status: int) -> Refusal:
    """Read an error envelope: ``{code, error_subcode, message, error_data: {details}}``."""
    code, subcode = error.get("code"), error.get("error_subcode")
    data = error.get("error_data")
    details = (data.get("details") if isinstance(data, dict) else None) or error.get("message") or "no reason given"
    refusal = refusal_of(
        code if isinstance(code, int) else -1, subcode if isinstance(subcode, int) else None, str(details)
    )
    if refusal.kind is not Kind.NEVER:
        return refusal
    if status in (401, 403):
        return refusal_of(190, None, str(details))
    return Refusal(Kind.LATER, refusal.code, refusal.sentence) if status >= 500 else refusal
