"""Owners are told, once, that a channel to their customers has stopped, and why."""

from revops.access.caller import Services
from revops.messages.about import read_garage
from revops.messages.addresses import SAID
from revops.messages.channel import ChannelName
from revops.messages.channels import TELL, Channels
from revops.messages.row import MessageRow, new_message
from revops.messages.sending import capital, send_soon
from revops.mongo.client import Session
from revops.mongo.scoped import ScopedRows, TenantScope
from revops.tasks.outbox import Claimed

_MAX_WORKSHOPS = 1000


class Telling:
    """Writes to the owners by e-mail, unless that is what has stopped: the Checks page and the log say it anyway."""

    def __init__(self, services: Services, channels: Channels) -> None:
        self._services = services
        self._db = services.db
        self._channels = channels

    async def handle(self, claimed: Claimed) -> None:
        """Make a message for each garage that has messages sent, in one transaction with the end of the task."""
        stopped = ChannelName(claimed.payload["channel"])
        mail = self._channels.get(ChannelName.EMAIL)
        rows = []
        for workshop_id in await self._garages(claimed.payload["garage"]) if stopped is not ChannelName.EMAIL else []:
            if mail is not None and await mail.is_ready(workshop_id):
                rows += await self._rows(claimed, workshop_id)
        by_owner = {row["to"]: row for row in reversed(rows)}

        async def write(session: Session) -> None:
            for row in by_owner.values():
                messages = ScopedRows[MessageRow](self._db, "messages", _scope_of(row))
                if not await messages.count({"dedupe_key": row["dedupe_key"]}, limit=1, session=session):
                    await messages.insert([row], session)
                    await send_soon(self._db, session, row)
            await claimed.finish(session)

        await self._db.transaction(write)

    async def _garages(self, first: str) -> list[str]:
        """List the garage that met it, and all that have something sent by themselves."""
        sending = self._db.collection("message_settings").find({"events.0": {"$exists": True}}, {"_id": 1})
        others = [row["_id"] async for row in sending.limit(_MAX_WORKSHOPS)]
        return [first, *(workshop_id for workshop_id in others if workshop_id != first)]

    async def _rows(self, claimed: Claimed, workshop_id: str) -> list[MessageRow]:
        context = await self._services.workshop(workshop_id)
        if context is None:
            return []
        garage = await read_garage(self._db, context)
        owner = await self._db.collection("users").find_one({"_id": garage.owner_id}, {"email": 1})
        if owner is None:
            return []
        channel, part = claimed.payload["channel"], claimed.payload["part"]
        name = capital(SAID[channel])
        what = f"{name} messages have stopped" if part is None else f"{name} messages by {part} have stopped"
        text = (
            f"{what}: {claimed.payload['reason']}\n\nWhat waits goes out automatically once it works, within two days."
            f" Settings, Messages shows whether it does, and has a test.\n\n{context.name}"
        )
        return [
            new_message(
                workshop_id,
                garage.owner_id,
                job_id=None,
                about={},
                channel=ChannelName.EMAIL.value,
                to=owner["email"],
                event=TELL,
                language="en",
                params={},
                subject=what,
                text=text,
                dedupe_key=f"{TELL}:{claimed.id}",
                kept_days=self._services.settings.messages_kept_days,
                is_typed=True,
            )
        ]


def _scope_of(row: MessageRow) -> TenantScope:
    return TenantScope(row["workshop_id"])
