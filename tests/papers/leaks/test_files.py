"""Every corner of every kind of file is searched."""

import io
import json
import zipfile
from email.message import EmailMessage

import pikepdf
import pytest

from papers.edition import Edition, Letterhead, Signatory
from papers.errors import BadPaper
from papers.leaks import Search, Secret, places_in, places_in_mail
from papers.model import Paper, Paragraph, Text
from papers.write.docx import to_docx
from papers.write.pdf import to_pdf

NAME = {"ar": "عصفور الخفاء الكنهبلي", "en": "Kryptopasser Hideaway"}
SEARCH = Search([Secret("7", tuple(NAME.values()))])


def where(data: bytes, name: str = "file") -> set[str]:
    """The places of a file without the words around them."""
    return {place.where for place in places_in(data, name, SEARCH)}


def paper(lang: str, words: str) -> Paper:
    return Paper(kind="position_paper", lang=lang, title="عنوان" if lang == "ar" else "Title", blocks=(
        Paragraph("b1", (Text(words),)),
    ))  # fmt: skip


def edition(*names: str) -> Edition:
    return Edition(Letterhead("تحالف"), members=tuple(map(Signatory, names)))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_is_printed_in_a_pdf_is_read(lang: str) -> None:
    said = {"ar": f"قال ممثلو {NAME['ar']} يوم 12 آذار إن الأسر تنتظر.", "en": f"People of {NAME['en']} said so."}[lang]
    assert where(to_pdf(paper(lang, said), edition())) == {"page 1"}
    assert where(to_pdf(paper(lang, "لا أحد." if lang == "ar" else "Nobody."), edition("آخرون"))) == set()


def test_a_name_that_a_pdf_breaks_over_two_lines_is_read() -> None:
    words = "كلمات " * 40
    for gap in range(1, 14):
        said = f"{words}{'و ' * gap}{NAME['ar']} {words}"
        assert where(to_pdf(paper("ar", said), edition())) == {"page 1"}, gap


def test_a_name_in_the_list_of_signatories_of_a_pdf_is_read() -> None:
    assert where(to_pdf(paper("ar", "نص."), edition("منظمة أولى", NAME["ar"], "منظمة ثالثة")))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_is_written_in_a_word_file_is_read(lang: str) -> None:
    assert where(to_docx(paper(lang, f"– {NAME[lang]} –"), edition())) == {"word/document.xml"}
    assert where(to_docx(paper(lang, "–"), edition("آخرون"))) == set()


def with_part(name: str, content: str) -> bytes:
    """A Word file with one more part."""
    data = io.BytesIO(to_docx(paper("en", "Nothing."), edition()))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("docProps/custom.xml", f"<p><vt:lpwstr>{NAME['en']}</vt:lpwstr></p>"),
        ("customXml/item9.xml", f"<a b='{NAME['en']}'/>"),
        (
            "word/comments9.xml",
            "<w:p><w:r><w:t>Krypto</w:t></w:r><w:r><w:t>passer Hide</w:t></w:r><w:t>away</w:t></w:p>",
        ),
        ("word/drawing9.xml", f'<wp:docPr descr="Logo of {NAME["en"]}"/>'),
        ("word/deleted9.xml", f"<w:del><w:r><w:delText>{NAME['ar']}</w:delText></w:r></w:del>"),
        ("word/remark9.xml", f"<a><!-- {NAME['en']} --></a>"),
        ("word/_rels/x.rels", '<R Target="https://x.example/?q=Kryptopasser%20Hideaway"/>'),
        ("word/entities9.xml", "<a>Kryptopasser&#32;Hide&#97;way</a>"),
        ("word/media/picture.png", "\x89PNG tEXtAuthor\0Kryptopasser Hideaway\0"),
    ],
)
def test_every_part_of_a_word_file_is_searched(part: str, content: str) -> None:
    assert {place.split(" ")[0] for place in where(with_part(part, content))} == {part}


def test_a_part_that_is_called_by_the_name_is_found_and_not_named() -> None:
    found = places_in(with_part("word/media/kryptopasser-hideaway.png", "x"), "file", SEARCH)
    assert found and not any(SEARCH.finds(place.where) for place in found)


def test_the_name_of_the_file_itself_is_searched() -> None:
    assert where(b"nothing", "KryptopasserHideaway-final.csv") == {"file name"}


def titled(pdf: pikepdf.Pdf, words: str) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = words


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf.docinfo.__setitem__("/Author", NAME["ar"]),
        lambda pdf: pdf.Root.__setitem__("/Alt", pikepdf.String(NAME["en"])),
        lambda pdf: pdf.attachments.__setitem__("a.txt", NAME["ar"].encode()),
        lambda pdf: pdf.attachments.__setitem__(f"{NAME['en']}.txt", b"x"),
        lambda pdf: pdf.attachments.__setitem__("a.docx", to_docx(paper("ar", NAME["ar"]), edition())),
        lambda pdf: titled(pdf, NAME["ar"]),
        lambda pdf: pdf.pages[0].__setitem__(
            "/Annots", pdf.make_indirect([{"/A": {"/URI": "https://x.example/Kryptopasser%20Hideaway"}}])
        ),
    ],
)
def test_what_a_pdf_carries_unseen_is_read(change: object) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(to_pdf(paper("en", "Nothing."), edition()))) as pdf:
        change(pdf)  # type: ignore[operator]
        pdf.save(made)
    assert where(made.getvalue())


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_table_is_searched_in_any_coding(coding: str) -> None:
    assert where(f"a,b\n1,'{NAME['ar']}'\n".encode(coding))


def test_html_is_searched_with_its_tags_its_attributes_and_its_escapes() -> None:
    assert where(b"<p>Krypto<b>passer</b> Hideaway</p>") == {""}
    assert where(b'<img alt="Kryptopasser Hideaway">') == {"attributes"}
    assert where(b"<p>Kryptopasser&nbsp;Hideaway</p>")
    assert where(json.dumps({"name": NAME["ar"]}).encode())


def test_every_part_of_a_mail_is_searched() -> None:
    def mail(subject: str = "s", body: str = "b", name: str = "a.txt", data: bytes = b"x") -> EmailMessage:
        letter = EmailMessage()
        letter["Subject"], letter["To"] = subject, "somebody@example.org"
        letter.set_content(body)
        letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        return letter

    def found(letter: EmailMessage) -> set[str]:
        return {place.where for place in places_in_mail(letter, SEARCH)}

    assert found(mail()) == set()
    assert found(mail(subject=f"إلى {NAME['ar']}")) == {"header Subject"}
    assert found(mail(body=f"السادة {NAME['ar']}")) == {"body"}
    assert "enclosure 1 file name" in found(mail(name=f"{NAME['ar']}.pdf"))
    assert found(mail(data=to_docx(paper("ar", NAME["ar"]), edition()))) == {"enclosure 1 word/document.xml"}


@pytest.mark.parametrize("data", [b"PK\x03\x04 no archive", b"%PDF-1.7 no file"])
def test_a_file_that_cannot_be_read_is_not_taken_for_clean(data: bytes) -> None:
    with pytest.raises(BadPaper):
        places_in(data, "file", SEARCH)


def test_files_in_files_without_end_are_refused() -> None:
    data = b"x"
    for _depth in range(7):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("a", data)
        data = packed.getvalue()
    with pytest.raises(BadPaper):
        places_in(data, "file", SEARCH)
