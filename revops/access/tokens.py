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
from revops.core.signing import Signing
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


def signing_of(settings: Settings) -> Signing:
    """Build what signs the journal: with a key of its own, else one derived from the secret key."""
    own, old = settings.journal_key, settings.journal_old_keys
    secret = own.get_secret_value() if own is not None else secret_key(settings)
    earlier = [key for part in (old.get_secret_value() if old is not None else "").split(",") if (key := part.strip())]
    if own is not None:
        # What it signed before it had a key of its own.
        earlier.append(secret_key(settings))
    return Signing(secret, earlier, settings.journal_lost_keys.replace(",", " ").split())


def has_key(settings: Settings) -> bool:
    """Say whether this machine has a key that the journal may be signed with."""
    given = settings.journal_key is not None or settings.secret_key is not None
    return given or (settings.data / "secret.key").exists()


def keys_in_environment(settings: Settings) -> dict[str, str]:
    """Build the environment in which a command checks what this server signs."""
    given = {
        "REVOPS_SECRET_KEY": secret_key(settings),
        "REVOPS_JOURNAL_KEY": settings.journal_key and settings.journal_key.get_secret_value(),
        "REVOPS_JOURNAL_OLD_KEYS": settings.journal_old_keys and settings.journal_old_keys.get_secret_value(),
        "REVOPS_JOURNAL_LOST_KEYS": settings.journal_lost_keys,
    }
    return {name: value for name, value in given.items() if value}


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
