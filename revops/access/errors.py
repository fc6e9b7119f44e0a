"""Refusals that concern who asks. ``core.errors`` says what each status means."""

from revops.core.errors import AppError, BadRequest, Conflict, InvalidFields, NotAllowed, NotFound, NotSignedIn


class NotAMember(NotAllowed):
    """Whoever asks belongs to other garages, not to the one that was named."""

    code = "not_a_member"


class NoWorkshop(NotFound):
    """Whoever asks has no garage yet."""

    code = "no_workshop"


class SessionEnded(NotSignedIn):
    """The session is over: it ran out, or was ended from elsewhere."""

    code = "session_ended"


class WrongRole(NotAllowed):
    """The role does not include it, or the owner has taken it away."""

    code = "wrong_role"


class WrongPassword(InvalidFields):
    """The current password, asked for again, is wrong."""

    code = "wrong_password"


class WeakPassword(InvalidFields):
    """The password is too easy to guess."""

    code = "weak_password"


class EmailTaken(BadRequest):
    """The e-mail address has an account."""

    code = "email_taken"


class PhoneTaken(BadRequest):
    """Somebody logs in by this phone number, and has no other way."""

    code = "phone_taken"


class CrossOrigin(NotAllowed):
    """Another website sent a browser's cookie along."""

    code = "cross_origin"


class SignedInAsAnother(Conflict):
    """The browser's session is somebody else's by now, so the change would be in the wrong name."""

    code = "signed_in_as_another"


class MemberLeft(Conflict):
    """The member no longer works in this garage."""

    code = "member_left"


class PasswordNeeded(AppError):
    """It is done only with the password in the body (403)."""

    status = 403
    title = "Password needed"
    code = "password_needed"


class CurrencyChanged(Conflict):
    """The currency changed between the reading of the amounts and the writing."""

    code = "currency_changed"
