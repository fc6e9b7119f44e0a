"""Passwords: Argon2id, in a small thread pool of its own so that log-ins never stall other requests."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from argon2.low_level import Type, hash_secret_raw
from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

from revops.access.errors import WeakPassword
from revops.access.strength import is_easy, is_personal
from revops.core.passphrases import forms_of, normal_secret

# OWASP's parameters for Argon2id; stated because the library's defaults may move.
_PASSES, _MEMORY_KIB, _LANES, _HASH_BYTES = 2, 19_456, 1, 32
_ARGON2 = Argon2Hasher(
    time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES, hash_len=_HASH_BYTES, salt_len=16
)
# The hashes of the original system's users are bcrypt; they verify, and are replaced at the first log-in.
_HASHES = PasswordHash((_ARGON2, BcryptHasher()))
# bcrypt looks at 72 bytes; the library refuses more, the original system cut them off.
_BCRYPT_BYTES = 72

# Each hash takes 19 MiB and a core for some 20 ms; two at a time bounds both.
_POOL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")


def refuse_easy(password: str, field: str, *personal: str) -> None:
    """Raise InvalidFields naming ``field`` for a password that is tried first; ``personal`` is one's own data."""
    normal = normal_secret(password)
    if is_easy(normal):
        why = "It is one of the first that are tried"
    elif is_personal(normal, personal):
        why = "It is little more than your own name, address, phone or garage"
    else:
        return
    raise WeakPassword({field: f"This password is too easy to guess. {why}: take a few unrelated words."})


async def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password, in its normal form."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, _HASHES.hash, normal_secret(password))


async def hash_codes(codes: Sequence[str], salt: bytes) -> list[bytes]:
    """Return the Argon2id hashes of codes that were made together: one salt, so that one hash finds a code among them.

    For codes that people type, which are long enough against guessing and too short for a fast hash.
    """
    return await asyncio.get_running_loop().run_in_executor(_POOL, lambda: [_hash_code(code, salt) for code in codes])


def _hash_code(code: str, salt: bytes) -> bytes:
    return hash_secret_raw(code.encode(), salt, _PASSES, _MEMORY_KIB, _LANES, _HASH_BYTES, Type.ID)


async def check_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Check a password; say whether it fits and, when the stored hash is of an older kind, its replacement.

    With no stored hash (unknown account) the same work is done for nothing.
    """
    return await asyncio.get_running_loop().run_in_executor(_POOL, partial(_check, password, stored))


def _check(password: str, stored: str | None) -> tuple[bool, str | None]:
    forms = forms_of(password)
    if stored is None:
        for form in forms:
            _HASHES.hash(form)
        return False, None
    fitting = next((form for form in forms if _fits(form, stored)), None)
    if fitting is None:
        return False, None
    is_older = not _HASHES.current_hasher.identify(stored) or _ARGON2.check_needs_rehash(stored)
    return True, _HASHES.hash(forms[0]) if is_older or fitting != forms[0] else None


def _fits(form: str, stored: str) -> bool:
    if stored.startswith("$2"):
        form = form.encode()[:_BCRYPT_BYTES].decode(errors="ignore")
    try:
        return _HASHES.verify(form, stored)
    except (PwdlibError, ValueError):
        return False
