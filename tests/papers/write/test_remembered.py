import ctypes.util
import inspect
import re
import subprocess
import sys

import pytest
import weasyprint.layout.inline
import weasyprint.layout.percent
import weasyprint.layout.preferred
import weasyprint.text.line_break as line_break
from cffi import FFI, CDefError

from papers.write import glyphs, remembered
from papers.write.engine import name_types_quickly
from papers.write.pdf import to_pdf
from tests.papers.pdfs import pressed
from tests.papers.samples import EDITION_AR, POSITION_AR


def test_remembering_lines_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = to_pdf(POSITION_AR, EDITION_AR)
    for module in (line_break, weasyprint.layout.inline, weasyprint.layout.preferred):
        monkeypatch.setattr(module, "split_first_line", remembered._split)
    monkeypatch.setattr(weasyprint.layout.inline, "strut", remembered._strut)
    monkeypatch.setattr(weasyprint.layout.percent, "resolve_one_percentage", remembered._resolve_one)
    assert to_pdf(POSITION_AR, EDITION_AR) == quick


def test_no_line_is_broken_twice_in_the_same_look_and_width(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, broken = [], []
    split, once = remembered._split, remembered.split_once
    monkeypatch.setattr(remembered, "_split", lambda *given: broken.append(_asked(*given)) or split(*given))
    monkeypatch.setattr(weasyprint.layout.inline, "split_first_line", lambda *a, **k: asked.append(1) or once(*a, **k))
    to_pdf(POSITION_AR, EDITION_AR)
    assert 0 < len(broken) < len(asked)
    assert len(set(broken)) == len(broken)


def _asked(text: str, style: object, _context: object, *width: object) -> tuple[object, ...]:
    return text, remembered._look(style), width


ZOO = """
<p style="text-align: justify">تطلب المنظمات الموقّعة أن تُخصَّص مقاعد دائمة للأسر (A/HRC/34/42)، وأن تُنشر المحاضر.</p>
<p lang="en" dir="ltr" style="hyphens: auto; width: 30mm; text-align: justify">The internationally unrepresentable
signatories acknowledge unconditionally; soft&shy;hyphenation&shy;everywhere, and averylongwordthatfitsnowhereatall.</p>
<pre>one\ttwo\nثلاثة\n  four</pre>
<p style="letter-spacing: 1pt; word-spacing: 2pt">Spaced words <u>underlined</u> and <s>struck</s></p>
<p style="overflow-wrap: anywhere; width: 12mm">RY26-7KQ4-M2XD-8BCD</p>
<p>same words</p><p>same words</p><p style="color: red">same words</p>
"""


def test_lines_that_stay_shaped_are_drawn_as_lines_shaped_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = pressed.__wrapped__(ZOO)
    monkeypatch.setattr(remembered, "MOST_SHAPED", 2)
    assert pressed.__wrapped__(ZOO) == kept
    monkeypatch.setattr(line_break, "Layout", remembered._Layout)
    assert pressed.__wrapped__(ZOO) == kept


def test_letters_drawn_before_are_drawn_as_for_the_first_time(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = pressed.__wrapped__(ZOO)
    monkeypatch.setattr(glyphs._Pen, "put_plain", lambda *_: False)
    assert pressed.__wrapped__(ZOO) == quick


def test_nothing_is_remembered_beyond_a_document() -> None:
    to_pdf(POSITION_AR, EDITION_AR)
    assert not remembered._lines
    assert not remembered._struts
    assert not remembered._shaped


def test_the_look_holds_all_that_the_renderer_asks_a_style_for() -> None:
    asked = set(re.findall(r"style\['(\w+)'\]", inspect.getsource(line_break)))
    assert asked == set(remembered.LOOK)


def test_the_engine_starts_without_asking_compilers_for_libraries() -> None:
    program = "import ctypes.util as c; c.find_library = lambda n: 1 / 0; import papers.write.press"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    assert ctypes.util.find_library.__module__ == "ctypes.util"


def test_tools_for_fonts_are_loaded_by_whoever_needs_them() -> None:
    program = """
import sys, papers.write.press, weasyprint.pdf.fonts as fonts
assert "fontTools.subset" not in sys.modules
assert fonts.subset.Options(hinting=False).hinting is False
import fontTools.subset
assert fontTools.subset.__file__
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_names_of_types_mean_what_the_parser_says() -> None:
    names = (
        "char[]",
        "char[4]",
        "char *",
        "unsigned int *",
        "PangoRectangle *",
        "hb_codepoint_t[56]",
        "FcChar8 **",
    )
    odd = ("PangoGlyphInfo const *", "int (*)(int)", "struct nothing *")
    ffi = FFI()
    ffi.cdef(TYPES)
    parsed = {name: ffi._parser.parse_type(name) for name in (*names, *odd)}
    name_types_quickly(ffi)
    assert {name: ffi._parser.parse_type(name) for name in parsed} == parsed
    with pytest.raises(CDefError):
        ffi.typeof("unheard_of *")


TYPES = """
typedef unsigned char FcChar8; typedef uint32_t hb_codepoint_t;
typedef struct { int x; int y; } PangoRectangle; typedef struct { uint32_t glyph; } PangoGlyphInfo;
"""
