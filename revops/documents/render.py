"""Papers as PDF, set by Typst with the templates and fonts beside this module: every machine gives the same bytes.

Typst remembers what it has set until ten documents came after it, in the whole process. What all papers share makes the
next one twice as fast; what was in one of them alone is 60 to 100 MB for nothing. So one thread sets one paper after
another and lets the time of eight documents pass after each: the next keeps what it shares, the rest is forgotten.
"""

import asyncio
import base64
import functools
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import orjson

from revops.billing.logo import for_the_roll
from revops.documents.paper import Paper, PaperFormat

_HERE = Path(__file__).parent
# Accessible and for the archive (ISO 19005-2, level A): a tax paper is kept for years.
_STANDARDS = ["a-2a"]
# The archive refuses what somebody may have typed: a letter that no font has, which is a box on the paper.
_REFUSED_BY_ARCHIVE = "PDF/A"
# Empty documents set after each paper, of the ten after which Typst forgets (the bindings fix that number).
_PASSING = 8

# Controls and halves of characters stand for nothing; a tab is a space, and every break of a line is a line feed.
_NOTHING = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF)
_TABLE = {**dict.fromkeys(_NOTHING), 0x09: " ", 0x0A: "\n", 0x2028: "\n", 0x2029: "\n"}


class PaperNotSet(Exception):
    """A template could not set a paper: a fault of this program, whose text says where."""


async def render(paper: Paper, logo: bytes | None, *, format: PaperFormat = "a4") -> bytes:  # noqa: A002
    """Return a paper as PDF, with the workshop's logo (what ``clean_logo`` gave) if there is one.

    The same paper gives the same bytes. Work is done in a thread of its own, one paper at a time.
    Raises PaperNotSet when a template fails.
    """
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(_thread(), _set, paper, logo, format)
    finally:
        loop.run_in_executor(_thread(), _forget)


@functools.cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="papers")


@functools.cache
def _compiler() -> Any:
    """Return Typst with the fonts of this folder and no others. Only the one thread may use it."""
    import typst  # noqa: PLC0415 - a server that prints nothing does not load it

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_HERE / "fonts"])
    return typst.Compiler(b"", root=_HERE / "templates", font_paths=fonts, ignore_system_fonts=True)


@functools.cache
def _template(name: str) -> bytes:
    return (_HERE / "templates" / f"{name}.typ").read_bytes()


def _set(paper: Paper, logo: bytes | None, format_: PaperFormat) -> bytes:
    with_logo = paper["has_logo"] and logo is not None
    files = {
        "main": _template(format_),
        "base.typ": _template("base"),
        "paper.json": orjson.dumps(_clean({**paper, "has_logo": with_logo})),
    }
    if with_logo and logo is not None:
        files["logo.svg"] = _in_svg(for_the_roll(logo) if format_ == "thermal" else logo)
    try:
        return _compile(files, paper["made_at"], _STANDARDS)
    except RuntimeError as fault:
        if _REFUSED_BY_ARCHIVE not in _said(fault):
            raise PaperNotSet(_said(fault)) from fault
    try:
        return _compile(files, paper["made_at"], [])
    except RuntimeError as fault:
        raise PaperNotSet(_said(fault)) from fault


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


def _forget() -> None:
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
