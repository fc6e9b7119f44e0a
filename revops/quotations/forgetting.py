"""Quotations of a customer who is erased name nobody any more; what was offered stays."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.journal.personal import ERASED_NAME, ERASED_PHONE
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped

_GONE: Document = {"customer_name": ERASED_NAME, "phone": ERASED_PHONE, "vehicle_number": "", "plate": ""}


async def forget(caller: Caller, session: Session, addresses: Sequence[str], job_ids: Sequence[str]) -> None:
    """Take the name off quotations that became jobs of a customer, and off those that he asked for by phone."""
    his: Document = {"$or": [{"_id": {"$in": list(job_ids)}}, {"phone": {"$in": list(addresses)}}]}
    gone = {"$set": _GONE, "$inc": {"version": 1}}
    await Scoped(caller.db, "quotations", caller.scope.whole_workshop()).update_all(his, gone, session)
