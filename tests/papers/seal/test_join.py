from io import BytesIO

import pikepdf
import pytest

from papers.seal.join import NotJoinable, join
from papers.seal.verdict import verify
from tests.papers.pdfs import copied, faults, pressed
from tests.papers.seal.test_pades import keys, sealed, statement


def letter() -> bytes:
    return pressed(
        '<h1>Excellency,</h1><p>We have the honour to <a href="https://example.org/">enclose</a> a statement.</p>', "en"
    )


def test_the_statement_is_a_prefix_of_the_package() -> None:
    assert join(letter(), statement()).startswith(statement())


def test_the_letter_comes_first_and_both_can_be_read() -> None:
    package = join(letter(), statement())
    assert "Excellency" in copied(package, "-l", "1")
    assert "المدارس" in copied(package, "-f", "2")


def test_a_package_is_pdf_ua_1_and_pdf_a_3a_before_and_after_the_seal() -> None:
    package = join(letter(), statement())
    assert faults(package) == []
    assert faults(sealed(package)) == []


def test_a_sealed_package_is_genuine() -> None:
    assert verify(sealed(join(letter(), statement())), keys()[0].certificate).is_genuine


def test_the_letter_speaks_its_language_and_the_package_keeps_the_statements() -> None:
    with pikepdf.open(BytesIO(join(letter(), statement()))) as package:
        first, *others = package.Root.StructTreeRoot.K[0].K
        assert (str(first.S), str(first.Lang)) == ("/Sect", "en")
        assert others
        assert str(package.Root.Lang) == "ar"


def test_every_page_and_link_finds_its_tags() -> None:
    with pikepdf.open(BytesIO(join(letter(), statement()))) as package:
        numbers = package.Root.StructTreeRoot.ParentTree.Nums
        keys_in_order = [int(numbers[place]) for place in range(0, len(numbers), 2)]
        owned = [int(page.obj.StructParents) for page in package.pages]
        owned += [int(a.StructParent) for page in package.pages for a in page.obj.get("/Annots", ())]
        assert keys_in_order == sorted(set(keys_in_order))
        assert sorted(owned) == keys_in_order


def test_a_sealed_statement_cannot_take_a_letter() -> None:
    with pytest.raises(NotJoinable, match="unsealed"):
        join(letter(), sealed(statement()))


def test_an_untagged_letter_is_refused() -> None:
    plain = pikepdf.new()
    plain.add_blank_page()
    out = BytesIO()
    plain.save(out)
    with pytest.raises(NotJoinable, match="tagged"):
        join(out.getvalue(), statement())


def test_joining_twice_gives_the_same_words_and_a_different_package_for_each_letter() -> None:
    assert copied(join(letter(), statement())) == copied(join(letter(), statement()))
