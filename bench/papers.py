"""The cost of papers: the time to set each shape when warm, and what the process grows by.

.venv/bin/python -m bench.papers [--papers 300]
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Callable

import psutil

from revops.papers.layout import Paper, PaperFormat
from revops.papers.render import render
from tests.papers import samples

SHAPES: dict[str, tuple[Callable[[], Paper], PaperFormat]] = {
    "invoice of 5 lines": (samples.invoice, "a4"),
    "invoice of 30 lines": (lambda: samples.invoice(lines=samples.lines(samples.WORK * 6)), "a4"),
    "invoice of 60 lines": (samples.long_invoice, "a4"),
    "invoice in Hindi": (samples.hindi, "a4"),
    "invoice with a logo": (lambda: samples.invoice(has_logo=True), "a4"),
    "receipt on the roll": (samples.thermal, "thermal"),
}


def megabytes() -> float:
    """Read how much memory the process has."""
    return psutil.Process().memory_info().rss / 1e6


async def measure(papers: int) -> None:
    """Print p50 and p99 of each shape in milliseconds, no two papers alike, and the memory before and after."""
    logo = samples.logo()
    idle = megabytes()
    started = time.perf_counter()
    await render(samples.invoice(), None)
    print(f"first paper {1000 * (time.perf_counter() - started):.0f} ms, {megabytes() - idle:+.1f} MB")
    before = peak = megabytes()
    for name, (make, format_) in SHAPES.items():
        took = []
        for number in range(papers):
            paper: Paper = {**make(), "customer": samples.party(f"Customer {number}"), "made_at": number}
            started = time.perf_counter()
            await render(paper, logo if paper["has_logo"] else None, format=format_)
            took.append(1000 * (time.perf_counter() - started))
            await asyncio.sleep(0.01)  # it forgets the paper before the next comes, as it does between people
            peak = max(peak, megabytes())
        cuts = statistics.quantiles(took, n=100)
        print(f"{name:22} p50 {cuts[49]:6.1f} ms   p99 {cuts[98]:6.1f} ms   {megabytes() - before:+6.1f} MB since warm")
    print(f"most at any time {peak - before:+.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=300, help="of each shape")
    asyncio.run(measure(parser.parse_args().papers))
