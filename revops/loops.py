"""The loops and tasks of RevOps: what its processes do beside the requests. Each kind of task has its handler here."""

import datetime as dt
from collections.abc import Mapping

from revops.access import announcements
from revops.access.caller import Services
from revops.access.tokens import keys_in_environment
from revops.auth import email_changes, links, reset
from revops.auth.passkeys import service as passkeys
from revops.backup.schedule import Schedule as BackupSchedule
from revops.backup.schedule import plan_of
from revops.bank.finder import find_unmatched
from revops.core.traffic import Traffic
from revops.custody import looking
from revops.custody.counts import DUE
from revops.custody.guard import LOOK
from revops.digest.making import Digests
from revops.evidence import keeping as old_photos
from revops.exceptions import rounds as exceptions
from revops.exceptions.follower import Follower
from revops.files import sweep
from revops.files.service import environment_of
from revops.gate import nightly
from revops.jobs import left_open
from revops.jobs.upkeep import Upkeep
from revops.messages import reminders, sending
from revops.messages.account_letters import AccountLetters
from revops.messages.channels import TELL, channels_of
from revops.messages.invitation import Invitations
from revops.messages.making import Making
from revops.messages.password_code import PasswordCodes
from revops.messages.replies import news
from revops.messages.telling import Telling
from revops.oversight import rounds
from revops.papers import keeping
from revops.photos import forgetting
from revops.push import sending as push_sending
from revops.push import telling
from revops.rooms import NAMES_FILES
from revops.tasks.schedules import Schedule, Schedules
from revops.tasks.supervisor import Loop
from revops.tasks.worker import Handler, Worker
from revops.workshops.service import INVITATION

# What looks by the clock for what the owner should be asked about.
FINDERS: tuple[exceptions.Finder, ...] = (nightly.find, looking.find, find_unmatched, left_open.find)


def handlers_of(services: Services) -> Mapping[str, Handler]:
    """Build what does each kind of task."""
    url = services.settings.mongo_url
    assert url is not None
    channels = channels_of(services)
    return {
        rounds.KIND: rounds.Rounds(
            services.db,
            url.get_secret_value(),
            {**environment_of(services.settings), **keys_in_environment(services.settings)},
        ).handle,
        exceptions.KIND: exceptions.FinderRounds(services, FINDERS).handle,
        sweep.KIND: sweep.Sweep(services.db, services.files, NAMES_FILES).handle,
        keeping.KIND: keeping.Keeping(services).handle,
        announcements.KIND: Making(services, channels).handle,
        sending.KIND: sending.Sending(services, channels).handle,
        reminders.KIND: reminders.Reminding(services, channels).handle,
        TELL: Telling(services, channels).handle,
        news.KIND: news.WhatsAppNews(services.db, channels, services.settings.messages_kept_days).handle,
        reset.KIND: PasswordCodes(services).handle,
        announcements.PUSH_KIND: telling.Telling(services).handle,
        push_sending.KIND: push_sending.Sending(services).handle,
        INVITATION: Invitations(services).handle,
        links.KIND: AccountLetters(services).send_link,
        email_changes.KIND: AccountLetters(services).tell_old_address,
        passkeys.KIND: AccountLetters(services).tell_of_passkey,
        LOOK: looking.Looking(services).look,
        DUE: looking.Looking(services).miss,
        forgetting.KIND: forgetting.Forgetting(services).handle,
        old_photos.KIND: old_photos.OldPhotos(services).handle,
    }


def task_loops(services: Services, concurrency: int, traffic: Traffic | None = None) -> dict[str, Loop]:
    """Build the loops that make tasks by the clock and do them, so many at a time; none with 0. They give way to the
    requests that the process answers, if it answers any.
    """
    if concurrency == 0:
        return {}
    every = dt.timedelta(hours=services.settings.verify_every_hours)
    schedules = [
        Schedule(rounds.KIND, every),
        Schedule(sweep.KIND, dt.timedelta(days=1)),
        Schedule(old_photos.KIND, dt.timedelta(days=1)),
        Schedule(exceptions.KIND, exceptions.EVERY),
    ]
    return {
        "tasks": Worker(services.db, handlers_of(services), concurrency=concurrency, traffic=traffic).run,
        "schedules": Schedules(services.db, schedules).run,
    }


def clock_loops(services: Services) -> dict[str, Loop]:
    """Build the loops of what happens by the clock, of all instances in one."""
    loops: dict[str, Loop] = {
        "upkeep": Upkeep(services).run,
        "exceptions": Follower(services).run,
        "digests": Digests(services, channels_of(services)).run,
    }
    if (plan := plan_of(services.settings)) is not None:
        assert services.settings.mongo_url is not None
        url = services.settings.mongo_url.get_secret_value()
        loops["backup"] = BackupSchedule(services.db, url, plan, environment_of(services.settings)).run
    return loops
