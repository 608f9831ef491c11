"""A translation is kept in step block by block, while the source moves and while others write in it."""

from dataclasses import replace

import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.coalition.models import Group, GroupRole
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier, Version
from advocacy.drafting.queries.languages import Pair, SideBySide
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.models import Entry
from advocacy.policy import Office
from papers.canonical import block_digest, line_digest
from papers.model import Paper, direction_of
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, live


@pytest.fixture
def group(app: Flask) -> Group:
    make.coalition()
    return make.group()


@pytest.fixture
def sami(group: Group) -> Person:
    return make.rapporteur(group, role=GroupRole.TRANSLATOR)


@pytest.fixture
def dossier(group: Group) -> Dossier:
    return drafting.dossier(group)


def version(dossier: Dossier, lang: str = "en") -> Version:
    session.expire_all()
    found = session.get_one(Dossier, dossier.id).version_in(lang)
    assert found
    return found


def text(dossier: Dossier, lang: str = "en") -> Paper:
    return queries.paper_of(queries.get_head(version(dossier, lang)))


def move_source(dossier: Dossier, old: str = "أسر كثيرة", new: str = "مئات الأسر") -> None:
    """Somebody changes the source, and the translation is not told."""
    drafting.write(dossier, "ar", drafting.AR.replace(old, new))


def beside(dossier: Dossier) -> SideBySide:
    return queries.side_by_side(version(dossier))


def only_open(dossier: Dossier) -> Pair:
    (pair,) = beside(dossier).open
    return pair


def translate(dossier: Dossier, pair: Pair, words: str, *, confirm: bool = True, by: Person | None = None) -> None:
    with transaction():
        seen = pair.seen if confirm else ""
        actions.translate_block(version(dossier), pair.id, words, base=pair.digest, seen=seen, by=by)


def test_a_changed_source_leaves_one_block_behind_and_shows_what_changed(dossier: Dossier) -> None:
    assert beside(dossier).open == ()
    move_source(dossier)
    pair = only_open(dossier)
    assert pair.state == "behind"
    assert [(part.op, part.text.strip()) for part in pair.change if part.op != "same"] == [
        ("removed", "أسر كثيرة"),
        ("added", "مئات الأسر"),
    ]


def test_a_block_is_translated_in_place_and_is_in_step_again(dossier: Dossier, sami: Person) -> None:
    move_source(dossier)
    translate(dossier, only_open(dossier), "Hundreds of families still wait, against [@CED, art. 24].", by=sami)
    assert beside(dossier).open == ()
    assert "Hundreds of families" in queries.source_of(queries.get_head(version(dossier)))
    assert queries.get_head(version(dossier)).author_id == sami.id


def test_saving_without_confirming_leaves_the_block_amber(dossier: Dossier) -> None:
    move_source(dossier)
    translate(dossier, only_open(dossier), "Half a sentence", confirm=False)
    assert only_open(dossier).state == "behind"


def test_a_source_that_moved_while_somebody_translated_is_behind_again_with_the_newer_change(dossier: Dossier) -> None:
    move_source(dossier)
    seen = only_open(dossier)
    move_source(dossier, new="ألوف الأسر")
    translate(dossier, seen, "Hundreds of families still wait.")
    pair = only_open(dossier)
    assert [part.text.strip() for part in pair.change if part.op != "same"] == ["مئات", "ألوف"]


def test_nobody_confirms_words_that_never_stood_in_the_source(dossier: Dossier) -> None:
    move_source(dossier)
    pair = only_open(dossier)
    with transaction():
        actions.confirm_blocks(version(dossier), {pair.id: "0" * 64, "nowhere": pair.seen}, by=None)
    assert only_open(dossier).state == "behind" and only_open(dossier).change == pair.change
    with transaction():
        actions.confirm_blocks(version(dossier), {pair.id: pair.seen}, by=None)
    assert beside(dossier).open == ()


