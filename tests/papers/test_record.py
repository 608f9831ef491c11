import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from papers.canonical import digest
from papers.errors import BadPaper
from papers.model import SCHEMA, Paper
from papers.record import from_json, to_json
from tests.make.papers import PIXEL, papers


def record(*blocks: dict[str, Any], **values: Any) -> dict[str, Any]:
    return to_json(Paper("joint_statement", "ar", "عنوان")) | {"blocks": list(blocks)} | values


def paragraph(*content: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"type": "paragraph", "id": "p1", "content": list(content), "dir": None} | values


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def refusal(stored: dict[str, Any]) -> BadPaper:
    with pytest.raises(BadPaper) as caught:
        from_json(stored)
    return caught.value


@given(papers())
@settings(max_examples=100, deadline=None)
def test_every_paper_survives_its_stored_form(paper: Paper) -> None:
    assert from_json(json.loads(json.dumps(to_json(paper)))) == paper


def test_a_newer_form_is_refused_and_not_half_read() -> None:
    assert refusal(record() | {"schema": 2}).code == "unknown_schema"


def test_the_refusal_names_the_path() -> None:
    wrong = refusal(record(paragraph(text("نص"), {"type": "video"})))
    assert (wrong.code, wrong.where) == ("malformed", "blocks[0].content[1].type")


def test_a_field_that_nobody_reads_is_refused() -> None:
    assert refusal(record(paragraph(colour="red"))).code == "unknown_field"


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        (record(paragraph(), paragraph()), "duplicate"),
        (record(paragraph(id="<p>")), "malformed"),
        (record(paragraph(dir="up")), "malformed"),
        (record({"type": "heading", "id": "h", "level": 4, "content": [], "dir": None}), "malformed"),
        (record({"type": "heading", "id": "h", "level": True, "content": [], "dir": None}), "malformed"),
        (record(lang="xx"), "malformed"),
        (record(title=7), "malformed"),
        (record(title="\ud800"), "bad_character"),
        (record(title="x" * 2_000_001), "too_long"),
        (record(*[paragraph(id=f"p{n}") for n in range(5_001)]), "too_many"),
        (record(paragraph({"type": "link", "href": "javascript:alert(1)", "content": []})), "bad_link"),
        (record(paragraph({"type": "link", "href": "https://a b", "content": []})), "bad_link"),
    ],
)
def test_what_was_never_written_is_refused(stored: dict[str, Any], code: str) -> None:
    assert refusal(stored).code == code


def test_marks_are_nested_eight_deep_at_most() -> None:
    inline = text("نص")
    for _ in range(8):
        inline = {"type": "strong", "content": [inline]}
    assert from_json(record(paragraph(inline)))
    assert refusal(record(paragraph({"type": "strong", "content": [inline]}))).code == "too_deep"


def test_a_deep_list_is_refused() -> None:
    item: dict[str, Any] = {"content": [], "below": None}
    for _ in range(3):
        item = {"content": [], "below": {"ordered": True, "items": [item]}}
    assert refusal(record({"type": "list", "id": "l", "ordered": False, "items": [item]})).code == "too_deep"


def test_a_list_without_a_direction_is_written_as_it_was_before_lists_had_one() -> None:
    stored = record({"type": "list", "id": "l", "ordered": False, "items": [{"content": [text("نص")], "below": None}]})
    plain = from_json(stored)
    assert to_json(plain) == stored
    assert digest(plain) == "876c7aa7797a99a7e8b3e2790e3e7aac229c464340e908653513e864d6d0de7c"
    turned = from_json(stored | {"blocks": [stored["blocks"][0] | {"dir": "ltr"}]})
    assert to_json(turned)["blocks"][0]["dir"] == "ltr" and digest(turned) != digest(plain)


@pytest.mark.parametrize("side", [None, "up", ""])
def test_a_list_has_one_stored_form(side: str | None) -> None:
    assert refusal(record({"type": "list", "id": "l", "ordered": False, "items": [], "dir": side})).code == "malformed"


def test_a_cell_cannot_span_a_million_columns() -> None:
    cell = {"content": [], "colspan": 1_000_000, "rowspan": 1}
    stored = {"type": "table", "id": "t", "rows": [[cell]], "header_rows": 1, "caption": []}
    assert refusal(record(stored)).where == "blocks[0].rows[0][0].colspan"


def test_a_footnote_holds_no_footnote() -> None:
    note = {"type": "footnote", "content": [{"type": "strong", "content": [{"type": "footnote", "content": []}]}]}
    assert refusal(record(paragraph(note))).code == "nested_footnote"


@pytest.mark.parametrize("data", ["%%%", "AAAA", PIXEL[:-2], "A" * 2_700_000])
def test_a_picture_is_what_it_says(data: str) -> None:
    figure = {"type": "figure", "id": "f", "media_type": "image/png", "data": data, "alt": "", "caption": []}
    assert refusal(record(figure)).code == "bad_picture"


FORMS = sorted((Path(__file__).parent / "forms").glob("schema-*.json"))
"""One file for each form that papers were ever stored in. They are never edited: what was signed must stay readable."""


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_what_was_stored_once_is_read_for_ever_with_its_digest(path: Path) -> None:
    kept = json.loads(path.read_text("utf-8"))
    assert digest(from_json(kept["paper"])) == kept["digest"]


def test_every_form_up_to_todays_is_kept() -> None:
    assert [path.stem for path in FORMS] == [f"schema-{number}" for number in range(1, SCHEMA + 1)]


def test_the_kept_form_of_today_holds_every_kind_of_block_and_inline() -> None:
    stored = FORMS[-1].read_text("utf-8")
    types = set(re.findall(r'"type": "(\w+)"', stored))
    assert types == {
        *("heading", "paragraph", "list", "quote", "table", "ask", "figure", "page_break"),
        *("text", "strong", "emphasis", "link", "citation", "footnote", "foreign"),
    }
