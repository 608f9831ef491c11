"""Runs every benchmark and prints one table for each."""

import os
import platform
import tempfile
from pathlib import Path

from benchmarks import docx, pdf
from benchmarks.measure import table
from benchmarks.subject import SIGNATORIES


def machine() -> str:
    """What the figures were measured on."""
    listed = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in listed.read_text().splitlines() if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> None:
    print(f"{machine()}\nA policy paper in Arabic, {SIGNATORIES} signatories; medians, start-up included where said.\n")
    for title, ways in (("Word file", docx.measures), ("PDF", pdf.measures)):
        with tempfile.TemporaryDirectory() as folder:
            print(table(title, ways(Path(folder))), end="\n\n", flush=True)


main()
