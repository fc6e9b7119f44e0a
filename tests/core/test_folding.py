"""One spelling for what people write in several ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.core.folding import code_pieces, fold, name_pieces, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("José  O'Brien", ["jose", "obrien"]),
        ("राजेश कुमार", ["राजश", "कमार"]),
        ("ＦＵＬＬ width", ["full", "width"]),
        ("Straße", ["strasse"]),
        ("Al-Rashid", ["al", "rashid"]),
        (".*+?^$(){}[]|\\", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


SAME = [
    ("D'Souza", "D’Souza", "D‘Souza", "DSouza", "dʼsouza", "D`Souza", "D´Souza", "D＇SOUZA", "d\u200bsouza"),
    ("O'Brien", "O’BRIEN", "obrien", "O\u2032Brien"),
    ("Işık", "ISIK", "isik", "ışık"),
    ("İsmail", "ISMAIL", "i\u0307smail"),
    ("Groß", "GROSS", "GROẞ"),
    ("Łukasz Ørsted", "lukasz orsted"),
    ("Zoë Nuñez", "Zoe\u0308 Nun\u0303ez", "ZOE NUNEZ"),
    ("علي", "علی", "على", "عَلِيّ", "عـــلي", "ﻋﻠﻲ"),
    ("كريم", "کریم", "كَرِيم"),
    ("فاطمة", "فاطمه", "فاطمہ", "فاطمۃ"),
    ("أحمد", "احمد", "إحمد", "ٱحمد"),
    ("آصف", "اصف", "آصف"),
    ("محمد ١٢", "مُحَمَّد ۱۲", "محمد 12"),
    ("അവൻ", "അവന്‍", "അവന്\u200d"),
    ("ശാർദ", "ശാര്‍ദ"),
    ("മൌലവി", "മൗലവി", "മെ\u0d57ലവി"),
    ("ज़ाकिर", "ज\u093cाकिर", "जाकिर"),
    ("हिन्दी", "हिंदी", "हिँदी"),
    ("सञ्जय", "संजय"),
    ("क्\u200dष", "क्ष", "क्\u200cष"),
    ("ড়", "ড\u09bc"),
    ("উৎপল", "উত্\u200dপল"),
    ("ஸ்ரீ", "ஶ்ரீ"),
    ("ਸਿੰਘ", "ਸਿਂਘ"),
]


@pytest.mark.parametrize("spellings", SAME, ids=[spellings[0] for spellings in SAME])
def test_spellings_of_one_name_are_one(spellings: tuple[str, ...]) -> None:
    assert len({tuple(words(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Raj", "Rai"), ("सम्मान", "सामान"), ("علي", "عمر"), ("രാജൻ", "രാജു"), ("12", "21")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert words(one) != words(other)


@given(text=st.text(max_size=60))
def test_folding_twice_is_once_and_case_does_not_matter(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    again = words(" ".join(words(text)))
    assert again == words(text)


def test_pieces() -> None:
    assert code_pieces("MH 12-AB1234") == ["mh", "12", "ab", "1234"]
    assert code_pieces("22 BH १२३४ aa") == ["22", "bh", "1234", "aa"]
    assert name_pieces("Maria D’Souza") == ["maria", "d", "souza"]
