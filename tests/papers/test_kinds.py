from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

import papers
from papers.kinds import CODES, KINDS, Gap
from papers.kinds.kind import CHECKS
from papers.length import word_count
from papers.model import LANGUAGES, Ask, Citation, Figure, Paper, Paragraph, Reference, Table, Text
from papers.read.markdown import from_markdown
from papers.write.markdown import to_markdown

FOUR_ASKS = tuple(Ask(f"a{number}", (Text("x"),)) for number in range(4))
ICCPR = Reference("ICCPR", "Covenant")


def begun(kind: str, lang: str) -> Paper:
    numbers = count()
    return KINDS[kind].begin(lang, lambda: f"b{next(numbers)}")


def ready(**changes: object) -> Paper:
    blocks = (
        Paragraph("p", (Text("Context.  "), Citation("ICCPR", "art. 22"))),
        Ask("a", (Text("reserve seats"),), "demand", "the Ministry", "within a month"),
    )
    paper = Paper("position_paper", "en", "Title", blocks, position="A right.", references=(ICCPR,))
    return replace(paper, **changes)  # type: ignore[arg-type]


def gaps(paper: Paper) -> tuple[Gap, ...]:
    return KINDS[paper.kind].gaps(paper)


# --- the contract, for every kind ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_is_listed_by_its_key_and_named_in_every_language(key: str) -> None:
    kind = KINDS[key]
    assert kind.key == key
    assert all(kind.name(lang) for lang in LANGUAGES)
    assert 1 <= kind.pages[0] <= kind.pages[1]
    assert (Path(papers.__file__).parent / "layouts" / f"{kind.layout}.css").is_file()


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_asks_for_checks_that_exist_and_each_once(key: str) -> None:
    asked = (*KINDS[key].required, *KINDS[key].advised)
    assert set(asked) <= set(CHECKS)
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", KINDS)
def test_a_skeleton_reads_writes_and_is_not_ready(key: str, lang: str) -> None:
    paper = begun(key, lang)
    assert paper.title and paper.asks
    assert {gap.code for gap in gaps(paper) if gap.severity == "blocks"} >= {"no_title", "example_left"}
    numbers = count()
    again = from_markdown(
        to_markdown(paper), kind=key, lang=lang, references={}, base=paper, new_id=lambda: f"n{next(numbers)}"
    )
    assert again == paper


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_example_in_a_skeleton_is_found_until_it_is_replaced(key: str, lang: str) -> None:
    paper = begun(key, lang)
    marked = [block.id for block in paper.blocks if type(block).__name__ != "Heading"]
    found = {gap.block for gap in gaps(paper) if gap.code == "example_left"}
    assert found >= {id_ for id_ in marked if not isinstance(_block(paper, id_), Table)}


def _block(paper: Paper, id_: str) -> object:
    return next(block for block in paper.blocks if block.id == id_)


@pytest.mark.parametrize("key", KINDS)
def test_every_gap_of_an_empty_paper_has_a_known_code(key: str) -> None:
    assert {gap.code for gap in gaps(Paper(key, "ar", ""))} <= set(CODES)


# --- single gaps -----------------------------------------------------------------------------------------------------


def test_a_finished_position_paper_lacks_nothing() -> None:
    assert gaps(ready()) == ()


@pytest.mark.parametrize(
    ("paper", "gap"),
    [
        (ready(title=""), Gap("no_title", None, "blocks")),
        (ready(position=""), Gap("empty_position", None, "blocks")),
        (ready(position="Example: A right."), Gap("empty_position", None, "blocks")),
        (ready(blocks=ready().blocks[:1]), Gap("no_asks", None, "blocks")),
        (ready(blocks=ready().blocks[1:]), Gap("no_basis", None, "blocks")),
        (ready(blocks=ready().blocks[1:]), Gap("no_text", None, "blocks")),
        (ready(references=()), Gap("unknown_citation", "p", "blocks")),
        (ready(blocks=(*ready().blocks, Ask("b", ()))), Gap("empty_ask", "b", "blocks")),
        (ready(blocks=(*ready().blocks, Ask("b", (Text("x"),)))), Gap("ask_without_addressee", "b", "hint")),
        (ready(blocks=(*ready().blocks, Ask("b", (Text("x"),)))), Gap("ask_without_due", "b", "hint")),
        (ready(blocks=(*ready().blocks, Figure("f", "image/png", "", ""))), Gap("picture_without_words", "f", "hint")),
        (ready(blocks=(*ready().blocks, Paragraph("q", (Text("w " * 3000),)))), Gap("too_long", None, "hint")),
        (ready(kind="legal_comment"), Gap("no_table", None, "blocks")),
        (ready(kind="joint_letter", blocks=FOUR_ASKS), Gap("too_many_asks", None, "hint")),
    ],
)  # fmt: skip
def test_each_gap_names_its_place(paper: Paper, gap: Gap) -> None:
    assert gap in gaps(paper)


def test_what_blocks_comes_first() -> None:
    severities = [gap.severity for gap in gaps(Paper("position_paper", "ar", "", (Ask("a", (Text("x"),)),)))]
    assert severities == sorted(severities)


def test_words_are_counted_with_notes_and_titles() -> None:
    assert word_count(ready()) == 1 + 2 + 3 + 2 + 2 + 3
