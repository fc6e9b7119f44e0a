"""A backup shows one instant, comes back whole or not at all, and is refused with what to do about it."""

import ast
import asyncio
import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import bson
import pytest
import zstandard
from bson.raw_bson import DEFAULT_RAW_BSON_OPTIONS
from bson.timestamp import Timestamp

import revops
from revops.backup import restore as restoring
from revops.backup import save as saving
from revops.backup.contents import LEFT_OUT, LISTED_FILES, TAKEN, what_is_unknown
from revops.backup.errors import BackupError
from revops.backup.file import FILES, MAGIC, BackupReader, BackupWriter, Block, Header
from revops.backup.restore import restore
from revops.backup.save import save
from revops.files.port import Kind
from revops.mongo.client import Database
from revops.mongo.migrations import UnusableDatabase
from revops.rooms import INDEXES, migrate, verify
from tests.backup.conftest import PASSPHRASE
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.crash.running import run
from tests.factories import Garage, login, make_job, make_payment, ok
from tests.invariants import assert_invariants

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def everything(db: Database, instant: tuple[int, int] | None = None) -> dict[str, list[bytes]]:
    """Return every document, byte by byte; at an instant of the past when one is given."""
    concern: dict[str, Any] = {"level": "majority"}
    if instant is not None:
        concern = {"level": "snapshot", "atClusterTime": Timestamp(*instant)}
    found = {}
    for name in sorted(TAKEN):
        answer = await db.client[db.name].command(
            {"find": name, "sort": {"_id": 1}, "batchSize": 100_000, "readConcern": concern},
            codec_options=DEFAULT_RAW_BSON_OPTIONS,
        )
        assert answer["cursor"]["id"] == 0
        found[name] = [document.raw for document in answer["cursor"]["firstBatch"]]
    return found


async def collections(db: Database) -> list[str]:
    """Return the names of what there is."""
    return await db.client[db.name].list_collection_names()


@pytest.fixture
async def backup(source: Database, busy_garage: Garage, tmp_path: Path) -> Path:
    """A backup of the garage."""
    return (await save(source, tmp_path / "garage.rvb")).path


@pytest.fixture
async def encrypted(source: Database, busy_garage: Garage, tmp_path: Path) -> Path:
    """The same, encrypted."""
    return (await save(source, tmp_path / "secret.rvb", PASSPHRASE)).path


