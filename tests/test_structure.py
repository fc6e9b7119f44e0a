"""What every module keeps to: scope by construction, what a floor may name, and how long a file and a function are."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import revops
from revops import rooms
from revops.journal import indexes as journal
from revops.mongo.migrations import OWN_INDEXES

ROOT = Path(revops.__file__).parent
BUSINESS = {"jobs", "payments", "settlements", "managers", "invite_codes", "journal", "totals", "customers"}
BUSINESS |= {"customer_records", "vehicles", "audit_log", "documents", "document_files", "billing_settings", "logos"}
BUSINESS |= {"files", "messages", "message_addresses", "message_replies", "photos", "photo_files", "photo_usage"}
BUSINESS |= {"inspections", "inspection_templates", "evidence"}
BUSINESS |= {"services", "estimate_versions", "estimate_answers", "service_templates", "customer_links"}
BUSINESS |= {"customer_words", "exceptions", "service_reminders", "discount_requests", "quotations"}
BUSINESS |= {"bank_accounts", "bank_layouts", "bank_statements", "bank_rows"}

# Infrastructure under every scope, which these packages are.
INFRASTRUCTURE = ("mongo/", "journal/", "access/")

# Each line is one collection that one module reaches by itself, and the reason.
ALLOWED = {
    ("managers/service.py", "invite_codes"): "a code is looked up before its workshop is known",
    ("jobs/upkeep.py", "jobs"): "jobs whose time has come are found in all workshops, and closed within their own",
    ("messages/states.py", "messages"): "a provider names a message by its own id, and no workshop",
    ("messages/replies/news.py", "message_replies"): "a text comes before it is known whose it is",
    ("messages/unsubscribe.py", "messages"): "a signed link names a message, and no workshop",
    ("customer_page/reading.py", "customer_links"): "a token names a job by itself, and no workshop",
    ("customer_page/quoted.py", "customer_links"): "as above, before the car has come",
    ("files/database.py", "files"): "the name of a file begins with its workshop, and is made of the caller's",
}
# Moves whole workshops in from elsewhere, or whole databases, so there is no caller whose scope could hold; or changes
# what an older version wrote, or checks it, in all workshops.
TOOLS = ("legacy/", "cli.py", "demo/", "backup/", "remaking/", "migrations.py")
CHECKS = (
    "bank/verify.py",
    "papers/verify.py",
    "managers/verify.py",
    "photos/verify.py",
    "estimates/verify.py",
    "customer_links/verify.py",
    "customer_page/verify.py",
    "exceptions/recomputed.py",
)

# Below the rooms: these name no collection that a room keeps.
FLOORS = ("core/", "http/", "mongo/", "journal/")
# Who users are and which workshop they act in is asked at every request, and lies below the rooms that change it.
OF_ACCESS = {"users", "members", "workshops", "audit_log", "audit_heads", "push_subscriptions"}

LONGEST_FILE = 450
LONGEST_FUNCTION = 70


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path


def _reached(path: Path) -> set[str]:
    """Return the names of the collections that a module names in a call of ``.collection("...")``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "collection":
            (name,) = node.args
            assert isinstance(name, ast.Constant), f"{path.name}:{node.lineno} reaches a collection that is not named"
            found.add(str(name.value))
    return found