def test_of_two_who_translate_one_block_the_second_is_shown_the_words_of_the_first(dossier: Dossier) -> None:
    move_source(dossier)
    pair = only_open(dossier)
    translate(dossier, pair, "The first translation")
    with pytest.raises(actions.BlockMoved) as refused, transaction():
        actions.translate_block(version(dossier), pair.id, "The second", base=pair.digest, by=None)
    assert refused.value.theirs == "The first translation"
    with transaction():
        actions.translate_block(version(dossier), pair.id, "The second", base=refused.value.digest, by=None)
    assert "The second" in queries.source_of(queries.get_head(version(dossier)))


def test_a_block_that_is_missing_is_put_where_its_source_stands(dossier: Dossier) -> None:
    drafting.write(dossier, "ar", drafting.AR.replace("## موقفنا", "فقرة جديدة بين الاثنتين.\n\n## موقفنا"))
    pair = only_open(dossier)
    assert pair.state == "missing"
    translate(dossier, pair, "A new paragraph between the two.")
    assert [block.id for block in text(dossier).blocks] == [block.id for block in text(dossier, "ar").blocks]
    assert beside(dossier).open == ()


def test_a_block_without_a_source_is_taken_out_by_an_empty_form_and_no_other_is(dossier: Dossier) -> None:
    source = drafting.EN.replace("## Our position", "Nobody wrote this in Arabic.\n\n## Our position")
    drafting.write(dossier, "en", source)
    extra = only_open(dossier)
    assert extra.state == "extra"
    kept = next(pair for pair in beside(dossier).pairs if not pair.is_line)
    with pytest.raises(BadInput):
        translate(dossier, kept, "  ")
    translate(dossier, extra, "", confirm=False)
    assert beside(dossier).open == ()


@pytest.mark.parametrize("words", ["", "One.\n\nTwo.", "## A heading", "!! We demand that x: y | Due: soon"])
def test_one_block_of_the_same_kind_stands_beside_one_block(dossier: Dossier, words: str) -> None:
    move_source(dossier)
    with pytest.raises(BadInput) as refused:
        translate(dossier, only_open(dossier), words)
    assert set(refused.value.fields) == {"source"}


def test_title_and_position_are_translated_in_place_too(dossier: Dossier) -> None:
    before = text(dossier)
    with transaction():
        actions.translate_block(version(dossier), "position", "A right.", base=line_digest(before.position), by=None)
    assert text(dossier).position == "A right."
    with pytest.raises(actions.BlockMoved), transaction():
        actions.translate_block(version(dossier), "position", "Other", base=line_digest(before.position), by=None)
    with pytest.raises(BadInput), transaction():
        actions.translate_block(version(dossier), "title", " ", base=line_digest(before.title), by=None)


def test_a_changed_position_of_the_source_is_amber_with_its_change_until_it_is_confirmed(
    dossier: Dossier, sami: Person, browser: Browser
) -> None:
    move_source(dossier, "وليست منحة", "لا منحة")
    pair = only_open(dossier)
    assert (pair.id, pair.state) == ("position", "behind")
    address = f"/papers/{dossier.id}/text/en/beside"
    page = browser.sign_in(sami).get(f"{address}?show=open").text
    assert '<section class="pair behind" id="at-position" aria-label="الموقف">' in page
    assert "وليست</del>" in page and "لا</ins>" in page
    assert queries.stale(version(dossier)) == ("position",)
    seen = {"name": "position", "base": pair.digest, "seen": pair.seen, "do": "confirm"}
    assert browser.post(address, data={**seen, "source": "A right, no favour."}).status_code == 303
    assert beside(dossier).open == () and text(dossier).position == "A right, no favour."
    assert browser.post(address, data={**seen, "source": "Other"}).status_code == 409
    with transaction():
        written = queries.source_of(queries.get_head(version(dossier))).replace("Many families", "Some families")
        head = version(dossier).head
        actions.save_revision(version(dossier), written, base=head, reason="", by=None, align=())
    assert beside(dossier).open == (), "what was confirmed stays confirmed when the text is written as a whole"
    move_source(dossier, "وليست منحة", "ولا منحة")
    editor = browser.get(f"/papers/{dossier.id}/text/en/edit").text
    assert '<button class="button quiet small" name="align" value="position">' in editor


