"""The way from a paper to its call."""

from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff


def test_the_coordinator_comes_from_the_paper_to_its_call(browser: Browser) -> None:
    call = signoff.open_call()
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert f'href="/calls/{call.id}"' in browser.get(f"/papers/{call.dossier_id}").text


def test_a_member_sees_the_paper_without_the_way_to_the_board(browser: Browser) -> None:
    call = signoff.open_call()
    someone = make.person()
    home = make.organisation()
    make.kept(make.Affiliation(person_id=someone.id, organisation_id=home.id, since=make.LONG_AGO))
    browser.sign_in(someone)
    page = browser.get(f"/papers/{call.dossier_id}")
    assert page.status_code == 200 and f'href="/calls/{call.id}"' not in page.text
