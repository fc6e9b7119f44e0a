"""Pages for whoever gets reminders, who has no account here: in the language of the message, and without scripts."""

import html
from collections.abc import Mapping
from dataclasses import dataclass

from revops.messages.wording import RIGHT_TO_LEFT, Language

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_STYLE = (
    "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:12vh auto;padding:0 1rem}"
    "button{font:inherit;padding:.75rem 1.25rem}"
)


@dataclass(frozen=True, slots=True)
class _Words:
    asked: str
    what: str
    button: str
    done: str
    told: str
    gone: str
    where: str


_WORDS: Mapping[Language, _Words] = {
    "en": _Words(
        "No more messages?",
        "{garage} will stop sending messages to this address.",
        "Send me no more messages",
        "Done",
        "{garage} will send no more messages to this address.",
        "This link no longer works",
        "Please tell the garage that wrote to you.",
    ),
    "hi": _Words(
        "संदेश बंद करें?",
        "{garage} इस पते या नंबर पर संदेश भेजना बंद कर देगा।",
        "मुझे और संदेश न भेजें",
        "हो गया",
        "{garage} अब इस पते या नंबर पर संदेश नहीं भेजेगा।",
        "यह लिंक अब काम नहीं करता",
        "कृपया उस गैराज को बताएँ जिसने आपको संदेश भेजा था।",
    ),
    "mr": _Words(
        "संदेश बंद करायचे?",
        "{garage} या पत्त्यावर किंवा नंबरवर संदेश पाठवणे बंद करेल.",
        "मला यापुढे संदेश पाठवू नका",
        "झाले",
        "{garage} यापुढे या पत्त्यावर किंवा नंबरवर संदेश पाठवणार नाही.",
        "ही लिंक आता उघडत नाही",
        "ज्या गॅरेजने तुम्हाला संदेश पाठवला, त्यांना कृपया कळवा.",
    ),
    "ar": _Words(
        "إيقاف الرسائل؟",
        "ستتوقف {garage} عن إرسال الرسائل إلى هذا العنوان.",
        "لا أريد المزيد من الرسائل",
        "تم",
        "لن ترسل {garage} أي رسائل أخرى إلى هذا العنوان.",
        "هذا الرابط لم يعد يعمل",
        "يرجى إبلاغ الورشة التي راسلتك.",
    ),
}


def asked_page(language: Language, garage: str) -> str:
    """Build the page that asks whether messages are to end, for whoever follows the link."""
    words = _WORDS[language]
    button = f'<form method="post"><button>{words.button}</button></form>'
    return _page(language, words.asked, _named(words.what, garage) + button)


def ended_page(language: Language, garage: str) -> str:
    """Build the page that says that messages have ended."""
    words = _WORDS[language]
    return _page(language, words.done, _named(words.told, garage))


def gone_page(language: Language) -> str:
    """Build the page of a link that leads nowhere."""
    words = _WORDS[language]
    return _page(language, words.gone, f"<p>{words.where}</p>")


def _named(text: str, garage: str) -> str:
    return f"<p>{text.format(garage=f'<bdi>{html.escape(garage)}</bdi>')}</p>"


def _page(language: Language, title: str, body: str) -> str:
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="robots" content="noindex"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )
