"""Passwords that are tried first are refused in every disguise; others are not."""

import time

import pytest

from revops.access.strength import is_easy, is_personal

ANITA = ("anita.desai@gmail.com", "Anita Desai", "+919876543210", "Shivaji Park Motors")


@pytest.mark.parametrize(
    "password",
    [
        "letmein12", "Passw0rd!", "P@$$w0rd", "PASSWORD", "p4ssw0rd2026", "drowssap", "1password1", "password123456",
        "Welcome@2026", "qwerty!!!", "1qaz2wsx", "abcdefgh", "87654321", "aaaaaaaa", "abcabcabc", "12121212",
        "passwordpassword", "p.a.s.s.w.o.r.d", "India@123", "mumbai2026", "garage1234", "mechanic#1", "Krishna108",
        "iloveyou99", "1l0vey0u", "dragon2026!", "ｐａｓｓｗｏｒｄ１", "pássword1", "sunshine1!", "monkey12345",
        "admin@2026", "letmeinletmein", "Mustang-69", "11111111a", "12345678", "jaihind123",
        "1234567890a",  # pragma: allowlist secret
    ],
)  # fmt: skip
def test_common_ones_are_easy_in_every_disguise(password: str) -> None:
    assert is_easy(password)


@pytest.mark.parametrize(
    "password",
    [
        "anita.desai", "AnitaDesai1", "desai_anita_99", "4n1ta.d3sai", "anita.desai@gmail.com", "9876543210",
        "iasedatina", "+919876543210", "98765-43210", "Shivaji Park Motors2026", "shivajipark", "anita@1990",
        "revops2026", "garage-anita", "ANITA DESAI 123456",
    ],
)  # fmt: skip
def test_ones_own_data_is_no_password(password: str) -> None:
    assert is_personal(password, ANITA) or is_easy(password)


@pytest.mark.parametrize(
    "password",
    [
        "blue-lorry-42", "blue-lor", "blue-lorry-42-kites", "green-tempo-17-rain", "शुभ-गाड़ी-४२", "🔑 my lorry 🚚",
        "x1-" * 42 + "zz", " lead and trail ", "brown-scooter-5-mango", "correct horse battery", "kX9vQ2pw", "tm4-wq8z",
        "anita likes green tempos", "garam masala chai 7",
    ],
)  # fmt: skip
def test_others_are_not(password: str) -> None:
    assert not is_easy(password)
    assert not is_personal(password, ANITA)


def test_a_long_one_is_judged_at_once() -> None:
    is_easy("warm")
    started = time.perf_counter()
    for long in ("a1" * 64, "ab" * 63 + "cd", "0" * 127 + "x"):
        is_easy(long)
        is_personal(long, ANITA)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("password", ["4829103756", "", "!!!???##", "--------", "१२३४५६७८", "४८२९१०३७५६"])
def test_digits_and_signs_alone_are_judged_too(password: str) -> None:
    assert isinstance(is_easy(password), bool)
    assert isinstance(is_personal(password, ANITA), bool)
