"""Telling of an event: a task for each device of whom it concerns, or more for one that waits there already."""

from collections.abc import Mapping

from revops.access import push_subscriptions
from revops.access.announcements import Pushed
from revops.access.caller import Services, WorkshopContext
from revops.access.members import Membership, membership_of
from revops.access.push_subscriptions import SubscriptionRow
from revops.core.time import now
from revops.mongo.client import Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.push.events import KINDS
from revops.push.sending import not_before, send_soon
from revops.push.settings import settings_of
from revops.tasks.outbox import Claimed


class Telling:
    """Finds whom an event concerns. ``handle`` does the task of one."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._db = services.db

    async def handle(self, claimed: Claimed) -> None:
        """Have the devices notified of whom an event concerns, in one transaction with the end of the task."""
        assert claimed.workshop_id is not None
        workshop = await self._services.workshop(claimed.workshop_id)
        if workshop is None:
            return
        event, about, actor = (claimed.payload[name] for name in ("event", "about", "actor"))
        event, to = Pushed(event), claimed.payload.get("to")
        people = await self._people(workshop)
        devices = await push_subscriptions.of_users(self._db, people)
        if not devices:
            await self._forget(claimed, workshop)
            return
        to_send = []
        for device in devices:
            member = people[device["user_id"]]
            if member.id == actor or to not in {None, member.id} or KINDS[event].permission not in member.permissions:
                continue
            settings = await settings_of(self._db, member)
            if settings.wants(event):
                to_send.append((device, not_before(device, workshop, event, settings, now())))

        async def work(session: Session) -> None:
            for device, at in to_send:
                await send_soon(
                    self._db, session, workshop.id, device["_id"], event, [about] if about is not None else [], at
                )
            await claimed.finish(session)

        await self._db.transaction(work)

    async def _people(self, workshop: WorkshopContext, session: Session | None = None) -> Mapping[str, Membership]:
        members = Scoped(self._db, "members", TenantScope(workshop.id))
        found = await members.find({"left_at": None}, limit=500, session=session).to_list()
        return {member["user_id"]: membership_of(member) for member in found}

    async def _forget(self, claimed: Claimed, workshop: WorkshopContext) -> None:
        """Have the garage write no more such tasks, until somebody turns notifications on."""

        async def work(session: Session) -> list[SubscriptionRow]:
            # First, so that whoever turns them on at this moment is waited for, or waits.
            off = {"$set": {"is_notified": False}}
            await self._db.collection("workshops").update_one({"_id": workshop.id}, off, session=session)
            devices = await push_subscriptions.of_users(self._db, await self._people(workshop, session), session)
            if devices:
                on = {"$set": {"is_notified": True}}
                await self._db.collection("workshops").update_one({"_id": workshop.id}, on, session=session)
            await claimed.finish(session)
            return devices

        await self._db.transaction(work)
        self._services.workshops.drop(workshop.id)
