"""The import: read, convert, and write in batches, each one transaction with its journal entries sealed."""

import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing, nullcontext
from functools import partial
from pathlib import Path

from revops.access.members import make_members
from revops.exceptions.marks import begin_at_the_end
from revops.journal.entry import EntryKind, Event
from revops.journal.sealer import seal_entries
from revops.legacy.batches import JobImport, ours, parts
from revops.legacy.codes import plan_codes
from revops.legacy.convert import derived_id, email_of, key_of, stored_id
from revops.legacy.entries import numbered_entries
from revops.legacy.people import Known, People, Planner
from revops.legacy.report import ImportSummary, Notes, ReportFile
from revops.legacy.settlements import Ledger, Pair, Planned, plan_settlements
from revops.legacy.source import SMALL, Source, Survey
from revops.managers import service as managers
from revops.managers.row import InviteRow
from revops.migrations import find_numbers
from revops.mongo.client import BULK_SECONDS, Database, Document, Session
from revops.mongo.scoped import ScopedRows, TenantScope
from revops.payments.proofs import forget_proofs
from revops.payments.row import Decision
from revops.remaking.records import name_jobs
from revops.rooms import bulk_load, migrate
from revops.settlements.row import SettlementRow

ImportProgress = Callable[[str, int, int], None]
# From how many jobs on it pays to build their indexes after them.
MANY_JOBS = 20_000
_BATCH = 500
_USED_SINCE = "cash of this manager was used here meanwhile, so it cannot be taken over any more"


async def import_legacy(
    source_url: str, source_db: str, target: Database, report_path: Path, progress: ImportProgress | None
) -> ImportSummary:
    """Import the original system's database into ``target`` and list repairs and omissions in ``report_path``.

    Running it again changes nothing; a run that was cut short is completed by the next. Workshops that are there
    already are not touched. ``progress`` is called with what is done, how many, and of how many (0: not known).
    Raises UnusableSource when the database is not one of the original system.
    """
    started = time.monotonic()
    summary = ImportSummary()
    async with Source(source_url, source_db) as source:
        await source.check()
        await migrate(target)
        with ReportFile(report_path, summary) as report:
            await _Import(source, target, report, summary, progress or (lambda _what, _done, _total: None)).run()
    summary.seconds = time.monotonic() - started
    return summary


