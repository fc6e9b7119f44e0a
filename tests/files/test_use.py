"""Logos and issued papers are files: handed out as they were kept, never altered ones, and checked with the books."""

import datetime as dt

import pytest

from revops.core.time import now
from revops.files.port import FileKey, Kind
from revops.remaking.files import move_files, moving
from revops.rooms import verify
from tests.conftest import eventually, running
from tests.crash.running import run
from tests.factories import make_garage, make_job, ok, refused
from tests.files.conftest import MakePlace, Place, keep_both, read_pdf
from tests.invariants import assert_invariants

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_logo_and_paper_are_kept_as_files_and_outlive_a_sweep(place: Place) -> None:
    async with running(place.settings) as http:
        kept, others = await keep_both(await make_garage(http)), await keep_both(await make_garage(http))
        assert kept.names | others.names <= await place.names()
        # The same picture, and each has its own.
        assert kept.logo == others.logo
        for name, field in (("logos", "png"), ("document_files", "pdf")):
            async for row in place.db.collection(name).find():
                assert field not in row
                assert len(row["file"]) == 64
        stray = await place.files.put(kept.garage.id, Kind.LOGO, b"of a request that was killed")
        await place.age()
        await place.sweep.sweep()
        assert str(FileKey(kept.garage.id, Kind.LOGO, stray)) not in await place.names()
        assert await kept.is_handed_out()
        assert await others.is_handed_out()
    assert (await verify(place.db, files=place.files)).problems == []
    await assert_invariants(place.db, kept.garage.id)


async def test_what_was_altered_or_is_missing_is_refused_and_reported(place: Place, mongo_url: str) -> None:
    async with running(place.settings) as http:
        kept, others = await keep_both(await make_garage(http)), await keep_both(await make_garage(http))
        garage = kept.garage
        (logo,) = [name for name in kept.names if "/logo/" in name]
        (paper,) = kept.names - {logo}
        await place.spoil(paper, lambda found: found[:-100])
        await place.spoil(logo, None)
        problem = refused(await garage.owner.get(f"/api/documents/{kept.document_id}/pdf"), 500, "file_unusable")
        assert "was altered on the server" in problem["detail"]
        problem = refused(await garage.owner.get("/api/workshops/me/logo"), 500, "file_unusable")
        assert "is missing on the server" in problem["detail"]
        assert "revops_files_unusable_total" in (await http.get("/metrics")).text
        assert await others.is_handed_out()
    problems = (await verify(place.db, files=place.files)).problems
    assert len(problems) == 2
    assert any(f"the file {paper} of" in problem and "was altered" in problem for problem in problems)
    assert any(f"the file {logo} of" in problem and "is missing" in problem for problem in problems)
    environment = {"MONGO_URL": mongo_url, "DB_NAME": place.db.name, "REVOPS_FILES": place.name, "COLUMNS": "400"}
    code, said = run(place.settings.data, "verify", **environment)
    assert code == 1, said
    assert paper in said
    # The same check in the background, for the owner.
    await place.db.collection("verifications").delete_many({})
    code, said = run(place.settings.data, "verify", "--round", **environment)
    assert code == 0, said
    found = await place.db.collection("verifications").find_one({"_id": garage.id})
    assert found is not None
    assert len(found["problems"]) == 2


async def test_beside_an_older_version_bytes_are_in_the_old_place_too(place: Place) -> None:
    async with running(place.settings) as http:
        garage = await make_garage(http)
        older = {"_id": "older", "host": "here", "seen_at": now() + dt.timedelta(hours=1)}
        await place.db.collection("instances").insert_one(older)
        kept = await keep_both(garage)
        await place.db.collection("instances").delete_one({"_id": "older"})
        logo = await place.db.collection("logos").find_one({"workshop_id": garage.id})
        paper = await place.db.collection("document_files").find_one({"document_id": kept.document_id})
        assert logo is not None
        assert paper is not None
        assert (bytes(logo["png"]), bytes(paper["pdf"])) == (kept.logo, kept.pdf)
        # What a file has lost is handed out from there while it is there, if it is the same.
        for name in kept.names:
            await place.spoil(name, lambda found: found[:-1])
        assert await kept.is_handed_out()
        await place.db.collection("document_files").update_one({"_id": paper["_id"]}, {"$set": {"pdf": b"another"}})
        answer = await garage.owner.get(f"/api/documents/{kept.document_id}/pdf")
        refused(answer, 500, "file_unusable")


async def test_what_older_versions_kept_is_handed_out_moved_and_moved_once(place: Place) -> None:
    db = place.db
    async with running(place.settings) as http:

        async def is_done() -> bool:
            return await moving(db, place.files).is_done()

        await eventually(is_done)
        garage = await make_garage(http)
        kept = await keep_both(garage)
        ids = [kept.document_id]
        for _ in range(5):
            job_id = await make_job(garage.manager, estimated_amount=700)
            ids.append(ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"))["id"])
        pdfs = {document_id: await read_pdf(garage, document_id) for document_id in ids}
        # As an older version would have kept them.
        for document_id, pdf in pdfs.items():
            change = {"$set": {"pdf": pdf}, "$unset": {"file": ""}}
            await db.collection("document_files").update_one({"document_id": document_id}, change)
        change = {"$set": {"png": kept.logo}, "$unset": {"file": ""}}
        await db.collection("logos").update_one({"workshop_id": garage.id}, change)
        for name in await place.names():
            await place.spoil(name, None)
        assert await kept.is_handed_out()

        # A pass that is cut short, then one that goes on.
        put, puts = place.files.store.put, 0

        async def put_some(key: FileKey, content: bytes) -> None:
            nonlocal puts
            puts += 1
            if puts == 4:
                raise KeyError
            await put(key, content)

        place.files.store.put = put_some  # type: ignore[method-assign]
        with pytest.raises(KeyError):
            await move_files(db, place.files)
        assert set(pdfs.values()) == {await read_pdf(garage, document_id) for document_id in ids}
        assert await move_files(db, place.files) == 7 - 3
        assert await move_files(db, place.files) == 0
        assert puts == 8
        assert len(await place.names()) == 7
        assert await kept.is_handed_out()
        # The old bytes stay for the older version, and are not needed.
        assert await db.collection("document_files").count_documents({"pdf": {"$exists": True}}) == 6
        await db.collection("document_files").update_many({}, {"$unset": {"pdf": ""}})
        await db.collection("logos").update_many({}, {"$unset": {"png": ""}})
        for document_id, pdf in pdfs.items():
            assert await read_pdf(garage, document_id) == pdf
        assert await kept.is_handed_out()
    assert (await verify(db, files=place.files)).problems == []


async def test_a_switch_of_places_loses_nothing(make_place: MakePlace) -> None:
    place = make_place("database")
    async with running(place.settings) as http:
        kept = await keep_both(await make_garage(http))
    async with running(place.settings.model_copy(update={"files": "folder"})) as http:
        kept.garage.owner.http = http
        assert await kept.is_handed_out()
        ok(await kept.garage.owner.get("/api/workshops/me"))
