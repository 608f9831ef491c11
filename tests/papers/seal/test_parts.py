"""Documents taken apart and carried over."""

import io

import pikepdf
import pytest

from papers.seal.ground import Ground
from papers.seal.join import NotJoinable, ground, join
from papers.seal.parts import references, renumbered
from tests.papers.pdfs import copied, faults, pressed
from tests.papers.seal.test_pades import sealed

TABLE = "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
LINKED = '<p><a href="#there">go there</a></p><h2 id="there">There</h2>'


def test_words_that_look_like_a_reference_stay_words() -> None:
    value = rb"<< /Title (see 12 0 R \) and 3 0 R) /Alt <feff0031> /K [ 4 0 R 7 5 0 R ] /P 12 0 R >>"
    assert list(references(value)) == [4, 5, 12]
    moved = renumbered(value, lambda number: number + 100)
    assert moved == rb"<< /Title (see 12 0 R \) and 3 0 R) /Alt <feff0031> /K [ 104 0 R 7 105 0 R ] /P 112 0 R >>"


def test_a_reference_in_an_address_is_copied_as_it_was_written() -> None:
    """PDF writes references as «12 0 R»; an office may well have such a room."""
    room = pressed('<p lang="fr">Room (12 0 R)</p><p><a href="https://example.org/12 0 R">12 0 R</a></p>', "en")
    package = join(room, pressed("<h1>بيان</h1>"))
    assert "Room (12 0 R)" in copied(package, "-l", "1")
    assert faults(package) == []


def test_links_inside_an_annex_lead_to_its_own_pages() -> None:
    base, annex = pressed(LINKED.replace("There", "Here"), "en"), pressed(LINKED, "en")
    with pikepdf.open(io.BytesIO(ground(base, (annex,)).pdf)) as opened:
        first, last = opened.pages[0], opened.pages[-1]
        assert isinstance(first.obj.Annots[0].Dest, pikepdf.String)
        assert last.obj.Annots[0].Dest[0].objgen == last.obj.objgen


def test_header_cells_of_two_parts_keep_different_names() -> None:
    package = join(pressed(TABLE, "en"), pressed(TABLE, "en"), (pressed(TABLE, "en"),))
    assert faults(package) == []
    with pikepdf.open(io.BytesIO(package)) as opened:
        elements = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary)]
        named = [str(item.ID) for item in elements if "/ID" in item]
        asked = {str(name) for item in elements if "/A" in item and "/Headers" in item.A for name in item.A.Headers}
    assert len(named) == len(set(named)) == 6
    assert asked == set(named)


def test_pages_stand_in_order_letter_statement_annexes() -> None:
    words = [pressed(f"<p>{word}</p>", "en") for word in ("letter", "statement", "first", "second")]
    package = join(words[0], words[1], (words[2], words[3]))
    assert [copied(package, "-f", str(n), "-l", str(n)).strip() for n in (1, 2, 3, 4)] == [
        "letter", "statement", "first", "second",
    ]  # fmt: skip


def test_a_ground_serves_many_letters() -> None:
    base = Ground(pressed("<h1>بيان</h1>"))
    letters = [pressed(f"<p>{word}</p>", "en") for word in ("one", "two")]
    assert [base.with_front(letter) for letter in letters] == [join(letter, base.pdf) for letter in letters]


def broken() -> bytes:
    return pressed("<p>x</p>", "en")[:400]


def untagged() -> bytes:
    plain, out = pikepdf.new(), io.BytesIO()
    plain.add_blank_page()
    plain.save(out)
    return out.getvalue()


def foreign() -> bytes:
    """A tagged document of another make: its pages hang in a tree of two levels."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pressed("<p>x</p>", "en"))) as opened:
        pages = opened.Root.Pages
        below = opened.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pages.Kids, Count=1, Parent=pages)
        )
        pages.Kids = pikepdf.Array([below])
        opened.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("code", "annex"),
    [
        ("unreadable", broken),
        ("unreadable", lambda: b""),
        ("untagged", untagged),
        ("foreign", foreign),
        ("sealed", lambda: sealed(pressed("<p>x</p>", "en"))),
    ],
)
def test_what_cannot_be_joined_is_refused_by_a_code(code: str, annex) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotJoinable) as refused:
        ground(pressed("<h1>بيان</h1>"), (annex(),))
    assert refused.value.code == code
