"""Scope by construction: business documents are reached through ``mongo.scoped``, save where this says why not."""

import ast
from pathlib import Path

import revops

ROOT = Path(revops.__file__).parent
BUSINESS = {"jobs", "payments", "settlements", "managers", "invite_codes", "journal", "totals", "customers"}
BUSINESS |= {"audit_log", "documents", "document_files", "billing_settings", "logos"}

# Infrastructure under every scope, which these packages are.
INFRASTRUCTURE = ("mongo/", "journal/", "access/")

# Each line is one collection that one module reaches by itself, and the reason.
ALLOWED = {
    ("managers/service.py", "invite_codes"): "a code is looked up before its workshop is known",
    ("jobs/upkeep.py", "jobs"): "jobs whose time has come are found in all workshops, and closed within their own",
    ("jobs/remake.py", "jobs"): "what an older version did not write is made in all workshops, by one instance",
}
# Moves whole workshops in from elsewhere, or whole databases, so there is no caller whose scope could hold.
TOOLS = ("legacy/", "cli.py", "demo.py", "demo/", "backup/")


def _reached(path: Path) -> set[str]:
    """Return the names of the collections that a module names in a call of ``.collection("...")``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "collection":
            (name,) = node.args
            assert isinstance(name, ast.Constant), f"{path.name}:{node.lineno} reaches a collection that is not named"
            found.add(str(name.value))
    return found


def test_only_the_scoped_way_leads_to_business_documents() -> None:
    reached = set()
    for path in sorted(ROOT.rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        if not module.startswith((*INFRASTRUCTURE, *TOOLS)):
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
        if module not in {"journal/sealer.py", "access/throttle.py"}:  # give back a lease, forget what was counted
            assert not {"delete_one", "delete_many", "find_one_and_delete"} & set(calls), module
