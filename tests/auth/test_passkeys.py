"""Passkeys over HTTP, with a device written for it: added, shown to log in and to confirm, and everything forged."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from revops.access.vapid import to_bytes, to_text
from revops.auth.passkeys.ceremony import site_of
from revops.mongo.client import Database
from tests.auth.authenticator import Authenticator
from tests.conftest import BASE_URL, Clock, SettingsMaker, running
from tests.factories import PASSWORD, Garage, Person, login, make_garage, ok, refused

pytestmark = pytest.mark.slow

PATH = "/api/auth/passkeys"
OPTIONS, CONFIRM, STEP = f"{PATH}/options", f"{PATH}/confirm/options", f"{PATH}/second-step"
LOG_IN, ASK = f"{PATH}/log-in", f"{PATH}/log-in/options"
PROOF = {"password": PASSWORD}


async def added(person: Person, device: Authenticator, name: str = "My phone", **proof: Any) -> dict[str, Any]:
    """Add a passkey."""
    options = ok(await person.post(OPTIONS, {**PROOF, **proof}))["options"]
    passkey: dict[str, Any] = ok(await person.post(PATH, {"name": name, "credential": device.make(options)}))
    return passkey


async def asked(http: httpx2.AsyncClient) -> dict[str, Any]:
    """Return what a visitor's browser is asked."""
    options: dict[str, Any] = ok(await http.post(ASK))["options"]
    return options


async def shown(http: httpx2.AsyncClient, device: Authenticator) -> httpx2.Response:
    """Log in by passkey."""
    return await http.post(LOG_IN, json={"credential": device.show(await asked(http))})


def test_a_site_is_written_as_browsers_write_it() -> None:
    assert site_of("https://Garage.Example:443/") == site_of("https://garage.example")
    assert site_of("https://garage.example").host == "garage.example"
    assert site_of("http://localhost:8000").origin == "http://localhost:8000"
    assert site_of("http://garage.example:port").host == site_of("http://[").host == "nowhere.invalid"


async def test_a_passkey_is_added_logs_in_and_is_removed(garage: Garage) -> None:
    manager, device = garage.manager, Authenticator()
    http = manager.http
    asked_for = ok(await manager.post(OPTIONS, PROOF))["options"]
    assert asked_for["rp"] == {"id": "revops.test", "name": "RevOps"}
    assert asked_for["user"]["name"] == manager.email
    assert to_bytes(asked_for["user"]["id"]).decode() == manager.id
    passkey = ok(await manager.post(PATH, {"name": "My phone", "credential": device.make(asked_for)}))
    again = ok(await manager.post(OPTIONS, PROOF))["options"]
    assert [one["id"] for one in again["excludeCredentials"]] == [to_text(device.kept[0].id)]

    options = await asked(http)
    assert (options["rpId"], options["allowCredentials"]) == ("revops.test", [])
    session = ok(await http.post(LOG_IN, json={"credential": device.show(options)}))
    assert ok(await Person(http, session).get("/api/auth/me"))["id"] == manager.id
    for _ in range(2):
        assert ok(await shown(http, device))["user"]["id"] == manager.id
    (listed,) = ok(await manager.get(PATH))["passkeys"]
    assert listed["used_at"] is not None
    assert {**listed, "used_at": None} == passkey
    assert ok(await manager.put(f"{PATH}/{passkey['id']}", {"name": "Old phone"}))["name"] == "Old phone"
    refused(await garage.owner.put(f"{PATH}/{passkey['id']}", {"name": "Mine"}), 404)
    refused(await garage.owner.post(f"{PATH}/{passkey['id']}/remove", PROOF), 404)

    wrong = {"password": "not-the-password"}
    refused(await manager.post(f"{PATH}/{passkey['id']}/remove", wrong), 422, "wrong_password", field="password")
    ok(await manager.post(f"{PATH}/{passkey['id']}/remove", PROOF))
    gone = refused(await shown(http, device), 401, "wrong_passkey")
    assert "not known here any more" in gone["detail"]
    await http.get("/healthz")
    events = ok(await garage.owner.get("/api/audit", kind="signed_in"))
    assert [event["detail"] for event in events if event["user_id"] == manager.id] == ["passkey"] * 3
    for kind, about in (("passkey_added", "My phone"), ("passkey_removed", "Old phone")):
        (event,) = ok(await garage.owner.get("/api/audit", kind=kind))
        assert (event["user_id"], event["about"]) == (manager.id, about)


