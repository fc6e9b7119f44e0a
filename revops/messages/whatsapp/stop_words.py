"""Words by which a customer says that he wants no more messages, alone in what he writes.

Not "cancel" or "end", which in a garage are about the work: a person reads those.
"""

import re
import unicodedata

_STOP = frozenset(
    (
        "stop",
        "stop all",
        "stopall",
        "unsubscribe",
        "opt out",
        "optout",
        "remove me",
        "no more messages",
        "stop messages",
        "stop sending",
        "do not message",
        "dont message",
        # Hindi and Marathi, in both scripts
        "बंद",
        "बंद करो",
        "बंद करें",
        "बंद करा",
        "बन्द",
        "बन्द करो",
        "मत भेजो",
        "मत भेजें",
        "थांबा",
        "थांबवा",
        "band",
        "band karo",
        "band kara",
        "mat bhejo",
        # Arabic
        "توقف",
        "الغاء",
        "إلغاء",
        "إيقاف",
        "ايقاف",
        "أوقف",
    )
)
_POLITE = frozenset(("please", "pls", "plz", "sir", "कृपया", "प्लीज", "जी", "ji", "now"))
_MAX_WORD_LENGTH = 40
_NO_WORD = re.compile(r"[^\w\s\u0900-\u097f]+")


_START = frozenset(("start", "subscribe", "unstop", "शुरू", "चालू", "shuru", "ابدأ"))


def is_stop(text: str | None) -> bool:
    """Tell whether somebody asks to be left alone: a stop word and nothing else but politeness."""
    return _plain(text) in _NORMAL_STOP


def is_start(text: str | None) -> bool:
    """Tell whether somebody who asked to be left alone wants messages again."""
    return _plain(text) in _NORMAL_START


def _plain(text: str | None) -> str:
    if text is None or len(text) > _MAX_WORD_LENGTH:
        return ""
    words = _NO_WORD.sub(" ", unicodedata.normalize("NFC", text).casefold().replace("'", "").replace("’", "")).split()
    return " ".join(word for word in words if word not in _POLITE)


_NORMAL_STOP = frozenset(unicodedata.normalize("NFC", words) for words in _STOP)
_NORMAL_START = frozenset(unicodedata.normalize("NFC", words) for words in _START)
