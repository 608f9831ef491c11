"""What it costs to search a paper for withheld names before it leaves, beside making it and beside reading it alone."""

from collections.abc import Callable

from benchmarks.measure import table, warm
from benchmarks.subject import subject_of
from papers.leaks import Search, Secret, places_in
from papers.leaks.read import pieces_of
from papers.write.docx import to_docx
from papers.write.pdf import to_pdf

RUNS = 5
SECRETS = (10, 100, 1_000)
"""Withheld organisations, with an Arabic, an English and a French name each."""


def report() -> str:
    """Two tables: the paper as a PDF and as a Word file, for more and more names; nothing is found, so all is read."""
    paper, edition = subject_of("long")
    made = {"PDF": to_pdf(paper, edition), "Word file": to_docx(paper, edition)}
    return "\n\n".join(_report(kind, data, edition.members[0].name) for kind, data in made.items())


def _report(kind: str, data: bytes, printed: str) -> str:
    if not places_in(data, "file", Search([Secret("x", (printed,))])):
        raise RuntimeError("a printed name was not found: the search has gone blind")
    measures = [warm("reading every corner", lambda: "".join(t for _w, t in pieces_of(data)).encode(), RUNS)]
    measures += [warm(f"searching for {count:,} names", _job(data, count), RUNS) for count in SECRETS]
    return table(f"Leak search, {kind} of {len(data) // 1024:,} KB (ratios to reading alone)", measures)


def _job(data: bytes, count: int) -> Callable[[], bytes]:
    search = Search(
        Secret(str(number), (f"جمعية البيت رقم {number} المخفي", f"Hidden House {number}", f"Maison cachée {number}"))
        for number in range(count)
    )
    return lambda: str(places_in(data, "file", search)).encode()
