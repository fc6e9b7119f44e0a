"""Refusals by what all writes share. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict, InvalidFields


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
