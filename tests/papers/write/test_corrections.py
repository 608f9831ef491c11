import re
import subprocess
from io import BytesIO

import pikepdf
import pydyf
import pytest
import weasyprint

from papers.write import corrections
from tests.papers.pdfs import pressed

LINE = "تطلب المنظمات الموقعة من الهيئة المعنية أن تخصص مقاعد دائمة للأسر في كل لجنة من لجانها وأن تنشر ذلك"


def test_the_corrections_refuse_another_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(RuntimeError, match="check them again"):
        corrections.apply()


def test_justified_lines_end_at_the_left_margin_even_before_an_inline_element() -> None:
    words = LINE.split()
    body = " ".join(f"<b>{word}</b>" if place % 2 else word for place, word in enumerate(words * 6))
    lefts = _line_starts(pressed(f"<main><p>{body}</p></main>"))[:-1]
    assert len(lefts) >= 3
    assert max(lefts) - min(lefts) < 1, f"left edges in points: {lefts}"


def _line_starts(pdf: bytes) -> list[float]:
    """The left edge of every line of the page, in points."""
    run = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    edges: dict[int, float] = {}
    for left, top in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"', run.stdout.decode()):
        row = round(float(top) / 8)
        edges[row] = min(edges.get(row, 1e9), float(left))
    return list(edges.values())


def test_a_leader_of_spaces_holds_two_ends_apart_and_draws_nothing() -> None:
    contents = '<style>.end::after {{ content: leader("{}") "7" }}</style><p class="end">من نحن</p>'
    blank, dotted = pressed(contents.format(" ")), pressed(contents.format("."))
    assert min(_line_starts(blank)) == pytest.approx(min(_line_starts(dotted)), abs=0.1)
    with pikepdf.open(BytesIO(blank)) as opened:
        assert opened.pages[0].Contents.read_bytes().count(b"TJ") < 8


def test_no_glyph_copies_as_nothing() -> None:
    with pikepdf.open(
        BytesIO(pressed("<p>مُوقَّعٌ بِالشَّدّةِ لا إلهَ</p><p style='font-family:Noto Naskh Arabic'>مُوقَّعٌ بِالشَّدّةِ</p>"))
    ) as opened:
        maps = [
            o.ToUnicode.read_bytes() for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o
        ]
    assert maps
    assert not [entry for entry in maps if b"<>" in entry]


def test_a_stream_that_ends_in_a_carriage_return_ends_clearly() -> None:
    corrections.apply()
    streams = [pydyf.Stream([b"a" * length], compress=True) for length in range(512)]
    ends = [stream.data[-12:] for stream in streams]
    assert not [end for end in ends if end.endswith(b"\r\nendstream") and not end.endswith(b"\r\r\nendstream")]
    assert [end for end in ends if end.endswith(b"\r\r\nendstream")], "one in 256 does"
