"""Hard cases about names: who is warned, who decides, and what is printed then."""

import pytest
from sqlalchemy import select

from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.ledger.models import Entry
from advocacy.ledger.queries import fact_in
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.publishing.queries import edition_of
from advocacy.signoff.models import Answer, Call
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import publishing, signoff
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.links import link_of

BOX = 'name="knows_few"'


def typed(call: Call, visibility: str, **more: str) -> dict[str, str]:
    return {"seal": call.seal, "choice": "sign", "visibility": visibility, **more}


def link(call: Call, position: int) -> str:
    """The personal link of one organisation on the roll."""
    return link_of(signoff.signatory_of(call.roll[position].organisation))


@pytest.fixture
def call(app: object) -> Call:
    return signoff.open_call(frozen_from(ARABIC, ENGLISH), organisations=5)


def test_N12_one_withheld_name_is_signed_only_by_a_signatory_who_says_that_it_knows(
    browser: Browser, call: Call
) -> None:
    page = browser.get(link(call, 0)).text
    assert BOX in page and "أو اختيار ألا تُحسبوا" in page
    refused = browser.post(link(call, 0), data=typed(call, "withheld"))
    assert refused.status_code == 422
    assert 'id="knows_few-error"' in refused.text and "انتظروا حتى تصير ثلاثة" in refused.text
    assert session.scalars(select(Answer)).all() == []
    assert browser.post(link(call, 0), data=typed(call, "withheld", knows_few="yes")).status_code == 303
    entry = session.scalars(select(Entry).where(Entry.kind == "signoff.answered")).one()
    assert fact_in(entry)["facts"]["few_withheld"] == 1, "the decision is the signatory's and is kept"


def test_N12_from_the_third_on_nobody_is_asked(browser: Browser, call: Call) -> None:
    for position in (0, 1):
        assert browser.post(link(call, position), data=typed(call, "withheld")).status_code == 422
        assert browser.post(link(call, position), data=typed(call, "withheld", knows_few="yes")).status_code == 303
    assert BOX not in browser.get(link(call, 2)).text
    assert browser.post(link(call, 2), data=typed(call, "withheld")).status_code == 303


def test_N12_no_coordinator_can_accept_it_for_the_signatory(browser: Browser, call: Call) -> None:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    organisation = call.roll[0].organisation_id
    data = typed(call, "withheld", knows_few="yes")
    assert browser.post(f"/calls/{call.id}/answer/{organisation}", data=data).status_code in (403, 404)
    assert session.scalars(select(Answer)).all() == []


def test_N12_who_chooses_not_to_be_counted_is_in_no_list_no_number_and_no_outcome(browser: Browser, call: Call) -> None:
    for position, how in enumerate(("public", "public", "public", "uncounted", "uncounted")):
        assert browser.post(link(call, position), data=typed(call, how)).status_code == 303
    closed = session.get_one(Call, call.id, populate_existing=True)
    assert closed.outcome is not None, "everybody has answered"
    assert closed.tally is not None
    assert (closed.tally["sign"], closed.tally["withheld"], closed.tally["uncounted"]) == (3, 0, 2)
    issue = publishing.issued(closed)
    for lang in ("ar", "en"):
        edition = edition_of(issue, lang)
        assert (len(edition.members), edition.withheld, edition.commitments) == (3, 0, ())
    page = browser.get(f"{link(call, 3)}/receipt").text
    assert "لا يُذكر اسم منظمتكم ولا تُحسب" in page


def test_a_name_for_one_language_is_printed_in_its_copies_and_counted_in_the_others(
    browser: Browser, call: Call
) -> None:
    for position, how in enumerate(("public", "only_ar", "only_en", "withheld", "public")):
        data = typed(call, how, knows_few="yes")
        assert browser.post(link(call, position), data=data).status_code == 303
    issue = publishing.issued(session.get_one(Call, call.id), rendered=True)
    own = session.get_one(Organisation, call.roll[1].organisation_id)
    arabic, english = edition_of(issue, "ar"), edition_of(issue, "en")
    assert own.name_ar in [one.name for one in arabic.members]
    assert own.name_en not in [one.name for one in english.members]
    assert [len(arabic.members), arabic.withheld, len(arabic.commitments)] == [3, 2, 2]
    assert [len(english.members), english.withheld, len(english.commitments)] == [3, 2, 2]
    assert {file.lang for file in session.get_one(Issue, issue.id).files} == {"ar", "en", "ar-en"}


def test_the_page_shows_the_very_list_with_the_own_name_in_its_place(browser: Browser, call: Call) -> None:
    for position in (0, 2, 3, 4):
        browser.post(link(call, position), data=typed(call, "public"))
    page = browser.get(link(call, 1)).text
    names = sorted(line.organisation.name_ar for line in call.roll)
    start = page.index('<ul class="list" lang="ar">')
    shown = page[start : page.index("</ul>", start)]
    assert f"<b><bdi>{call.roll[1].organisation.name_ar}</bdi></b>" in shown
    found = [name for name in names if name in shown]
    assert len(found) >= 3 and found == sorted(found, key=shown.index)
    assert "In copies in this language only" in browser.get(f"{link(call, 1)}?lang=en").text


def test_a_text_in_one_language_offers_no_choice_of_languages(browser: Browser) -> None:
    call = signoff.open_call(frozen_from(ARABIC))
    page = browser.get(link(call, 0)).text
    assert 'value="only_' not in page and 'value="uncounted"' in page
    assert browser.post(link(call, 0), data=typed(call, "only_ar")).status_code == 422


def test_the_habit_of_an_organisation_is_chosen_at_first_and_a_habit_without_a_language_is_the_safer_one(
    browser: Browser,
) -> None:
    call = signoff.open_call(frozen_from(ARABIC), organisations=1)
    for habit, at_first in ((Visibility.UNCOUNTED, "uncounted"), (Visibility.ONLY_FR, "withheld")):
        with transaction():
            session.get_one(Organisation, call.roll[0].organisation_id).visibility = habit
        page = browser.get(link(call, 0)).text
        assert f'id="{at_first}" name="visibility" value="{at_first}" checked' in page