Forge = Callable[[dict[str, Any], Authenticator], None]


def _signature(answer: dict[str, Any], _: Authenticator) -> None:
    signature = bytearray(to_bytes(answer["response"]["signature"]))
    signature[-1] ^= 1
    answer["response"]["signature"] = to_text(bytes(signature))


def _data(answer: dict[str, Any], _: Authenticator) -> None:
    data = bytearray(to_bytes(answer["response"]["authenticatorData"]))
    data[-1] += 5
    answer["response"]["authenticatorData"] = to_text(bytes(data))


def _rubbish(answer: dict[str, Any], _: Authenticator) -> None:
    answer["response"]["authenticatorData"] = to_text(b"\xff" * 50)


def _nobody(answer: dict[str, Any], _: Authenticator) -> None:
    del answer["response"]["userHandle"]


def _another(answer: dict[str, Any], _: Authenticator) -> None:
    answer["response"]["userHandle"] = to_text(b"somebody else")


def _not_json(answer: dict[str, Any], _: Authenticator) -> None:
    answer["response"]["clientDataJSON"] = to_text(b"[")


def _operator(answer: dict[str, Any], _: Authenticator) -> None:
    answer["response"]["clientDataJSON"] = to_text(b'{"challenge":{"$gt":""}}')


@pytest.mark.parametrize("forge", [_signature, _data, _rubbish, _nobody, _another, _not_json, _operator])
async def test_what_is_forged_logs_nobody_in(garage: Garage, forge: Forge) -> None:
    device, http = Authenticator(), garage.manager.http
    await added(garage.manager, device)
    answer = device.show(await asked(http))
    forge(answer, device)
    refused(await http.post(LOG_IN, json={"credential": answer}), 401, "wrong_passkey")
    assert ok(await shown(http, device))["user"]["id"] == garage.manager.id


@pytest.mark.parametrize(
    ("lies", "says"),
    [
        ({"origin": "https://garage.example"}, "Passkeys work at http://revops.test only."),
        ({"origin": "http://revops.test:8000"}, "Passkeys work at http://revops.test only."),
        ({"host": "garage.example"}, "could not be checked"),
        ({"verifies": False}, "Turn on its screen lock"),
    ],
    ids=["origin", "port", "host", "not verified"],
)
async def test_a_device_at_another_place_or_that_does_not_check_is_refused(
    garage: Garage, lies: dict[str, Any], says: str
) -> None:
    manager, http = garage.manager, garage.manager.http
    options = ok(await manager.post(OPTIONS, PROOF))["options"]
    made = {"name": "Lies", "credential": Authenticator(**lies).make(options)}
    problem = refused(await manager.post(PATH, made), 422, "wrong_passkey", field="credential")
    assert says in problem["errors"][0]["message"]
    assert ok(await manager.get(PATH))["passkeys"] == []
    device = Authenticator()
    await added(manager, device)
    for name, value in lies.items():
        setattr(device, name, value)
    assert says in refused(await shown(http, device), 401, "wrong_passkey")["detail"]


async def test_a_passkey_of_another_host_is_told_where_it_works(garage: Garage, make_settings: SettingsMaker) -> None:
    device = Authenticator(origin="https://garage.example")
    async with running(make_settings(public_url="https://garage.example/")) as public:
        person = await login(public, garage.manager.email)
        assert ok(await person.get(PATH))["address"] == "https://garage.example"
        await added(person, device)
        ok(await shown(public, device))
    device.origin = BASE_URL
    problem = refused(await shown(garage.manager.http, device), 401, "wrong_passkey")
    assert problem["detail"].startswith("This passkey was made for garage.example. Open RevOps there")


