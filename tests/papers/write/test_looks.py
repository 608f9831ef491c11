"""Our layouts look as they did; `python -m tests.papers.write.looks` renews the pictures after a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from papers.write import press
from tests.papers.write.looks import FARTHEST, FOLDER, PICTURES, distance, drawn, page_of, picture


@pytest.mark.parametrize("name", PICTURES)
def test_a_page_looks_like_its_picture(name: str) -> None:
    assert distance(picture(name), page_of(name)) < FARTHEST


def test_pictures_are_small_and_there_is_none_without_a_page() -> None:
    kept = list(FOLDER.glob("*.png"))
    assert {file.stem for file in kept} == PICTURES.keys()
    assert [file.name for file in kept if file.stat().st_size > 15_000] == []


def test_another_rasteriser_changes_nothing_that_counts() -> None:
    for name in ("statement", "position-table"):
        make, page = PICTURES[name]
        assert distance(picture(name), drawn(make(), page, by_cairo=True)) < FARTHEST


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("statement-annex", ".names ul { padding-inline-start: 8mm }"),
        ("statement-annex", ".names { direction: ltr }"),
        ("position-table", "main table { direction: ltr }"),
        ("position", ".head { direction: ltr }"),
        ("position", ".asks-box { padding-inline-start: 12mm }"),
        ("bilingual", ".both { direction: ltr }"),
        ("letter", ".addressee { margin-bottom: 1mm !important }"),
        ("decision", ".figures .figure { display: block !important }"),
    ],
)
def test_a_layout_that_breaks_is_seen(name: str, fault: str, tmp_path: Path) -> None:
    make, page = PICTURES[name]
    with added_to_every_layout(fault, tmp_path):
        assert distance(picture(name), drawn(make(), page)) > FARTHEST


@contextmanager
def added_to_every_layout(fault: str, folder: Path) -> Iterator[None]:
    """While this lasts, the sheet that every document shares ends in one more rule."""
    right = press.LAYOUTS
    for sheet in right.glob("*.css"):
        said = sheet.read_text("utf-8")
        (folder / sheet.name).write_text(f"{said}\n{fault}" if sheet.stem == "paper" else said, "utf-8")
    press._sheet.cache_clear()
    press.LAYOUTS = folder
    try:
        yield
    finally:
        press.LAYOUTS = right
        press._sheet.cache_clear()
