"""The thief who holds the server's key, too: what he altered in documents he writes into their entries, with the hashes
that these keep, and has the server's own code sign and seal all of it anew, with totals, balances and the audit log.

He knows the code, not the witnesses. What he does not remake is what no key makes: what is counted from documents.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from revops.access.audit_chain import chain_lines
from revops.bank.row import PartDigest, said_digest
from revops.billing.fields import billing_digest
from revops.core.time import millis
from revops.customer_links.fields import sign_link
from revops.customer_page.row import word_hash
from revops.estimates import fields as services
from revops.estimates.row import answer_hash, version_hash
from revops.estimates.signature import digest_of
from revops.inspections import fields as inspections
from revops.journal.follow_ups import FOLLOW_UPS
from revops.journal.sealer import seal_entries
from revops.journal.set_up import set_up_hash
from revops.mongo.client import Document, Session
from revops.papers.verify import beside_hash, document_hash
from tests.trust.attacks.honest import Books, Kept, all_of

_SEALED = ("seq", "rules", "hash", "seal", "signed", "personal", "unsealed", FOLLOW_UPS)
_CHAINED = ("seq", "previous", "previous_at", "salt", "details_sha256", "hash", "seal")
_MADE_FROM_ENTRIES = ("totals", "customers", "chain_heads")

Hash = Callable[[Any], str]
# By collection: the hashes that entries keep of its documents.
_HASHES: Mapping[str, tuple[Hash, ...]] = {
    "service_templates": (set_up_hash,),
    "message_settings": (set_up_hash,),
    "estimate_versions": (version_hash,),
    "estimate_answers": (answer_hash,),
    "services": (services.content_hash,),
    "inspections": (inspections.content_hash,),
    "documents": (document_hash, beside_hash),
    "billing_settings": (billing_digest,),
    "customer_words": (word_hash,),
}
# What goes on below this is not looked at as a field: it is in some hash.
_DEPTH = 3
_LONG = 16
# What an entry says at its top of any field.
_WHO_WHEN_WHY = ("actor_id", "at", "note")
Alter = Mapping[tuple[str, str], Any]


async def remake(books: Books, before: Kept) -> None:
    """Make everything agree with what was altered since ``before``, as well as whoever has the key can."""
    await _fit_documents(books, before)
    now = await all_of(books.db, books.id)
    entries = dict(now["journal"])
    for name in now.keys() - {"journal", "audit_log", *_MADE_FROM_ENTRIES}:
        were, are = before.get(name, {}), now[name]
        for gone in were.keys() - are.keys():
            entries = {key: entry for key, entry in entries.items() if not _is_of(entry, gone)}
        for key in (key for key in were.keys() & are.keys() if were[key] != are[key]):
            alter = _alterations(name, were[key], are[key])
            for entry in (entry for entry in entries.values() if key in set(_texts(entry))):
                for part in ("facts", "changes", *_WHO_WHEN_WHY):
                    if part in entry:
                        entry[part] = _altered(entry[part], alter, part)
    if entries != before["journal"]:
        await _seal_anew(books, sorted(entries.values(), key=lambda entry: entry.get("seq") or 0))
    if now.get("audit_log") != before.get("audit_log"):
        await _chain_anew(books)


async def _fit_documents(books: Books, before: Kept) -> None:
    """Have documents keep what they keep of their own hashes, and links their signatures."""
    now = await all_of(books.db, books.id)
    for name, fit in (("estimate_answers", _signed), ("bank_rows", _said), ("customer_links", _link(books))):
        for key, row in now.get(name, {}).items():
            if row != before[name].get(key):
                await books.db.collection(name).update_one({"_id": key}, {"$set": fit(row) or {"_id": key}})
    rows = (await all_of(books.db, books.id)).get("bank_rows", {})
    parts: dict[str, tuple[PartDigest, PartDigest]] = {}
    for key, row in sorted(before.get("bank_rows", {}).items(), key=lambda pair: (pair[1]["part_id"], pair[1]["n"])):
        old, new = parts.setdefault(row["part_id"], (PartDigest(), PartDigest()))
        old.add(row)
        if key in rows:
            new.add(rows[key])
    for part_id, (old, new) in parts.items():
        if old.text() != new.text():
            said = {"facts.digest": new.text(), "facts.rows": new.rows}
            await books.set("journal", said, **{"facts.part_id": part_id})


def _signed(answer: Document) -> Document:
    signature = answer.get("signature")
    return {"signature.sha256": digest_of(signature)} if signature is not None and "salt" in signature else {}


def _said(row: Document) -> Document:
    return {"said": said_digest(row["salt"], row["narration"], row["reference"])} if "salt" in row else {}


def _link(books: Books) -> Callable[[Document], Document]:
    return lambda link: {"signed": sign_link(books.db, link)}


def _is_of(entry: Document, document_id: str) -> bool:
    """Say whether an entry is about a document that is gone."""
    named = {value for name, value in entry.items() if name.endswith("_id") and name != "_id"}
    return document_id in named or entry.get("facts", {}).get("document") == document_id


def _alterations(name: str, were: Document, are: Document) -> Alter:
    """List what to write in place of what, by the name of the field; what is long, such as an id, under any name."""
    found = {}
    for path, old, new in _changed(were, are):
        for key in {path.partition(".")[0], path.rpartition(".")[2]}:
            found[key, _form(old)] = new
        if isinstance(old, str | dt.datetime) and type(old) is type(new):
            found |= {(part, _form(old)): new for part in _WHO_WHEN_WHY}
        if isinstance(old, str) and len(old) >= _LONG:
            found["*", _form(old)] = new
    for hash_of in _HASHES.get(name, ()):
        found["*", _form(hash_of(were))] = hash_of(are)
    return found


def _changed(were: Any, are: Any, path: str = "", depth: int = _DEPTH) -> Iterator[tuple[str, Any, Any]]:
    if were == are:
        return
    if path:
        yield path, were, are
    if depth and isinstance(were, dict) and isinstance(are, dict):
        for name in were.keys() | are.keys():
            yield from _changed(were.get(name), are.get(name), f"{path}.{name}" if path else name, depth - 1)


def _form(value: Any) -> str:
    """Build the form in which two values are compared, whether stored or said in an entry."""
    return repr(_said_of(value))


def _said_of(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return millis(value)
    if isinstance(value, dict):
        return {name: _said_of(inner) for name, inner in sorted(value.items())}
    return [_said_of(inner) for inner in value] if isinstance(value, list | tuple) else value


def _altered(value: Any, alter: Alter, name: str) -> Any:
    for key in ((name, _form(value)), ("*", _form(value))):
        if key in alter:
            new = alter[key]
            return new if isinstance(value, dt.datetime) else _said_of(new)
    if isinstance(value, dict):
        return {key: _altered(inner, alter, key) for key, inner in value.items()}
    # Of a pair, and of each in a list, the name is that of the whole.
    return [_altered(inner, alter, name) for inner in value] if isinstance(value, list) else value


def _texts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


async def _seal_anew(books: Books, entries: list[Document]) -> None:
    """Have the server's own code write, sign and seal them, with all that is made from entries."""
    db = books.db
    for name in ("journal", *_MADE_FROM_ENTRIES):
        await db.collection(name).delete_many({"_id" if name == "chain_heads" else "workshop_id": books.id})
    plain = [{name: value for name, value in entry.items() if name not in _SEALED} for entry in entries]

    async def work(session: Session) -> None:
        await seal_entries(db, session, books.id, plain, insert=True)

    await db.transaction(work)


async def _chain_anew(books: Books) -> None:
    db, mine = books.db, {"workshop_id": books.id}
    lines = await db.collection("audit_log").find(mine, sort=[("seq", 1)]).to_list()
    await db.collection("audit_log").update_many(mine, {"$unset": dict.fromkeys(_CHAINED, "")})
    await db.collection("audit_heads").delete_one({"_id": books.id})
    plain = [{name: value for name, value in line.items() if name not in _CHAINED} for line in lines]

    async def work(session: Session) -> None:
        await chain_lines(db, session, books.id, plain)

    if plain:
        await db.transaction(work)