def test_what_differs_between_the_texts_as_wholes_stands_above_the_blocks(
    dossier: Dossier, sami: Person, browser: Browser
) -> None:
    drafting.write(dossier, "en", drafting.EN.rpartition("\n!! ")[0])
    page = browser.sign_in(sami).get(f"/papers/{dossier.id}/text/en/beside").text
    assert '<ul class="gaps" id="whole"><li class="hint"><bdi>عدد المطالب هنا: 2؛ وفي الأصل: 3.</bdi>' in page


def test_the_page_can_show_only_where_the_two_visibly_differ(dossier: Dossier, sami: Person, browser: Browser) -> None:
    drafting.write(
        dossier, "en", drafting.EN.replace("for two years", "for 2 years").replace("not a favour", "of 2026")
    )
    address = f"/papers/{dossier.id}/text/en/beside"
    page = browser.sign_in(sami).get(f"{address}?show=differs").text
    assert page.count('<section class="pair aligned"') == 2 and 'id="at-position"' in page
    assert "ما يختلف <bdi>2</bdi>" in page
    drafting.write(dossier, "en", drafting.EN)
    assert "لا يختلف شيء ممّا تراه الآلة." in browser.get(f"{address}?show=differs").text


def test_words_of_the_source_that_nobody_translated_are_told_and_not_confirmed_with_the_rest(
    dossier: Dossier, sami: Person, browser: Browser
) -> None:
    with transaction():
        actions.add_language(session.get_one(Dossier, dossier.id), "fr", by=None)
    address = f"/papers/{dossier.id}/text/fr/beside"
    browser.sign_in(sami)
    pairs = {pair.id: pair for pair in queries.side_by_side(version(dossier, "fr")).pairs}
    for name, words in (("title", "Le droit des familles"), ("position", "Un droit.")):
        data = {"name": name, "base": pairs[name].digest, "source": words, "do": "save"}
        assert browser.post(address, data=data).status_code == 303
    page = browser.get(address).text
    assert page.count("ما زالت بكلمات الأصل") == len(pairs) - 2
    together = page[page.index('<form class="actions"') :]
    assert [name in together for name in pairs] == [name in ("title", "position") for name in pairs]


def test_each_side_says_its_language_and_the_translation_can_be_written_together(
    dossier: Dossier, sami: Person, browser: Browser
) -> None:
    page = browser.sign_in(sami).get(f"/papers/{dossier.id}/text/en/beside").text
    assert page.count('<p class="tongue small soft">العربية · المعتمد</p>') == len(beside(dossier).pairs)
    assert page.count('<p class="tongue small soft">الإنكليزية</p>') == len(beside(dossier).pairs)
    assert f'<a href="/papers/{dossier.id}/text/en/live">' in page


def test_the_text_that_is_written_together_follows_and_loses_no_keystroke(app: Flask, dossier: Dossier) -> None:
    writer = make.rapporteur(session.get_one(Dossier, dossier.id).group, "writer")
    paper = live.shared(session.get_one(Dossier, dossier.id), "en")
    with live.relay(app) as relay:
        editor = live.Editor(relay.port, paper.text, writer).come()
        editor.settle()
        editor.type("Typed live. ", 0)
        editor.settle()
    session.rollback()
    move_source(dossier)
    pair = only_open(dossier)
    translate(dossier, pair, "Hundreds of families still wait.")
    shared = queries.live_paper(version(dossier))
    assert shared
    assert "Typed live." in shared.paper.title and text(dossier).title == shared.paper.title
    assert block_digest(next(block for block in shared.paper.blocks if block.id == pair.id)) == only_digest(
        dossier, pair
    )
    assert beside(dossier).open == ()


def only_digest(dossier: Dossier, pair: Pair) -> str:
    return next(block_digest(block) for block in text(dossier).blocks if block.id == pair.id)


