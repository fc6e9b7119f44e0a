"""News of WhatsApp are worked here, in the queue: what became of messages, and what customers write back.

Meta sends the same again for days, and in any order. So states only move forward, a text is kept by Meta's id of it,
and whatever follows from either follows once.
"""

import datetime as dt
from typing import Any, cast

import structlog
from prometheus_client import Counter

from revops.core.time import now
from revops.messages import addresses, channels
from revops.messages.addresses import Consent, How
from revops.messages.channel import ChannelName
from revops.messages.channels import Channels
from revops.messages.replies.placing import Place, place
from revops.messages.row import MessageRow, State, before
from revops.messages.states import find_sent, record_state, settle
from revops.messages.whatsapp import windows
from revops.messages.whatsapp.callbacks import IncomingNews, News, StateNews
from revops.messages.whatsapp.refusals import Kind, refusal_of
from revops.messages.whatsapp.stop_words import is_start, is_stop
from revops.mongo.client import Database, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.tasks.outbox import Claimed

log = structlog.get_logger(__name__)

KIND = "whatsapp_news"
_WHATSAPP = ChannelName.WHATSAPP.value
_HEARD = "heard:whatsapp"

TEXTS = Counter(
    "revops_whatsapp_texts_total",
    "Texts that customers wrote, by whether a garage could be told whose they are.",
    ["outcome"],
)


class WhatsAppNews:
    """Works what the webhook took."""

    def __init__(self, db: Database, channels: Channels, kept_days: int) -> None:
        """Work on a database; texts are kept for so many days."""
        self._db = db
        self._channels = channels
        self._kept = dt.timedelta(days=kept_days)

    async def handle(self, claimed: Claimed) -> None:
        """Work the news of one callback. Twice is as good as once."""
        heard = {"$max": {"heard_at": claimed.payload["heard_at"]}}
        await self._db.collection("message_channels").update_one({"_id": _HEARD}, heard, upsert=True)
        for news in cast("list[News]", claimed.payload["news"]):
            if news["kind"] == "state":
                await self._state(news)
            else:
                await self._incoming(news)

    async def _state(self, news: StateNews) -> None:
        if news["message_id"] is not None:
            await settle(self._db, _WHATSAPP, news["message_id"], news["wamid"])
        row = await find_sent(self._db, _WHATSAPP, news["wamid"])
        if row is None:
            return  # sent by another program, or erased
        state, error = State(news["state"]), None
        if state is State.FAILED:
            refusal = refusal_of(news["code"] or -1, None, news["details"] or "no reason given")
            error = refusal.told
            if row["state"] in before(state):
                await self._follow(row, refusal.kind, error)
        await record_state(self._db, _WHATSAPP, news["wamid"], state, at=news["at"], error=error)

    async def _follow(self, row: MessageRow, kind: Kind, sentence: str) -> None:
        """Do what follows from a failure, besides that the message failed."""
        workshop_id, to = row["workshop_id"], row["to"]
        if kind is Kind.STOPPED:
            await channels.stop(self._db, self._channels[ChannelName.WHATSAPP], workshop_id, sentence)
        elif kind is Kind.TEMPLATE:
            whatsapp = self._channels[ChannelName.WHATSAPP]
            part = whatsapp.part_of(row["event"], row["language"], is_typed=row["is_typed"])
            await channels.stop(self._db, whatsapp, workshop_id, sentence, part)
        elif kind is Kind.NOT_ON_WHATSAPP and to is not None:
            await addresses.mark_unreachable(self._db, None, workshop_id, _WHATSAPP, to, sentence)
        elif kind is Kind.OPTED_OUT and to is not None:
            said = Consent(False, How.UNSUBSCRIBED, now())
            await addresses.note_consent(self._db, None, workshop_id, _WHATSAPP, to, said)

    async def _incoming(self, news: IncomingNews) -> None:
        phone = f"+{news['sender']}"
        where = await place(self._db, phone, news["answers"])
        replies = self._db.collection("message_replies")
        row: dict[str, Any] = {
            "_id": news["wamid"],
            "workshop_id": where.workshop_id,
            "job_id": where.job_id,
            "manager_id": where.manager_id,
            "phone": phone,
            "name": news["name"],
            "text": news["text"],
            "what": news["what"],
            "is_stop": is_stop(news["text"]),
            "created_at": news["at"],
            "forget_at": news["at"] + self._kept,
        }

        async def work(session: Session) -> bool:
            if await replies.find_one({"_id": row["_id"]}, {"_id": 1}, session=session) is not None:
                return False
            await replies.insert_one(row, session=session)
            await windows.open_for(self._db, session, news["sender"], news["at"])
            await self._consent(session, news, phone, where)
            return True

        if await self._db.transaction(work):
            TEXTS.labels("placed" if where.workshop_id is not None else "of_nobody").inc()
            if where.workshop_id is None:
                # Whoever runs the server finds it in message_replies: none of the garages may be shown it.
                log.warning("whatsapp_text_of_nobody", reply=row["_id"])

    async def _consent(self, session: Session, news: IncomingNews, phone: str, where: Place) -> None:
        """Note that a customer wants no messages any more, or again, in all garages that share the number."""
        for workshop_id in where.knows_number:
            if is_stop(news["text"]):
                said = Consent(False, How.STOP_WORD, news["at"])
                await addresses.note_consent(self._db, session, workshop_id, _WHATSAPP, phone, said)
            elif is_start(news["text"]) and await self._stopped(session, workshop_id, phone):
                said = Consent(True, How.START_WORD, news["at"])
                await addresses.note_consent(self._db, session, workshop_id, _WHATSAPP, phone, said)

    async def _stopped(self, session: Session, workshop_id: str, phone: str) -> bool:
        by_word = {"channel": _WHATSAPP, "address": addresses.normal(phone), "consent.how": How.STOP_WORD.value}
        known = Scoped(self._db, "message_addresses", TenantScope(workshop_id))
        return await known.find_one(by_word, {"_id": 1}, session) is not None


async def read_heard_at(db: Database) -> dt.datetime | None:
    """Read when Meta last told something."""
    heard = await db.collection("message_channels").find_one({"_id": _HEARD})
    at: dt.datetime | None = heard["heard_at"] if heard is not None else None
    return at
