"""revops: the command line. Starts the server, and everything that is done to a database without one."""

import asyncio
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr

from revops.commands import clear_failures, with_database
from revops.console import out, print_report, progress_bars, say_failure
from revops.core.errors import CannotBeDone
from revops.core.process import end_with_parent
from revops.files.service import Files, bucket_of, files_of
from revops.mongo.client import Database
from revops.mongo.embedded import running_mongo
from revops.settings import Settings

app = typer.Typer(name="revops", help=__doc__, no_args_is_help=True, add_completion=False)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for the whole network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8001,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Server processes.")] = 1,
) -> None:
    """Run RevOps, with a MongoDB of its own unless MONGO_URL names one."""
    from revops.server import run_server  # noqa: PLC0415  (keeps the other commands quick)

    with clear_failures():
        run_server(Settings(), host, port, workers, announce=lambda text: out.print(text, highlight=False))


@app.command()
def health(
    host: Annotated[str, typer.Option(help="Address that the server listens on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port that it listens on.")] = 8001,
) -> None:
    """Ask the RevOps of this machine whether it works, by http or https as it is set. Exit code 1 when it does not."""
    from revops.health import why_not_ready  # noqa: PLC0415

    with clear_failures():
        wrong = why_not_ready(port, host, by_https=Settings().tls_certificate is not None)
    if wrong is not None:
        say_failure(wrong)
        raise typer.Exit(1)
    out.print("RevOps is ready.")


@app.command("check-outside")
def check_outside() -> None:
    """Try what is set up outside of RevOps, such as a bucket for files. Exit code 1 when something does not work."""
    from revops.outside import check  # noqa: PLC0415

    with clear_failures():
        out.print("\n".join(asyncio.run(check(Settings()))), highlight=False, soft_wrap=True)


@app.command()
def demo(
    jobs: Annotated[int, typer.Option(min=1, max=5_000_000, help="How many jobs.")] = 3000,
    managers: Annotated[int, typer.Option(min=1, max=50, help="How many managers.")] = 5,
    months: Annotated[int, typer.Option(min=1, max=120, help="How far back they go.")] = 6,
) -> None:
    """Fill a workshop with the work of a lively garage. A second call keeps it and prints new passwords."""
    from revops.demo.load import fill  # noqa: PLC0415
    from revops.demo.messages import add_messages  # noqa: PLC0415
    from revops.demo.photos import add_photos  # noqa: PLC0415
    from revops.demo.questions import add_questions  # noqa: PLC0415
    from revops.demo.visits import add_visits  # noqa: PLC0415
    from revops.main import open_services  # noqa: PLC0415

    async def work(db: Database, settings: Settings) -> None:
        with progress_bars() as show:
            filled = await fill(db, jobs=jobs, managers=managers, months=months, progress=show)
        await add_photos(db, files_of(db, settings), filled.workshop_id)
        await add_messages(db, filled.workshop_id)
        services = open_services(settings)
        await add_questions(services, filled.workshop_id)
        token = await add_visits(services, filled.workshop_id)
        await services.db.close()
        out.print(filled.summary, highlight=False)
        out.print(f"\nSign in with the password [bold]{filled.password}[/bold] as", highlight=False)
        for role, email in filled.logins:
            out.print(f"  {role:8} {email}", highlight=False)
        if token is not None:
            out.print(f"\nA customer sees his car at  /c/{token}", highlight=False)

    with_database(work)


