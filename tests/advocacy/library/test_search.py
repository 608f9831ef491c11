"""What a search finds, whichever way a word is written."""

import json
from pathlib import Path

import pytest
from flask import Flask

from advocacy.database import transaction
from advocacy.library import actions, queries

VECTORS = json.loads((Path(__file__).parents[2] / "papers" / "arabic_vectors.json").read_text("utf-8"))
SAME = [tuple(pair) for pair in VECTORS["strict_equal"] + VECTORS["loose_equal"]]


@pytest.mark.parametrize(("written", "asked"), SAME + [(b, a) for a, b in SAME])
def test_a_term_is_found_however_its_letters_are_written(app: Flask, written: str, asked: str) -> None:
    with transaction():
        term = actions.add_term(f"كلمة {written} أخرى", "word", "mot", "people", by=None)
    assert list(queries.search(asked).terms) == [term]


@pytest.mark.parametrize(("written", "asked"), [tuple(pair) for pair in VECTORS["loose_not_equal"]])
def test_another_word_is_not_found(app: Flask, written: str, asked: str) -> None:
    with transaction():
        actions.add_term(written, "word", "mot", "people", by=None)
        actions.add_term(asked, "other", "autre", "people", by=None)
    assert [term.ar for term in queries.search(asked).terms] == [asked]
    assert [term.ar for term in queries.search(written).terms] == [written]


def test_a_key_typed_as_it_stands_comes_first(app: Flask) -> None:
    with transaction():
        actions.fill_library(by=None)
    assert queries.search_instruments("iccpr")[0].key == "ICCPR"
    assert queries.search_instruments("S/RES/2254 (2015)")[0].key == "SC2254"
    assert queries.search_instruments("٢٢٥٤")[0].key == "SC2254"
    assert queries.search_instruments("العهد الدولي المدنيه")[0].key == "ICCPR"
    assert queries.search_instruments("pacte civils", "fr")[0].key == "ICCPR"
    assert queries.search_instruments("القسرى")[0].key == "CED"


def test_a_citation_is_found_by_the_first_letter_of_its_last_word(app: Flask) -> None:
    with transaction():
        actions.fill_library(by=None)
    assert "CRC" in [found.key for found in queries.search_instruments("ط")]
    assert "CRC" in [found.key for found in queries.search_instruments("حقوق ط")]
    assert not queries.search_instruments("ط حقوق")
    assert not queries.search("ط").instruments


def test_a_clause_is_found_by_words_of_its_text(app: Flask) -> None:
    with transaction():
        actions.fill_library(by=None)
    assert [clause.code for clause in queries.search("العلاقات الدوليه والدبلوماسيه").clauses] == ["O8"]


@pytest.mark.parametrize("nothing", ["", "   ", "—؟!", "%", "_", "\x00", "كلمةلاوجودلها"])
def test_a_question_without_words_finds_nothing(app: Flask, nothing: str) -> None:
    with transaction():
        actions.fill_library(by=None)
    assert not queries.search(nothing)


def test_a_very_long_question_is_answered(app: Flask) -> None:
    assert not queries.search("كلمة " * 100_000)
