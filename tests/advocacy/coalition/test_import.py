"""A list of organisations comes out of a spreadsheet whole, or not at all."""

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, OrganisationKind
from advocacy.coalition.sheet import rows_of
from advocacy.database import session
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make

PASTED = (
    "الاسم\tName\tKind\tMail\n"
    "مركز سنديان\tSindyan Centre\tمنظمة\toffice@sindyan.example\n"
    "مبادرة نوافذ\tNawafez\tinitiative\t\n"
    "شبكة خيط الضوء\t\tشبكة\n"
)


@pytest.fixture
def sami(browser: Browser) -> Person:
    """The coordinator, signed in."""
    make.coalition()
    someone = make.holder_of(Office.COORDINATOR)
    browser.sign_in(someone)
    return someone


def names() -> list[str]:
    return [house.name_ar for house in session.scalars(select(Organisation).order_by(Organisation.id))]


def test_rows_are_read_with_tabs_commas_or_semicolons() -> None:
    rows = rows_of(PASTED)
    assert [row.kind_value for row in rows] == [
        OrganisationKind.ORGANISATION,
        OrganisationKind.INITIATIVE,
        OrganisationKind.NETWORK,
    ]
    assert [row.name_ar for row in rows_of(PASTED.replace("\t", ","))] == [row.name_ar for row in rows]
    assert [row.name_ar for row in rows_of(PASTED.replace("\t", ";"))] == [row.name_ar for row in rows]
    assert not any(row.wrong for row in rows)


def test_a_quoted_comma_stays_in_its_cell() -> None:
    assert rows_of('"مركز, بيت",Centre')[0].name_ar == "مركز, بيت"


def test_every_row_says_what_is_wrong_with_it() -> None:
    rows = rows_of("مركز سنديان,,,\n,,,x@y.example\nمَركز سنديان,,,\nبيت,,empire,nobody")
    assert [len(row.wrong) for row in rows] == [0, 1, 1, 2]


def test_a_list_is_looked_over_first_and_admitted_then(browser: Browser, sami: Person) -> None:
    page = browser.post("/coalition/import", data={"pasted": PASTED})
    assert page.status_code == 200
    assert 'name="admit"' in page.text
    assert names() == []
    assert browser.post("/coalition/import", data={"pasted": PASTED, "admit": "yes"}).status_code == 303
    assert names() == ["مركز سنديان", "مبادرة نوافذ", "شبكة خيط الضوء"]


def test_admitting_twice_admits_once(browser: Browser, sami: Person) -> None:
    for _tap in range(2):
        page = browser.post("/coalition/import", data={"pasted": PASTED, "admit": "yes"})
    assert page.status_code == 200
    assert len(names()) == 3


def test_one_wrong_row_holds_all_back(browser: Browser, sami: Person) -> None:
    make.organisation("مبادرة نوافذ")
    page = browser.post("/coalition/import", data={"pasted": PASTED, "admit": "yes"})
    assert 'name="admit"' not in page.text
    assert len(names()) == 1


@pytest.mark.parametrize("pasted", ["", "\n\n,,,\n", "م" * 200_000, '"' + "م\n" * 40_000])
def test_nothing_and_too_much_are_refused(browser: Browser, sami: Person, pasted: str) -> None:
    page = browser.post("/coalition/import", data={"pasted": pasted, "admit": "yes"})
    assert page.status_code in (200, 422)
    assert names() == []
