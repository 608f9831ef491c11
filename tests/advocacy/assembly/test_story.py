"""The decision file."""

from flask import Flask
from flask_babel import force_locale

from advocacy.assembly.story import figures_of, story_of
from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.policy import Office as Standing
from tests.conftest import Browser
from tests.make.coalition import group, holder_of, rapporteur
from tests.make.dispatch import package, release
from tests.make.drafting import frozen_dossier
from tests.make.publishing import issued
from tests.make.worker import work_off


def told_of(dossier: Dossier) -> list[str]:
    """The headings of the file."""
    return [event.heading for event in story_of(dossier, "en")]


def test_the_file_tells_the_whole_life_in_order(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("en"):
        issue = issued()
        release(package(issue))
        work_off()
        headings = told_of(session.get_one(Dossier, issue.dossier_id))
        wanted = (
            "The member organisations were called to sign",
            "Adopted by the coalition's rule",
            "A package for 1 office was prepared",
            "The package was released by a second person",
        )
        places = [headings.index(heading) for heading in wanted]
        assert places == sorted(places)
        assert any(heading.startswith("Issued as ") for heading in headings)
        assert any(heading.startswith("Sent to ") for heading in headings)


def test_the_file_tells_who_wrote_what_and_when_it_was_frozen(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("en"):
        frozen = frozen_dossier()
        headings = told_of(session.get_one(Dossier, frozen.id))
        assert headings[0] == "The paper was begun"
        assert "Arabic text, revision 1" in headings
        assert headings[-1] == "The text was frozen for sign-off"


def test_a_withheld_name_and_its_person_are_not_in_the_file(app: Flask, browser: Browser) -> None:
    issue = issued(withheld=1)
    dossier = session.get_one(Dossier, issue.dossier_id)
    hidden = [answer for answer in issue.call.answers if answer.visibility is Visibility.WITHHELD]
    assert hidden
    browser.sign_in(holder_of(Standing.OVERSIGHT))
    page = browser.get(f"/papers/{dossier.id}/decision-file").text
    for answer in hidden:
        assert answer.organisation.name_ar not in page
        assert answer.person.name_ar not in page
    assert "حُجب اسمها" in page


def test_the_figures_add_up_to_those_asked(app: Flask) -> None:
    with app.test_request_context("/"):
        issue = issued()
        figures = figures_of(session.get_one(Dossier, issue.dossier_id))
        asked, *others = [int(value) for value, _label in figures]
        assert asked == sum(others)


def test_the_file_can_be_printed(app: Flask, browser: Browser) -> None:
    issue = issued()
    browser.sign_in(holder_of(Standing.OVERSIGHT))
    answer = browser.get(f"/papers/{issue.dossier_id}/decision-file.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")


def test_an_outsider_reads_no_decision_file(app: Flask, browser: Browser) -> None:
    issue = issued()
    for address in (f"/papers/{issue.dossier_id}/decision-file", f"/papers/{issue.dossier_id}/decision-file.pdf"):
        browser.sign_in(rapporteur(group()))
        assert browser.get(address).status_code == 403
