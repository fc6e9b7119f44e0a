"""Every address of the pages that need no log-in: /c/<token> of a customer's job, /g/<garage> of the poster."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """One address: with what it is asked, and what a browser's form sends to it."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict, hash=False)
    form: dict[str, str] = field(default_factory=dict, hash=False)


# In braces what belongs to somebody: the ids of ``furnished``, and of one of a customer's addresses.
CUSTOMER_PAGES = [
    Address("GET", "/c/{token}"),
    Address("GET", "/c/{token}/review", query={"version": "1", "{service_id}": "approved"}),
    Address("POST", "/c/{token}/answer", form={"version": "1", "{service_id}": "approved"}),
    Address("GET", "/c/{token}/seen.gif"),
    Address("GET", "/c/{token}/pay.svg"),
    Address("GET", "/c/{token}/photo/{photo_id}/{size}"),
    Address("GET", "/c/{token}/paper/{document_id}"),
    Address("GET", "/c/{token}/different", query={"payment": "{payment_id}"}),
    Address("POST", "/c/{token}/payment", form={"payment": "{payment_id}", "differs": "amount"}),
    Address("POST", "/c/{token}/word", form={"rating": "1", "text": "Bad"}),
    Address("POST", "/c/{token}/quotation", form={"version": "1", "answer": "approved"}),
    Address("GET", "/c/{token}/visits"),
    Address("POST", "/c/{token}/language", form={"wants": "ar"}),
    Address("POST", "/c/{token}/reminders", form={"wants": "yes"}),
    Address("POST", "/c/{token}/messages", form={"wants": "no", "at": "{address_id}"}),
]
POSTER_PAGES = [
    Address("GET", "/g/{workshop_id}"),
    Address("POST", "/g/{workshop_id}", form={"plate": "MH12AB1234"}),
    Address("GET", "/g/{workshop_id}/poster"),
    Address("GET", "/g/{workshop_id}/code.svg"),
]
# What of these is about the job of the link alone, and needs nothing of anybody else's to be named.
OF_ITS_OWN_JOB = {"", "/seen.gif", "/pay.svg", "/word", "/visits", "/language", "/reminders"}
