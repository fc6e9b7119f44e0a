"""The words of messages: shipped in four languages, changed by each garage, with names in braces to be filled in.

Nothing but these names is ever replaced, so whatever a garage writes, or a customer is called, stays a text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from revops.access.announcements import Announced

Language = Literal["en", "hi", "mr", "ar"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
RIGHT_TO_LEFT = frozenset({"ar"})
# What can be read instead, where a channel has no words in a language.
_NEXT_BEST: Mapping[str, tuple[str, ...]] = {"mr": ("hi", "en"), "ar": ("en",)}
# Around a value among words that run the other way, so that it reads as it is: +91..., MH 12 AB 1234.
_ISOLATED = "\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"

# In the place of an amount that nobody knows yet.
TO_FOLLOW: Mapping[Language, str] = {
    "en": "to follow",
    "hi": "बाद में बताएँगे",
    "mr": "नंतर कळवू",
    "ar": "سنخبرك لاحقاً",
}
# What leads to no more of them, at the end of a letter.
NO_MORE: Mapping[str, str] = {
    "en": "No more of these messages",
    "hi": "ऐसे संदेश अब न भेजें",
    "mr": "असे संदेश यापुढे नकोत",
    "ar": "لا أريد مزيداً من هذه الرسائل",
}

REMINDER = "balance_reminder"
# Written by hand, without wording of its own.
BY_HAND = "by_hand"
TEST = "test"
# The evening's digest: its text is made elsewhere, and a template has these of it.
DIGEST = "digest"
OF_DIGEST = ("garage", "day", "collected", "questions", "cash", "seal")
# From which its template is made; owners read English, in which the app is.
OF_DIGEST_FOR_META = (
    "{garage}, {day}: collected {collected}. Questions: {questions}. Cash in hand: {cash}."
    "\n\nSeal of your books: {seal}\nKeep this message: it proves them."
)

_BRACES = re.compile(r"\{([^{}]*)\}")
_ODD = re.compile(r"[{}]")

# Names that are known about every job, and those that only some events have.
_OF_JOBS = ("customer", "garage", "garage_phone", "vehicle", "car", "job", "estimate", "balance")
# The page of the job for its customer, where RevOps knows how it is reached.
_WITH_LINK = (*_OF_JOBS, "link")
_OF_GARAGE = ("garage", "manager", "amount")
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    Announced.JOB_TAKEN_IN: (*_WITH_LINK, "ready_on"),
    Announced.ESTIMATE_SENT: _WITH_LINK,
    Announced.STATUS_MOVED: (*_WITH_LINK, "status"),
    Announced.READY: _WITH_LINK,
    Announced.PAYMENT_RECEIVED: (*_WITH_LINK, "amount", "method"),
    Announced.PAYMENT_CONFIRMED: (*_WITH_LINK, "amount", "method"),
    Announced.INVOICE_ISSUED: (*_WITH_LINK, "amount", "invoice"),
    REMINDER: _OF_JOBS,
    Announced.PAYMENT_WAITING: (*_OF_GARAGE, "customer", "vehicle", "job", "method"),
    Announced.SETTLEMENT_SUBMITTED: _OF_GARAGE,
}
EVENTS = tuple(str(event) for event in PLACEHOLDERS)
# To people of the garage: they read English, in which the app is.
TO_GARAGE = frozenset({Announced.PAYMENT_WAITING, Announced.SETTLEMENT_SUBMITTED})


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an event in one language. Channels without subjects leave that out."""

    subject: str
    text: str


