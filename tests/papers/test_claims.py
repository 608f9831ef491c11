"""Figures without a source are named; dates, single digits and what is cited are not."""

import pytest

from papers.claims import claims_without_source
from papers.model import Block, Citation, Footnote, Heading, Item, Link, ListBlock, Paper, Paragraph, Text


def found(*blocks: Block, lang: str = "ar") -> tuple[str, ...]:
    return claims_without_source(Paper("position_paper", lang, "ع", blocks))


@pytest.mark.parametrize("text", ["فُقد 1,300 شخص", "نحو ٧٥ بالمئة", "زاد العدد 8%", "٨٪ من الأسر", "قرابة 100000"])
def test_a_figure_without_a_source_is_named(text: str) -> None:
    assert found(Paragraph("a", (Text(text),))) == ("a",)
    assert found(ListBlock("l", False, (Item((Text(text),)),))) == ("l",)


@pytest.mark.parametrize("text", ["بلا أرقام", "خلال 6 أشهر", "في 23 تشرين الثاني 2026", "٣ منظمات"])
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert found(Paragraph("a", (Text(text),))) == ()


def test_a_citation_a_note_or_a_link_is_a_source() -> None:
    text = Text("فُقد 1,300 شخص")
    sources = (Citation("CED"), Footnote((Text("تقرير"),)), Link("https://example.org", (Text("تقرير"),)))
    assert found(*(Paragraph(f"p{n}", (text, source)) for n, source in enumerate(sources))) == ()


def test_headings_claim_nothing() -> None:
    assert found(Heading("h", 1, (Text("القرار 2254 بعد 10 سنوات"),))) == ()
