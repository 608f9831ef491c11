import subprocess
import sys
from datetime import date
from hashlib import sha256
from io import BytesIO

import pikepdf

from papers.write.press import Enclosed, press
from tests.papers.pdfs import copied, faults, pressed, share_found

MARKED = "مُوقَّعٌ بِالشَّدّةِ والتَّنوينِ: تطلب المنظماتُ الموقّعة تمثيلًا دائمًا لأنّ الآنَ أوانُه، وقناةً آمنة"
BODY = f'<h1>حقّ الأسر</h1><p>{MARKED}</p><p lang="en" dir="ltr">Families <a href="https://example.org">know</a></p>'


def test_a_page_is_pdf_ua_1_and_pdf_a_3a_at_once() -> None:
    assert faults(pressed(BODY)) == []


def test_a_page_with_an_enclosed_file_is_both_too() -> None:
    manifest = Enclosed("manifest.json", "Digests", b'{"schema": 1}', date(2026, 11, 23))
    pdf = press(
        '<html lang="en"><head><title>x</title></head><body><p>x</p></body></html>', ("base",), enclosed=(manifest,)
    )
    assert faults(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.attachments["manifest.json"].get_file().read_bytes() == b'{"schema": 1}'


def test_marked_arabic_can_be_copied_word_by_word() -> None:
    assert share_found(MARKED, pressed(f"<p>{MARKED}</p>")) == 1


def test_latin_and_kurdish_letters_can_be_copied() -> None:
    text = copied(pressed('<p lang="kmr" dir="ltr">Mafê malbatan şertê me ye: ê î û ş ç</p>', "en"))
    assert "Mafê malbatan şertê me ye: ê î û ş ç" in text


def test_a_foreign_phrase_names_its_language_in_the_tags() -> None:
    pdf = pressed('<p>قال <bdi lang="fr" dir="ltr">bonjour</bdi></p>')
    assert b"(fr)" in _unpacked(pdf)


def test_title_author_and_language_are_in_the_metadata() -> None:
    with pikepdf.open(BytesIO(pressed(BODY, title="حقّ الأسر"))) as opened:
        assert str(opened.docinfo["/Title"]) == "حقّ الأسر"
        assert str(opened.Root.Lang) == "ar"
        with opened.open_metadata() as about:
            assert about["dc:title"] == "حقّ الأسر"
            assert about["pdfuaid:part"] == "1"
            assert about["pdfaid:part"] == "3"


def test_the_same_page_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys; from hashlib import sha256; from tests.papers.pdfs import pressed;"
        "print(sha256(pressed(sys.argv[1])).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", script, BODY], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == sha256(pressed(BODY)).hexdigest()


def _unpacked(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()