def _named(path: Path) -> set[str]:
    """Return the collections that a module names to whatever reads them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"collection", "naive_collection", "Scoped", "Related", "Lease", "in_batches"}:
                found |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
    return found


def test_only_the_scoped_way_leads_to_business_documents() -> None:
    reached = set()
    for path in sorted(ROOT.rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        if not module.startswith((*INFRASTRUCTURE, *TOOLS, *CHECKS)):
            reached |= {(module, name) for name in _reached(path) & BUSINESS}
    assert reached == set(ALLOWED)


def test_nobody_else_opens_a_connection() -> None:
    for path in sorted(ROOT.rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        if module.startswith(("mongo/", "legacy/")):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "pymongo":
                names = {alias.name for alias in node.names}
                assert not names & {"AsyncMongoClient", "MongoClient"}, module


def test_money_is_never_deleted() -> None:
    for path in sorted(ROOT.rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        if module.startswith(("mongo/", "legacy/", "demo")):
            continue
        calls = [
            node.func.attr
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        ]
        # Give back a lease, forget what was counted, take off what is done, sweep what nobody names, end a passkey.
        if module not in {
            "journal/sealer.py",
            "access/throttle.py",
            "access/push_subscriptions.py",
            "auth/passkeys/ceremony.py",
            "auth/passkeys/service.py",
            "tasks/outbox.py",
            "files/database.py",
        }:
            assert not {"delete_one", "delete_many", "find_one_and_delete"} & set(calls), module


def test_no_floor_names_what_a_room_above_it_keeps() -> None:
    of_rooms = rooms.INDEXES.keys() - OWN_INDEXES.keys() - journal.INDEXES.keys()
    assert {"jobs", "payments", "documents", "managers"} <= of_rooms
    named = set()
    for module, path in _modules():
        if module.startswith((*FLOORS, "access/")):
            own = OF_ACCESS if module.startswith("access/") else set()
            named |= {(module, name) for name in _named(path) & (of_rooms - own)}
    assert named == set()


def test_every_collection_is_kept_by_one_room() -> None:
    kept = [name for room in rooms.ROOMS for name in room.INDEXES] + [*OWN_INDEXES, *journal.INDEXES]
    assert sorted(kept) == sorted(rooms.INDEXES)


def test_files_and_functions_are_short() -> None:
    root = ROOT.parent
    files = [path for name in ("revops", "tests", "bench") for path in sorted((root / name).rglob("*.py"))]
    assert len(files) > 300
    long_files, long_functions = [], []
    for path in files:
        text = path.read_text()
        lines = text.count("\n")
        if lines > LONGEST_FILE:
            long_files.append((path.name, lines))
        if path.is_relative_to(root / "tests"):
            continue  # a day of the garage is told from morning to evening
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long_functions.append((path.name, node.name, length))
    assert long_files == []
    assert long_functions == []


# A limit that a test lowers is an argument or a setting; these are from before, and may only become fewer.
LOWERED_NAMES = 26


def test_limits_are_arguments_and_not_names_that_tests_lower() -> None:
    lowered = set()
    for path in sorted((ROOT.parent / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setattr":
                of, *rest = [ast.unparse(arg).strip("'") for arg in node.args]
                name = of.rpartition(".")[2] if len(rest) == 1 else rest[0]
                module = of.split(".")[-2] if len(rest) == 1 else of
                if name.strip("_").isupper() and module != "engine":
                    lowered.add(f"{module}.{name}")
    assert len(lowered) == LOWERED_NAMES, sorted(lowered)


def test_files_of_the_web_app_are_short() -> None:
    web = ROOT.parent / "web"
    files = [path for name in ("src", "e2e", "build") for path in sorted((web / name).rglob("*.ts*"))]
    assert len(files) > 500
    lengths = {path.name: path.read_text().count("\n") for path in files if path.name != "schema.gen.ts"}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_every_room_with_endpoints_keeps_the_order_within_it() -> None:
    settings = tomllib.loads((ROOT.parent / "pyproject.toml").read_text())
    (within,) = [one for one in settings["tool"]["importlinter"]["contracts"] if "endpoints" in one.get("layers", ())]
    answering = {".".join(path.parent.relative_to(ROOT.parent).parts) for path in ROOT.rglob("endpoints.py")}
    assert len(answering) > 25
    assert answering - set(within["containers"]) == set()


# Below payments nobody may import what they name; an export lists them.
_SAYS_BY_HAND = ("core/", "http/", "exceptions/", "exports/")
_MONEY_WORDS = {"cash", "upi", "card", "bank_transfer", "confirmed", "rejected", "partial"}


def test_what_money_is_called_is_compared_by_its_enum() -> None:
    found = []
    for module, path in _modules():
        if module.startswith(_SAYS_BY_HAND):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Compare) and all(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
                sides = [side.value for side in (node.left, *node.comparators) if isinstance(side, ast.Constant)]
                found += [(module, node.lineno, side) for side in sides if side in _MONEY_WORDS]
    assert found == []
