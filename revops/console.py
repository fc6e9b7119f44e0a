"""The console of the command line: what goes out, what goes wrong, and bars while something takes long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from revops.journal.recount import Report

out = Console()
err = Console(stderr=True)


def say_failure(text: str) -> None:
    """Print what went wrong, as it is: what stands in brackets is no colour."""
    err.print(f"[red]{escape(text)}[/red]", highlight=False)


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function that shows (what, done, total) as a bar each; a total of 0 means it is not known."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bars:
        tasks: dict[str, object] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total or None)
            bars.update(tasks[what], completed=done, total=total or None)  # type: ignore[arg-type]

        yield show


def print_report(report: "Report") -> None:
    """Print what ``verify`` found."""
    for problem in report.problems:
        err.print(f"[red]✗[/red] {escape(problem)}", highlight=False)
    for unchecked in report.unchecked:
        err.print(f"[yellow]?[/yellow] {escape(unchecked)}", highlight=False)
    out.print(
        f"{report.workshops:,} workshops, {report.jobs:,} jobs, {report.payments:,} payments,"
        f" {report.settlements:,} settlements, {report.entries:,} journal entries in {report.seconds:.1f} s: "
        + ("[green]everything agrees[/green]" if report.ok else f"[red]{len(report.problems)} differences[/red]"),
        highlight=False,
    )
