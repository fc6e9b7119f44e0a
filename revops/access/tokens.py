"""Session tokens: JWT, HS256, with a session version so that they can be ended before they expire."""

import datetime as dt
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt

from revops.access.errors import SessionEnded
from revops.access.permissions import Role
from revops.core.errors import NotSignedIn
from revops.core.files import read_line
from revops.core.ids import new_id
from revops.core.time import now
from revops.settings import Settings

_ALGORITHM = "HS256"
_MAX_CACHED = 10_000
_MAX_TOKEN_LENGTH = 2048


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a valid token."""

    user_id: str
    role: str
    session_version: int
    token_id: str
    expires_at: int


class Tokens:
    """Makes and reads tokens with one secret. Verified tokens are remembered, because verifying costs time."""

    def __init__(self, secret: str, lifetime: dt.timedelta) -> None:
        self._secret = secret
        self.lifetime = lifetime
        self._verified: dict[str, Claims] = {}

    def issue(self, user_id: str, role: Role, session_version: int) -> str:
        """Return a new token."""
        issued = now()
        payload = {
            "sub": user_id,
            "role": role.value,
            "sv": session_version,
            "jti": new_id(),
            "iat": issued,
            "exp": issued + self.lifetime,
        }
        return jwt.encode(payload, self._secret, algorithm=_ALGORITHM)

    def read(self, token: str) -> Claims:
        """Return the claims of a valid token. Raises NotSignedIn for any other."""
        claims = self._verified.get(token)
        if claims is None:
            claims = self._verify(token)
            if len(self._verified) >= _MAX_CACHED:
                self._verified.clear()
            self._verified[token] = claims
        elif claims.expires_at <= time.time():
            del self._verified[token]
            raise SessionEnded("Your session has ended. Please sign in again.")
        return claims

    def _verify(self, token: str) -> Claims:
        if len(token) > _MAX_TOKEN_LENGTH:
            raise NotSignedIn
        try:
            payload: dict[str, Any] = jwt.decode(
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                options={"require": ["sub", "role", "exp", "iat", "sv", "jti"]},
            )
            return Claims(
                str(payload["sub"]), str(payload["role"]), int(payload["sv"]), str(payload["jti"]), int(payload["exp"])
            )
        except jwt.ExpiredSignatureError:
            raise SessionEnded("Your session has ended. Please sign in again.") from None
        except (jwt.InvalidTokenError, ValueError, TypeError, UnicodeError):
            raise NotSignedIn from None


def secret_key(settings: Settings) -> str:
    """Return the key from the settings, else the one in the data folder, made at the first start."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    path = settings.data / "secret.key"
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        mine = Path(f"{path}.{os.getpid()}")
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(mine, path)  # fails when another process was faster: then its key is the key
        except FileExistsError:
            pass
        except OSError:
            mine.replace(path)
        mine.unlink(missing_ok=True)
    return read_line(path).strip()
