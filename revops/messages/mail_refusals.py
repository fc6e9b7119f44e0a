"""Refusals of a mail server, and whom they are of: this letter, its address, or everything until somebody mends it.

Each is a sentence that names the setting to look at, and what the server itself said where that says more.
"""

import re
import socket
import ssl

import aiosmtplib

from revops.messages.channel import ChannelStopped, Permanent, Temporary

_MAX_SAID = 160
# Of an enhanced status the second number: 7 is the server's own policy, whatever address it is about.
_POLICY = re.compile(r"\b5\.7\.\d")
_RELAY = re.compile(r"\brelay", re.IGNORECASE)
_MAILBOX_FULL = re.compile(r"\b[45]\.2\.2\b|(over|exceed\w*) (his |its |the )?quota|mailbox (is )?full", re.IGNORECASE)
_WANTS_TLS = re.compile(r"starttls|\btls\b|encrypt", re.IGNORECASE)
_LOG_IN_FIRST = 530


def not_connected(where: str, error: Exception, security: str) -> Exception:
    """Build what follows from a connection that did not come about, or a log-in that was not taken."""
    if (certificate := _cause(error, ssl.SSLError)) is not None:
        return ChannelStopped(_not_trusted(where, certificate))
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return _not_let_in(where, error)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _not_welcome(where, error)
    # The second for what cannot be a name at all.
    if _cause(error, socket.gaierror) is not None or _cause(error, UnicodeError) is not None:
        host = where.rpartition(":")[0]
        return ChannelStopped(
            f"There is no server named {host} as far as this machine can find out: check how REVOPS_SMTP_HOST is"
            " written, and whether this machine reaches the internet."
        )
    if isinstance(error, TimeoutError) and security != "tls":
        return ChannelStopped(
            f"The mail server {where} does not answer in time. A port 465 wants REVOPS_SMTP_SECURITY=tls; else check"
            " REVOPS_SMTP_HOST and REVOPS_SMTP_PORT, and whether a firewall or the provider of this machine closes the"
            " port, as many do with 25."
        )
    if isinstance(error, aiosmtplib.SMTPException) and "authentication method" in str(error):
        return ChannelStopped(
            f"The mail server {where} takes no user name and password, only other ways to log in that RevOps does not"
            " have: ask its provider for SMTP with a password, or an app password."
        )
    if isinstance(error, aiosmtplib.SMTPException) and "AUTH" in str(error):
        first = "set REVOPS_SMTP_SECURITY to starttls, or " if security == "none" else ""
        return ChannelStopped(f"The mail server {where} knows no way to log in: {first}unset REVOPS_SMTP_USER.")
    if isinstance(error, aiosmtplib.SMTPException) and "STARTTLS" in str(error):
        return ChannelStopped(
            f"The mail server {where} offers no STARTTLS: set REVOPS_SMTP_SECURITY to tls, or to none on a network of"
            " your own."
        )
    return ChannelStopped(f"No mail server answers at {where}: check REVOPS_SMTP_HOST and REVOPS_SMTP_PORT.")


def recipient_refused(refused: aiosmtplib.SMTPRecipientRefused, where: str) -> Exception:
    """Build what follows from an address that was not taken: its own fault, or that of how we are let in."""
    if refused.code < 500:
        return _later(refused)
    if refused.code == _LOG_IN_FIRST:
        return _log_in_first(where, refused)
    if _RELAY.search(refused.message):
        # Not the channel: a server that asks the other's first passes on what that one says.
        return Permanent(
            f"The mail server {where} does not pass letters on to this address for us{_said(refused)}. When it is so"
            " with every address: check REVOPS_SMTP_USER and REVOPS_SMTP_PASSWORD, or let it relay for this machine."
        )
    if _MAILBOX_FULL.search(refused.message) or refused.code == 552:
        return Permanent(f"The mailbox of this address is full ({refused.code}).")
    if _POLICY.search(refused.message):
        return Permanent(f"The mail server may not write to this address{_said(refused)}.")
    said = f"The mail server refused the address ({refused.code}). Please check how it is written."
    return Permanent(said, marks_address=True)


def sender_refused(error: aiosmtplib.SMTPSenderRefused, sender: str, where: str) -> Exception:
    """Build what follows from our own address not being taken."""
    if error.code < 500:
        return _later(error)
    if error.code == _LOG_IN_FIRST:
        return _log_in_first(where, error)
    return ChannelStopped(f"The mail server does not let us send as {sender}{_said(error)}: check REVOPS_SMTP_FROM.")


def letter_refused(error: aiosmtplib.SMTPResponseException) -> Exception:
    """Build what follows from a letter that was not taken."""
    if error.code < 500:
        return _later(error)
    return Permanent(f"The mail server refused the message{_said(error)}.")


def _later(error: aiosmtplib.SMTPResponseException) -> Temporary:
    return Temporary(f"The mail server asks to try again later ({error.code}).")


def _not_let_in(where: str, error: aiosmtplib.SMTPAuthenticationError) -> Exception:
    if error.code < 500:
        return Temporary(f"The mail server {where} does not let us log in just now.")
    if error.code == _LOG_IN_FIRST:
        return _log_in_first(where, error)
    return ChannelStopped(
        f"The mail server {where} does not accept the user name or the password{_said(error)}: check REVOPS_SMTP_USER"
        " and REVOPS_SMTP_PASSWORD. Gmail, Zoho and others want an app password here, not the one of the mailbox."
    )


def _not_welcome(where: str, error: aiosmtplib.SMTPResponseException) -> Exception:
    if error.code >= 500:
        return ChannelStopped(f"The mail server {where} takes no letters from this machine{_said(error)}.")
    if error.code >= 400:
        return Temporary(f"The mail server {where} is busy just now.")
    return ChannelStopped(
        f"What answers at {where} is no mail server: check REVOPS_SMTP_HOST and REVOPS_SMTP_PORT, and"
        " REVOPS_SMTP_SECURITY, which is tls for port 465."
    )


def _log_in_first(where: str, error: aiosmtplib.SMTPResponseException) -> ChannelStopped:
    if _WANTS_TLS.search(error.message):
        return ChannelStopped(f"The mail server {where} wants TLS: set REVOPS_SMTP_SECURITY to starttls.")
    return ChannelStopped(f"The mail server {where} wants a log-in: set REVOPS_SMTP_USER and REVOPS_SMTP_PASSWORD.")


def _not_trusted(where: str, error: BaseException) -> str:
    why = error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else "it does not speak TLS there"
    hint = "" if isinstance(error, ssl.SSLCertVerificationError) else " A port 587 wants REVOPS_SMTP_SECURITY=starttls."
    return f"The mail server {where} cannot be trusted, so nothing was sent: {why}.{hint}"


def _cause(error: BaseException | None, kind: type[BaseException]) -> BaseException | None:
    while error is not None and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error


def _said(error: aiosmtplib.SMTPResponseException) -> str:
    """Quote a server: its code, and its words as one short line."""
    words = " ".join("".join(c if c.isprintable() else " " for c in error.message).split())
    words = words if len(words) <= _MAX_SAID else f"{words[:_MAX_SAID].rstrip()}…"
    return f" ({error.code}: {words.rstrip('.')})" if words else f" ({error.code})"
