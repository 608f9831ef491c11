import inspect
import re

import pytest
import weasyprint.layout
import weasyprint.layout.percent
from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.formatting_structure import boxes

from papers.write import remembered_boxes
from papers.write.pdf import to_bilingual_pdf, to_pdf
from tests.papers.samples import EDITION_AR, EDITION_EN, POSITION_AR, POSITION_EN, STATEMENT_AR, STATEMENT_EN
from tests.papers.write.looks import long_paper


def forget_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put WeasyPrint's own functions back."""
    for name in remembered_boxes._USERS:
        monkeypatch.setattr(getattr(weasyprint.layout, name), "resolve_percentages", remembered_boxes._resolve)
    monkeypatch.setattr(boxes.Box, "is_in_normal_flow", remembered_boxes._in_flow)
    monkeypatch.setattr(ComputedStyle, "__missing__", remembered_boxes._compute)
    monkeypatch.setattr(AnonymousStyle, "__missing__", remembered_boxes._compute_anonymous)
    monkeypatch.setattr(weasyprint.layout.LayoutContext, "_update_footnote_area", remembered_boxes._update_notes)


def test_remembering_boxes_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    def documents() -> list[bytes]:
        return [
            to_pdf(POSITION_AR, EDITION_AR),
            to_pdf(long_paper(POSITION_EN), EDITION_EN),
            to_bilingual_pdf(STATEMENT_AR, STATEMENT_EN, EDITION_AR, EDITION_EN),
        ]

    quick = documents()
    forget_all(monkeypatch)
    assert documents() == quick


def test_nothing_is_remembered_beyond_a_document() -> None:
    to_pdf(POSITION_AR, EDITION_AR)
    assert not remembered_boxes._sizes
    assert not remembered_boxes._note_heights
    assert not remembered_boxes._kept
    assert not remembered_boxes._plans


def test_all_that_the_renderer_sets_is_remembered() -> None:
    said = inspect.getsource(remembered_boxes._resolve)
    named = set(re.findall(r"resolve_one_percentage\(box, '(\w+)'", said))
    borders = {f"border_{edge}_width" for edge in re.findall(r"'(top|right|bottom|left)'", said)}
    assert named | borders == set(remembered_boxes.SIZES)


def test_whoever_asks_the_renderer_for_sizes_asks_the_memory() -> None:
    to_pdf(POSITION_AR, EDITION_AR)
    for name in ("absolute", "block", "column", "float", "inline", "page", "table"):
        assert getattr(weasyprint.layout, name).resolve_percentages is remembered_boxes.resolve_once


@pytest.mark.parametrize("position", ["static", "relative", "absolute", "fixed", ("running()", "top"), ("note()", "a")])
@pytest.mark.parametrize("floated", ["none", "left", "right", "footnote"])
def test_the_flow_is_told_as_the_renderer_tells_it(position: object, floated: str) -> None:
    box = boxes.BlockBox("p", {"position": position, "float": floated}, None, [])
    assert remembered_boxes.is_in_normal_flow(box) == remembered_boxes._in_flow(box)
