"""The answers of a customer to whether he wants messages, for each of his addresses."""

from revops.access.caller import Caller
from revops.core.errors import InvalidFields
from revops.core.phones import read_phone
from revops.core.time import now
from revops.customers.row import CustomerRow
from revops.customers.service import read_customer
from revops.customers.stopping import ask_why_stopped
from revops.messages.addresses import Consent, How, normal, note_consent, read_known
from revops.messages.channel import ChannelName
from revops.messages.schemas import ConsentIn
from revops.mongo.client import Document, Session


def _addresses(row: CustomerRow) -> list[tuple[ChannelName, str]]:
    by_phone = [(ChannelName.WHATSAPP, phone) for phone in row["phones"]]
    return [*by_phone, *([(ChannelName.EMAIL, row["email"])] if row["email"] is not None else [])]


async def list_consents(caller: Caller, customer_id: str) -> list[Document]:
    """Read what each address of a customer said. Raises NotFound."""
    row = await read_customer(caller, customer_id)
    reached = _addresses(row)
    found = await read_known(caller.db, caller.workshop.id, [address for _, address in reached])
    known = {(one["channel"], one["address"]): one for one in found}
    names = await caller.services.names({one["consent"]["by"] for one in found if (one["consent"] or {}).get("by")})
    shown = []
    for channel, address in reached:
        one = known.get((channel.value, normal(address)), {})
        consent, unreachable = one.get("consent") or {}, one.get("unreachable") or {}
        shown.append(
            {
                "channel": channel.value,
                "address": address,
                **{name: consent.get(name) for name in ("is_given", "how", "at")},
                "by_name": names.get(consent.get("by", "")),
                "unreachable": unreachable.get("reason"),
            }
        )
    return shown


async def give_consent(caller: Caller, customer_id: str, body: ConsentIn) -> None:
    """Write down what a customer said when he was asked. Raises NotFound, InvalidFields for an address not his."""
    row = await read_customer(caller, customer_id)
    address = body.address
    if body.channel is ChannelName.WHATSAPP:
        address = read_phone(address, caller.workshop.currency).stored
    if (body.channel, normal(address)) not in {(channel, normal(his)) for channel, his in _addresses(row)}:
        raise InvalidFields({"address": "The customer has no such address. Save it first."})

    async def work(session: Session) -> None:
        if not body.is_given:
            known = await read_known(caller.db, caller.workshop.id, [address], session)
            consents = [one["consent"] or {} for one in known if one["channel"] == body.channel.value]
            if all(consent.get("is_given") is not False for consent in consents):
                had_agreed = any(consent.get("is_given") for consent in consents)
                await ask_why_stopped(caller, session, customer_id, had_agreed=had_agreed)
        said = Consent(body.is_given, How.ASKED, now(), caller.user.id)
        await note_consent(caller.db, session, caller.workshop.id, body.channel.value, address, said)

    await caller.db.transaction(work)
