"""What a transaction has inserted goes last, so nothing of it may be looked for before: a command that would, and does
not go through ``Scoped``, which sees to it, fails a test.
"""

from collections.abc import MutableMapping
from typing import Any
from weakref import WeakSet

from pymongo.asynchronous.client_session import AsyncClientSession

from revops.mongo.group_commit import HeldInserts

# These are no reads of it: a task is written by its id, a mark beside the keys that go last.
_BY_ID = {("update", "tasks"), ("update", "idempotency_keys")}


def refuse_to_read_what_is_held() -> None:
    """Fail a command of a transaction about a collection that it holds back inserts of, from here on."""
    made, applied = HeldInserts.__init__, AsyncClientSession._apply_to
    all_of_them: WeakSet[HeldInserts] = WeakSet()

    def noted(self: HeldInserts, *arguments: Any) -> None:
        made(self, *arguments)
        all_of_them.add(self)

    def checked(self: AsyncClientSession, command: MutableMapping[str, Any], *arguments: Any) -> None:
        kind, about = next(iter(command.items()))
        if isinstance(about, str) and (kind, about) not in _BY_ID:
            joined = [stage["$lookup"]["from"] for stage in command.get("pipeline", ()) if "$lookup" in stage]
            held = [name for name in (about, *joined) if any(each.is_held(name, self) for each in all_of_them)]
            assert not held, f"{kind} {about}: {held} were inserted by the same work, and are not there yet"
        applied(self, command, *arguments)

    HeldInserts.__init__ = noted  # type: ignore[assignment, method-assign]
    AsyncClientSession._apply_to = checked  # type: ignore[assignment, method-assign]