async def test_a_challenge_is_answered_once_in_time_and_for_what_it_was_made(garage: Garage, clock: Clock) -> None:
    manager, http, device = garage.manager, garage.manager.http, Authenticator()
    await added(manager, device)
    answer = device.show(await asked(http))
    ok(await http.post(LOG_IN, json={"credential": answer}))
    replayed = refused(await http.post(LOG_IN, json={"credential": answer}), 401, "wrong_passkey")
    assert "was done already" in replayed["detail"]
    # Of many at once one is taken.
    answer = device.show(await asked(http))
    answers = await asyncio.gather(*(http.post(LOG_IN, json={"credential": answer}) for _ in range(4)))
    assert sorted(one.status_code for one in answers) == [200, 401, 401, 401]
    # That of a session, or of adding one, logs nobody in; nor does one that nobody was asked.
    for path, body in ((CONFIRM, None), (OPTIONS, PROOF)):
        challenge = ok(await manager.post(path, body))["options"]["challenge"]
        stolen = device.show({**await asked(http), "challenge": challenge})
        refused(await http.post(LOG_IN, json={"credential": stolen}), 401, "wrong_passkey")
    made_up = device.show({**await asked(http), "challenge": to_text(bytes(32))})
    refused(await http.post(LOG_IN, json={"credential": made_up}), 401, "wrong_passkey")
    # A passkey is added in the session that began it.
    tablet = await login(http, manager.email)
    made = device.make(ok(await manager.post(OPTIONS, PROOF))["options"])
    refused(await tablet.post(PATH, {"name": "Taken", "credential": made}), 422, "wrong_passkey")
    refused(await manager.post(PATH, {"name": "Late", "credential": made}), 422, "wrong_passkey")
    answer = device.show(await asked(http), device.kept[0])
    clock.advance(minutes=6)
    assert "took too long" in refused(await http.post(LOG_IN, json={"credential": answer}), 401)["detail"]


async def test_a_count_that_goes_back_is_refused_and_the_owner_told(garage: Garage) -> None:
    device, http = Authenticator(count=7), garage.owner.http
    await added(garage.owner, device, "Safe key")
    ok(await shown(http, device))
    device.count = 3
    assert "may have been copied" in refused(await shown(http, device), 401, "wrong_passkey")["detail"]
    device.count, device.counts = 0, False
    refused(await shown(http, device), 401, "wrong_passkey")
    notices = ok(await garage.owner.get("/api/audit/notices"))
    assert [(notice["kind"], notice["about"]) for notice in notices] == [("passkey_copied", "Safe key")] * 2
    # A wrong signature is no copy.
    answer = device.show(await asked(http))
    _signature(answer, device)
    refused(await http.post(LOG_IN, json={"credential": answer}), 401)
    assert len(ok(await garage.owner.get("/api/audit/notices"))) == 2


async def test_the_passkey_of_another_is_nobodys_own(garage: Garage) -> None:
    mine, theirs = Authenticator(), Authenticator()
    await added(garage.owner, theirs)
    await added(garage.manager, mine)
    codes = ok(await garage.manager.post(STEP, PROOF))
    manager = Person(garage.manager.http, codes)
    options = ok(await manager.post(CONFIRM))["options"]
    assert [one["id"] for one in options["allowCredentials"]] == [to_text(mine.kept[0].id)]
    proof = {**PROOF, "passkey": theirs.show(options)}
    refused(await manager.post(OPTIONS, proof), 422, "wrong_passkey", field="passkey")
    # Nor does anybody add one that is somebody's.
    copied = theirs.make(ok(await garage.owner.post(OPTIONS, PROOF))["options"], mine.kept[0].id)
    refused(await garage.owner.post(PATH, {"name": "Copied", "credential": copied}), 409, "passkey_known")


