"""Texts that several pages of customers share."""


def _(message: str) -> str:
    """Mark a text for translation."""
    return message


# What a page says after something was done, by the name in its address.
NOTICES = {
    "answered": _("Thank you. The garage has your answer."),
    "changed": _("The garage has changed this estimate in the meantime. Please look at it again."),
    "thanks": _("Thank you. The owner of the garage will read this."),
    "looked_into": _("Thank you. The owner of the garage will look into it. Nobody else is told."),
    "saved": _("Saved."),
    "unclear": _("Please choose what is different, or give one to five stars."),
    "refused": _("This can no longer be done. Please look at the page again, or call the garage."),
}
