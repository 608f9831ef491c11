"""The consultation log of a paper holds counts and no names, stands still with the text, and prints one line."""

import pytest

from advocacy.accounts.models import Person
from advocacy.assembly.story import story_of
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting.models import Dossier
from advocacy.errors import RuleBroken
from advocacy.evidence import actions, queries
from advocacy.evidence.models import Consultation
from advocacy.policy import Office
from advocacy.publishing.queries import edition_of
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, evidence, publishing


@pytest.fixture
def dossier(group: Group) -> Dossier:
    return drafting.dossier(group)


def test_the_line_counts_what_shall_be_printed_in_each_language(dossier: Dossier) -> None:
    evidence.consulted(dossier)
    evidence.consulted(dossier, people=9, women=None, men=None, printed=False)
    assert "40 شخصًا (النساء: 22، الرجال: 18)" in queries.method_of(dossier, "ar")
    assert queries.method_of(dossier, "en").endswith("in: Aleppo, Damascus.")


def test_a_frozen_text_keeps_its_log_as_it_is(dossier: Dossier) -> None:
    row = evidence.consulted(dossier)
    drafting.freeze(dossier)
    with pytest.raises(RuleBroken):
        evidence.consulted(dossier)
    with pytest.raises(RuleBroken), transaction():
        actions.drop_consultation(session.get_one(Consultation, row.id), by=None)


def test_the_issue_prints_the_line_in_every_language(group: Group, dossier: Dossier) -> None:
    evidence.consulted(dossier)
    drafting.freeze(dossier)
    issue = publishing.issued(publishing.adopted_call(session.get_one(Dossier, dossier.id)), rendered=False)
    assert "مشاورة 40" in edition_of(issue, "ar").method
    assert "consulting 40 people" in edition_of(issue, "en").method


def test_the_log_is_kept_without_a_script_and_says_what_is_wrong(
    dossier: Dossier, rim: Person, browser: Browser
) -> None:
    address = f"/papers/{dossier.id}/consultations"
    browser.sign_in(rim)
    sent = {"way": "survey", "first": "01/03/2026", "people": "٤٠", "women": "22", "men": "18", "printed": "yes"}
    refused = browser.post(address, data=sent | {"men": "99", "last": "01/02/2026"})
    assert refused.status_code == 422
    assert 'id="people-error"' in refused.text and 'id="last-error"' in refused.text and 'value="99"' in refused.text
    assert browser.post(address, data=sent | {"people": "0"}).status_code == 422
    assert browser.post(address, data=sent).status_code == 303
    (row,) = session.query(Consultation)
    assert (row.people, row.first, row.printed) == (40, row.last, True)
    assert "مشاورة 40 شخصًا" in browser.get(address).text
    assert browser.post(f"{address}/{row.id}/drop").status_code == 303
    assert session.query(Consultation).count() == 0
    assert browser.post(f"{address}/{row.id}/drop").status_code == 404


def test_whoever_only_reads_does_not_write_the_log(dossier: Dossier, browser: Browser) -> None:
    board = make.holder_of(Office.BOARD, "board")
    address = f"/papers/{dossier.id}/consultations"
    page = browser.sign_in(board).get(address)
    assert page.status_code == 200 and 'name="people"' not in page.text
    assert browser.post(address, data={}).status_code == 403


def test_the_decision_file_tells_of_consultations_links_and_lost_consent(dossier: Dossier, rim: Person) -> None:
    evidence.consulted(dossier, by=rim)
    link = evidence.link(dossier, evidence.source(dossier.group, by=rim), by=rim)
    with transaction():
        actions.withdraw_consent(session.merge(link.source), by=rim)
    told = "\n".join(event.heading for event in story_of(session.get_one(Dossier, dossier.id), "ar"))
    for words in ("استُشير", "أُسند مقطع إلى المصدر", "سُحبت الموافقة على المصدر"):
        assert words in told
