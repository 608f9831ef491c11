"""A draft that three people wrote into comes back as single proposals, each by its author, against what went out."""

import itertools
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from papers.amendments import Amendment
from papers.changes_record import changes_from_json, changes_to_json
from papers.compare import block_text
from papers.merge import merge
from papers.model import Paper, Reference
from papers.normalise import normalise
from papers.proposals import Proposals, nearest, proposals_in
from papers.read import review_file
from papers.read.docx import from_docx
from papers.read.markdown import from_markdown
from papers.write.docx import draft_docx, to_docx
from tests.make import word
from tests.make.drafting import AR, EN
from tests.papers.samples import POSITION_AR, POSITION_EN, STATEMENT_AR, STATEMENT_EN

REFERENCES = {
    key: Reference(key, title)
    for key, title in (("CED", "الاتفاقية الدولية"), ("GA77301", "قرار الجمعية العامة"), ("SC2474", "قرار مجلس الأمن"))
}
MARK = "3.4.0123456789abcdef"


def paper(source: str = AR, lang: str = "ar") -> Paper:
    numbers = itertools.count(1)
    read = from_markdown(
        source, kind="position_paper", lang=lang, references=REFERENCES, new_id=lambda: f"k{next(numbers)}"
    )
    return normalise(read)


def read(data: bytes, base: Paper) -> Proposals:
    numbers = itertools.count(1)
    review = review_file(
        data, lang=base.lang, new_id=lambda: f"r{next(numbers)}", kind=base.kind, references=REFERENCES
    )
    assert review.origin in ("", MARK)
    printed, _ = from_docx(
        draft_docx(base, ""), lang=base.lang, new_id=lambda: f"p{next(numbers)}", kind=base.kind, references=REFERENCES
    )
    return proposals_in(review, base, printed)


def three_authors(base: Paper) -> bytes:
    """Layla inserts, Omar replaces beside her, Sara adds a paragraph, and somebody types without tracking."""
    return word.edited(
        draft_docx(base, MARK),
        word.within("سلم أهلي ", word.run("سلم أهلي "), word.inserted("ليلى", "دائم ")),
        word.within("الصمت", word.deleted("Omar", "الصمت"), word.inserted("Omar", "النسيان")),
        word.within("ما زالت أسر", word.run("ما زالت أسر سورية")),
        word.at_the_end(word.new_paragraph("سارة", "فقرة جديدة كلها من سارة.")),
        word.within("أحبّتها", word.remarked(7, "أحبّتها")),
        comments={7: ("ليلى", "من أين هذا؟")},
    )


def expect_three_authors(found: Proposals, base: Paper) -> None:
    told = {(one.author, one.kind, one.block, one.before, one.after) for one in found.proposals}
    paragraph, position = base.blocks[1].id, base.blocks[3].id
    assert told == {
        ("", "insert", paragraph, "", "سورية"),
        ("ليلى", "insert", position, "", "دائم"),
        ("Omar", "replace", position, "الصمت", "النسيان"),
        ("سارة", "block_insert", position, "", "فقرة جديدة كلها من سارة."),
    }
    assert found.missed == ()
    (remark,) = found.remarks
    assert (remark.author, remark.anchor.block, remark.anchor.quote) == ("ليلى", paragraph, "أحبّتها")
    assert remark.text == "من أين هذا؟"


def test_three_authors_come_in_apart_and_together_they_make_the_text() -> None:
    base = paper()
    found = read(three_authors(base), base)
    expect_three_authors(found, base)
    merged = merge(base, [Amendment(f"{at:03d}", one.changes) for at, one in enumerate(found.proposals)])
    assert merged.conflicts == ()
    words = "\n".join(block_text(block, merged.paper) for block in merged.paper.blocks)
    assert "لا يُبنى سلم أهلي دائم على النسيان" in words and "ما زالت أسر سورية كثيرة" in words
    assert merged.paper.blocks[4] == found.proposals[-1].changes[0].block  # type: ignore[union-attr]
    assert merged.paper.asks == base.asks


