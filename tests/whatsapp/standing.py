"""Runs the stand-in of the Graph API as a process, and speaks to its controls."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx2

from tests.whatsapp import graph


class StandIn:
    """The stand-in, as tests set it and look at it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx2.Client(base_url=f"{url}/control/", timeout=60)

    def _order(self, what: str, **order: Any) -> dict[str, Any]:
        response = self._client.post(what, json={name.rstrip("_"): value for name, value in order.items()})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def reset(self) -> None:
        """Begin anew."""
        self._order("reset")

    def set(self, **what: Any) -> None:
        """Change the account, or how it behaves: the attributes of ``graph.Graph``."""
        self._order("set", **what)

    @property
    def sent(self) -> list[dict[str, Any]]:
        """The messages that were taken."""
        sent: list[dict[str, Any]] = self._order("look")["sent"]
        return sent

    @property
    def media(self) -> dict[str, Any]:
        """The files that were taken, by their ids."""
        media: dict[str, Any] = self._order("look")["media"]
        return media

    @property
    def asked(self) -> list[str]:
        """The requests that came."""
        asked: list[str] = self._order("look")["asked"]
        return asked

    def states(self, wamid: str, *states: str, **order: Any) -> list[int]:
        """Tell the webhook states of a message; returns its answers."""
        answers: list[int] = self._order("states", id=wamid, states=states, **order)["statuses"]
        return answers

    def incoming(self, text: str, **order: Any) -> dict[str, Any]:
        """Have somebody write: ``from_``, and ``context`` for an answer to a message."""
        return self._order("incoming", text=text, **order)


def settings_of(stand_in: StandIn) -> dict[str, Any]:
    """The settings by which RevOps uses the stand-in."""
    return {
        "whatsapp_url": stand_in.url,
        "whatsapp_phone_number_id": graph.PHONE_NUMBER_ID,
        "whatsapp_business_account_id": graph.ACCOUNT_ID,
        "whatsapp_token": graph.TOKEN,
        "whatsapp_app_secret": graph.APP_SECRET,
        "whatsapp_verify_token": "verify-token-of-the-tests",
    }


@contextlib.contextmanager
def standing() -> Iterator[StandIn]:
    """Run the stand-in meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "tests.whatsapp.graph", str(port)])
    try:
        stand_in = StandIn(f"http://127.0.0.1:{port}")
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(httpx2.HTTPError):
                stand_in.reset()
                break
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield stand_in
    finally:
        process.kill()
        process.wait()
