"""Devices that somebody signed in on before, by a signed note in the browser: strangers' guesses cost them nothing."""

import datetime as dt

import jwt
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from revops.core.ids import new_id
from revops.core.time import now

# As long as browsers keep anything.
REMEMBERED_FOR = dt.timedelta(days=400)
_MAX_USERS = 8
_MAX_NOTE_LENGTH = 1024


class Devices:
    """Makes and reads the notes. One opens nothing: it only gives a device a count of failures of its own."""

    def __init__(self, secret_key: str) -> None:
        # Of a key of its own, so that no note ever passes for a session.
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"revops devices 1")
        self._key = kdf.derive(secret_key.encode())

    def remember(self, note: str | None, user_id: str) -> str:
        """Make the note of a device on which a user signs in now, of the note it had."""
        device_id, users = self._read(note)
        users = [user_id, *(known for known in users if known != user_id)][:_MAX_USERS]
        return jwt.encode(
            {"dev": device_id or new_id(), "users": users, "exp": now() + REMEMBERED_FOR}, self._key, algorithm="HS256"
        )

    def known(self, note: str | None, user_id: str) -> str | None:
        """Return the id of a device on which the user signed in before; None for any other."""
        device_id, users = self._read(note)
        return device_id if user_id in users else None

    def _read(self, note: str | None) -> tuple[str | None, list[str]]:
        if not note or len(note) > _MAX_NOTE_LENGTH:
            return None, []
        try:
            said = jwt.decode(note, self._key, algorithms=["HS256"], options={"require": ["dev", "users", "exp"]})
        except (jwt.InvalidTokenError, ValueError, UnicodeError):
            return None, []
        return str(said["dev"]), [str(user) for user in said["users"]]