_E: Mapping[str, Wording] = {
    Announced.JOB_TAKEN_IN: Wording(
        "{vehicle} is with us",
        "Dear {customer},\n\nWe have received your {car} ({vehicle}). Your job number is {job}.\n"
        "Estimate: {estimate}\nReady by: {ready_on}\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.ESTIMATE_SENT: Wording(
        "Please approve the work on {vehicle}",
        "Dear {customer},\n\nYour {car} ({vehicle}), job {job}, needs some work. Please have a look and tell us what"
        " to go ahead with.\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.STATUS_MOVED: Wording(
        "{vehicle}: {status}",
        "Dear {customer},\n\nAn update on your {car} ({vehicle}), job {job}: {status}.\n\n{garage}\n{garage_phone}",
    ),
    Announced.READY: Wording(
        "{vehicle} is ready",
        "Dear {customer},\n\nYour {car} ({vehicle}) is ready to collect.\nBalance: {balance}"
        "\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.PAYMENT_RECEIVED: Wording(
        "Payment received: {amount}",
        "Dear {customer},\n\nThank you. We have received {amount} {method} for {vehicle}, job {job}.\n"
        "Balance: {balance}\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.PAYMENT_CONFIRMED: Wording(
        "Payment confirmed: {amount}",
        "Dear {customer},\n\nYour payment of {amount} {method} for {vehicle}, job {job}, is confirmed."
        "\n\n{garage}\n{garage_phone}",
    ),
    Announced.INVOICE_ISSUED: Wording(
        "Invoice {invoice}",
        "Dear {customer},\n\nPlease find attached invoice {invoice} of {amount} for {vehicle}.\n"
        "Balance: {balance}\n\n{garage}\n{garage_phone}",
    ),
    REMINDER: Wording(
        "Balance for {vehicle}",
        "Dear {customer},\n\nA friendly reminder: {balance} is still to be paid for {vehicle}, job {job}. If you have"
        " paid already, please let us know.\n\n{garage}\n{garage_phone}",
    ),
    Announced.PAYMENT_WAITING: Wording(
        "To confirm: {amount} {method}",
        "{manager} has recorded {amount} {method} from {customer} for {vehicle}, job {job}. Please confirm it in"
        " RevOps.\n\n{garage}",
    ),
    Announced.SETTLEMENT_SUBMITTED: Wording(
        "Cash handed over: {amount}",
        "{manager} has handed over {amount} in cash. Please confirm it in RevOps once you have received it."
        "\n\n{garage}",
    ),
}
_H: Mapping[str, Wording] = {
    Announced.JOB_TAKEN_IN: Wording(
        "{vehicle} हमारे पास आ गई है",
        "नमस्ते {customer},\n\nआपकी {car} ({vehicle}) हमारे पास जमा हो गई है। आपका जॉब नंबर {job} है।\n"
        "अनुमानित खर्च: {estimate}\nगाड़ी तैयार होने की तारीख: {ready_on}\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.ESTIMATE_SENT: Wording(
        "{vehicle} के काम की मंज़ूरी दें",
        "नमस्ते {customer},\n\nआपकी {car} ({vehicle}), जॉब {job} में कुछ काम करने की ज़रूरत है। कृपया देखकर बताएँ कि"
        " क्या-क्या करें।\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.STATUS_MOVED: Wording(
        "{vehicle}: {status}",
        "नमस्ते {customer},\n\nआपकी {car} ({vehicle}), जॉब {job} की जानकारी: {status}।\n\n{garage}\n{garage_phone}",
    ),
    Announced.READY: Wording(
        "{vehicle} तैयार है",
        "नमस्ते {customer},\n\nआपकी {car} ({vehicle}) तैयार है, आप ले जा सकते हैं।\nबाकी रकम: {balance}"
        "\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.PAYMENT_RECEIVED: Wording(
        "भुगतान मिला: {amount}",
        "नमस्ते {customer},\n\nधन्यवाद। {vehicle}, जॉब {job} के लिए हमें {amount} ({method}) मिले।\nबाकी रकम: {balance}"
        "\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.PAYMENT_CONFIRMED: Wording(
        "भुगतान की पुष्टि: {amount}",
        "नमस्ते {customer},\n\n{vehicle}, जॉब {job} के लिए आपके {amount} ({method}) के भुगतान की पुष्टि हो गई है।"
        "\n\n{garage}\n{garage_phone}",
    ),
    Announced.INVOICE_ISSUED: Wording(
        "बिल {invoice}",
        "नमस्ते {customer},\n\n{vehicle} का बिल {invoice} ({amount}) साथ में है।\nबाकी रकम: {balance}"
        "\n\n{garage}\n{garage_phone}",
    ),
    REMINDER: Wording(
        "{vehicle} की बाकी रकम",
        "नमस्ते {customer},\n\nयाद दिला रहे हैं: {vehicle}, जॉब {job} के {balance} बाकी हैं। अगर आप दे चुके हैं तो कृपया"
        " हमें बताएँ।\n\n{garage}\n{garage_phone}",
    ),
}
_M: Mapping[str, Wording] = {
    Announced.JOB_TAKEN_IN: Wording(
        "{vehicle} आमच्याकडे आली आहे",
        "नमस्कार {customer},\n\nतुमची {car} ({vehicle}) आमच्याकडे जमा झाली आहे. तुमचा जॉब नंबर {job} आहे.\n"
        "अंदाजे खर्च: {estimate}\nगाडी तयार होण्याची तारीख: {ready_on}\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.ESTIMATE_SENT: Wording(
        "{vehicle} च्या कामाला मंजुरी द्या",
        "नमस्कार {customer},\n\nतुमची {car} ({vehicle}), जॉब {job} मध्ये काही कामे करण्याची गरज आहे. कृपया पाहून कळवा की"
        " काय काय करायचे.\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.STATUS_MOVED: Wording(
        "{vehicle}: {status}",
        "नमस्कार {customer},\n\nतुमची {car} ({vehicle}), जॉब {job} ची माहिती: {status}.\n\n{garage}\n{garage_phone}",
    ),
    Announced.READY: Wording(
        "{vehicle} तयार आहे",
        "नमस्कार {customer},\n\nतुमची {car} ({vehicle}) तयार आहे, तुम्ही घेऊन जाऊ शकता.\nबाकी रक्कम: {balance}"
        "\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.PAYMENT_RECEIVED: Wording(
        "पैसे मिळाले: {amount}",
        "नमस्कार {customer},\n\nधन्यवाद. {vehicle}, जॉब {job} साठी आम्हाला {amount} ({method})"
        " मिळाले.\nबाकी रक्कम: {balance}"
        "\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.PAYMENT_CONFIRMED: Wording(
        "पैसे मिळाल्याची खात्री: {amount}",
        "नमस्कार {customer},\n\n{vehicle}, जॉब {job} साठी तुम्ही दिलेले {amount} ({method}) मिळाल्याची खात्री झाली आहे."
        "\n\n{garage}\n{garage_phone}",
    ),
    Announced.INVOICE_ISSUED: Wording(
        "बिल {invoice}",
        "नमस्कार {customer},\n\n{vehicle} चे बिल {invoice} ({amount}) सोबत आहे.\nबाकी रक्कम: {balance}"
        "\n\n{garage}\n{garage_phone}",
    ),
    REMINDER: Wording(
        "{vehicle} ची बाकी रक्कम",
        "नमस्कार {customer},\n\nआठवण करून देत आहोत: {vehicle}, जॉब {job} चे {balance} बाकी आहेत. तुम्ही दिले असतील तर कृपया"
        " आम्हाला कळवा.\n\n{garage}\n{garage_phone}",
    ),
}
_A: Mapping[str, Wording] = {
    Announced.JOB_TAKEN_IN: Wording(
        "استلمنا السيارة {vehicle}",
        "مرحباً {customer}،\n\nاستلمنا سيارتك {car} ({vehicle}). أمر العمل رقم {job}.\n"
        "التكلفة التقديرية: {estimate}\nموعد التسليم المتوقع: {ready_on}\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.ESTIMATE_SENT: Wording(
        "يرجى الموافقة على أعمال السيارة {vehicle}",
        "مرحباً {customer}،\n\nسيارتك {car} ({vehicle}) تحتاج إلى بعض الأعمال، أمر العمل رقم {job}."
        " يرجى الاطلاع عليها وإخبارنا بما"
        " توافق عليه.\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.STATUS_MOVED: Wording(
        "{vehicle}: {status}",
        "مرحباً {customer}،\n\nمستجدات سيارتك {car} ({vehicle})، أمر العمل رقم {job}:"
        " {status}.\n\n{garage}\n{garage_phone}",
    ),
    Announced.READY: Wording(
        "السيارة {vehicle} جاهزة",
        "مرحباً {customer}،\n\nسيارتك {car} ({vehicle}) جاهزة للاستلام.\nالمبلغ المتبقي: {balance}"
        "\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.PAYMENT_RECEIVED: Wording(
        "استلمنا دفعتك: {amount}",
        "مرحباً {customer}،\n\nشكراً لك. استلمنا {amount} ({method}) عن السيارة {vehicle}، أمر العمل رقم"
        " {job}.\nالمبلغ المتبقي: {balance}"
        "\n\n{link}\n\n{garage}\n{garage_phone}",
    ),
    Announced.PAYMENT_CONFIRMED: Wording(
        "تأكيد الدفع: {amount}",
        "مرحباً {customer}،\n\nتم تأكيد دفعتك {amount} ({method}) عن السيارة {vehicle}، أمر العمل رقم {job}."
        "\n\n{garage}\n{garage_phone}",
    ),
    Announced.INVOICE_ISSUED: Wording(
        "الفاتورة {invoice}",
        "مرحباً {customer}،\n\nتجد مرفقاً الفاتورة {invoice} بمبلغ {amount} عن السيارة {vehicle}."
        "\nالمبلغ المتبقي: {balance}"
        "\n\n{garage}\n{garage_phone}",
    ),
    REMINDER: Wording(
        "المبلغ المتبقي عن السيارة {vehicle}",
        "مرحباً {customer}،\n\nنود تذكيرك بأن مبلغ {balance} ما زال مستحقاً عن السيارة {vehicle}، أمر العمل رقم"
        " {job}. إن كنت قد دفعت فيرجى"
        " إخبارنا.\n\n{garage}\n{garage_phone}",
    ),
}
SHIPPED: Mapping[Language, Mapping[str, Wording]] = {"en": _E, "hi": _H, "mr": _M, "ar": _A}

