"""Messages to a customer who is erased keep that they were sent, and lose to whom and what they said."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.messages.addresses import normal
from revops.messages.row import State
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped

_GONE: Document = {"to": None, "subject": None, "text": None, "params": None, "error": None}


async def forget(caller: Caller, session: Session, addresses: Sequence[str], job_ids: Sequence[str]) -> None:
    """Erase what was written about jobs of a customer, to him and to people of the garage, and his addresses."""
    scope = caller.scope.whole_workshop()
    messages = Scoped(caller.db, "messages", scope)
    of_jobs: Document = {"$or": [{"job_id": {"$in": list(job_ids)}}, {"about.job": {"$in": list(job_ids)}}]}
    unsent = {"$set": {"state": State.SUPPRESSED.value}}
    await messages.update_all({**of_jobs, "state": State.QUEUED.value}, unsent, session)
    await messages.update_all(of_jobs, {"$set": _GONE}, session)
    replies = Scoped(caller.db, "message_replies", scope)
    his: Document = {"$or": [{"job_id": {"$in": list(job_ids)}}, {"phone": {"$in": list(addresses)}}]}
    await replies.update_all(his, {"$set": {"phone": None, "name": None, "text": None}}, session)
    known = Scoped(caller.db, "message_addresses", scope)
    of_him = {"address": {"$in": [normal(address) for address in addresses]}}
    found = await known.find(of_him, {"_id": 1}, session=session).to_list()
    gone: Document = {"consent": None, "unreachable": None}
    changes = [({"_id": row["_id"]}, {"$set": {**gone, "address": f"erased:{row['_id']}"}}) for row in found]
    await known.update_each(changes, session)