async def test_backup_under_load_is_the_database_at_one_instant(
    source: Database, busy_garage: Garage, make_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_BATCH", 10)  # many turns, in which the others go on
    enough = asyncio.Event()
    paid = 0

    async def collect() -> None:
        nonlocal paid
        while not enough.is_set():
            job_id = await make_job(busy_garage.manager, estimated_amount=500, advance_paid=100)
            await make_payment(busy_garage.manager, job_id, 25, method="upi")
            paid += 1

    collecting = [asyncio.create_task(collect()) for _ in range(3)]
    # Some of it is sealed, and there is more to be.
    while paid < 15 or await source.collection("totals").find_one() is None:
        await asyncio.sleep(0.01)
    before = paid
    saved = await save(source, tmp_path / "busy.rvb")
    during = paid - before
    enough.set()
    await asyncio.gather(*collecting)
    assert during > 0
    await make_job(busy_garage.manager)

    backup, restored = BackupReader(saved.path), make_database()
    done = await restore(restored, backup)
    then = await everything(source, backup.header.instant)
    assert await everything(restored) == then
    assert done.counts.total() == saved.documents == sum(len(documents) for documents in then.values())
    assert len(then["jobs"]) < len((await everything(source))["jobs"])
    for name in ("documents", "document_files", "series", "managers", "totals", "chain_heads", "idempotency_keys"):
        assert then[name], name
    assert (await verify(restored)).problems == []
    await assert_invariants(restored, busy_garage.id)
    for name in INDEXES:
        theirs, mine = [await db.collection(name).index_information() for db in (source, restored)]
        assert mine.keys() == theirs.keys(), name


async def test_encrypted_backup_opens_with_its_passphrase_only(
    source: Database,
    busy_garage: Garage,
    encrypted: Path,
    make_database: MakeDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assert busy_garage.owner.id.encode() not in encrypted.read_bytes()
    with pytest.raises(BackupError, match=r"is encrypted. Give its passphrase with --passphrase-file"):
        BackupReader(encrypted)
    with pytest.raises(BackupError, match=r"not the passphrase of"):
        BackupReader(encrypted, "red-lorry-42-kites")
    with pytest.raises(BackupError, match=r"has 5 characters: use 12 or more"):
        await save(source, encrypted.with_name("weak.rvb"), "short")
    restored = make_database()
    await restore(restored, BackupReader(encrypted, PASSPHRASE))
    assert (await verify(restored)).problems == []
    assert [path.name for path in encrypted.parent.iterdir()] == [encrypted.name]
    assert encrypted.stat().st_mode & 0o777 == 0o600
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "open-to-all"
    elsewhere.write_bytes(b"somebody's")
    encrypted.with_name("again.rvb.partial").symlink_to(elsewhere)
    again = (await save(source, encrypted.with_name("again.rvb"))).path
    assert again.stat().st_mode & 0o777 == 0o600
    assert elsewhere.read_bytes() == b"somebody's"


def with_new_digest(content: bytes) -> bytes:
    """Return a file of that content whose plain checksum is right."""
    return content + hashlib.sha256(content).digest()


def blocks_of(content: bytes) -> tuple[bytes, list[bytes]]:
    """Return a file's beginning and its blocks, without the checksum."""
    at = len(MAGIC) + 4 + int.from_bytes(content[8:12], "little")
    head, blocks = content[:at], []
    while at < len(content) - 32:
        size = 5 + int.from_bytes(content[at + 1 : at + 5], "little")
        blocks.append(content[at : at + size])
        at += size
    return head, blocks


async def test_damaged_backup_changes_nothing(backup: Path, encrypted: Path, make_database: MakeDatabase) -> None:
    whole, secret = backup.read_bytes(), encrypted.read_bytes()
    middle = len(whole) // 2
    head, blocks = blocks_of(secret)
    plain_head, plain_blocks = blocks_of(whole)
    nothing = zstandard.ZstdCompressor().compress(b"")
    damaged = {
        "one bit": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "the header": whole[:40] + bytes([whole[40] ^ 1]) + whole[41:],
        "cut off": whole[:middle],
        "all but its name": whole[:8],
        "one byte short": whole[:-1],
        "one byte more": whole + b"x",
        # By somebody who knows the format: the checksum is right.
        "without a block": with_new_digest(plain_head + b"".join(plain_blocks[:3] + plain_blocks[4:])),
        "without the end": with_new_digest(plain_head + b"".join(plain_blocks[:-1])),
        "encrypted, reordered": with_new_digest(head + b"".join([blocks[1], blocks[0], *blocks[2:]])),
        "encrypted, without the end": with_new_digest(head + b"".join(blocks[:-1])),
        "a block of nothing": with_new_digest(plain_head + b"D" + len(nothing).to_bytes(4, "little") + nothing),
        "encrypted, another header": with_new_digest(
            head.replace(b'"taken_at":"2', b'"taken_at":"3') + b"".join(blocks)
        ),
    }
    header = asdict(BackupReader(backup).header)
    of_file = f"w/{Kind.LOGO}/{hashlib.sha256(b'').hexdigest()}"
    for how, name, documents, change in (
        ("no number of a migration", "jobs", {"_id": 1}, {"migration": "x"}),
        ("a salt of one byte", "jobs", {"_id": 1}, {"salt": "00", "check": "00"}),
        ("a list of what it is about", "jobs", {"_id": 1}, {"about": [1]}),
        ("about what is the database's own", "jobs", {"_id": 1}, {"about": {"system.users": 1}}),
        ("what is the database's own", "system.users", {"_id": 1}, {}),
        ("a command", "$cmd", {"_id": 1}, {}),
        ("what no backup takes", "leases", {"_id": "sealer"}, {}),
        ("a file without a name", FILES, {"content": b""}, {}),
        ("a file of a number of bytes", FILES, {"_id": of_file, "content": 10**14}, {}),
        ("a list that is none", LISTED_FILES, b"\x08\0\0\0abc\0", {}),
    ):
        crafted = backup.with_name("crafted.rvb")
        with BackupWriter(crafted, header | change, None) as writer:
            writer.add(Block(name, documents if isinstance(documents, bytes) else bson.encode(documents)))
            writer.finish()
        damaged[how] = crafted.read_bytes()
    target = make_database()
    for how, content in damaged.items():
        bad = backup.with_name("bad.rvb")
        bad.write_bytes(content)
        with pytest.raises(BackupError, match=r"damaged or incomplete") as refusal:
            await restore(target, BackupReader(bad, PASSPHRASE))
        assert "\n" not in str(refusal.value), how
        assert await collections(target) == [], how


async def test_what_cannot_be_restored_is_refused_with_what_to_do(
    backup: Path, make_database: MakeDatabase, tmp_path: Path
) -> None:
    used = make_database()
    await restore(used, BackupReader(backup))
    before = await everything(used)
    with pytest.raises(BackupError, match=r"is not empty: .* Restore into another one"):
        await restore(used, BackupReader(backup))
    assert await everything(used) == before

    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n" * 50)
    with pytest.raises(BackupError, match=r"is not a backup of RevOps"):
        BackupReader(picture)
    with pytest.raises(BackupError, match=r"none.rvb cannot be read: No such file"):
        BackupReader(tmp_path / "none.rvb")

    header = asdict(BackupReader(backup).header)
    for name, change in (("migration", {"migration": 99, "app": "9.0"}), ("format", {"format": 2, "app": "9.0"})):
        newer = tmp_path / f"{name}.rvb"
        with BackupWriter(newer, header | change, None) as writer:
            writer.finish()
        target = make_database()
        with pytest.raises(BackupError, match=r"made by RevOps 9.0, which is newer than this one. Install that one"):
            await restore(target, BackupReader(newer))
        assert await collections(target) == []


async def test_backup_that_fails_leaves_no_file(source: Database, backup: Path, make_database: MakeDatabase) -> None:
    content = backup.read_bytes()
    with pytest.raises(BackupError, match=r"exists already"):
        await save(source, backup)
    with pytest.raises(BackupError, match=r"cannot be written: No such file or directory. There is no backup"):
        await save(source, backup.parent / "no-folder" / "x.rvb")
    with pytest.raises(BackupError, match=r"holds nothing of RevOps. Check MONGO_URL"):
        await save(make_database(), backup.with_name("empty.rvb"))

    def interrupt(_what: str, _done: int, _total: int) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        await save(source, backup.with_name("interrupted.rvb"), None, interrupt)
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    assert backup.read_bytes() == content


async def test_killed_restore_is_told_and_begun_anew(
    backup: Path, make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, loaded = make_database(), restoring._insert

    async def killed(db: Database, block: Any) -> int:
        if block.collection == "payments":
            raise KeyError
        return await loaded(db, block)

    monkeypatch.setattr(restoring, "_insert", killed)
    with pytest.raises(KeyError):
        await restore(target, BackupReader(backup))
    with pytest.raises(UnusableDatabase, match=r"was not finished. Run `revops restore`"):
        await migrate(target)
    monkeypatch.setattr(restoring, "_insert", loaded)
    await restore(target, BackupReader(backup))
    assert await migrate(target) == []
    assert (await verify(target)).problems == []
    (mark,) = await target.collection("restores").find().to_list()
    assert (mark["file"], mark["finished_at"] >= mark["started_at"]) == (backup.name, True)


async def test_restored_garage_goes_on_working(
    backup: Path, busy_garage: Garage, make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:

    target = make_database()
    await migrate(target)  # a server was started on it, and nobody signed up
    await restore(target, BackupReader(backup))
    async with running(make_settings(db_name=target.name)) as http:
        owner = await login(http, busy_garage.owner.email)
        before = ok(await owner.get("/api/analytics/dashboard"))
        manager = await login(http, busy_garage.manager.email)
        await make_job(manager, estimated_amount=700)
        after = ok(await owner.get("/api/analytics/dashboard"))
        assert after["total_jobs"] == before["total_jobs"] + 1
    await assert_invariants(target, busy_garage.id)


def test_the_command_line_says_it_in_one_line(
    anyio_backend: Any, backup: Path, encrypted: Path, mongo_url: str, make_database: MakeDatabase, tmp_path: Path
) -> None:
    target = make_database()
    database = {"MONGO_URL": mongo_url, "DB_NAME": target.name, "COLUMNS": "400"}
    code, said = run(tmp_path / "data", "restore", str(backup), **database)
    assert code == 0, said
    assert "restored in" in said
    assert "everything agrees" in said
    words = tmp_path / "passphrase"
    words.write_text(f"{PASSPHRASE}\n")
    code, said = run(tmp_path / "data", "restore", str(encrypted), "--passphrase-file", str(words), **database)
    assert code == 1
    assert "is not empty" in said
    assert len(said.strip().splitlines()) == 1


async def test_every_collection_is_known_to_be_taken_or_left_out(source: Database, busy_garage: Garage) -> None:
    known = TAKEN | LEFT_OUT.keys()
    assert not TAKEN & LEFT_OUT.keys()
    assert known == INDEXES.keys()
    assert set(await collections(source)) <= known
    named = set()
    for path in Path(revops.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                if called in {"collection", "naive_collection", "snapshot_collection", "Scoped"}:
                    named |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    assert named - known == set(), "put new collections on a list in revops/backup/contents.py"


def test_header_can_be_read_by_eye(anyio_backend: Any, backup: Path) -> None:
    header = BackupReader(backup).header
    assert isinstance(header, Header)
    assert f'"app":"{revops.__version__}"'.encode() in backup.read_bytes()[:100]


def test_a_collection_that_nobody_knows_is_named() -> None:
    assert what_is_unknown([*TAKEN, LISTED_FILES]) == ""
    assert "does not use: payouts, prices." in what_is_unknown(["jobs", "prices", "payouts"])
