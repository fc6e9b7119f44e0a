"""Noting that the customer has opened the page of a job, by a picture on it, which previews of links do not load.

The cookie of a session is kept from a page that another site's link opened, and is sent with the page's own pictures;
so who works in a garage is known here.
"""

import datetime as dt
import hashlib
import hmac

from fastapi import Request

from revops.access.errors import SessionEnded
from revops.access.tokens import secret_key
from revops.core.addresses import network_of
from revops.core.errors import AppError
from revops.core.time import UTC, now
from revops.customer_links.fields import link_opened
from revops.customer_links.service import MAX_DEVICES, links_of
from revops.customer_page.reading import Opened
from revops.deps import COOKIE, WORKS_HERE_COOKIE, client_address, services_of
from revops.mongo.client import Document, Session

# The smallest GIF that there is.
PICTURE = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
# Seen again within this is the same look.
_ONE_LOOK = dt.timedelta(minutes=1)


async def is_staff(request: Request) -> bool:
    """Tell whether whoever asks works in a garage: by a session, or because somebody logged in on this browser."""
    if request.cookies.get(WORKS_HERE_COOKIE):
        return True
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return False
    services = services_of(request)
    try:
        user = await services.session_user(services.tokens.read(cookie), fresh=False)
    except (AppError, SessionEnded):
        return False
    return bool(user.memberships)


def device_of(request: Request, opened: Opened) -> str:
    """Compute a digest by which a device is told from others on this job, and nowhere else."""
    key = secret_key(services_of(request).settings).encode()
    said = (request.headers.get("user-agent", ""), network_of(client_address(request)) or "")
    return hmac.new(key, "\0".join((opened.link["_id"], *said)).encode(), hashlib.sha256).hexdigest()[:16]


async def note_seen(request: Request, opened: Opened) -> None:
    """Note that the customer has the page open."""
    link, at, device = opened.link, now(), device_of(request, opened)
    devices = link.get("devices", [])
    last: dt.datetime | None = link.get("last_seen_at")
    if last is not None and device in devices and at - last.astimezone(UTC) < _ONE_LOOK:
        return
    change: Document = {"$max": {"last_seen_at": at}, "$min": {"first_seen_at": at}}
    if device not in devices and len(devices) < MAX_DEVICES:
        change["$addToSet"] = {"devices": device}
    links = links_of(services_of(request), opened.caller.scope)
    if not link.get("opening_is_told") or last is not None:
        await links.update({"_id": link["_id"]}, change, projection={"_id": 1})
        return

    async def work(session: Session) -> None:
        before = await links.update({"_id": link["_id"]}, change, session, before=True)
        if before is not None and "first_seen_at" not in before:
            await opened.caller.record(session, link_opened(link, at))

    await opened.caller.db.transaction(work)
