"""The client against the stand-in: what goes out, what every refusal means, and what perhaps went out."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from revops.messages.whatsapp.account import Account
from revops.messages.whatsapp.graph import Graph, NotReached, PerhapsTaken, RefusedByMeta
from revops.messages.whatsapp.refusals import Kind
from revops.messages.whatsapp.templates import content_of, read_template
from tests.whatsapp import graph as meta_graph
from tests.whatsapp.standing import StandIn

NAMES = {"ready": ("customer", "vehicle", "balance")}
READY = meta_graph.template("revops_ready", "Dear {{customer}}, {{vehicle}} is ready. {{balance}} to pay.")
TO = "919123456789"


def account_at(meta: StandIn) -> Account:
    """Return the account that the stand-in knows."""
    return Account(
        meta.url,
        meta_graph.VERSION,
        meta_graph.PHONE_NUMBER_ID,
        meta_graph.ACCOUNT_ID,
        meta_graph.TOKEN,
        meta_graph.APP_SECRET,
        "verify",
    )


@pytest.fixture
async def client(meta: StandIn) -> AsyncIterator[Graph]:
    """A client of the stand-in."""
    graph = Graph(account_at(meta))
    yield graph
    await graph.close()


def text(body: str = "Hello") -> dict[str, object]:
    """Return a free text."""
    return {"type": "text", "text": {"body": body}}


async def refusal(client: Graph, content: dict[str, object]) -> Kind:
    """Return the kind of the refusal that sending meets."""
    with pytest.raises(RefusedByMeta) as refused:
        await client.send(TO, content, "m1")
    return refused.value.refusal.kind


async def test_a_template_goes_out_by_its_names_with_our_id_and_its_paper(meta: StandIn, client: Graph) -> None:
    paper = meta_graph.template("revops_ready", READY["components"][0]["text"], header="DOCUMENT")
    meta.set(templates=[paper])
    template = read_template((await client.templates())[0], NAMES)
    assert template is not None
    assert (template.wants, template.wants_paper, template.is_usable) == (NAMES["ready"], True, True)
    media_id = await client.upload(b"%PDF-1.7 a paper", "INV-1.pdf")
    params = {"customer": "Raj\n  Patil", "vehicle": "MH12AB1234"}
    wamid = await client.send(TO, content_of(template, params, (media_id, "INV-1.pdf")), "our-id")
    (sent,) = meta.sent
    assert (sent["id"], sent["to"], sent["biz_opaque_callback_data"]) == (wamid, TO, "our-id")
    header, body = sent["template"]["components"]
    assert header["parameters"][0]["document"] == {"id": media_id, "filename": "INV-1.pdf"}
    # What Meta refuses within a value is made blank, and a value that is missing is a dash.
    assert [(p["parameter_name"], p["text"]) for p in body["parameters"]] == [
        ("customer", "Raj Patil"),
        ("vehicle", "MH12AB1234"),
        ("balance", "-"),
    ]


async def test_a_free_text_goes_out_within_the_window_only(meta: StandIn, client: Graph) -> None:
    assert await refusal(client, text()) is Kind.WINDOW_CLOSED
    meta.set(heard={TO: 9e9})
    await client.send(TO, text("x" * 4096), "m1")
    assert await refusal(client, text("x" * 4097)) is Kind.NEVER
    assert len(meta.sent) == 1


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (131026, Kind.NOT_ON_WHATSAPP),
        (131047, Kind.WINDOW_CLOSED),
        (131049, Kind.TOMORROW),
        (131048, Kind.TOMORROW),
        (131050, Kind.OPTED_OUT),
        (131056, Kind.LATER),
        (130429, Kind.LATER),
        (4, Kind.LATER),
        (131031, Kind.STOPPED),
        (368, Kind.STOPPED),
        (131042, Kind.STOPPED),
        (190, Kind.STOPPED),
        (132015, Kind.TEMPLATE),
        (131053, Kind.MEDIA),
    ],
)
async def test_every_refusal_has_its_kind(meta: StandIn, client: Graph, code: int, kind: Kind) -> None:
    meta.set(refuse={"*": [code]})
    assert await refusal(client, text()) is kind
    assert meta.sent == []


async def test_templates_that_are_not_there_or_want_other_words_are_refused(meta: StandIn, client: Graph) -> None:
    meta.set(templates=[READY, meta_graph.template("revops_late", "Late", status="PAUSED")])
    template = read_template(READY, NAMES)
    assert template is not None
    assert await refusal(client, content_of(replace(template, name="revops_gone"), {})) is Kind.TEMPLATE
    assert await refusal(client, content_of(replace(template, language="hi"), {})) is Kind.TEMPLATE
    assert await refusal(client, content_of(replace(template, wants=("customer",)), {})) is Kind.TEMPLATE
    assert await refusal(client, content_of(replace(template, name="revops_late"), {})) is Kind.TEMPLATE


async def test_a_wrong_token_number_or_version_says_what_to_do(meta: StandIn) -> None:
    good = account_at(meta)
    for account, said in (
        (replace(good, token="EAAG-old"), "make a new one and set REVOPS_WHATSAPP_TOKEN"),
        (replace(good, phone_number_id="1234567"), "does not know the phone number id"),
    ):
        client = Graph(account)
        with pytest.raises(RefusedByMeta, match=said) as refused:
            await client.number()
        assert refused.value.refusal.kind is Kind.STOPPED
        await client.close()
    client = Graph(good)
    number = await client.number()
    assert (number.shown, number.name, number.tier) == ("+91 98200 12345", "Test Motors", "TIER_250")
    await client.close()


async def test_all_pages_of_templates_are_read(meta: StandIn, client: Graph) -> None:
    meta.set(templates=[meta_graph.template(f"t{number}", "Hello") for number in range(230)])
    assert len(await client.templates()) == 230


async def test_what_certainly_did_not_go_out_is_told_from_what_perhaps_did(meta: StandIn, client: Graph) -> None:
    meta.set(heard={TO: 9e9}, next=[{"status": 503}, {"cut": True}, {"status": 502}])
    with pytest.raises(RefusedByMeta) as busy:
        await client.send(TO, text(), "m1")
    assert busy.value.refusal.kind is Kind.LATER
    assert meta.sent == []
    with pytest.raises(PerhapsTaken):
        await client.send(TO, text(), "m2")
    assert [sent["biz_opaque_callback_data"] for sent in meta.sent] == ["m2"]
    elsewhere = Graph(replace(account_at(meta), url="http://127.0.0.1:9"))
    with pytest.raises(NotReached):
        await elsewhere.send(TO, text(), "m3")
    await elsewhere.close()
