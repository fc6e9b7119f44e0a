"""Message to a customer of whose vehicle something is due, in his language."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from babel.dates import format_date
from babel.numbers import format_decimal

from revops.messages.wording import Language, isolate
from revops.service_reminders.row import ReminderRow


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    by_day: str
    at_km: str
    either: str
    about: str
    # What ships to be reminded of; what a garage calls itself stays as it is.
    titles: Mapping[str, str]


_WORDS: Mapping[Language, _Words] = {
    "en": _Words(
        "Dear {customer},\n\n{title} is due on your {vehicle}: {when}. When would you like to bring it in?\n\n{garage}",
        "by {day}",
        "at {km} km",
        "{one} or {other}",
        "{when} (about {day})",
        {},
    ),
    "hi": _Words(
        "नमस्ते {customer},\n\nआपकी {vehicle} का अगला काम: {title}, {when}। आप गाड़ी कब ला सकते हैं?\n\n{garage}",
        "{day} तक",
        "{km} किमी पर",
        "{one} या {other}",
        "{when} (लगभग {day})",
        {
            "Engine oil and filter": "इंजन ऑयल और फ़िल्टर",
            "General service": "जनरल सर्विस",
            "Brake fluid": "ब्रेक ऑयल",
            "Battery check": "बैटरी की जाँच",
            "Tyres and alignment": "टायर और अलाइनमेंट",
            "Insurance": "इंश्योरेंस",
            "PUC certificate": "PUC सर्टिफ़िकेट",
        },
    ),
    "mr": _Words(
        "नमस्कार {customer},\n\nतुमच्या {vehicle} चे पुढचे काम: {title}, {when}. तुम्ही गाडी कधी आणू शकता?\n\n{garage}",
        "{day} पर्यंत",
        "{km} किमी झाल्यावर",
        "{one} किंवा {other}",
        "{when} (साधारण {day})",
        {
            "Engine oil and filter": "इंजिन ऑइल आणि फिल्टर",
            "General service": "जनरल सर्व्हिस",
            "Brake fluid": "ब्रेक ऑइल",
            "Battery check": "बॅटरी तपासणी",
            "Tyres and alignment": "टायर आणि अलाइनमेंट",
            "Insurance": "इन्शुरन्स",
            "PUC certificate": "PUC सर्टिफिकेट",
        },
    ),
    "ar": _Words(
        "مرحباً {customer}،\n\nاقترب موعد العمل التالي لسيارتك {vehicle}: {title}، {when}."
        " متى يناسبك إحضارها؟\n\n{garage}",
        "قبل {day}",
        "عند {km} كم",
        "{one} أو {other}",
        "{when} (نحو {day})",
        {
            "Engine oil and filter": "زيت المحرك والفلتر",
            "General service": "الصيانة الدورية",
            "Brake fluid": "زيت الفرامل",
            "Battery check": "فحص البطارية",
            "Tyres and alignment": "الإطارات ووزن الزوايا",
            "Insurance": "التأمين",
            "PUC certificate": "شهادة فحص الانبعاثات",
        },
    ),
}


def draft(language: Language, reminder: ReminderRow, currency: str, *, garage: str, customer: str, vehicle: str) -> str:
    """Write that something is due, for a person to read, change and send."""
    words = _WORDS[language]
    title = words.titles.get(reminder["title"], reminder["title"])
    said = {"garage": garage, "customer": customer, "vehicle": vehicle, "title": title}
    named = {name: isolate(value, language) for name, value in said.items()}
    return words.text.format(**named, when=_when(words, language, reminder, currency))


def _when(words: _Words, language: Language, reminder: ReminderRow, currency: str) -> str:
    day, km, expected = reminder["due_on"], reminder["due_km"], reminder["expected_on"]
    by_day = words.by_day.format(day=_day(day, language)) if day is not None else ""
    if km is None:
        return by_day
    grouped = "#,##,##0" if currency == "INR" else "#,##0"
    at_km = words.at_km.format(km=format_decimal(km, grouped, locale=language))
    when = words.either.format(one=by_day, other=at_km) if by_day else at_km
    return words.about.format(when=when, day=_day(expected, language)) if expected != day else when


def _day(day: str, language: Language) -> str:
    return str(format_date(dt.date.fromisoformat(day), "d MMMM y", locale=language))
