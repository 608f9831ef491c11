"""Forged addresses: ids that no database holds, words that our functions could take for orders, others' hosts."""

import pytest
from flask import Flask

from advocacy.accounts.rules import safe_target
from advocacy.coalition.rules import logo_type
from advocacy.mail import KeptMail
from advocacy.policy import Office
from tests.conftest import Browser
from tests.hostile.forms import enter
from tests.hostile.house import House, addresses_of
from tests.hostile.kept import built
from tests.make import coalition as make
from tests.make.worker import work_off

QUERIES = (
    "_scheme=javascript",
    "_external=1&_scheme=javascript",
    "_anchor=x&_method=POST",
    "endpoint=static&self=1",
    "call_id=abc&dossier_id=x&issue_id=&organisation_id=-1&office_id=x&package_id=x&lang=xx&key=",
    "q=%00&code=%00&kind=%00&after=%00",
    "campaign=99999999999999999999&year=99999999999999999999&group=99999999999999999999&number=9",
    "old=99999999999999999999&new=-1&text=%00&office=99999999999999999999",
    "q=%ED%A0%80%FF&kind=%27%22%3E%3Cscript%3E&status=%27&year=-1&campaign=-1",
    "q=" + "%25_" * 2000,
    "after=//[&text=../../x",
    "kind=opt_in&status=member&q=%28%28%28%5B*&way=zzz&reads=zzz&page=-1",
)


@pytest.fixture
def house(app: Flask) -> House:
    return built()


@pytest.mark.parametrize("query", QUERIES)
def test_no_page_breaks_on_a_forged_query(query: str, house: House, browser: Browser, app: Flask) -> None:
    wrong = []
    for role in ("coordinator", "nobody"):
        enter(browser, house.people[role])
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or set()) or rule.rule.endswith(".pdf") or rule.endpoint == "static":
                continue
            address = f"{next(addresses_of(rule, house, app))}?{query}"
            try:
                answer = browser.get(address)
            except Exception as error:
                wrong.append(f"{address} → {type(error).__name__} {str(error)[:100]}")
                continue
            wrong += [f"{address} → {answer.status_code}"] * (answer.status_code >= 500)
            if answer.mimetype == "text/html":
                wrong += [f"{address} leads to a script"] * ('href="javascript' in answer.text)
    assert wrong == []


@pytest.mark.parametrize(
    "number", ["0", "2147483648", "9" * 30, "-1", "1e3", "١", "%00", "1%00", "..%2f..", "a" * 5000]
)
def test_no_address_breaks_on_a_forged_part(number: str, house: House, browser: Browser, app: Flask) -> None:
    browser.sign_in(house.people["coordinator"])
    wrong = []
    for rule in app.url_map.iter_rules():
        for name in sorted(rule.arguments):
            address = next(addresses_of(rule, house, app))
            value = str(house.values[name][0])
            address = "".join(address.rpartition(value)[:1]) + number + address.rpartition(value)[2]
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                if rule.endpoint.startswith("accounts.leave"):
                    continue
                try:
                    status = browser.open(address, method=method).status_code
                except Exception as error:
                    wrong.append(f"{method} {address} → {type(error).__name__} {str(error)[:100]}")
                    continue
                wrong += [f"{method} {address} → {status}"] * (status >= 500)
    assert wrong == []


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "//[", "http://[", "/\t/evil", " /x"],
)
def test_signing_in_leads_to_no_other_site(path: str, browser: Browser) -> None:
    person = make.person()
    browser.sign_in(person)
    assert safe_target(path) == ""
    answer = browser.get("/account/enter", query_string={"after": path})
    assert (answer.status_code, answer.location) == (303, "/home")


def test_links_in_mails_do_not_follow_the_host_that_somebody_asked_for(browser: Browser, mail: KeptMail) -> None:
    person = make.person()
    browser.post("/account/link", data={"login": person.login}, headers={"Host": "evil.example"})
    browser.post("/account/link", data={"login": person.login}, headers={"X-Forwarded-Host": "evil.example"})
    work_off()
    assert mail.sent
    assert all("evil.example" not in message.as_string() for message in mail.sent)


@pytest.mark.parametrize(
    "name", ["../config.py", "..%2f..%2fconfig.py", "%2e%2e/keys", "/etc/passwd", "....//x", "a\\..\\b"]
)
def test_no_download_leads_out_of_its_folder(name: str, browser: Browser, house: House) -> None:
    browser.sign_in(house.people["coordinator"])
    reference = house.values["reference"][0]
    for folder in ("/static/", f"/p/{reference}/", f"/issues/{house.issue.id}/files/"):
        assert browser.get(folder + name).status_code in (400, 404, 308), folder


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script>",
        "<a href='javascript:alert(1)'>x</a>",
        "<g\nonclick ='x'/>",
        "<style>\\40 import 'http://x.example'</style>",
        "<rect style='fill:\\75 rl(http://x.example)'/>",
        "<rect fill='&#117;rl(http://x.example)'/>",
        "<animateTransform attributeName='x'/>",
        "<foreignObject/>",
        "<image xlink:HREF='http://x.example'/>",
    ],
)
def test_a_logo_in_which_something_runs_or_is_fetched_is_not_taken(inside: str) -> None:
    assert logo_type(f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>".encode()) is None
    assert logo_type(b"<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>") == "image/svg+xml"


def test_a_logo_is_handed_out_where_no_script_runs(browser: Browser) -> None:
    make.coalition()
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    answer = browser.get("/coalition/logo")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"].split("script-src")[1].split(";")[0]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
