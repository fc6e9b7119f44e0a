"""Codes however they are typed, secrets however they are composed, files of any editor."""

import codecs
import os
from pathlib import Path

import pytest

from revops.core.codes import read_code
from revops.core.files import is_open_to_all, read_line, why_not_ours
from revops.core.passphrases import forms_of, normal_secret


@pytest.mark.parametrize(
    "typed",
    [
        "K7WM3QXA",
        " k7wm-3qxa ",
        "K7 WM 3Q XA",
        "K7WM\N{EN DASH}3QXA",
        "K7WM\N{NON-BREAKING HYPHEN}3QXA",
        "K7WM\N{MINUS SIGN}3QXA",
        "\N{ZERO WIDTH SPACE}K7WM\N{WORD JOINER}3QXA\N{ZERO WIDTH NO-BREAK SPACE}",
        "\N{LEFT-TO-RIGHT MARK}K7WM3QXA\N{POP DIRECTIONAL FORMATTING}",
        "K7WM\N{SOFT HYPHEN}3QXA",
        "K7WM\N{NO-BREAK SPACE}3QXA\n",
        "K.7.W.M.3.Q.X.A",
        "\N{LEFT DOUBLE QUOTATION MARK}K7WM3QXA\N{RIGHT DOUBLE QUOTATION MARK}",
        "\N{FULLWIDTH LATIN CAPITAL LETTER K}7WM3QXA",
        "K\N{ARABIC-INDIC DIGIT SEVEN}WM\N{DEVANAGARI DIGIT THREE}QXA",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == "K7WM3QXA"


def test_a_password_is_the_same_in_every_composition() -> None:
    composed, apart = "café-lorry-\u0928\u093c", "cafe\u0301-lorry-\u0929"
    assert normal_secret(composed) == normal_secret(apart)
    assert normal_secret("a\N{NO-BREAK SPACE}b\N{IDEOGRAPHIC SPACE}") == "a b "
    assert normal_secret(" kept as it is ") == " kept as it is "
    assert forms_of("plain") == ["plain"]
    assert set(forms_of(apart)) >= {normal_secret(composed), apart}


@pytest.mark.parametrize(
    "raw",
    [
        "blue lorry é\n".encode(),
        codecs.BOM_UTF8 + "blue lorry é\r\n".encode(),
        codecs.BOM_UTF16_LE + "blue lorry é\r\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "blue lorry é".encode("utf-16-be"),
    ],
)
def test_a_file_of_any_editor_is_read(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "line").write_bytes(raw)
    assert read_line(tmp_path / "line") == "blue lorry é"


def test_what_others_may_have_written_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o755)
    file = folder / "file"
    file.write_text("x")
    file.chmod(0o644)
    assert why_not_ours(file) is None
    assert not is_open_to_all(folder)
    for mode in (0o664, 0o646):
        file.chmod(mode)
        assert why_not_ours(file) == "other users may write it"
    file.chmod(0o600)
    for mode in (0o775, 0o1777):
        folder.chmod(mode)
        assert why_not_ours(file) == "other users may write its folder"
    assert is_open_to_all(folder)
    folder.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(file, 12345, 12345)
        assert why_not_ours(file) == "it belongs to another user"
