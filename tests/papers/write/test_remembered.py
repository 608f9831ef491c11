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

from papers.write import remembered
from papers.write.pdf import to_pdf
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


def test_nothing_is_remembered_beyond_a_document() -> None:
    to_pdf(POSITION_AR, EDITION_AR)
    assert not remembered._lines
    assert not remembered._struts


def test_the_look_holds_all_that_the_renderer_asks_a_style_for() -> None:
    asked = set(re.findall(r"style\['(\w+)'\]", inspect.getsource(line_break)))
    assert asked == set(remembered.LOOK)


def test_the_engine_starts_without_asking_compilers_for_libraries() -> None:
    program = "import ctypes.util as c; c.find_library = lambda n: 1 / 0; import papers.write.press"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    assert ctypes.util.find_library.__module__ == "ctypes.util"
