"""What papers look like, against the pictures in ``golden/``.

``REVOPS_REMAKE_GOLDENS=1`` makes the pictures again from what the templates give now: look before you commit.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from revops.papers.layout import Paper, PaperFormat
from revops.papers.render import render
from tests.papers import built_samples, samples
from tests.papers.reading import pictures

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden"

SHAPES: dict[str, tuple[Callable[[], Paper], PaperFormat]] = {
    "short": (samples.invoice, "a4"),
    "long": (samples.long_invoice, "a4"),
    "hindi": (samples.hindi, "a4"),
    "arabic": (samples.arabic, "a4"),
    "no_gstin": (samples.no_gstin, "a4"),
    "igst": (samples.igst, "a4"),
    "paid": (samples.paid, "a4"),
    "part_paid": (samples.part_paid, "a4"),
    "pro_forma": (samples.pro_forma, "a4"),
    "with_page": (samples.with_page, "a4"),
    "credit_note": (samples.credit_note, "a4"),
    "job_card": (samples.job_card, "a4"),
    "receipt": (samples.receipt, "a4"),
    "thermal": (samples.thermal, "thermal"),
    "statement": (built_samples.statement, "a4"),
    "statement_paid": (built_samples.statement_paid, "a4"),
    "statement_roll": (built_samples.statement, "thermal"),
    "refund_voucher": (built_samples.refund_voucher, "a4"),
    "logo": (lambda: samples.invoice(has_logo=True), "a4"),
    "thermal_mark": (lambda: samples.receipt(has_logo=True, mark="Cancelled"), "thermal"),
}


def under_one_another(pages_: list[Image.Image]) -> Image.Image:
    """Return one picture of all pages, in sixteen greys so that the file is small."""
    whole = Image.new("L", (pages_[0].width, sum(page.height for page in pages_)), 255)
    top = 0
    for page in pages_:
        whole.paste(page.convert("L"), (0, top))
        top += page.height
    return whole.point(lambda grey: grey // 16 * 17)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how far apart two pictures are in any part (0 to 255), softened, as smoothing differs by version."""
    soft = [picture.filter(ImageFilter.GaussianBlur(2)) for picture in (one, other)]
    apart = ImageChops.difference(*soft)
    size = 48
    return max(
        ImageStat.Stat(apart.crop((x, y, min(x + size, one.width), min(y + size, one.height)))).mean[0]
        for y in range(0, one.height, size)
        for x in range(0, one.width, size)
    )


@pytest.mark.parametrize("name", SHAPES)
async def test_it_looks_as_it_did(name: str) -> None:
    make, format_ = SHAPES[name]
    paper = make()
    pdf = await render(paper, samples.logo() if paper["has_logo"] else None, format=format_)
    picture = under_one_another(pictures(pdf))
    golden = GOLDEN / f"{name}.png"
    if os.environ.get("REVOPS_REMAKE_GOLDENS"):
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save(golden, optimize=True)
    before = Image.open(golden).convert("L")
    assert picture.size == before.size
    assert difference(picture, before) < 6
