"""The coalition keeps its own glossary, in every language of its papers; translations are compared with it."""

import pytest

from advocacy.coalition.models import Group, GroupRole
from advocacy.database import session, transaction
from advocacy.drafting import actions as drafting_acts
from advocacy.drafting import queries as drafting_reads
from advocacy.drafting.models import Dossier
from advocacy.library import queries
from advocacy.library.models import Term
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting

WARNS = "ذُكرت عدة أطراف معًا"


@pytest.fixture
def coordinator(browser: Browser, group: Group) -> Browser:
    return browser.sign_in(make.holder_of(Office.COORDINATOR))


def add(browser: Browser, ar: str, *, is_party: bool = True, **words: str) -> int:
    """A term that the coordinator adds on the page of the glossary."""
    typed = {"ar": ar, **words, **({"is_party": "yes"} if is_party else {})}
    answer = browser.post("/library/glossary/new", data=typed)
    assert answer.status_code == 303
    return int(answer.location.rpartition("#term-")[2])


def translated(group: Group, browser: Browser, ar: str, kmr: str) -> Dossier:
    """A paper with that paragraph in Arabic and in Kurmanji."""
    dossier = drafting.dossier(group, ar=drafting.AR.replace("\n!! ", f"\n{ar}\n\n!! ", 1), en=None)
    with transaction():
        drafting_acts.add_language(session.get_one(Dossier, dossier.id), "kmr", by=None)
    with transaction():
        version = session.get_one(Dossier, dossier.id).version_in("kmr")
        assert version
        pair = next(one for one in drafting_reads.side_by_side(version).pairs if ar[:20] in str(one.source))
        drafting_acts.translate_block(version, pair.id, kmr, base=pair.digest, seen=pair.seen, by=None)
    browser.sign_in(make.rapporteur(group, "azad", role=GroupRole.TRANSLATOR))
    return dossier


def test_a_party_that_was_added_must_be_named_in_the_kurmanji_text_too(
    coordinator: Browser, group: Group, browser: Browser
) -> None:
    add(coordinator, "لجنة الوادي", kmr="Komîteya Geliyê")
    add(coordinator, "شهر العسل", is_party=False, kmr="meha hingivîn")
    dossier = translated(group, browser, "قالت لجنة الوادي إن شهر العسل انتهى.", "Wan got ku qediya.")
    page = browser.get(f"/papers/{dossier.id}/text/kmr/beside?lang=en").text
    assert "Other parties are named: — here, لجنة الوادي in the source." in page
    assert "“شهر العسل” is “meha hingivîn”" in page
    assert '<span class="term">شهر العسل</span>' in page


def test_parties_named_together_are_hinted_at_in_a_language_without_the_sentence_of_the_charter(
    coordinator: Browser, group: Group, browser: Browser
) -> None:
    add(coordinator, "لجنة الوادي", kmr="Komîteya Geliyê")
    add(coordinator, "لجنة الجبل", kmr="Komîteya Çiyê")
    words = "Komîteya Geliyê û Komîteya Çiyê binpêkirin kirin."
    dossier = translated(group, browser, "ارتكبت لجنة الوادي ولجنة الجبل انتهاكات.", words)
    page = browser.get(f"/papers/{dossier.id}/open").text
    assert page.count(WARNS) == 2 and page.count("/clause") == 1, "the sentence is offered where there is one"
    with transaction():
        version = session.get_one(Dossier, dossier.id).version_in("ar")
        assert version
        clause = drafting_acts.offer_clause(version, by=make.rapporteur(group, "rana"))
        drafting_acts.accept_suggestions(version, [clause.id], by=make.rapporteur(group, "rula"))
    assert browser.get(f"/papers/{dossier.id}/open").text.count(WARNS) == 1, "the translation does not say it yet"
    with transaction():
        version = session.get_one(Dossier, dossier.id).version_in("kmr")
        assert version
        pair = next(one for one in drafting_reads.side_by_side(version).pairs if one.state == "missing")
        drafting_acts.translate_block(version, pair.id, "Ev nayê wê wateyê.", base="", seen=pair.seen, by=None)
    assert WARNS not in browser.get(f"/papers/{dossier.id}/open").text


def test_a_term_is_corrected_and_bad_input_changes_nothing(coordinator: Browser) -> None:
    number = add(coordinator, "لجنة الوادي", en="Valley Committee")
    address = f"/library/glossary/{number}"
    assert 'value="Valley Committee"' in coordinator.get(address).text
    empty = coordinator.post(address, data={"ar": "", "en": "Valley Panel"})
    assert empty.status_code == 422 and 'value="Valley Panel"' in empty.text and 'id="ar-error"' in empty.text
    add(coordinator, "لجنة الجبل", en="Mountain Committee")
    twice = coordinator.post(address, data={"ar": "لجنة الجبل", "en": "Mountain Committee"})
    assert twice.status_code == 422 and session.get_one(Term, number).ar == "لجنة الوادي"
    assert coordinator.post(address, data={"ar": "لجنة الوادي", "ckb": "لیژنەی دۆڵ"}).status_code == 303
    session.expire_all()
    assert queries.names_of_term(session.get_one(Term, number))["ckb"] == ("لیژنەی دۆڵ",)
    assert [term.id for term in queries.search("لیژنەی").terms] == [number]
    assert "Kurmancî" in coordinator.get("/library/glossary").text
    assert number not in [term.id for term in session.query(Term) if term.field == "party"]


def test_whoever_only_reads_the_library_does_not_write_the_glossary(browser: Browser, group: Group) -> None:
    browser.sign_in(make.rapporteur(group))
    assert "/library/glossary/new" not in browser.get("/library/glossary").text
    assert browser.get("/library/glossary/new").status_code == 403
    assert browser.post("/library/glossary/new", data={"ar": "س"}).status_code == 403
    assert browser.get("/library/glossary/1").status_code == 403
