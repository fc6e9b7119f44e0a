"""A browser as a push service knows it: an address, and keys of which the server is told the public ones."""

import base64
import itertools
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_numbers = itertools.count(1)


def to_text(data: bytes) -> str:
    """Write bytes for an address."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def of_text(text: str) -> bytes:
    """Read what ``to_text`` wrote."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Browser:
    """One that has subscribed."""

    name: str
    folder: Path
    subscription: dict[str, Any]

    def taken(self) -> list[dict[str, Any]]:
        """Read what reached it, oldest first."""
        file = self.folder / f"{self.name}.taken"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def titles(self) -> list[str]:
        """Read what it was told."""
        return [one["content"]["title"] for one in self.taken()]

    def refused(self) -> list[str]:
        """Read what the push service did not take for it."""
        file = self.folder / f"{self.name}.refused"
        return file.read_text().splitlines() if file.exists() else []


def open_browser(folder: Path, port: int, server_key: str, kind: str = "phone") -> Browser:
    """Have a browser subscribe at the push service whose folder this is."""
    name = f"{kind}-{next(_numbers)}-{to_text(os.urandom(6))}"
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    auth = to_text(os.urandom(16))
    known = {
        "private": to_text(private.private_numbers().private_value.to_bytes(32, "big")),
        "auth": auth,
        "server_key": server_key,
    }
    (folder / f"{name}.json").write_text(json.dumps(known))
    endpoint = f"https://127.0.0.1:{port}/push/{name}"
    return Browser(name, folder, {"endpoint": endpoint, "keys": {"p256dh": to_text(public), "auth": auth}})
