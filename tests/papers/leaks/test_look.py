"""A name is found however it is spelt, and what only looks like one is left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.arabic import fold_strict
from papers.leaks import Search, Secret
from papers.leaks.fold import bare, words_of

VECTORS = json.loads((Path(__file__).parents[1] / "arabic_vectors.json").read_text(encoding="utf-8"))
SHY = Secret("7", ("شبكة الأحرار للعدالة", "Network of the Free", "Réseau des Œuvres libérées"))
SEARCH = Search([SHY])


@pytest.mark.parametrize(
    "text",
    [
        "وقّعت شبكة الأحرار للعدالة أمس",
        "وقعت شبكه الاحرار للعداله امس",  # taa marbuta and hamza
        "وقّعت شَبَكَةُ الأحْرارِ لِلعَدالةِ",  # tashkeel
        "شبـــكة الأحـــرار للعدالة",  # tatweel
        "قالوا لشبكة الأحرار للعدالة",  # a preposition joined to it
        "وشبكة الأحرار للعدالة",
        "وبالشبكة الأحرار للعدالة",
        "شبكة أحرار للعدالة",  # without the article
        "شبكةالأحرارللعدالة",  # without spaces
        "ش ب ك ة الأحرار للعدالة",  # with too many
        "شبكة\u200fالأحرار\u2069 للعدالة",  # controls
        "شبكة الأحرار\nللعدالة",
        "شبكة-الأحرار_للعدالة.docx",
        "شبکة الاحرار للعدالة",  # a Persian kaf
        "ﺷﺒﻜﺔ ﺍﻷﺣﺮﺍﺭ ﻟﻠﻌﺪﺍﻟﺔ",  # presentation forms
        "the NETWORK OF THE FREE said",
        "network-of-the-free.pdf",
        "MeetingNetworkOfTheFree2026.pdf",
        "Ｎetwork of the Free",
        "le Reseau des Oeuvres liberees",
        "RÉSEAU DES ŒUVRES LIBÉRÉES",
    ],
)
def test_a_name_is_found_in_any_spelling(text: str) -> None:
    assert SEARCH.finds(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "شبكة الأحرار",
        "العدالة للأحرار",
        "a network of the freed slaves",
        "شبكة الأحرارين للعدالة",
        "free of the network",
    ],
)
def test_what_only_looks_like_a_name_is_left_alone(text: str) -> None:
    assert not SEARCH.finds(text)


def test_a_single_word_is_found_as_a_word_of_its_own_only() -> None:
    hope = Search([Secret("1", ("أمل", "Amal"))])
    assert hope.finds("جمعية أمل") and hope.finds("منظمة الأمل") and hope.finds("Amal's office")
    assert not hope.finds("نأمل أن يستجيبوا") and not hope.finds("Amalgam") and not hope.finds("وأمل")


def test_a_name_inside_the_longer_name_of_somebody_who_is_shown_is_no_leak() -> None:
    search = Search([Secret("1", ("أهالي حلب",))], shown=["رابطة أهالي حلب"])
    assert not search.finds("وقّعت رابطة أهالي حلب")
    assert search.finds("وقّعت رابطة أهالي حلب وأهالي حلب")


def test_who_is_shown_under_the_very_name_hides_nothing() -> None:
    assert Search([SHY], shown=SHY.names).finds("شبكة الأحرار للعدالة")


def test_a_place_says_what_stands_around_the_name_and_blots_the_name_out() -> None:
    text = "في صباح يوم أمس قالت شبكة الأحرار للعدالة وNetwork of the Free إن الأسر تنتظر جوابًا منذ عام كامل"
    places = SEARCH.places(text, "body")
    assert {place.key for place in places} == {"7"}
    assert any("قالت ▮" in place.around for place in places)
    assert not any(SEARCH.finds(place.around) for place in places)


def test_names_with_no_letters_find_nothing() -> None:
    assert not Search([Secret("1", ("", " ", "«»", "ب"))])
    assert not Search([Secret("1", ("", "«»"))]).finds("«» anything")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_no_two_spellings_that_are_one_name_elsewhere_are_two_here(text: str) -> None:
    assert "".join(words_of(fold_strict(text))) == "".join(words_of(text))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["في", "قالت", "Bericht", "\n", "–", "2026", "Network", "الأحرار"]), max_size=12),
    st.sampled_from(SHY.names),
    st.integers(0, 12),
)
def test_a_name_is_found_wherever_it_stands_in_a_text(words: list[str], name: str, at: int) -> None:
    assert SEARCH.finds(" ".join([*words[:at], name, *words[at:]]))


@pytest.mark.parametrize(("one", "other"), VECTORS["strict_equal"] + VECTORS["loose_equal"])
def test_what_other_searches_take_for_one_is_one_here(one: str, other: str) -> None:
    assert "".join(bare(words_of(one))) == "".join(bare(words_of(other)))
