import json
import random
from pathlib import Path

import pytest

from papers.arabic import fold_loose, fold_strict, sort_key

VECTORS = json.loads((Path(__file__).parent / "arabic_vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("one", "other"), VECTORS["strict_equal"])
def test_two_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert fold_strict(one) == fold_strict(other)


@pytest.mark.parametrize(("one", "other"), VECTORS["loose_equal"])
def test_a_search_finds_the_other_spelling(one: str, other: str) -> None:
    assert fold_loose(one) == fold_loose(other)
    assert fold_strict(one) != fold_strict(other)


@pytest.mark.parametrize(("one", "other"), VECTORS["loose_not_equal"])
def test_a_search_keeps_different_words_apart(one: str, other: str) -> None:
    assert fold_loose(one) != fold_loose(other)


def test_names_stand_in_the_order_of_the_arabic_alphabet_without_the_article() -> None:
    names = list(VECTORS["sort_in"])
    for seed in range(5):
        random.Random(seed).shuffle(names)
        assert sorted(names, key=lambda name: sort_key(name, "ar")) == VECTORS["sort_out"]


def test_latin_names_follow_the_arabic_ones_in_an_arabic_list() -> None:
    assert sorted(["Zeitouna", "يد", "أمل"], key=lambda name: sort_key(name, "ar")) == ["أمل", "يد", "Zeitouna"]


def test_french_accents_do_not_move_a_name() -> None:
    names = ["Étoile", "Zone", "Eau", "Femmes"]
    assert sorted(names, key=lambda name: sort_key(name, "fr")) == ["Eau", "Étoile", "Femmes", "Zone"]


def test_kurmanji_letters_have_their_own_place() -> None:
    assert sorted(["Şev", "Tav", "Sor", "Çem", "Cil"], key=lambda name: sort_key(name, "kmr")) == [
        "Cil",
        "Çem",
        "Sor",
        "Şev",
        "Tav",
    ]


def test_sorani_letters_have_their_own_place() -> None:
    names = ["گوڵ", "پەروەردە", "ڕاستی", "ژیان", "باران", "کورد"]
    expected = ["باران", "پەروەردە", "ڕاستی", "ژیان", "کورد", "گوڵ"]
    assert sorted(names, key=lambda name: sort_key(name, "ckb")) == expected


def test_short_words_keep_their_beginning_in_a_search() -> None:
    assert fold_loose("إلى") == "الي"
    assert fold_loose("بال") == "بال"
