"""Time and memory of one way of doing a job."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measure:
    """One way and what it took: seconds of every run, and the peak of its largest process in MB (0: not measured)."""

    way: str
    seconds: tuple[float, ...]
    megabytes: float = 0.0
    made: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def warm(way: str, job: Callable[[], bytes], runs: int) -> Measure:
    """The job in this process, after one run that is not counted."""
    made = job()
    return Measure(way, tuple(_timed(job) for _ in range(runs)), made=len(made))


def _timed(job: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def command(way: str, arguments: list[str], output: Path, runs: int) -> Measure:
    """A program started anew for each run, its start included; the file that it writes is deleted in between."""
    seconds, peak = [], 0
    for _ in range(runs):
        output.unlink(missing_ok=True)
        start = time.perf_counter()
        started = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        seconds.append(time.perf_counter() - start)
        if not output.exists():
            raise RuntimeError(f"{way}: {arguments[0]} wrote nothing")
        peak = max(peak, usage.ru_maxrss)
    return Measure(way, tuple(seconds), peak / 1024, output.stat().st_size)


def table(title: str, measures: list[Measure]) -> str:
    """The measures as lines of text; ratios to the first way."""
    lines = [title, f"  {'':34}{'median':>10}{'from – to':>20}{'ratio':>8}{'memory':>10}{'file':>10}"]
    for one in measures:
        spread = f"{min(one.seconds) * 1000:,.0f} – {max(one.seconds) * 1000:,.0f} ms"
        memory = f"{one.megabytes:,.0f} MB" if one.megabytes else "–"
        lines.append(
            f"  {one.way:34}{one.median * 1000:>7,.0f} ms{spread:>20}{one.median / measures[0].median:>7.1f}×"
            f"{memory:>10}{one.made / 1024:>7,.0f} KB"
        )
    return "\n".join(lines)
