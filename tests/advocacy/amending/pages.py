"""What the tests of the pages of a review do all the time."""

from advocacy.amending import queries
from advocacy.amending.models import Amendment, Window
from advocacy.database import session
from tests.conftest import Browser


def paragraph(window: Window) -> str:
    return queries.base_of(window).blocks[3].id


def page(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.text


def send(browser: Browser, path: str, **form: str) -> str:
    """Send a form that must succeed; returns where it leads."""
    answer = browser.post(path, data=form)
    assert answer.status_code == 303, answer.text
    return answer.location


def again(amendment: Amendment) -> Amendment:
    session.expire_all()
    return session.get_one(Amendment, amendment.id)
