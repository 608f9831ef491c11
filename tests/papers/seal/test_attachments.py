"""Files inside a PDF: read within limits, refused with a reason, never inflated first."""

import time
import zlib
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from papers.seal import attachments
from papers.seal.attachments import UnreadableFiles, attached
from papers.write.press import Enclosed
from tests.papers.pdfs import pressed, pressed_with
from tests.papers.seal.issues import DIGESTS, LEDGER, SOURCES, whole


def test_everything_is_inside_under_its_name_to_the_byte() -> None:
    files = attached(whole())
    assert sorted(files) == ["ledger.txt", "manifest.json", "text.ar.json", "text.en.json"]
    assert files["text.ar.json"] == SOURCES["ar"]
    assert files["ledger.txt"].decode() == LEDGER["checkpoint"]


def test_each_file_says_what_it_is_to_the_document() -> None:
    with pikepdf.open(BytesIO(whole())) as pdf:
        names = pdf.Root.Names.EmbeddedFiles.Names
        found = {str(names[at].UF): str(names[at].AFRelationship) for at in range(1, len(names), 2)}
        kinds = {str(names[at].EF.F.Subtype) for at in range(1, len(names), 2)}
        assert [str(names[at]) for at in range(0, len(names), 2)] == sorted(found)
        assert len(pdf.Root.AF) == 4
    assert found["text.ar.json"] == found["text.en.json"] == "/Source"
    assert (found["manifest.json"], found["ledger.txt"]) == ("/Data", "/Supplement")
    assert kinds == {"/application/json", "/text/plain"}
    assert set(DIGESTS) == {"ar", "en"}


def test_a_file_without_attachments_has_none() -> None:
    assert attached(pressed("<p>x</p>")) == {}


def rewritten(change: object) -> bytes:
    with pikepdf.open(BytesIO(pressed_with((Enclosed("a.json", "x", b"{}", date(2026, 1, 1)),)))) as pdf:
        change(pdf)  # type: ignore[operator]
        out = BytesIO()
        as_they_are = pikepdf.StreamDecodeLevel.none
        pdf.save(out, compress_streams=False, stream_decode_level=as_they_are)
        return out.getvalue()


def test_a_bomb_is_refused_before_it_inflates() -> None:
    def bomb(pdf: pikepdf.Pdf) -> None:
        stream = pdf.Root.Names.EmbeddedFiles.Names[1].EF.F
        stream.write(zlib.compress(bytes(200_000_000), 9), filter=pikepdf.Name.FlateDecode)

    data, begin = rewritten(bomb), time.process_time()
    with pytest.raises(UnreadableFiles, match="larger"):
        attached(data)
    assert time.process_time() - begin < 1


def test_another_packing_is_refused() -> None:
    def pack(pdf: pikepdf.Pdf) -> None:
        stream = pdf.Root.Names.EmbeddedFiles.Names[1].EF.F
        stream.write(b"7B7D>", filter=pikepdf.Name.ASCIIHexDecode)

    with pytest.raises(UnreadableFiles, match="packed"):
        attached(rewritten(pack))


def test_two_files_of_one_name_are_refused() -> None:
    def twice(pdf: pikepdf.Pdf) -> None:
        names = pdf.Root.Names.EmbeddedFiles.Names
        names.extend([names[0], names[1]])

    with pytest.raises(UnreadableFiles, match="same name"):
        attached(rewritten(twice))


def test_a_circle_of_branches_ends() -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        tree = pdf.Root.Names.EmbeddedFiles
        tree.Kids = pikepdf.Array([tree])

    with pytest.raises(UnreadableFiles, match="branches"):
        attached(rewritten(circle))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_FILES", 3)
    with pytest.raises(UnreadableFiles, match="More than 3"):
        attached(whole())


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\n", b"\x00" * 100])
def test_what_is_no_pdf_is_refused(junk: bytes) -> None:
    with pytest.raises(UnreadableFiles):
        attached(junk)
