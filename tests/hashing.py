"""Passwords hashed for next to nothing. A garage has two people and an invite code, and thousands of tests make one:
at the cost of production that is most of what a garage takes.
"""

import contextlib
from collections.abc import Iterator

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from revops.access import passwords

# What an attacker may not find, and a test need not pay for: how they are hashed stays Argon2id, in the same form.
_PASSES, _MEMORY_KIB = 1, 8
_PRODUCTION = {
    name: getattr(passwords, name) for name in ("_PASSES", "_MEMORY_KIB", "_LANES", "_HASH_BYTES", "_ARGON2", "_HASHES")
}


def hash_cheaply() -> None:
    """Hash all passwords and codes of this process at the least cost that Argon2 allows."""
    cheap = Argon2Hasher(
        time_cost=_PASSES,
        memory_cost=_MEMORY_KIB,
        parallelism=_PRODUCTION["_LANES"],
        hash_len=_PRODUCTION["_HASH_BYTES"],
        salt_len=16,
    )
    others = _PRODUCTION["_HASHES"].hashers[1:]
    _use(_PASSES=_PASSES, _MEMORY_KIB=_MEMORY_KIB, _ARGON2=cheap, _HASHES=PasswordHash((cheap, *others)))


@contextlib.contextmanager
def as_in_production() -> Iterator[None]:
    """Hash as a server does, for a test of that."""
    _use(**_PRODUCTION)
    try:
        yield
    finally:
        hash_cheaply()


def _use(**values: object) -> None:
    for name, value in values.items():
        setattr(passwords, name, value)
