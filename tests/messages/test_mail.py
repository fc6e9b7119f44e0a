"""E-mail over a socket: what each refusal of the mail server does to the message, the address and the channel."""

import asyncio
from typing import Any

import httpx2
import pytest

from revops.messages import causes, channels, service
from revops.messages.channel import ChannelStopped, Outgoing, Permanent, Temporary
from revops.messages.mail import Mail, build_letter
from revops.messages.whatsapp.account import Account
from revops.messages.whatsapp.channel import WhatsApp
from revops.mongo.client import Database
from tests.conftest import SettingsMaker, eventually, running
from tests.factories import Garage, make_garage, make_job, new_email, ok, refused
from tests.messages.conftest import MailServer, write_about
from tests.messages.test_events import make_reachable_job, messages_of

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


def letter_to(to: str, **changes: Any) -> Outgoing:
    """Return a message that is ready to be sent."""
    fields: dict[str, Any] = {"id": to.partition("@")[0], "workshop_id": "w", "workshop_name": "Test Motors"}
    words = {"event": "ready", "language": "en", "params": {}, "subject": "Ready", "text": "Your car is ready."}
    return Outgoing(**{**fields, "to": to, **words, **changes})


async def test_with_tls_from_the_start(make_settings: SettingsMaker, mail_server: MailServer) -> None:
    to = new_email("raj")
    settings = make_settings(**mail_server.settings(smtp_port=mail_server.tls_port, smtp_security="tls"))
    sent = await Mail(settings).send(letter_to(to))
    (letter,) = mail_server.letters(to)
    assert letter["Message-ID"] == sent.provider_id


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"smtp_password": "wrong"}, "does not accept the user name or the password"),
        ({"smtp_ca": None}, "cannot be trusted, so nothing was sent"),
        ({"smtp_port": 9}, "No mail server answers at 127.0.0.1:9"),
        ({"smtp_host": "no-such-host.invalid"}, "no server named no-such-host.invalid"),
    ],
    ids=["password", "certificate", "port", "host"],
)
async def test_what_only_a_person_can_mend_stops_the_channel(
    make_settings: SettingsMaker, mail_server: MailServer, changes: dict[str, Any], sentence: str
) -> None:
    settings = make_settings(**mail_server.settings(**changes))
    with pytest.raises(ChannelStopped, match=sentence):
        await Mail(settings).send(letter_to(new_email("raj")))


async def test_each_refusal_has_its_kind(make_settings: SettingsMaker, mail_server: MailServer) -> None:
    mail = Mail(make_settings(**mail_server.settings()), seconds=1)
    with pytest.raises(Permanent, match="refused the address") as gone:
        await mail.send(letter_to(new_email("refused")))
    assert gone.value.marks_address
    with pytest.raises(Permanent, match="refused the message") as spam:
        await mail.send(letter_to(new_email("spam")))
    assert not spam.value.marks_address
    with pytest.raises(Temporary, match="later") as later:
        await mail.send(letter_to(new_email("later")))
    assert not later.value.is_unknown
    for name in ("cut", "slow"):
        with pytest.raises(Temporary, match="ended in the middle") as middle:
            await mail.send(letter_to(new_email(name)))
        assert middle.value.is_unknown


async def test_letters_one_after_the_other_share_a_connection(
    make_settings: SettingsMaker, mail_server: MailServer
) -> None:
    settings = make_settings(**mail_server.settings())

    async def connections(mail: Mail, *names: str) -> list[str]:
        """Send letters, and say on which connection each went out."""
        addresses = [new_email(name) for name in names]
        for address in addresses:
            await mail.send(letter_to(address))
        return [mail_server.letters(address)[0]["X-Connection"] for address in addresses]

    first, *others = await connections(Mail(settings), "raj", "raj", "raj")
    assert others == [first, first]
    assert len(set(await connections(Mail(settings, most_letters=2), "raj", "raj", "raj", "raj", "raj"))) == 3
    # The server closes it: the next letter goes out on another one, and none is lost or doubted.
    mail = Mail(settings)
    (closed,) = await connections(mail, "last")
    await asyncio.sleep(0.1)
    assert await connections(mail, "raj") != [closed]
    # Where a letter is refused, the next begins anew.
    with pytest.raises(Permanent):
        await mail.send(letter_to(new_email("refused")))
    idle = Mail(settings, kept_seconds=0.05)
    (kept,) = await connections(idle, "raj")
    await asyncio.sleep(0.1)
    assert await connections(idle, "raj") != [kept]
    # Several at once have one each, and two are kept.
    await asyncio.gather(*(mail.send(letter_to(new_email("raj"))) for _ in range(4)))
    assert await connections(mail, "raj") == await connections(mail, "raj")