_STATUS_E = {
    "pending": "work has not begun yet",
    "in_progress": "work is in progress",
    "waiting_for_parts": "we are waiting for parts",
    "completed": "the work is done",
    "delivered": "the vehicle was handed over",
    "credit_pending": "the vehicle was handed over",
    "closed": "the job is closed",
}
_STATUS_H = {
    "pending": "काम शुरू होना बाकी है",
    "in_progress": "काम चल रहा है",
    "waiting_for_parts": "पार्ट्स का इंतज़ार है",
    "completed": "काम पूरा हो गया है",
    "delivered": "गाड़ी दे दी गई है",
    "credit_pending": "गाड़ी दे दी गई है",
    "closed": "जॉब पूरा होकर बंद हो गया है",
}
_STATUS_M = {
    "pending": "काम अजून सुरू झालेले नाही",
    "in_progress": "काम सुरू आहे",
    "waiting_for_parts": "पार्ट्सची वाट पाहत आहोत",
    "completed": "काम पूर्ण झाले आहे",
    "delivered": "गाडी ताब्यात दिली आहे",
    "credit_pending": "गाडी ताब्यात दिली आहे",
    "closed": "जॉब पूर्ण होऊन बंद झाला आहे",
}
_STATUS_A = {
    "pending": "لم يبدأ العمل بعد",
    "in_progress": "العمل جارٍ",
    "waiting_for_parts": "بانتظار قطع الغيار",
    "completed": "انتهى العمل",
    "delivered": "تم تسليم السيارة",
    "credit_pending": "تم تسليم السيارة",
    "closed": "أُغلق أمر العمل",
}
_STATUSES: Mapping[Language, Mapping[str, str]] = {
    "en": _STATUS_E,
    "hi": _STATUS_H,
    "mr": _STATUS_M,
    "ar": _STATUS_A,
}
_METHODS: Mapping[Language, Mapping[str, str]] = {
    "en": {"cash": "in cash", "upi": "by UPI", "card": "by card", "bank_transfer": "by bank transfer"},
    "hi": {"cash": "नकद", "upi": "UPI", "card": "कार्ड", "bank_transfer": "बैंक ट्रांसफ़र"},
    "mr": {"cash": "रोख", "upi": "UPI", "card": "कार्ड", "bank_transfer": "बँक ट्रान्सफर"},
    "ar": {"cash": "نقداً", "upi": "UPI", "card": "بطاقة", "bank_transfer": "تحويل بنكي"},
}


