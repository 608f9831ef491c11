"""Runs every benchmark and prints one table for each."""

import os
import platform
import tempfile
from pathlib import Path

from benchmarks import answers, copied, docx, leaks, ledger, package, pdf, round_trip, scale, signing
from benchmarks.live import report as live
from benchmarks.measure import table
from benchmarks.subject import SUBJECTS


def machine() -> str:
    """What the figures were measured on."""
    listed = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in listed.read_text().splitlines() if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> None:
    print(f"{machine()}\nMedians; start-up included where said.\n")
    for subject, about in SUBJECTS.items():
        for title, ways in (("Word file", docx.measures), ("PDF", pdf.measures)):
            with tempfile.TemporaryDirectory() as folder:
                print(table(f"{title}, {about}", ways(Path(folder), subject)), end="\n\n", flush=True)
                if title == "PDF":
                    print(copied.report(Path(folder), subject), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(package.report(Path(folder)), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(signing.report(Path(folder)), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(round_trip.report(Path(folder)), end="\n\n", flush=True)
    print(leaks.report(), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(ledger.report(Path(folder)), end="\n\n", flush=True)
    print(answers.report(), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(scale.report(Path(folder)), end="\n\n", flush=True)
    for line in live.lines(runs=3):
        print(line, flush=True)


main()