async def test_the_second_step_by_passkey(garage: Garage) -> None:
    manager, http, device = garage.manager, garage.manager.http, Authenticator()
    refused(await manager.post(STEP, PROOF), 409, "passkey_needed")
    passkey = await added(manager, device)
    tablet = await login(http, manager.email)
    answer = ok(await manager.post(STEP, PROOF))
    codes = answer["recovery_codes"]
    for ended in (manager, tablet):
        refused(await ended.get("/api/auth/me"), 401, "session_ended")
    manager = Person(http, answer)
    state = ok(await manager.get(PATH))
    assert (state["second_step"], state["recovery_codes_left"]) == ("passkey", 10)

    async def by_password(**fields: Any) -> httpx2.Response:
        return await http.post("/api/auth/login", json={"email": manager.email, "password": PASSWORD, **fields})

    problem = refused(await by_password(), 401, "second_factor_required")
    assert problem["second_step"] == "passkey"
    for wrong in ("123456", "AAAAA-AAAAA"):
        refused(await by_password(code=wrong), 401, "wrong_code")
    ok(await by_password(code=codes[0]))
    ok(await shown(http, device))

    # From now on the password alone changes nothing of it either.
    path = f"{PATH}/{passkey['id']}/remove"
    for body in (PROOF, {**PROOF, "code": "000000"}):
        refused(await manager.post(path, body), 422, "wrong_code", field="code")
        refused(await manager.post(OPTIONS, body), 422, "wrong_code", field="code")

    async def proof() -> dict[str, Any]:
        return {**PROOF, "passkey": device.show(ok(await manager.post(CONFIRM))["options"], device.kept[0])}

    used = await proof()
    refused(await manager.post(path, used), 409, "passkey_needed")
    refused(await manager.post(path, used), 422, "wrong_passkey", field="passkey")
    await added(manager, device, "Second", **(await proof()))
    ok(await manager.post(path, {**PROOF, "code": codes[1]}))
    device.kept = device.kept[1:]
    ok(await manager.post(f"{STEP}/off", await proof()))
    refused(await manager.post(f"{STEP}/off", PROOF), 409, "second_factor_off")
    ok(await by_password())


async def test_a_login_by_passkey_goes_through_the_gates_of_any_log_in(
    garage: Garage, make_settings: SettingsMaker
) -> None:
    device = Authenticator()
    await added(garage.manager, device)
    async with running(make_settings(login_failures_per_account=3)) as http:
        # A new password ends the sessions that it opened; the passkey stays, with its user.
        session, tablet = [Person(http, ok(await shown(http, device))) for _ in range(2)]
        change = {"current_password": PASSWORD, "new_password": "green-tempo-17-rain"}
        ok(await session.put("/api/auth/password", change))
        for ended in (session, tablet):
            refused(await ended.get("/api/auth/me"), 401, "session_ended")
        ok(await shown(http, device))
        for _ in range(3):
            answer = device.show(await asked(http))
            _signature(answer, device)
            refused(await http.post(LOG_IN, json={"credential": answer}), 401, "wrong_passkey")
        refused(await shown(http, device), 429, "too_many_requests")
    (member,) = [one for one in ok(await garage.owner.get("/api/members")) if one["user"]["id"] == garage.manager.id]
    ok(await garage.owner.delete(f"/api/members/{member['id']}"))
    refused(await shown(garage.owner.http, device), 403, "manager_removed")


async def test_ten_passkeys_are_the_most(garage: Garage, db: Database) -> None:
    device = Authenticator()
    first = ok(await garage.owner.post(OPTIONS, PROOF))["options"]
    for number in range(9):
        await added(garage.owner, device, f"Phone {number}")
    tenth = ok(await garage.owner.post(OPTIONS, PROOF))["options"]
    made = [{"name": "Last", "credential": device.make(options)} for options in (first, tenth)]
    answers = await asyncio.gather(*(garage.owner.post(PATH, body) for body in made))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused(await garage.owner.post(OPTIONS, PROOF), 409, "too_many_passkeys")
    assert await db.collection("passkeys").count_documents({"user_id": garage.owner.id}) == 10


async def test_its_user_is_told_by_e_mail(make_settings: SettingsMaker, db: Database) -> None:
    # No worker runs, so that the letter waits.
    async with running(make_settings(smtp_host="mail.invalid", smtp_from="a@b.example", tasks_concurrency=0)) as http:
        garage = await make_garage(http)
        await added(garage.owner, Authenticator(), "Anita's phone")
        waiting = await db.collection("tasks").find_one({"kind": "passkey_added", "payload.to": garage.owner.email})
        assert waiting is not None
        assert waiting["payload"]["passkey"] == "Anita's phone"