def status_words(status: str, language: Language) -> str:
    """Say a status to a customer; that he owes is said elsewhere."""
    return _STATUSES[language][status]


def method_words(method: str, language: Language) -> str:
    """Say how something was paid, after its amount."""
    return _METHODS[language][method]


def first_language(accepted: str) -> Language:
    """Choose the first language that a browser names and RevOps has words in; English where there is none."""
    named = (one.partition(";")[0].strip()[:2].lower() for one in accepted.split(","))
    return next((language for name in named for language in LANGUAGES if language == name), "en")


def readable(language: str) -> tuple[str, ...]:
    """List the languages that a message may go out in, the customer's own first."""
    return (language, *_NEXT_BEST.get(language, ()))


def isolate(value: str, language: str) -> str:
    """Write a value so that it keeps its own direction among words that run from right to left."""
    return _ISOLATED % value if value and language in RIGHT_TO_LEFT else value


def shipped(event: str, language: Language) -> Wording:
    """Return the words that RevOps comes with; English where there are none in a language."""
    return SHIPPED[language].get(event) or _E[event]


def why_not(event: str, text: str) -> str | None:
    """Say what is wrong with a wording: a name in braces that this event has not, or a brace alone."""
    names = PLACEHOLDERS[event]
    unknown = next((name for name in _BRACES.findall(text) if name not in names), None)
    if unknown is not None:
        return f"{{{unknown}}} cannot be filled in here. Use {', '.join(f'{{{name}}}' for name in names)}."
    if _ODD.search(_BRACES.sub("", text)):
        return "A brace is missing: write names as {customer}."
    return None


def fill(text: str, params: Mapping[str, str]) -> str:
    """Put the values for the names in braces. A blank line is what is left of one without a value."""
    filled = _BRACES.sub(lambda found: params.get(found[1], ""), text)
    return re.sub(r"\n{3,}", "\n\n", filled).strip()
