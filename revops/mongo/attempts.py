"""The attempts of one transaction, and what those that failed leave behind.

The driver keeps the error of an attempt in the frame that the error's traceback leads to. So nothing let go of what the
attempt had at hand, all that was sent and read for it, until somebody looked for cycles: a megabyte for each of two
hundred changed lines, and holes in the memory of the process where it had been.
"""

import sys
import traceback
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from pymongo.asynchronous.client_session import AsyncClientSession

Outcome = TypeVar("Outcome")


class Attempts(Generic[Outcome]):
    """Runs the work of a transaction as often as it takes."""

    def __init__(self, work: Callable[[AsyncClientSession], Awaitable[Outcome]]) -> None:
        self._work: Callable[[AsyncClientSession], Awaitable[Outcome]] | None = work
        self._failed: list[BaseException] = []

    async def begin(self, session: AsyncClientSession) -> Outcome:
        """Run the work once more."""
        assert self._work is not None, "the transaction is over"
        try:
            return await self._work(session)
        except BaseException as error:
            self._failed.append(error)
            raise

    def let_go(self) -> None:
        """Forget what the failed attempts had at hand, once the transaction is over: of the one that ended it, where it
        failed stays known.
        """
        self._work = None
        raised = sys.exception()
        for error in self._failed:
            if error is raised:
                traceback.clear_frames(error.__traceback__)
            else:
                error.__traceback__ = None
        self._failed.clear()
