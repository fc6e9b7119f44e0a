"""Refusals of the Graph API by kind: what follows from each, and one sentence for the owner."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """The kinds of refusals, by what is to be done."""

    # Nobody is there under this number.
    NOT_ON_WHATSAPP = auto()
    # No answer of the customer within 24 hours: templates only.
    WINDOW_CLOSED = auto()
    # The customer told WhatsApp that he wants none.
    OPTED_OUT = auto()
    # As it is, it is taken later.
    LATER = auto()
    # Meta keeps this one from the customer for a day.
    TOMORROW = auto()
    # The template is missing, paused, or wants other words.
    TEMPLATE = auto()
    # A file is not there any more.
    MEDIA = auto()
    # The account, its payment or its token: nothing goes out.
    STOPPED = auto()
    # This message, whenever it is sent.
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal by the Graph API, in a message's answer or in a callback."""

    kind: Kind
    code: int
    sentence: str

    @property
    def told(self) -> str:
        """The sentence with Meta's number of it, by which its help is searched."""
        return f"{self.sentence} (Meta's code {self.code})" if self.code else self.sentence


_NOT_ACCEPTED = "Meta does not accept the access token: make a new one and set REVOPS_WHATSAPP_TOKEN."
_ACCOUNT = "Meta has restricted the WhatsApp account: see the Account quality page at Meta."
_BUSY = "WhatsApp is busy; it is tried again."

_KNOWN: dict[int, tuple[Kind, str]] = {
    0: (Kind.STOPPED, _NOT_ACCEPTED),
    3: (Kind.STOPPED, "The access token may not send messages: give it whatsapp_business_messaging at Meta."),
    10: (Kind.STOPPED, "The access token may not send messages: give it whatsapp_business_messaging at Meta."),
    190: (Kind.STOPPED, _NOT_ACCEPTED),
    33: (Kind.STOPPED, "Meta does not know the phone number id, or the token may not use it."),
    368: (Kind.STOPPED, _ACCOUNT),
    131031: (Kind.STOPPED, _ACCOUNT),
    130497: (Kind.STOPPED, "Meta does not let this account write to the customer's country."),
    131005: (Kind.STOPPED, "The access token may not send messages: give it whatsapp_business_messaging at Meta."),
    131042: (Kind.STOPPED, "Meta could not charge for messages: add a way to pay to the WhatsApp account."),
    131045: (Kind.STOPPED, "The number is not registered at Meta: register it for the Cloud API."),
    133010: (Kind.STOPPED, "The number is not registered at Meta: register it for the Cloud API."),
    131026: (Kind.NOT_ON_WHATSAPP, "This number is not on WhatsApp."),
    131030: (Kind.NEVER, "This number is not among those that Meta's test number may write to."),
    131047: (Kind.WINDOW_CLOSED, "The customer has not written for 24 hours, so WhatsApp takes only templates."),
    131049: (Kind.TOMORROW, "WhatsApp limits how much this customer is sent; it is tried again tomorrow."),
    130472: (Kind.NEVER, "WhatsApp does not deliver marketing messages to this customer."),
    131050: (Kind.OPTED_OUT, "The customer turned off such messages in WhatsApp."),
    4: (Kind.LATER, _BUSY),
    80007: (Kind.LATER, _BUSY),
    130429: (Kind.LATER, _BUSY),
    131048: (Kind.TOMORROW, "WhatsApp limits this number because customers reported it; it is tried again tomorrow."),
    131056: (Kind.LATER, "This customer was just written to; it is tried again in a moment."),
    1: (Kind.LATER, _BUSY),
    2: (Kind.LATER, _BUSY),
    131000: (Kind.LATER, _BUSY),
    131016: (Kind.LATER, _BUSY),
    131057: (Kind.LATER, "The WhatsApp account is in maintenance; it is tried again."),
    133004: (Kind.LATER, _BUSY),
    131052: (Kind.MEDIA, "WhatsApp could not take the paper."),
    131053: (Kind.MEDIA, "WhatsApp could not take the paper."),
    132000: (Kind.TEMPLATE, "The template at Meta wants other words than RevOps has."),
    132001: (Kind.TEMPLATE, "There is no such approved template at Meta in this language."),
    132005: (Kind.TEMPLATE, "The template at Meta is too long with the words filled in."),
    132007: (Kind.TEMPLATE, "The template at Meta breaks a rule of WhatsApp."),
    132012: (Kind.TEMPLATE, "The template at Meta wants its words in another form."),
    132015: (Kind.TEMPLATE, "Meta has paused the template because of its quality."),
    132016: (Kind.TEMPLATE, "Meta has turned off the template because of its quality."),
    132018: (Kind.TEMPLATE, "The template at Meta wants other words than RevOps has."),
}


def refusal_of(code: int, subcode: int | None, details: str) -> Refusal:
    """Read what a refusal means; one that is not known is of this message alone."""
    known = _KNOWN.get(33 if (code, subcode) == (100, 33) else code)
    if known is None and 200 <= code <= 299:
        known = _KNOWN[10]
    if known is None:
        return Refusal(Kind.NEVER, code, f"WhatsApp refused the message: {details[:200].rstrip('.')}.")
    kind, sentence = known
    return Refusal(kind, code, sentence)
