"""What Poppler finds in a PDF."""

import io
import re
import subprocess

from PIL import Image


def poppler(program: str, pdf: bytes, *options: str) -> str:
    """Give a PDF to one of Poppler's programs and return what it says."""
    done = subprocess.run([program, *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def words(pdf: bytes, *options: str) -> str:
    """Return the text of a PDF, its words apart by one space, without the signs that say which way it runs."""
    return " ".join(re.sub("[\u200b\u200e\u200f\u202a-\u202e]", "", poppler("pdftotext", pdf, *options)).split())


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    return [" ".join(page.split()) for page in poppler("pdftotext", pdf, "-layout").split("\f")[:-1]]


def facts_of(pdf: bytes) -> dict[str, str]:
    """Return what pdfinfo says."""
    said = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return {name: value.strip() for name, value in (line.split(":", 1) for line in said.splitlines() if ":" in line)}


def for_the_archive(pdf: bytes) -> bool:
    """Say whether a PDF declares itself PDF/A-2a."""
    said = subprocess.run(["pdfinfo", "-meta", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in said


def overflowing(pdf: bytes) -> list[str]:
    """Return the words that reach over the edge of their page, or nearer to it than a printer prints."""
    found = []
    for page in poppler("pdftotext", pdf, "-bbox").split("<page ")[1:]:
        size = re.match(r'width="([\d.]+)" height="([\d.]+)"', page)
        assert size is not None
        width, height = float(size[1]), float(size[2])
        for left, top, right, bottom, word in re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page
        ):
            if float(left) < 9 or float(right) > width - 9 or float(top) < 0 or float(bottom) > height - 4:
                found.append(word)
    return found


def pictures(pdf: bytes, dpi: int = 60) -> list[Image.Image]:
    """Return the pages as pictures in colour."""
    done = subprocess.run(["pdftoppm", "-r", str(dpi), "-"], input=pdf, capture_output=True, check=True).stdout
    found, stream = [], io.BytesIO(done)
    while stream.tell() < len(done):
        head = [stream.readline() for _ in range(3)]
        width, height = (int(number) for number in head[1].split())
        found.append(Image.frombytes("RGB", (width, height), stream.read(width * height * 3)))
    return found
