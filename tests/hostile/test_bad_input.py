"""Whatever is sent to any form: a clear answer in the reader's language, nothing half done, nothing typed lost."""

import time
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask import Flask

from advocacy.database import Base, db, session
from tests.conftest import Browser
from tests.hostile.forms import LEAVES, Form, all_forms, enter
from tests.hostile.house import House
from tests.hostile.kept import built

BAD_WORDS = {
    "nothing": "",
    "spaces": "   \u00a0 \u200f ",
    "wrong dates": "31/02/2026",
    "Arabic digits": "٣١/١٢/٢٠٢٦",
    "Eastern digits": "۱۲۳۴۵",
    "no-break spaces": "اسم\u00a0طويل\u202fجدًا",
    "presentation forms": "ﺍﻟﻤﻮﻗﻒ ﻻ",
    "controls": "اسم\x00\x01\x1b‮مقلوب‭\u2066",
    "noncharacters": "\ufffe\U0010ffff\ufeff",
    "markup": "<script>alert(1)</script><b>&amp;{{ 7*7 }}{% raw %}",
    "a formula": '=HYPERLINK("http://x.example")',
    "new lines": "سطر\r\nBcc: x@evil.example\r\n\r\nbody",
    "a huge number": "9" * 30,
    "a negative number": "-1",
    "a path": "../../etc/passwd",
    "percent signs": "%(name)s %s %n {0}",
    "long": "كلمة " * 4_000,
}
ALONE = ("nothing", "controls", "a huge number")
"""What is also typed into each field alone, because a form may stop at its first mistake."""
FORGED = ("", "-1", "999999", "9" * 30, "abc", "\x00")
MAY_CHANGE = {"accounts_try", "drafting_sheet"}
"""Tables that also a refusal writes to: tries are counted, and a text that could not be saved is kept as a sheet."""


@pytest.fixture
def house(app: Flask) -> House:
    return built()


@pytest.fixture
def forms(house: House, browser: Browser, app: Flask) -> dict[str, Form]:
    return all_forms(house, browser, app)


class Kept:
    """The house as it was: copied once, put back after whatever a form changed. SQLite only."""

    def __init__(self) -> None:
        if db.engine.dialect.name != "sqlite":
            pytest.skip("walks on SQLite, where a house is copied in a moment")
        from pysqlite3 import dbapi2

        self._copy = dbapi2.connect(":memory:")
        session.rollback()
        with db.engine.connect() as connection:
            connection.connection.driver_connection.backup(self._copy)
        self._rows = rows(self._copy)
        self._watch = dbapi2.connect(db.engine.url.database)
        self._seen = self._version()

    def changed(self) -> list[str]:
        """The tables in which anything is not as it was."""
        if self._version() == self._seen:  # nobody wrote at all, which is soon asked
            return []
        session.rollback()
        return [name for name, found in rows(self._watch).items() if found != self._rows[name]]

    def _version(self) -> int:
        return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def put_back(self) -> None:
        session.rollback()
        session.expire_all()
        db.engine.dispose()
        with db.engine.connect() as connection:
            self._copy.backup(connection.connection.driver_connection)
        self._seen = self._version()


def rows(connection: Any) -> dict[str, list[Any]]:
    """Per table, everything in it, as the driver reads it: thousands of forms are sent."""
    names = (table.name for table in Base.metadata.sorted_tables if table.name not in MAY_CHANGE)
    return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


@pytest.mark.timeout(600)  # looks at every page for every role: minutes on a busy machine
def test_every_form_is_found_by_these_tests(forms: dict[str, Form], app: Flask) -> None:
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())}
    assert posts - LEAVES - set(forms) == set()


def submissions(form: Form) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """What is sent to it: a name for the attempt, and the fields."""
    yield "no field at all", {}
    for name, words in BAD_WORDS.items():
        yield name, form.data(dict.fromkeys(form.typed, words))
        if name in ALONE and len(form.typed) > 1:
            for one in sorted(form.typed):
                yield f"{name} in {one}", form.data({one: words})
    for field in sorted(form.chosen):
        for value in FORGED:
            yield f"{value!r} for {field}", form.data({field: value})


@pytest.mark.timeout(900)
def test_no_form_breaks_and_no_refusal_changes_anything(forms: dict[str, Form], house: House, browser: Browser) -> None:
    kept, wrong = Kept(), []
    for form in forms.values():
        enter(browser, house.people[form.role])
        for attempt, data in submissions(form):
            began = time.perf_counter()
            try:
                answer = browser.post(form.action, data=data, headers={"Accept-Language": "ar"})
            except Exception as error:
                wrong.append(f"{form.endpoint}: {attempt} → {type(error).__name__}: {str(error)[:200]}")
                kept.put_back()
                continue
            where, page = f"{form.endpoint}: {attempt} → {answer.status_code}", answer.data.decode(errors="replace")
            wrong += [f"{where} took {time.perf_counter() - began:.0f} s"] * (time.perf_counter() - began > 10)
            wrong += [where] * (answer.status_code >= 500)
            wrong += [f"{where} echoes markup"] * ("<script>alert(1)" in page)
            changed = kept.changed()
            if answer.status_code >= 400:
                wrong += [f"{where} changed {changed}"] * bool(changed)
                wrong += [f"{where} has no page in Arabic"] * ('<html lang="ar" dir="rtl"' not in page)
            if answer.status_code in (409, 422):
                wrong += [f"{where} lost {name}" for name in lost(form, data, page)]
            if changed:
                kept.put_back()
                enter(browser, house.people[form.role])
    assert wrong == [], f"{len(wrong)}\n" + "\n".join(wrong)


def lost(form: Form, data: dict[str, list[str]], page: str) -> list[str]:
    """Long texts that were typed and are not on the page of the refusal; those too long to be taken may go."""
    plain = " ".join(unescape(page).split())
    typed = {name: " ".join(data.get(name, [""])[0].split()) for name in form.long}
    return [name for name, words in typed.items() if words.isprintable() and len(words) < 5000 and words not in plain]