@pytest.mark.parametrize("kept", [0, 1, 2, 3])
def test_each_proposal_can_be_had_alone(kept: int) -> None:
    base = paper()
    one = read(three_authors(base), base).proposals[kept]
    merged = merge(base, [Amendment("one", one.changes)])
    changed = {block.id for block in merged.paper.blocks if block not in base.blocks}
    assert merged.conflicts == () and len(changed) == 1


@pytest.mark.parametrize(
    "sample",
    [POSITION_AR, POSITION_EN, STATEMENT_AR, STATEMENT_EN],
    ids=lambda sample: f"{sample.kind}-{sample.lang}",
)
def test_a_file_that_comes_back_as_it_went_proposes_nothing(sample: Paper) -> None:
    base = normalise(sample)
    assert read(draft_docx(base, MARK), base).proposals == ()


def test_the_mark_holds_no_name_and_changes_nothing_that_is_read() -> None:
    base = paper()
    assert MARK.encode() not in to_docx(base)
    numbers = itertools.count()
    texts = [
        from_docx(data, lang="ar", new_id=lambda: f"x{next(numbers)}", kind=base.kind, references=REFERENCES)[0]
        for data in (draft_docx(base, MARK), to_docx(base))
    ]
    assert words_of(texts[0]) == words_of(texts[1])
    assert draft_docx(base, MARK) == draft_docx(base, MARK)


def words_of(text: Paper) -> list[str]:
    return [block_text(block, text) for block in text.blocks]


def test_a_foreign_mark_that_we_would_never_write_is_none() -> None:
    base = paper()
    numbers = itertools.count()
    for data in (word.without_mark(draft_docx(base, MARK)), draft_docx(base, "a b"), draft_docx(base, "1" * 81)):
        assert review_file(data, lang="ar", new_id=lambda: f"y{next(numbers)}").origin == ""


def test_a_deletion_inside_somebody_elses_insertion_is_named_as_lost() -> None:
    base = paper()
    nested = word.inserted("ليلى", "X").replace(word.run("X"), word.deleted("Omar", "زائد"))
    data = word.edited(draft_docx(base, MARK), word.within("سلم أهلي ", word.run("سلم أهلي "), nested))
    numbers = itertools.count()
    review = review_file(data, lang="ar", new_id=lambda: f"z{next(numbers)}")
    assert "nested_changes:1" in review.dropped


def test_the_nearest_state_is_that_with_most_words_in_common() -> None:
    first, second = paper(), paper(AR.replace("6 أشهر", "7 أشهر"))
    assert nearest(second, [first, second, paper(EN, "en")]) == (1, 1.0)
    assert nearest(second, [])[0] == -1
    assert nearest(paper(EN, "en"), [first])[1] < 0.2


def test_changes_are_kept_and_read_again() -> None:
    base = paper()
    for one in read(three_authors(base), base).proposals:
        record = changes_to_json(one.changes, base)
        assert changes_from_json(record) == one.changes


@pytest.mark.parametrize("seed", range(12))
def test_whatever_words_are_changed_without_tracking_the_proposals_make_the_text(seed: int) -> None:
    chance = random.Random(seed)
    base = paper()
    words = AR.split(" ")
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(words))
        if words[at].isalpha():
            words[at] = chance.choice(["", "كلمة", f"{words[at]} وزيادة"])
    wanted = paper(" ".join(words))
    found = read(draft_docx(wanted, MARK), base)
    merged = merge(base, [Amendment(f"{at:03d}", one.changes) for at, one in enumerate(found.proposals)])
    assert found.missed == () and merged.conflicts == ()
    assert words_of(merged.paper) == words_of(wanted)


@pytest.mark.libreoffice
@pytest.mark.timeout(300)
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("form", ["docx", "odt"])
def test_libreoffice_keeps_the_mark_and_every_author(form: str, tmp_path: Path) -> None:
    base = paper()
    source = tmp_path / "draft.docx"
    source.write_bytes(three_authors(base))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    folder = tmp_path / "saved"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    data = (folder / f"draft.{form}").read_bytes()
    numbers = itertools.count(1)
    assert review_file(data, lang="ar", new_id=lambda: f"l{next(numbers)}").origin == MARK
    expect_three_authors(read(data, base), base)