def test_glossary_and_official_titles_are_asked_for(dossier: Dossier) -> None:
    words = "نعمل من أجل السلم الأهلي وفق اتفاقية حقوق الطفل."
    move_source(dossier, "ما زالت أسر كثيرة تنتظر خبرًا عن أحبّتها، خلافًا لما تقرّه [@CED المادة 24].", words)
    translate(dossier, only_open(dossier), "We work for harmony under the treaty on children.")
    pair = next(pair for pair in beside(dossier).pairs if pair.terms)
    wanted = {term.names["en"][0] for term in pair.terms}
    assert "civil peace" in wanted and "Convention on the Rights of the Child" in wanted
    translate(dossier, pair, "We work for civil peace under the Convention on the Rights of the Child.")
    assert [term.names for pair in beside(dossier).pairs for term in pair.terms] == []


def test_another_language_becomes_authoritative_with_a_reason_that_stays(dossier: Dossier) -> None:
    move_source(dossier)
    behind = only_open(dossier).id
    with pytest.raises(BadInput), transaction():
        actions.change_authoritative(session.get_one(Dossier, dossier.id), "en", " ", by=None)
    with pytest.raises(BadInput), transaction():
        actions.change_authoritative(session.get_one(Dossier, dossier.id), "ar", "لأن", by=None)
    with transaction():
        actions.change_authoritative(session.get_one(Dossier, dossier.id), "en", "صيغت أولًا بالإنكليزية", by=None)
    assert queries.stale(version(dossier, "en")) == ()
    assert queries.stale(version(dossier, "ar")) == (behind,)
    entry = session.query(Entry).filter_by(kind="drafting.authoritative_changed").one()
    assert entry.facts["lang"] == "en" and entry.facts["before"] == "ar"


def test_a_frozen_text_is_translated_no_more(dossier: Dossier) -> None:
    drafting.freeze(dossier)
    pair = beside(dossier).pairs[0]
    with pytest.raises(RuleBroken):
        translate(dossier, pair, "## Too late")
    with pytest.raises(RuleBroken), transaction():
        actions.change_authoritative(session.get_one(Dossier, dossier.id), "en", "لأن", by=None)


def test_kurmanji_stands_left_to_right_beside_arabic(dossier: Dossier, sami: Person, browser: Browser) -> None:
    with transaction():
        actions.add_language(session.get_one(Dossier, dossier.id), "kmr", by=sami)
    page = browser.sign_in(sami).get(f"/papers/{dossier.id}/text/kmr/beside").text
    assert direction_of("kmr") == "ltr"
    assert 'lang="kmr" dir="ltr"' in page and 'class="text" lang="ar" dir="rtl"' in page
    assert 'class="text" lang="kmr"' not in page, "words that are still those of the source are read as the source is"
    browser.post(f"/papers/{dossier.id}/text/kmr/beside", data={"name": "subtitle", "source": "Maf", "base": ""})
    assert 'class="text" lang="kmr" dir="ltr"' in browser.get(f"/papers/{dossier.id}/text/kmr/beside").text


def test_the_page_shows_only_what_waits_and_takes_a_block_without_a_script(
    dossier: Dossier, sami: Person, browser: Browser
) -> None:
    move_source(dossier)
    pair = only_open(dossier)
    address = f"/papers/{dossier.id}/text/en/beside"
    page = browser.sign_in(sami).get(f"{address}?show=open").text
    assert page.count('<section class="pair behind"') == 1 and 'class="pair aligned"' not in page
    assert "أسر كثيرة</del>" in page and "مئات الأسر</ins>" in page
    form = {"name": pair.id, "base": pair.digest, "seen": pair.seen, "show": "open"}
    refused = browser.post(address, data=form | {"source": "One.\n\nTwo.", "do": "confirm"})
    assert (refused.status_code == 400 and "One.\r\n\r\nTwo." in refused.text) or "One.\n\nTwo." in refused.text
    kept = browser.post(address, data=form | {"source": "Hundreds of families wait.", "do": "confirm"})
    assert kept.status_code == 303 and kept.location.endswith(f"show=open#at-{pair.id}")
    assert beside(dossier).open == ()