class _Import:
    def __init__(
        self, source: Source, db: Database, report: ReportFile, summary: ImportSummary, progress: ImportProgress
    ) -> None:
        self.source = source
        self.db = db
        self.report = report
        self.summary = summary
        self.progress = progress

    async def run(self) -> None:
        notes = Notes()
        small = {name: await self.source.all(name) for name in SMALL}
        survey = await self.source.survey(notes, self.progress)
        known = await self._known(small, survey)
        people = Planner(small, survey, known, notes).plan()
        codes = plan_codes(small["invite_codes"], people, known, notes)
        self.report.add(notes.rows)
        await self._write_people(people, codes)
        await make_members(self.db)
        ledger = Ledger()
        contexts = await ours(self.db, "workshops", people.workshops, "timezone", "owner_id", "has_money")
        jobs = JobImport(self.source, self.db, survey, people, contexts, ledger)
        async with bulk_load(self.db) if len(survey.jobs) >= MANY_JOBS else nullcontext():
            await self._jobs(jobs, len(survey.jobs))
            await name_jobs(self.db)
        # From here on a number that a payment of the original has is refused for another one.
        await find_numbers(self.db)
        for workshop_id in contexts:
            await self.db.transaction(partial(forget_proofs, self.db, workshop_id=workshop_id))
        await self._settlements(small["settlements"], people, ledger, contexts)
        await begin_at_the_end(self.db)

    async def _jobs(self, jobs: JobImport, total: int) -> None:
        async with aclosing(jobs.run()) as batches:
            async for batch in batches:
                self.report.add(batch.rows)
                for collection, new, there in batch.counts:
                    self.summary.count(collection, new=new, known=there)
                self.summary.advances += batch.advances
                self.progress("jobs", batch.done, total)

    async def _known(self, small: dict[str, list[Document]], survey: Survey) -> Known:
        """Read what our database has under the ids, addresses and codes that the original uses."""
        keys = {key_of(doc.get("id")) or str(doc["_id"]) for doc in small["users"]}
        keys |= {key for doc in small["managers"] for name in ("user_id", "id") if (key := key_of(doc.get(name)))}
        keys |= {ref.manager for ref in survey.jobs.values() if ref.manager}
        keys |= {paid.collector for refs in survey.payments.values() for paid in refs if paid.collector}
        user_ids = {stored_id(key) for key in keys}
        emails = {email for doc in small["users"] if (email := email_of(doc.get("email")))}
        workshop_ids = {stored_id(key_of(doc.get("id")) or str(doc["_id"])) for doc in small["workshops"]}
        codes = {str(doc.get("code") or "").strip().upper() for doc in small["invite_codes"]}
        users = await ours(self.db, "users", user_ids, "email", "workshop_id")
        by_email = await ours(self.db, "users", emails, "email", by="email")
        workshops = await ours(self.db, "workshops", workshop_ids, "owner_id")
        owned = await ours(self.db, "workshops", user_ids, "owner_id", by="owner_id")
        by_code = await ours(self.db, "invite_codes", codes, "code", "workshop_id", by="code")
        return Known(
            users={key: (doc["email"], doc["workshop_id"]) for key, doc in users.items()},
            emails={key: doc["_id"] for key, doc in by_email.items()},
            workshops={key: doc["owner_id"] for key, doc in workshops.items()},
            owned={key: doc["_id"] for key, doc in owned.items()},
            codes={key: (doc["_id"], doc["workshop_id"]) for key, doc in by_code.items()},
        )

    # --- people -------------------------------------------------------------------------------------------------------

    async def _write_people(self, people: People, codes: list[InviteRow]) -> None:
        """Write each workshop with its people and codes in one transaction, then those without a workshop."""
        users: dict[str | None, list[Document]] = defaultdict(list)
        for user in people.users.values():
            users[user["workshop_id"]].append(user)
        codes_of: dict[str, list[InviteRow]] = defaultdict(list)
        for code in codes:
            codes_of[code["workshop_id"]].append(code)
        total = len(people.workshops)
        self.progress("workshops", 0, total)
        for done, (workshop_id, workshop) in enumerate(people.workshops.items(), 1):
            crew = [manager for manager in people.managers.values() if manager["workshop_id"] == workshop_id]
            await self._write_workshop(workshop, users[workshop_id], crew, codes_of[workshop_id], people.stand_ins)
            self.progress("workshops", done, total)
        for part in parts(users[None], _BATCH):
            self._count(
                "users",
                part,
                await self.db.transaction(self._adding("users", part), seconds=BULK_SECONDS),
                people.stand_ins,
            )
        self.summary.placeholders = len(people.stand_ins)

    def _count(self, collection: str, documents: list[Document], new: set[str], stand_ins: set[str]) -> None:
        ids = {document["_id"] for document in documents} - stand_ins
        self.summary.count(collection, new=len(ids & new), known=len(ids - new))

    def _adding(self, collection: str, documents: list[Document]) -> Callable[[Session], Awaitable[set[str]]]:
        async def add(session: Session) -> set[str]:
            return await self._add(collection, documents, session)

        return add

    async def _add(self, collection: str, documents: list[Document], session: Session) -> set[str]:
        """Insert those that are not there by ``_id``; return their ids."""
        there = await ours(self.db, collection, (document["_id"] for document in documents), session=session)
        new = [document for document in documents if document["_id"] not in there]
        if new:
            await self.db.collection(collection).insert_many(new, session=session)
        return {document["_id"] for document in new}

    async def _write_workshop(
        self,
        workshop: Document,
        users: list[Document],
        crew: list[Document],
        codes: list[InviteRow],
        stand_ins: set[str],
    ) -> None:
        workshop_id = workshop["_id"]

        async def work(session: Session) -> tuple[set[str], set[str], set[str], int]:
            new_users = await self._add("users", users, session)
            new_workshops = await self._add("workshops", [workshop], session)
            earlier = [user["_id"] for user in users if user["_id"] not in new_users]
            # Whoever an earlier run took over before they had this workshop.
            await self.db.collection("users").update_many(
                {"_id": {"$in": earlier}, "workshop_id": None}, {"$set": {"workshop_id": workshop_id}}, session=session
            )
            new_managers = await self._add("managers", crew, session)
            joined = [manager for manager in crew if manager["_id"] in new_managers]
            entries = _joining_entries(workshop, joined)
            if entries:
                await seal_entries(self.db, session, workshop_id, entries, insert=True)
            return new_users, new_workshops, new_managers, await self._add_codes(codes, session)

        new_users, new_workshops, new_managers, new_codes = await self.db.transaction(work, seconds=BULK_SECONDS)
        self._count("users", users, new_users, stand_ins)
        self._count("workshops", [workshop], new_workshops, set())
        self._count("managers", crew, new_managers, stand_ins)
        self.summary.count("invite_codes", new=new_codes, known=len(codes) - new_codes)

    async def _add_codes(self, codes: list[InviteRow], session: Session) -> int:
        there = await ours(self.db, "invite_codes", (c["code"] for c in codes), "code", by="code", session=session)
        ids = await ours(self.db, "invite_codes", (c["_id"] for c in codes), session=session)
        new: list[Document] = [
            {**code, "_id": derived_id("invite_code", code["code"], code["_id"]) if code["_id"] in ids else code["_id"]}
            for code in codes
            if code["code"] not in there
        ]
        if new:
            await self.db.collection("invite_codes").insert_many(new, session=session)
        return len(new)

    # --- settlements --------------------------------------------------------------------------------------------------

    async def _settlements(
        self, docs: list[Document], people: People, ledger: Ledger, contexts: dict[str, Document]
    ) -> None:
        notes = Notes()
        ids = {stored_id(key_of(doc.get("id")) or str(doc["_id"])) for doc in docs}
        found = await ours(self.db, "settlements", ids, "workshop_id")
        ledger.settlements = {id_: doc["workshop_id"] for id_, doc in found.items()}
        timezones = {id_: context["timezone"] for id_, context in contexts.items()}
        planned = plan_settlements(docs, people, ledger, timezones, notes)
        self.report.add(notes.rows)
        done = 0
        for pair, settlements in planned.items():
            for part in parts(settlements, _BATCH):
                new, there = await self._write_settlements(pair, part)
                self.summary.count("settlements", new=new, known=there)
                done += len(part)
                self.progress("settlements", done, len(docs))

    async def _write_settlements(self, pair: Pair, part: list[Planned]) -> tuple[int, int]:
        workshop_id, manager_id = pair

        async def work(session: Session) -> tuple[list[Planned], bool]:
            ids = [each.row["_id"] for each in part]
            there = await ours(self.db, "settlements", ids, session=session)
            new = [each for each in part if each.row["_id"] not in there]
            if not new:
                return [], True
            pending = sum(e.row["amount_minor"] for e in new if e.row["verdict"] == Decision.PENDING)
            confirmed = sum(e.row["amount_minor"] for e in new if e.row["verdict"] == Decision.CONFIRMED)
            cash = await managers.cash_in_hand(self.db, session, workshop_id, manager_id)
            max_pending = cash - confirmed - pending
            if not await managers.change_pending(
                self.db, session, workshop_id, manager_id, pending, max_minor=max_pending
            ):
                return new, False
            settlements = ScopedRows[SettlementRow](self.db, "settlements", TenantScope(workshop_id))
            await settlements.insert([e.row for e in new], session)
            entries = [entry for each in new for entry in each.entries]
            await seal_entries(self.db, session, workshop_id, entries, insert=True)
            return new, True

        new, was_written = await self.db.transaction(work, seconds=BULK_SECONDS)
        if was_written:
            return len(new), len(part) - len(new)
        notes = Notes()
        for each in new:
            row = ("settlements", each.record.name, "amount", _USED_SINCE, each.record.doc.get("amount"))
            notes.left_out(*row)
        self.report.add(notes.rows)
        return 0, len(part) - len(new)


def _joining_entries(workshop: Document, crew: Iterable[Document]) -> list[Document]:
    entries = []
    for manager in crew:
        manager_id, removed_at = manager["_id"], manager.get("removed_at")
        events = [Event(EntryKind.MANAGER_JOINED, manager_id, manager_id, manager["joined_at"])]
        if removed_at is not None:
            events.append(Event(EntryKind.MANAGER_REMOVED, workshop["owner_id"], manager_id, removed_at))
        entries += numbered_entries("managers", manager_id, workshop["_id"], workshop["timezone"], events)
    return entries
