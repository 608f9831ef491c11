"""N18: the portal takes Word files only, and forty minutes before noon the text is 212 words too long."""

import re
from dataclasses import replace

import pytest

from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from papers.canonical import digest, short_digest
from papers.channels import CHANNELS, sections
from papers.channels.measure import printed_words
from papers.model import Ask, Footnote, Heading, Paper, Paragraph, Text
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, publishing
from tests.make.frozen import frozen_from
from tests.papers.test_channels import _words_in as words_in

OVER = 212
PORTAL = CHANNELS["hrc_written"]


def too_long() -> Paper:
    """English, with notes, 212 words beyond what every submitter may have; its last section could go."""
    paper = Paper(
        kind="position_paper",
        lang="en",
        title="Families’ Right to Know",
        position="To know is a right of families.",
        blocks=(
            Heading("h1", 1, (Text("Context"),)),
            Paragraph("p1", (Text("Many families wait."), Footnote((Text("Four words of note"),)))),
            Ask("a1", (Text("reserve seats for families"),), addressee="the bodies", due="within 6 months"),
            Heading("h2", 1, (Text("History"),)),
            Paragraph("p2", (Text("x"),)),
        ),
    )
    missing = (PORTAL.limit.widest or 0) + OVER - PORTAL.count(paper)
    *first, last = paper.blocks
    long = replace(last, content=(Text(" ".join(["word"] * (missing + 1))),))
    found = replace(paper, blocks=(*first, long))
    assert PORTAL.count(found) == 2000 + OVER
    return found


@pytest.fixture
def issue(app: object) -> Issue:
    return publishing.issued(dossier=frozen_from(too_long()))


def page(browser: Browser, issue: Issue, **asked: object) -> str:
    return str(browser.get(f"/issues/{issue.id}/channel/en", query_string={"channel": "hrc_written", **asked}).text)


def counted(words: str) -> int:
    found = re.search(r'id="count">(\d+)<', words)
    assert found is not None
    return int(found.group(1))


def test_N18_the_page_and_the_file_have_the_same_number_and_the_portal_gets_word_alone(
    browser: Browser, issue: Issue
) -> None:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    shown = page(browser, issue)
    assert counted(shown) == 2000 + OVER
    address = f"/issues/{issue.id}/channel/en/hrc_written"
    assert f"{address}.docx" in shown and f"{address}.pdf" not in shown
    assert browser.get(f"{address}.pdf").status_code == 404
    short = page(browser, issue, without=2)
    file = browser.get(f"{address}.docx?without=2")
    assert file.status_code == 200
    assert file.headers["Content-Type"].endswith("wordprocessingml.document")
    assert 0 < counted(short) <= PORTAL.limit.most_for(None)  # type: ignore[operator]
    assert "يناسب القناة" in page(browser, issue, without=2, lang="ar")


def test_N18_the_short_text_keeps_every_ask_and_names_the_full_text_by_its_fingerprint(
    browser: Browser, issue: Issue
) -> None:
    from docx import Document

    browser.sign_in(make.holder_of(Office.COORDINATOR))
    everything = [("without", str(place)) for place in range(3)]
    query = "&".join(f"{name}={value}" for name, value in everything)
    file = browser.get(f"/issues/{issue.id}/channel/en/hrc_written.docx?{query}")
    from io import BytesIO

    document = Document(BytesIO(file.data))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    words += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "reserve seats for families" in words and "within 6 months" in words
    assert "To know is a right of families." in words
    assert "Many families wait." not in words
    plain = re.sub("[\u2066-\u2069\u200e\u200f]", "", words)
    assert issue.reference in plain
    assert short_digest(digest(too_long())).split()[0] in plain


def test_N18_what_the_rule_counts_is_said_and_the_sections_add_up() -> None:
    paper = too_long()
    parts = sections(paper)
    assert [part.heading for part in parts] == ["", "Context", "History"]
    assert [part.notes for part in parts] == [0, 4, 0]
    assert sum(part.words + part.notes for part in parts) == printed_words(paper, notes=True) == PORTAL.count(paper)
    assert sum(part.words for part in parts) == printed_words(paper, notes=False)


def test_N18_the_word_file_of_the_whole_text_has_the_number_of_the_page() -> None:
    from papers.write.docx import to_docx

    assert words_in(to_docx(too_long())) == PORTAL.count(too_long())


def test_N18_the_excess_is_seen_while_the_text_is_written_section_by_section(browser: Browser) -> None:
    group = make.group()
    long = drafting.EN.replace("Many families", "word " * 2200 + "Many families")
    on = drafting.dossier(group, en=long)
    browser.sign_in(make.rapporteur(group))
    found = session.get_one(Dossier, on.id)
    found.channels = ["hrc_written"]
    session.commit()
    shown = browser.get(f"/papers/{on.id}/open?lang=en").text
    assert "words too many" in shown and "By section" in shown
    assert "This channel counts the notes too." in shown
    for heading in ("Context", "Our position"):
        assert f"<bdi>{heading}</bdi></th><td" in shown


def test_N18_strangers_and_unknown_channels_find_nothing(browser: Browser, issue: Issue) -> None:
    assert browser.get(f"/issues/{issue.id}/channel/en?channel=hrc_written").status_code in (401, 403)
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.get(f"/issues/{issue.id}/channel/xx").status_code == 404
    assert browser.get(f"/issues/{issue.id}/channel/en/nothing.docx").status_code == 404
    assert browser.get(f"/issues/{issue.id}/channel/en?channel=nothing&without=x&without=-1").status_code == 200
