"""Papers as PDF, set with the templates and fonts beside this module: every machine gives the same bytes.

They are set in a process of their own, one after the other, of each workshop in turn: a long one takes a second or two
and as much as 100 MB, which is nobody else's then, and one that does not end is given up.
"""

from revops.core.fair import Desk
from revops.core.helper import Helper, HelperFault
from revops.papers import typesetting
from revops.papers.layout import Paper, PaperFormat

_MAX_WAIT_SECONDS = 30
# One that is being set and two that wait, of one person.
_DESK = Desk(1, 3, _MAX_WAIT_SECONDS, "Your last papers are still being printed. Please wait until they are.")
_SETTER = Helper("revops.papers.typesetting", _DESK, longest_seconds=20, idle_seconds=600, max_mb=2000)


class PaperNotSet(Exception):
    """A template could not set a paper: a fault of this program, whose text says where."""


def require_room(who: str) -> None:
    """Raise TooManyRequests when somebody has as many papers waiting as one may."""
    _DESK.require_room(who)


async def render(
    paper: Paper,
    logo: bytes | None,
    *,
    format: PaperFormat = "a4",  # noqa: A002
    whose: str = "",
    who: str = "",
) -> bytes:
    """Return a paper as PDF, with the workshop's logo (what ``clean_logo`` gave) if there is one.

    The same paper gives the same bytes. ``who`` of the workshop ``whose`` asks for it. Raises PaperNotSet when a
    template fails, TooManyRequests, Unavailable.
    """
    try:
        return await _SETTER.ask(typesetting.asked(paper, logo, format), whose, who)
    except HelperFault as fault:
        raise PaperNotSet(str(fault)) from None
