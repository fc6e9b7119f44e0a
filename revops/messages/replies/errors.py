"""Refusals of the webhook."""

from revops.core.errors import BadRequest, NotAllowed


class NotOurWebhook(NotAllowed):
    """Whoever sends this does not know what Meta and we know."""

    code = "not_our_webhook"


class Unreadable(BadRequest):
    """It is signed, and no callback."""

    code = "unreadable_callback"