@app.command("create-owner")
def create_owner(
    email: Annotated[str, typer.Option(prompt=True)],
    name: Annotated[str, typer.Option(prompt=True)],
    phone: Annotated[str, typer.Option(prompt=True)],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Create the account of an owner, who then opens the workshop in the app."""
    from revops.access import users  # noqa: PLC0415
    from revops.access.permissions import Role  # noqa: PLC0415
    from revops.auth.registration import create_user  # noqa: PLC0415
    from revops.auth.schemas import Registration  # noqa: PLC0415

    async def work(db: Database, _: Settings) -> str:
        body = Registration(email=email, password=SecretStr(password), name=name, phone=phone, role=Role.OWNER)
        user = await create_user(db, body.email, password, body.name, body.phone, Role.OWNER)
        await users.insert(db, user)
        return str(user["email"])

    out.print(f"Owner {with_database(work)} created.", highlight=False)


@app.command("reset-password")
def reset_password(email: Annotated[str, typer.Argument(help="Of the account.")]) -> None:
    """Print a code with which somebody who forgot the password sets a new one, in the web app."""
    from revops.auth.reset import LIFETIME, issue_code  # noqa: PLC0415

    async def work(db: Database, _: Settings) -> str:
        return await issue_code(db, email)

    code = with_database(work)
    out.print(f"Code for {email}: [bold]{code}[/bold]", highlight=False)
    out.print(
        f"It works once, for {LIFETIME.total_seconds() / 60:.0f} minutes, at /reset-password of the web app.",
        highlight=False,
    )


@app.command("turn-off-second-factor")
def turn_off_second_factor(email: Annotated[str, typer.Argument(help="Of the owner.")]) -> None:
    """Let an owner who lost both the phone and the recovery codes log in with the password alone."""
    from revops.access import users  # noqa: PLC0415
    from revops.access.audit import AuditLog, Origin  # noqa: PLC0415
    from revops.auth.second_factor import remove  # noqa: PLC0415

    async def work(db: Database, _: Settings) -> None:
        user = await users.by_email(db, email)
        if user is None or user.get("second_factor") is None:
            raise CannotBeDone(f"There is no account {email} with two-step login.")
        await remove(db, AuditLog(db), user, Origin(), "command_line")

    with_database(work)
    out.print(f"Two-step login of {email} is off.", highlight=False)


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(min=1, max=64, help="Tasks done at a time.")] = 4,
) -> None:
    """Do the tasks that servers leave behind, until stopped; see REVOPS_TASKS_CONCURRENCY."""
    from revops.worker import run_worker  # noqa: PLC0415

    with clear_failures():
        settings = Settings()
        with running_mongo(settings) as url:
            settings.mongo_url = SecretStr(url)
            out.print("RevOps works on tasks  (stop with Ctrl+C)", highlight=False)
            asyncio.run(run_worker(settings, concurrency))


@app.command()
def verify(
    in_rounds: Annotated[
        bool, typer.Option("--round", help="Check whose turn it is and keep the result, as servers do every hour.")
    ] = False,
    witness: Annotated[
        list[str] | None,
        typer.Option(help="A seal that somebody knows from outside, as digests, receipts and invoices carry it."),
    ] = None,
) -> None:
    """Check that journal, totals and documents agree. Exit code 1 and the differences when they do not."""
    from revops.checking import check_due  # noqa: PLC0415
    from revops.core.niceness import yield_to_others  # noqa: PLC0415
    from revops.journal.witness import seal_of_text, verify_seal  # noqa: PLC0415
    from revops.rooms import verify as check  # noqa: PLC0415

    if in_rounds:
        yield_to_others()
        out.print(with_database(check_due, as_it_is=True, only_reads=True), highlight=False)
        return

    with clear_failures():
        seals = [seal_of_text(text) for text in witness or ()]

    async def work(db: Database, settings: Settings) -> bool:
        with progress_bars() as show:
            report = await check(db, lambda what, done: show(what, done, 0), files_of(db, settings))
        for seal in seals:
            if await verify_seal(db, seal, report):
                out.print(f"The seal {seal} is in these books: nothing up to it was rewritten.", highlight=False)
        print_report(report)
        return report.ok

    if not with_database(work, only_reads=True):
        raise typer.Exit(1)


PassphraseFile = Annotated[
    Path | None, typer.Option(help="A file with the passphrase. Without it: REVOPS_BACKUP_PASSPHRASE, if that is set.")
]


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The file to make, or a folder in which it is named by its time.")],
    passphrase_file: PassphraseFile = None,
    every_hours: Annotated[
        float | None, typer.Option(min=0.01, max=744, help="Make one so often, into the folder, until stopped.")
    ] = None,
    keep: Annotated[int, typer.Option(min=1, help="With --every-hours: how many are kept.")] = 14,
) -> None:
    """Back up everything as it is at one instant, while others go on working. With a passphrase it is encrypted."""
    from revops.backup.passphrase import read_passphrase  # noqa: PLC0415
    from revops.backup.save import save  # noqa: PLC0415
    from revops.backup.schedule import Plan, Schedule, file_name  # noqa: PLC0415
    from revops.core.logging import configure  # noqa: PLC0415
    from revops.core.niceness import yield_to_others  # noqa: PLC0415

    async def one(db: Database, passphrase: str | None, files: Files) -> None:
        ending = asyncio.create_task(end_with_parent())
        path = target / file_name(db.name) if target.is_dir() else target
        with progress_bars() as show:
            saved = await save(db, path, passphrase, show, files)
        ending.cancel()
        secret = "" if passphrase is not None else " It is not encrypted: keep it where only you can read it."
        out.print(
            f"{saved.documents:,} documents of {saved.collections} collections, as of {saved.taken_at},"
            f" are in {saved.path}: {saved.bytes / 1e6:.1f} MB in {saved.seconds:.1f} s.{secret}",
            highlight=False,
            soft_wrap=True,
        )
        if saved.files_lacking:
            lacking = f"{saved.files_lacking} files are missing or altered, so they are not in it"
            say_failure(f"{lacking}. `revops verify` names them.")

    async def work(db: Database, settings: Settings) -> None:
        passphrase = read_passphrase(settings, passphrase_file)
        if every_hours is None:
            await one(db, passphrase, files_of(db, settings))
            return
        assert settings.mongo_url is not None
        url = settings.mongo_url.get_secret_value()
        configure(settings.log_level)
        schedule = Schedule(db, url, Plan(target, dt.timedelta(hours=every_hours), keep, passphrase))
        out.print(f"Backing up into {target} every {every_hours:g} hours  (stop with Ctrl+C)", highlight=False)
        await schedule.run()

    yield_to_others()
    with_database(work, as_it_is=True)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `revops backup` made.")],
    passphrase_file: PassphraseFile = None,
    check: Annotated[bool, typer.Option("--check", help="Only read the file to its end; touch no database.")] = False,
) -> None:
    """Restore a backup into an empty database, and verify it. Stop the servers that use the database first."""
    from revops.backup.contents import LISTED_FILES, what_is_unknown  # noqa: PLC0415
    from revops.backup.file import BackupReader  # noqa: PLC0415
    from revops.backup.files import check_listed  # noqa: PLC0415
    from revops.backup.other_key import what_changes  # noqa: PLC0415
    from revops.backup.passphrase import read_passphrase  # noqa: PLC0415
    from revops.backup.restore import restore as load  # noqa: PLC0415
    from revops.rooms import verify as examine  # noqa: PLC0415

    with clear_failures():
        source = BackupReader(file, read_passphrase(Settings(), passphrase_file))
        if check:
            counts = source.check()
            listed = asyncio.run(check_listed(source, counts[LISTED_FILES], bucket_of(Settings())))
            out.print(
                f"{file} is whole: {counts.total():,} documents of {len(counts)} collections, as of"
                f" {source.header.taken_at}, by RevOps {source.header.app}.{listed}{what_is_unknown(counts)}",
                highlight=False,
                soft_wrap=True,
            )
            return

    async def work(db: Database, settings: Settings) -> bool:
        files = files_of(db, settings)
        with progress_bars() as show:
            restored = await load(db, source, show, files)
            changes = await what_changes(db, settings)
            # Signed on a host with another key it is no worse a backup; what was not checked is said.
            db.signing = db.signing and db.signing.with_any_lost()
            report = await examine(db, lambda what, done: show(f"verify: {what}", done, 0), files)
        out.print(
            f"{restored.counts.total():,} documents of {len(restored.counts)} collections, as of"
            f" {source.header.taken_at}, restored in {restored.seconds:.1f} s.{what_is_unknown(restored.counts)}",
            highlight=False,
            soft_wrap=True,
        )
        print_report(report)
        for line in changes:
            out.print(line, highlight=False, soft_wrap=True, markup=False)
        return report.ok

    if not with_database(work, as_it_is=True, alone=True):
        raise typer.Exit(1)


@app.command("import-legacy")
def import_legacy(
    source: Annotated[str, typer.Option("--from", help="URL of the original system's MongoDB.")],
    database: Annotated[str, typer.Option("--db", help="Name of its database.")],
    report: Annotated[
        Path | None,
        typer.Option(help="Where to list what was repaired or left out.", show_default="beside the data folder"),
    ] = None,
) -> None:
    """Import the original system's database. A second run changes nothing."""
    from revops.legacy.load import import_legacy as load  # noqa: PLC0415
    from revops.legacy.report import beside  # noqa: PLC0415
    from revops.rooms import verify as check  # noqa: PLC0415

    async def work(db: Database, settings: Settings) -> bool:
        path = report or beside(settings.data)
        with progress_bars() as show:
            summary = await load(source, database, db, path, show)
            checked = await check(db, lambda what, done: show(f"verify: {what}", done, 0))
        out.print(str(summary), highlight=False)
        out.print(f"What was repaired or left out is in {path.absolute()}.", highlight=False, soft_wrap=True)
        for problem in checked.problems:
            say_failure(f"✗ {problem}")
        out.print("Verified: everything agrees." if checked.ok else "[red]Verification found differences.[/red]")
        return checked.ok

    if not with_database(work):
        raise typer.Exit(1)


@app.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    from revops.main import create_app  # noqa: PLC0415

    with clear_failures():
        settings = Settings()
    json.dump(create_app(settings).openapi(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
