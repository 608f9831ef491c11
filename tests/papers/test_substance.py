"""What a machine sees to be a change of substance, and what it leaves to the reader."""

from dataclasses import replace

import pytest

from papers.model import Ask, Paper, Paragraph, Text
from papers.parties import Party
from papers.substance import negations, substance_of

PARTY = Party("army", {"ar": ("الجيش الأزرق",), "en": ("Blue Army",)})


def paper(words: str, lang: str = "en", *, ask: str = "open the archives", due: str = "") -> Paper:
    blocks = (Paragraph("b1", (Text(words),)), Ask("b2", (Text(ask),), due=due))
    return Paper(kind="position_paper", lang=lang, title="Title", position="Families know.", blocks=blocks)


def codes(old: Paper, new: Paper) -> set[str]:
    return {found.code for found in substance_of(old, new, [PARTY])}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Families wait for news.", "Families wait for word.", set()),
        ("Families wait .", "Families wait.", set()),
        ("1,000 families wait.", "1000 families wait.", set()),
        ("17 families wait.", "18 families wait.", {"numbers"}),
        ("Until 3 May 2026.", "Until 4 May 2026.", {"dates"}),
        ("They may wait.", "They may not wait.", {"negation"}),
        ("They do wait.", "They don't wait.", {"negation"}),
        ("It holds them.", "The Blue Army holds them.", {"actors"}),
    ],
)
def test_english_words_that_matter_are_seen(old: str, new: str, expected: set[str]) -> None:
    assert codes(paper(old), paper(new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("تنتظر الأسر خبرًا.", "تنتظر الاسر خبرا.", set()),
        ("تنتظر ١٧ أسرة.", "تنتظر 17 أسرة.", set()),
        ("تنتظر ١٧ أسرة.", "تنتظر ١٨ أسرة.", {"numbers"}),
        ("يقبلون الانتظار.", "ولا يقبلون الانتظار.", {"negation"}),
        ("بشرط واضح.", "بلا شرط واضح.", {"negation"}),
        ("يحتجزهم أحد.", "يحتجزهم الجيش الازرق.", {"actors"}),
    ],
)
def test_arabic_words_that_matter_are_seen_and_spellings_are_not(old: str, new: str, expected: set[str]) -> None:
    assert codes(paper(old, "ar", ask="فتح السجلات"), paper(new, "ar", ask="فتح السجلات")) == expected


def test_an_ask_is_substance_whatever_of_it_changes() -> None:
    old = paper("Families wait.")
    assert codes(old, paper("Families wait.", ask="close the archives")) == {"asks"}
    assert "asks" in codes(old, paper("Families wait.", due="within a year"))
    assert codes(old, replace(old, blocks=old.blocks[:1])) == {"asks"}


def test_a_passage_that_comes_or_goes_is_substance_and_one_that_moves_is_not() -> None:
    old = paper("Families wait.")
    more = replace(old, blocks=(*old.blocks, Paragraph("b3", (Text("And they hope."),))))
    assert codes(old, more) == codes(more, old) == {"passage"}
    assert codes(more, replace(more, blocks=(more.blocks[2], *more.blocks[:2]))) == set()


def test_the_one_sentence_position_is_substance() -> None:
    old = paper("Families wait.")
    assert codes(old, replace(old, position="Families must know.")) == {"position"}


def test_a_denial_is_counted_in_every_language() -> None:
    assert negations("Il n’est pas venu sans eux", "fr").total() == 3
    assert negations("Em na xwazin, bê wan", "kmr").total() == 2
    assert negations("هیچ کەس نییە", "ckb").total() == 2
    assert negations("Everything is well", "en").total() == 0
