"""Papers as documents: what a reader finds in them, whatever was typed, and how they are made."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any, cast

import pytest
from PIL.Image import Image

import revops.papers.render as renderer
from revops.papers import typesetting
from revops.papers.layout import Paper, PaperFormat
from revops.papers.render import PaperNotSet, render
from tests.papers import samples
from tests.papers.reading import facts_of, for_the_archive, overflowing, pages, pictures, poppler, words

pytestmark = pytest.mark.slow

MARKUP = (
    '#import "a.typ": b $x^2$ *bold* _it_ // c /* d */ \\ \\n @ref <lab> `raw` [a] {b} ~ -- --- ... '
    "\"q\" 's' = h #panic()"
)

# --- what a reader finds ----------------------------------------------------------------------------------------------


async def test_an_invoice_says_what_it_was_given_and_nothing_is_lost() -> None:
    paper = samples.part_paid()
    # More than fits on a line, of words that each fit: none of them is broken.
    car = "Maruti Suzuki Grand Vitara Alpha Plus Intelligent Hybrid"
    paper["vehicle"] = samples.facts(Registration="MH 02 AB 1234", Vehicle=car)
    text = words(await render(paper, None), "-layout")
    for said in every_text(paper):
        for line in said.split("\n"):
            for word in line.split():
                assert word in text, said
    assert "₹9,086.00" in text
    assert "Page 1 of 1" in text


def every_text(value: Any, name: str = "") -> list[str]:
    """Return the texts of a paper that are to be read on it."""
    if isinstance(value, str):
        return [] if name in {"svg", "kind", "language", "align"} else [value]
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in every_text(item, key)]
    if isinstance(value, list):
        return [text for item in value for text in every_text(item)]
    return []


async def test_each_page_has_the_head_of_the_table_the_number_and_its_own_number() -> None:
    pdf = await render(samples.long_invoice(), None)
    texts = pages(pdf)
    assert len(texts) == 3
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of 3" in text
        assert "INV/2627/00001" in text
        assert "Shop 4, Andheri Kurla Road, Mumbai 400072" in text
    assert "Description" in texts[1]
    assert "Taxable value" in texts[1]
    assert [f"({number})" in " ".join(texts) for number in range(1, 13)] == [True] * 12


async def test_sums_stay_together() -> None:
    for rows in range(14, 40):
        lines = samples.lines([samples.WORK[2]] * rows)
        texts = pages(await render(samples.invoice(lines=lines, tax_summary=None), None))
        if len(texts) == 2 and "Round off" in texts[1]:
            break
    else:
        pytest.fail("the sums never reached the second page")
    assert "CGST 9%" in texts[1]
    assert "CGST 9%" not in texts[0]
    assert "Rupees nine thousand" in texts[1]


async def test_hindi_can_be_read_out_of_it() -> None:
    text = words(await render(samples.hindi(), None)).replace(" ", "")
    for said in (
        "शर्मा मोटर्स एवं वर्कशॉप",
        "कृष्ण लक्ष्मी त्रिपाठी",
        "विद्यार्थी मार्ग",
        "क्षतिपूर्ति एवं द्रव की जाँच सहित",
        "₹9,086.00",
    ):
        assert said.replace(" ", "") in text


async def test_arabic_can_be_read_out_of_it_in_the_order_of_reading() -> None:
    text = words(await render(samples.arabic(), None))
    # Without lam-alef, whose two letters Poppler turns round.
    for said in ("محمد عبد الله", "تغيير زيت المحرك", "ورشة الخليج للسيارات", "شارع المطار", "5W-30", "QAR 435.00"):
        assert said in text


async def test_a_text_that_runs_leftward_starts_at_the_right() -> None:
    box = poppler("pdftotext", await render(samples.arabic(), None), "-bbox")
    # With -bbox, Poppler gives a word's letters in the order in which they stand.
    first = re.search(f'xMax="([\\d.]+)" yMax="[\\d.]+">{"صوت"[::-1]}<', box)
    assert first is not None
    assert float(first[1]) > 540  # of 595, of which 48 are margin
    work = re.search(r'xMin="([\d.]+)" [^>]*>Brake<', box)
    assert work is not None
    assert float(work[1]) < 70


async def test_fonts_are_those_of_the_folder_and_lie_in_the_file() -> None:
    said = subprocess.run(["pdffonts", "-"], input=await render(samples.hindi(), None), capture_output=True, check=True)
    rows = [line.split() for line in said.stdout.decode().splitlines()[2:]]
    names = {row[0].split("+")[1] for row in rows}
    assert {"NotoSans-Regular", "NotoSans-Bold", "NotoSansDevanagari-Regular", "NotoSansDevanagari-Bold"} == names
    for row in rows:
        assert row[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, can be copied


async def test_every_script_of_india_has_its_font() -> None:
    said = {
        "Bengali": "বাংলা গাড়ি",
        "Gujarati": "ગુજરાતી ગાડી",
        "Gurmukhi": "ਪੰਜਾਬੀ ਗੱਡੀ",
        "Kannada": "ಕನ್ನಡ ವಾಹನ",
        "Malayalam": "മലയാളം വാഹനം",
        "Oriya": "ଓଡ଼ିଆ ଗାଡ଼ି",
        "Tamil": "தமிழ் வாகனம்",
        "Telugu": "తెలుగు వాహనం",
    }
    pdf = await render(samples.invoice(notes=list(said.values())), None)
    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    for script in said:
        assert f"NotoSans{script}" in fonts
    assert for_the_archive(pdf)  # which refuses a letter without a glyph


async def test_the_file_says_what_it_is() -> None:
    pdf = await render(samples.invoice(), None)
    facts = facts_of(pdf)
    assert facts["Title"] == "Tax invoice INV/2627/00001"
    assert facts["Author"] == "Sharma Motors"
    assert facts["Tagged"] == "yes"
    assert for_the_archive(pdf)
    assert "2026" in facts["CreationDate"]
    assert facts["Page size"] == "595.276 x 841.89 pts (A4)"


def darkest(picture: Image) -> int:
    low, _ = cast("tuple[int, int]", picture.convert("L").getextrema())
    return low


async def test_a_mark_is_on_every_page() -> None:
    paper: Paper = {**samples.long_invoice(), "mark": "Cancelled"}
    pdf = await render(paper, None)
    texts = pages(pdf)
    assert len(texts) == 3
    assert all("Cancelled" in text for text in texts)
    # Across the page too, where Poppler does not read it: in the empty lower half of the last one.
    below = (150, 350, 300, 500)
    plain = pictures(await render(samples.long_invoice(), None))
    assert min(darkest(page.crop(below)) for page in plain[2:]) == 255
    assert darkest(pictures(pdf)[2].crop(below)) < 240
    assert "Cancelled" in words(await render(samples.receipt(mark="Cancelled"), None, format="thermal"))


async def test_the_roll_is_as_long_as_it_needs_to_be_and_black() -> None:
    short = await render(samples.receipt(), None, format="thermal")
    long = await render(samples.thermal(), None, format="thermal")
    widths, heights = zip(
        *((float(n) for n in facts_of(pdf)["Page size"].split()[0:3:2]) for pdf in (short, long)), strict=True
    )
    assert widths == pytest.approx((226.77, 226.77), abs=0.1)  # 80 mm
    assert heights[0] + 20 < heights[1]
    text = words(long)
    assert "Page" not in text
    assert "RV/2627/00004" in text
    assert "General service with washing and 2,124.00 interior cleaning" in words(long, "-layout")
    picture = pictures(await render(samples.receipt(has_logo=True), samples.logo(), format="thermal"), 150)[0]
    assert picture.mode == "RGB"
    colours = cast("list[tuple[int, tuple[int, ...]]]", picture.getcolors(1 << 24))
    assert max(max(pixel) - min(pixel) for _, pixel in colours) == 0


# --- whatever is typed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["a4", "thermal"])
async def test_a_text_is_never_markup(format_: PaperFormat) -> None:
    paper = samples.invoice(
        title=MARKUP,
        customer_label=MARKUP,
        customer=samples.party(MARKUP, MARKUP, MARKUP, MARKUP),
        facts=[{"label": MARKUP, "value": MARKUP}] * 2,
        vehicle=[{"label": MARKUP, "value": MARKUP}],
        texts=[{"label": MARKUP, "value": MARKUP}],
        lines={"columns": [{"label": MARKUP, "align": "left", "wide": True}], "rows": [[MARKUP]]},
        tax_summary=None,
        totals=[{"label": MARKUP, "value": MARKUP}],
        notes=[MARKUP],
        signatory=MARKUP,
        foot=MARKUP,
    )
    text = words(await render(paper, None, format=format_)).replace(" ", "")
    assert text.count(MARKUP.replace(" ", "")) >= 10


LONG_WORD = "W" * 300
LONG_TEXT = ("Wörter und so weiter " * 500)[:10_000]


def everywhere(text: str) -> Paper:
    """Return an invoice with the same text in every place where people type."""
    return samples.invoice(
        workshop=samples.party(text, text, text, text),
        customer=samples.party(text, text, text, text),
        facts=[{"label": "Invoice no", "value": "INV/2627/00001"}, {"label": text, "value": text}],
        vehicle=[{"label": "Vehicle", "value": text}] * 3,
        texts=[{"label": "Complaint", "value": text}],
        lines=samples.lines([[text, text, "1", "1,000.00", "1,000.00", "18%", "1,180.00"]] * 2),
        notes=[text],
        signatory=text,
        countersign=text,
        foot="Sharma Motors",
    )


@pytest.mark.parametrize("format_", ["a4", "thermal"])
@pytest.mark.parametrize("text", [LONG_WORD, LONG_TEXT[:2_000], "م" * 300], ids=["word", "text", "arabic word"])
async def test_nothing_leaves_the_page(text: str, format_: PaperFormat) -> None:
    assert overflowing(await render(everywhere(text), None, format=format_)) == []


@pytest.mark.parametrize("text", ["W" * 10_000, LONG_TEXT], ids=["word", "text"])
async def test_ten_thousand_characters_in_one_line_of_work_are_all_there(text: str) -> None:
    pdf = await render(samples.invoice(lines=samples.lines([[text, *samples.WORK[0][1:]]])), None)
    assert overflowing(pdf) == []
    said = words(pdf)
    assert said.count("W") >= text.count("W")
    assert 2 <= len(pages(pdf)) <= 12


async def test_large_figures_are_not_broken() -> None:
    large = "1,23,45,678.50"
    columns = [*samples.LINE_COLUMNS[:5], {"label": "Discount", "align": "right"}, *samples.LINE_COLUMNS[5:]]
    rows = [["1", "Brake pads, front (pair)", "998714", "12.5 kg", large, "12,345.00", large, "18%", large]] * 3
    pdf = await render(samples.invoice(lines={"columns": columns, "rows": rows}), None)
    assert poppler("pdftotext", pdf, "-layout").count(large) == 9
    assert overflowing(pdf) == []


async def test_two_hundred_lines() -> None:
    texts = pages(await render(samples.invoice(lines=samples.lines([samples.WORK[2]] * 200)), None))
    assert len(texts) == 6
    assert all("Description" in text for text in texts[:5])
    assert "200 Oil filter" in " ".join(texts)


async def test_a_letter_that_no_font_has_does_not_stop_a_paper() -> None:
    pdf = await render(samples.invoice(customer=samples.party("Priya 🚗 你好 \x00\x07\ufffe Nair")), None)
    assert "Priya" in words(pdf)
    assert "Nair" in words(pdf)
    assert not for_the_archive(pdf)


ODD = [
    "\ue000",
    "\U000f0000",
    "\u200d",
    "\u202e",
    "\ud800",
    "\U000e0041",
    "\u0301" * 50,
    "\r\n\t\x0b\x85",
    "\u2028",
    "\n" * 20,
]


@pytest.mark.parametrize("format_", ["a4", "thermal"])
@pytest.mark.parametrize("odd", ODD, ids=ascii)
async def test_no_character_stops_a_paper(odd: str, format_: PaperFormat) -> None:
    paper: Paper = {**everywhere(odd), "mark": odd, "foot": odd, "title": odd}
    assert "9,086.00" in words(await render(paper, None, format=format_))


async def test_a_paper_may_be_nearly_empty() -> None:
    nothing = samples.party("")
    empty = samples.invoice(
        title="",
        workshop=nothing,
        customer_label="",
        customer=nothing,
        facts=[],
        vehicle=[],
        lines=None,
        tax_summary=None,
        totals=[],
        in_words="",
        balance=[],
        qr=None,
        notes=[],
        signatory="",
        countersign="",
        foot="",
    )
    assert words(await render(empty, None)) == "Page 1 of 1"
    assert words(await render(empty, None, format="thermal")) == ""


# --- how it is made ---------------------------------------------------------------------------------------------------


async def test_the_same_paper_gives_the_same_bytes() -> None:
    first = await render(samples.invoice(has_logo=True), samples.logo())
    await render(samples.hindi(), None)
    assert await render(samples.invoice(has_logo=True), samples.logo()) == first
    assert await render(samples.invoice(has_logo=True, made_at=samples.MADE_AT + 86_400), samples.logo()) != first


async def test_the_event_loop_goes_on() -> None:
    ticks = 0
    stop = asyncio.Event()

    async def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            await asyncio.sleep(0.001)

    ticker = asyncio.create_task(tick())
    pdfs = await asyncio.gather(
        *(render(samples.invoice(made_at=samples.MADE_AT + n), None, who=str(n)) for n in range(20))
    )
    stop.set()
    await ticker
    assert len(set(pdfs)) == 20
    # Were the loop blocked while a paper is set, it would tick about once for each.
    assert ticks > 100


async def test_a_fault_of_a_template_is_an_error_that_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[str], bytes] = typesetting._template
    monkeypatch.setattr(
        typesetting, "_template", lambda name: real(name) + (b"\n#no-such-thing\n" if name == "a4" else b"")
    )
    with pytest.raises(Exception, match="unknown variable: no-such-thing"):
        typesetting.set_paper(samples.invoice(), None, "a4")
    monkeypatch.undo()
    # What goes wrong in the process that sets papers is told with the same words, and the next paper is set.
    with pytest.raises(PaperNotSet, match="does not contain key"):
        await render(cast(Paper, {"has_logo": False, "made_at": 5}), None)
    assert await render(samples.invoice(), None)


async def test_one_process_sets_all_papers_and_one_that_was_killed_is_replaced() -> None:
    await asyncio.gather(*(render(samples.receipt(), None, who=str(n)) for n in range(5)))
    process = renderer._SETTER._process
    assert process is not None
    process.kill()
    assert await render(samples.receipt(), None)
    assert renderer._SETTER._process is not process


def test_a_server_that_prints_nothing_does_not_load_the_setter() -> None:
    code = """
import sys
import revops.billing.logo, revops.papers.render, revops.billing.upi
print(sorted({"typst", "PIL", "segno"} & set(sys.modules)))
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert said.strip() == "[]"
