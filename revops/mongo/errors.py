"""Refusals by what all writes share, and what an error of the database says. ``core.errors`` says what each status
means."""

from pymongo.errors import ConnectionFailure, PyMongoError

from revops.core.errors import Conflict, InvalidFields


def is_unreachable(error: PyMongoError) -> bool:
    """Say whether the database cannot be asked at all, as against one request that failed or took too long: that one
    is of the garage it was made for, and keeps no other waiting.
    """
    return isinstance(error, ConnectionFailure)


class IdempotencyKeyReused(InvalidFields):
    """The key of one action came with another one."""

    code = "idempotency_key_reused"


class BeingUpgraded(Conflict):
    """A version is running that would misunderstand what is to be written."""

    code = "being_upgraded"


class IdTaken(Conflict):
    """The id that a client made is that of something else."""

    code = "id_taken"


class LooksRepeated(Conflict):
    """The same was recorded seconds ago."""

    code = "looks_repeated"