def test_nothing_that_was_typed_becomes_a_header_or_markup() -> None:
    text = "<script>alert(1)</script>\n\nBcc: all@example.com"
    letter = build_letter(
        letter_to("raj@example.com", subject="Ready\r\nBcc: all@example.com", text=text, workshop_name="A\nBcc: b"),
        "garage@revops.example",
    )
    raw = letter.as_bytes()
    assert b"\r\nBcc:" not in raw.partition(b"\r\n\r\n")[0]
    assert letter["Subject"] == "Ready Bcc: all@example.com"
    page = letter.get_body(("html",))
    assert page is not None
    assert "<script>" not in page.get_content()
    with pytest.raises(Permanent):
        build_letter(letter_to("raj@example.com\r\nRCPT TO:<all@example.com>"), "garage@revops.example")


async def test_what_was_cut_is_sent_again_with_the_same_id(writing: Garage, mail_server: MailServer) -> None:
    raj = new_email("cut")
    job_id = await make_reachable_job(writing.manager, raj)
    await messages_of(writing.manager, 1, job_id=job_id)
    first, second = mail_server.letters(raj)
    assert first["Message-ID"] == second["Message-ID"]


async def test_what_changed_while_it_was_made_ready_is_sent_and_counted_once(
    writing: Garage, post_db: Database, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, corrected = new_email("old"), new_email("new")
    why_gone = causes.why_gone

    async def and_is_corrected(*args: Any) -> str | None:
        await post_db.collection("messages").update_one({"to": old}, {"$set": {"to": corrected}})
        return await why_gone(*args)

    monkeypatch.setattr(causes, "why_gone", and_is_corrected)
    job_id = await make_reachable_job(writing.manager, old)
    (row,) = await messages_of(writing.manager, 1, job_id=job_id)
    assert row["attempts"] == 1
    assert (len(mail_server.letters(old)), len(mail_server.letters(corrected))) == (0, 1)
    assert ok(await writing.owner.get("/api/messages/settings"))["sent_today"] == 1


async def test_a_refused_address_is_marked_and_tried_again_by_hand_only(
    writing: Garage, mail_server: MailServer
) -> None:
    job_id = await make_reachable_job(writing.manager, new_email("refused"))
    (failed,) = await messages_of(writing.manager, 1, state="failed", job_id=job_id)
    assert failed["error"] == "The mail server refused the address (550). Please check how it is written."
    body = {"channel": "email", "text": "Hello"}
    answer = await writing.manager.post(f"/api/jobs/{job_id}/messages", body)
    assert "Nothing reaches this address" in refused(answer, 409, "cannot_reach")["detail"]
    ok(await writing.manager.post(f"/api/messages/{failed['id']}/retry"))

    async def was_tried() -> bool:
        (row,) = ok(await writing.manager.get("/api/messages", job_id=job_id))
        return bool(row["state"] == "failed" and row["attempts"] == 2)

    await eventually(was_tried)


async def test_two_taps_send_one_message_and_the_second_is_asked_about(
    writing: Garage, mail_server: MailServer
) -> None:
    raj = new_email("tapped")
    job_id = await make_reachable_job(writing.manager, raj)
    body = {"channel": "email", "text": "Please call us."}

    async def tap(**more: Any) -> Any:
        path, headers = f"/api/jobs/{job_id}/messages", {"X-Client": "revops-web"}
        return await writing.manager.request("POST", path, json=body | more, headers=headers)

    taps = await asyncio.gather(tap(), tap())
    assert sorted(answer.status_code for answer in taps) == [200, 409]
    problem = refused(await tap(), 409, "looks_repeated")
    assert "The same was sent to this customer" in problem["detail"]
    ok(await tap(repeat=True))
    # Drafts are opened, and nobody knows what became of them.
    ok(await tap(is_draft=True))
    ok(await tap(is_draft=True))


async def test_the_test_button_sends_to_the_owner_alone(writing: Garage, mail_server: MailServer) -> None:
    answer = ok(await writing.owner.post("/api/messages/channels/email/test"))
    assert answer["to"] == writing.owner.email
    assert len(mail_server.letters(writing.owner.email)) == 1
    refused(await writing.owner.post("/api/messages/channels/whatsapp/test"), 409, "channel_failed")


async def test_a_mail_server_that_says_nothing_holds_up_nobody(
    make_settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()
    silent = await asyncio.start_server(lambda _, writer: called.put_nowait(writer), "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    settings = make_settings(
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_from="garage@revops.example",
        public_url="https://garage.example",
        concurrent_requests=1,
    )
    test = "/api/messages/channels/email/test"
    async with silent, running(settings) as http:
        garage = await make_garage(http)
        waiting = asyncio.create_task(garage.owner.post(test))
        connection = await called.get()
        ok(await garage.manager.get("/api/auth/me"))
        assert not waiting.done()
        connection.close()
        assert "No mail server answers" in refused(await waiting, 409, "channel_failed")["detail"]
        monkeypatch.setattr(service, "_TEST_SECONDS", 0)
        problem = refused(await garage.owner.post(test), 409, "channel_failed")
        assert problem["detail"].startswith("There was no answer within 0 seconds.")
        while not called.empty():
            called.get_nowait().close()


async def test_messages_wait_while_the_channel_is_stopped(
    writing: Garage, post: httpx2.AsyncClient, post_db: Database, mail_server: MailServer
) -> None:
    stopped = {"$set": {"stopped_at": "now", "reason": "No mail server answers.", "again_at": _far()}}
    await post_db.collection("message_channels").update_one({"_id": "email"}, stopped, upsert=True)
    try:
        job_id = await make_reachable_job(writing.manager, new_email("raj"))
        (row,) = await messages_of(writing.manager, 1, state="queued", job_id=job_id)
        assert row["attempts"] == 0
        assert "No mail server answers." in (await writing.owner.get("/api/messages/settings")).text
    finally:
        ok(await writing.owner.post("/api/messages/channels/email/test"))
    works = ok(await writing.owner.get("/api/messages/settings"))["channels"]
    assert [channel["stopped_at"] for channel in works if channel["channel"] == "email"] == [None]


def _far() -> Any:
    from revops.core.time import from_millis

    return from_millis(4_000_000_000_000)


async def test_above_the_days_limit_nothing_is_sent(writing: Garage, mail_server: MailServer) -> None:
    await write_about(writing, daily_limit=3)
    raj = new_email("raj")
    job_id = await make_reachable_job(writing.manager, raj)
    await messages_of(writing.manager, 1, job_id=job_id)
    body = {"channel": "email", "text": "Hello"}
    for number in range(6):
        ok(await writing.manager.post(f"/api/jobs/{job_id}/messages", body, key=f"by-hand-{number}-{job_id}"))
    (row, *_) = await messages_of(writing.manager, 4, state="suppressed", job_id=job_id)
    assert row["error"].startswith("Today's limit of messages was reached")
    assert len(mail_server.letters(raj)) == 3
    assert ok(await writing.owner.get("/api/messages/settings"))["sent_today"] == 3
    assert await make_job(writing.manager)


async def test_the_owner_is_told_once_that_whatsapp_has_stopped(
    writing: Garage, post_db: Database, mail_server: MailServer
) -> None:
    account = Account("https://graph.example", "v23.0", "1", "2", "token", "secret", "verify")
    whatsapp = WhatsApp(post_db, account, {})
    # The garages of other tests are told as well, where they have messages sent.
    others = {"_id": {"$ne": writing.id}}
    await post_db.collection("message_settings").update_many(others, {"$set": {"events": []}})
    said = "Meta does not accept the access token: make a new one and set REVOPS_WHATSAPP_TOKEN."
    for _ in range(3):
        await channels.stop(post_db, whatsapp, writing.id, said)
    await eventually(lambda: has_letters(mail_server, writing.owner.email, 1))
    # It works, and stops again: that is news.
    await channels.go_on(post_db, whatsapp, writing.id)
    await channels.stop(post_db, whatsapp, writing.id, said, "revops_ready en")
    await eventually(lambda: has_letters(mail_server, writing.owner.email, 2))
    first, second = mail_server.letters(writing.owner.email)
    assert first["Subject"] == "WhatsApp messages have stopped"
    assert second["Subject"] == "WhatsApp messages by revops_ready en have stopped"
    text = first.get_body(("plain",))
    assert text is not None
    assert said in text.get_content()
    await channels.go_on(post_db, whatsapp, writing.id, "revops_ready en")


async def has_letters(mail_server: MailServer, to: str, count: int) -> bool:
    """Tell whether so many letters have come to an address."""
    return len(mail_server.letters(to)) == count
