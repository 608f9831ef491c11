"""Twice the text takes about twice the time, whatever it is made of: nobody stops the house with one long word."""

import time
from collections.abc import Callable

import pytest

from papers.dates_in_text import dates_in
from papers.model import Paper, Paragraph, Text
from papers.normalise import normalise
from papers.parity import differences
from papers.read.citations import with_citations
from papers.read.html import from_html
from papers.read.markdown import from_markdown
from papers.write.html import to_html
from papers.write.text import to_text
from tests.papers.samples import POSITION_AR

LENGTH = 60_000
MOST_SECONDS = 3.0
"""Linear ways need at most a sixth of it here; what was quadratic needed ten times as much."""
PIECES = (
    "x",
    "1",
    "1.",
    "1/",
    "١/٢",
    "a.",
    "www.",
    "UN",
    "A/",
    "a-",
    "+1",
    "http://",
    "(",
    "[",
    "ـ",
    "\u064b",
    "\u202e",
    "…",
    "المادة ",
)


def paper(words: str) -> Paper:
    return Paper("position_paper", "ar", "عنوان", (Paragraph("p", (Text(words),)),))


WAYS: dict[str, Callable[[str], object]] = {
    "normalise": lambda words: normalise(paper(words)),
    "html": lambda words: to_html(paper(words)),
    "text": lambda words: to_text(paper(words)),
    "citations": lambda words: with_citations(paper(words), {one.key: one for one in POSITION_AR.references}),
    "parity": lambda words: differences(paper(words), paper(words[1:])),
    "dates": lambda words: dates_in(words, "ar") + dates_in(words, "en"),
    "read html": lambda words: from_html(words, lang="ar", new_id=lambda: "b", kind="position_paper"),
    "read markdown": lambda words: from_markdown(
        words, kind="position_paper", lang="ar", references={}, new_id=lambda: "b"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_long_run_of_anything_takes_long(way: str) -> None:
    slow = []
    for piece in PIECES:
        words = (piece * LENGTH)[:LENGTH]
        begun = time.process_time()
        try:
            WAYS[way](words)
        except ValueError:
            continue
        finally:
            if time.process_time() - begun > MOST_SECONDS:
                slow.append(piece)
    assert slow == []
