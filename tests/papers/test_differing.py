"""A compared table is shown by the rows that differ."""

from papers.compare import WordChange, compare
from papers.differing import lines_that_differ
from papers.model import Cell, Paper, Table, Text


def table(*rows: str) -> Paper:
    cells = tuple(tuple(Cell((Text(cell),)) for cell in row.split("|")) for row in rows)
    return Paper("position_paper", "ar", "ع", (Table("t", cells),))


def shown(old: Paper, new: Paper) -> str:
    words = lines_that_differ(compare(old, new).blocks[0].words)
    return "".join({"added": "+", "removed": "-", "same": ""}[word.op] + word.text for word in words)


def test_only_the_rows_that_differ_are_shown() -> None:
    old = table("المادة|النص", "6|ستين يومًا", "14|تمويل", "21|حلّ")
    new = table("المادة|النص", "6|تسعين يومًا", "14|تمويل", "21|حلّ")
    said = shown(old, new)
    assert "- ستين" in said and "+ تسعين" in said and "يومًا" in said
    assert "تمويل" not in said and "المادة" not in said


def test_a_row_that_was_added_is_shown_alone() -> None:
    said = shown(table("a|b", "c|d"), table("a|b", "c|d", "e|f"))
    assert "e" in said and "c" not in said


def test_a_block_that_is_wholly_new_or_only_moved_is_shown_whole() -> None:
    words = (WordChange("added", "one\ntwo"),)
    assert "".join(word.text for word in lines_that_differ(words)) == "one\ntwo"
    moved = (WordChange("same", "one\ntwo"),)
    assert lines_that_differ(moved) == moved