def test_a_lost_update_shows_both_and_the_second_try_goes_through(
    dossier: Dossier, sami: Person, browser: Browser
) -> None:
    move_source(dossier)
    pair = only_open(dossier)
    translate(dossier, pair, "The first translation")
    address = f"/papers/{dossier.id}/text/en/beside"
    form = {"name": pair.id, "base": pair.digest, "seen": pair.seen, "source": "Mine", "do": "save"}
    page = browser.sign_in(sami).post(address, data=form)
    assert page.status_code == 409
    assert "The first translation</pre>" in page.text and "Mine</textarea>" in page.text
    base = only_digest(dossier, pair)
    assert f'name="base" value="{base}"' in page.text
    assert browser.post(address, data=form | {"base": base}).status_code == 303
    assert only_digest(dossier, pair) != base


def test_all_that_is_shown_is_confirmed_at_once(dossier: Dossier, sami: Person, browser: Browser) -> None:
    drafting.write(dossier, "ar", drafting.AR.replace("أسر كثيرة", "مئات").replace("أهلي", "دائم"))
    seen = {f"seen-{pair.id}": pair.seen for pair in beside(dossier).open}
    assert len(seen) == 2
    answer = browser.sign_in(sami).post(f"/papers/{dossier.id}/text/en/beside/confirm", data=seen)
    assert answer.status_code == 303 and beside(dossier).open == ()


def test_whoever_may_only_read_writes_nothing(dossier: Dossier, browser: Browser) -> None:
    reader = make.holder_of(Office.OVERSIGHT, "reader")
    address = f"/papers/{dossier.id}/text/en/beside"
    page = browser.sign_in(reader).get(address)
    assert page.status_code == 200 and "<textarea" not in page.text
    assert browser.post(address, data={"name": "title", "source": "x"}).status_code == 403
    assert browser.post(f"{address}/confirm").status_code == 403
    assert browser.get(f"/papers/{dossier.id}/authority").status_code == 403
    assert browser.get(f"/papers/{dossier.id}/text/ar/beside").status_code == 404


def test_a_translator_finds_at_home_what_is_behind_in_their_languages(
    dossier: Dossier, sami: Person, browser: Browser
) -> None:
    move_source(dossier)
    link = f'href="/papers/{dossier.id}/text/en/beside?show=open"'
    assert link in browser.sign_in(sami).get("/home").text
    profile = {"name_ar": "سامي", "lang": "ar", "timezone": "Asia/Damascus"}
    assert browser.post("/account/profile", data=profile | {"tongue": ["kmr"]}).status_code == 303
    assert link not in browser.get("/home").text
    assert browser.post("/account/profile", data=profile | {"tongue": ["en", "kmr", "xx"]}).status_code == 303
    assert session.get_one(Person, sami.id).tongues == ["en", "kmr"]
    assert link in browser.get("/home").text


def test_the_page_for_passing_the_authority_asks_why(dossier: Dossier, group: Group, browser: Browser) -> None:
    rim = make.rapporteur(group, "rim")
    address = f"/papers/{dossier.id}/authority"
    assert browser.sign_in(rim).get(address).status_code == 200
    refused = browser.post(address, data={"lang": "en", "reason": ""})
    assert refused.status_code == 422 and 'id="reason-error"' in refused.text
    assert browser.post(address, data={"lang": "en", "reason": "لأن"}).status_code == 303
    assert session.get_one(Dossier, dossier.id).authoritative == "en"


def test_a_paper_in_one_language_has_nothing_beside_it(dossier: Dossier) -> None:
    with pytest.raises(LookupError):
        queries.side_by_side(version(dossier, "ar"))
    with pytest.raises(RuleBroken), transaction():
        actions.confirm_blocks(version(dossier, "ar"), {}, by=None)


def test_what_changed_long_ago_is_looked_for_and_not_invented(dossier: Dossier) -> None:
    source, english = text(dossier, "ar"), text(dossier)
    strange = replace(english, aligned=tuple({**dict(english.aligned), source.blocks[0].id: "f" * 64}.items()))
    with transaction():
        actions.set_text(version(dossier), strange, reason="", by=None)
    pair = only_open(dossier)
    assert pair.state == "behind" and pair.change == ()
