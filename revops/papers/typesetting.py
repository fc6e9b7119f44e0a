"""Sets papers by Typst, in the process that ``papers.render`` starts for it.

Typst remembers what it has set until ten documents came after it. What all papers share makes the next one twice as
fast; what was in one of them alone is 60 to 100 MB for nothing. So the time of eight documents passes after each: the
next keeps what it shares, the rest is forgotten.
"""

import base64
import functools
import io
import struct
from pathlib import Path
from typing import Any

import orjson

from revops.papers.layout import Paper, PaperFormat

_HERE = Path(__file__).parent
# Accessible and for the archive (ISO 19005-2, level A): a tax paper is kept for years.
_STANDARDS = ["a-2a"]
# The archive refuses what somebody may have typed: a letter that no font has, which is a box on the paper.
_REFUSED_BY_ARCHIVE = "PDF/A"
# Empty documents set after each paper, of the ten after which Typst forgets (the bindings fix that number).
_PASSING = 8
_ROLL_SIZE = (352, 128)
_LENGTH = struct.Struct("<I")

# Controls and halves of characters stand for nothing; a tab is a space, and every break of a line is a line feed.
_NOTHING = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF)
_TABLE = {**dict.fromkeys(_NOTHING), 0x09: " ", 0x0A: "\n", 0x2028: "\n", 0x2029: "\n"}


class _NotSet(Exception):
    """A template could not set a paper."""


def answer(question: bytes) -> bytes:
    """Set the paper that is asked for: the length of what describes it, that, and the logo if there is one."""
    size = _LENGTH.unpack_from(question)[0]
    paper, format_ = orjson.loads(question[_LENGTH.size : _LENGTH.size + size])
    return set_paper(paper, question[_LENGTH.size + size :] or None, format_)


def asked(paper: Paper, logo: bytes | None, format_: PaperFormat) -> bytes:
    """Build the question for ``answer``."""
    described = orjson.dumps([_clean(paper), format_])
    return _LENGTH.pack(len(described)) + described + (logo or b"")


@functools.cache
def _compiler() -> Any:
    """Return Typst with the fonts of this folder and no others."""
    import typst  # noqa: PLC0415 - the server, which asks, does not load it

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_HERE / "fonts"])
    return typst.Compiler(b"", root=_HERE / "templates", font_paths=fonts, ignore_system_fonts=True)


@functools.cache
def _template(name: str) -> bytes:
    return (_HERE / "templates" / f"{name}.typ").read_bytes()


def set_paper(paper: Paper, logo: bytes | None, format_: PaperFormat) -> bytes:
    """Return a paper as PDF."""
    with_logo = paper["has_logo"] and logo is not None
    files = {
        "main": _template(format_),
        "base.typ": _template("base"),
        "paper.json": orjson.dumps({**paper, "has_logo": with_logo}),
    }
    if with_logo and logo is not None:
        files["logo.svg"] = _in_svg(for_the_roll(logo) if format_ == "thermal" else logo)
    try:
        return _compile(files, paper["made_at"], _STANDARDS)
    except RuntimeError as fault:
        if _REFUSED_BY_ARCHIVE not in _said(fault):
            raise _NotSet(_said(fault)) from fault
    try:
        return _compile(files, paper["made_at"], [])
    except RuntimeError as fault:
        raise _NotSet(_said(fault)) from fault


def _compile(files: dict[str, bytes], made_at: int, standards: list[str]) -> bytes:
    pdf = _compiler().compile(
        input=files, format="pdf", timestamp=made_at, pdf_standards=standards, pdf_tags=True, sys_inputs=None
    )
    assert isinstance(pdf, bytes)
    return pdf


def _in_svg(png: bytes) -> bytes:
    """Return a picture within an SVG of its size, because the bindings take files that are text only."""
    width, height = struct.unpack(">II", png[16:24])
    size = f'width="{width}" height="{height}"'
    data = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="data:image/png;base64,{data}"/></svg>'
    ).encode()


def for_the_roll(clean: bytes) -> bytes:
    """Return a clean logo in black dots on white, as many as a counter printer of 203 dpi has for it."""
    from PIL import Image  # noqa: PLC0415 - only the roll needs it

    with Image.open(io.BytesIO(clean)) as picture:
        picture.thumbnail(_ROLL_SIZE, Image.Resampling.LANCZOS)
        coloured = picture.convert("RGBA")
    on_white = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    out = io.BytesIO()
    on_white.convert("1").save(out, "PNG")
    return out.getvalue()


def afterwards() -> None:
    """Forget what was in the last paper alone."""
    for _ in range(_PASSING):
        _compiler().compile(input={"main": b""}, format="svg")


def _said(fault: RuntimeError) -> str:
    return str(getattr(fault, "diagnostic", "") or fault)


def _clean(value: Any) -> Any:
    """Return the same without the characters that stand for nothing on paper."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").translate(_TABLE)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value
