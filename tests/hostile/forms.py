"""Every form that the house shows, found on its pages as browsers find it, with what a browser would send at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.html
from flask import Flask
from lxml.html import FormElement, HtmlElement

from advocacy.accounts.models import Person
from tests.conftest import Browser
from tests.hostile.house import House, addresses_of

WRITERS = (
    "coordinator",
    "nobody",
    "board",
    "relations",
    "signatory",
    "rapporteur",
    "own of the other",
    "its own",
    "release",
)
PLAIN = {"text", "search", "email", "tel", "date", "time", "datetime-local", "number", "password", "url"}
LEAVES = {"accounts.leave", "accounts.close_now", "accounts.leave_everywhere"}
"""They end the session by whatever is sent; they have tests of their own."""

UNSEEN = {
    "accounts.reactivate": (),
    "amending.ask_reopening": ("reason", "closes_at", "closes_at_time"),
    "amending.prepare_amendment": ("subject", "reason", "line-title", "after-head"),
    "dispatch.continue_package": (),
    "dispatch.correct_parcel": ("salutation", "addressee", "closing"),
    "dispatch.drop_parcel": (),
    "dispatch.release_package": (),
    "dispatch.send_again": ("mail",),
    "dispatch.stop_package": (),
    "drafting.confirm_blocks": ("show",),
    "drafting.decide_suggestions": ("do", "suggestion", "reason", "author"),
    "drafting.discard_sheet": (),
    "drafting.drop_files": (),
    "drafting.keep_sheet": ("source", "base", "reason"),
    "drafting.live_token": (),
    "drafting.offer_clause": (),
    "drafting.preview_text": ("source",),
    "drafting.read_pasted": ("html",),
    "drafting.reopen_thread": (),
    "drafting.take_files": ("who-0",),
    "early.ask_lifting": ("reason",),
    "early.confirm_lifting": (),
    "early.drop_lifting": (),
    "early.make_early_copy": ("recipient", "lang", "mail"),
    "errata.send_errata": (),
    "evidence.link_passage": ("block", "quote", "source"),
    "mine.deny_mine": (),
    "outbox.mark_sent": (),
    "outbox.send_again": (),
    "publishing.issue_paper": ("dated", "embargo"),
    "publishing.try_again": (),
    "rescue.carry_instead": (),
    "rescue.renew_address": (),
    "signoff.amend_from_objection": (),
    "signoff.ask_body_again": ("again",),
    "signoff.ask_for_link": (),
    "signoff.begin_on_route": (),
    "signoff.carry_approvals": ("carried",),
    "signoff.close_call": (),
    "signoff.change_embargo": ("what", "until", "reason"),
    "signoff.confirm_embargo": (),
    "signoff.confirm_opening": (),
    "signoff.confirm_skipping": (),
    "signoff.enter_link": ("code",),
    "signoff.give_up_link": (),
    "signoff.open_link": (),
    "signoff.raise_change": (),
    "signoff.raise_own_change": (),
    "signoff.recall_approvals": (),
    "signoff.set_objection_aside": ("reason",),
    "signoff.settle_denial": ("finding", "reason"),
    "signoff.settle_dispute": ("answer", "reason"),
    "signoff.skip_steps": ("steps", "why"),
    "signoff.take_back_for_the_house": (),
    "signoff.accept_few_for_the_house": (),
    "signoff.stay_here": ("key",),
    "signoff.undo": (),
    "acceding.accede": ("seal", "choice", "visibility", "reservation", "knows_few", "to_1"),
    "acceding.accept_accessions": ("accession", "note_ar", "note_en"),
    "acceding.ask_to_accede": (),
    "acceding.offer_accession": ("organisation",),
    "acceding.take_back": (),
    "signoff.ask_more_time": ("hours", "time_reason"),
    "signoff.ask_more_time_by_link": ("hours", "time_reason"),
    "signoff.confirm_for_the_house": (),
    "signoff.confirm_instruction": (),
    "signoff.stop_standing": (),
    "signoff.stop_standing_by_link": (),
    "signoff.stop_standing_for_the_house": (),
}
"""Forms that no page shows in the state of the house, by their fields: somebody may send them all the same."""


@dataclass(frozen=True)
class Form:
    """One form: who was shown it, where it leads, and its fields by what can be done to them."""

    endpoint: str
    action: str
    role: str
    fields: tuple[tuple[str, str], ...]
    typed: frozenset[str] = field(default=frozenset())
    long: frozenset[str] = field(default=frozenset())
    chosen: frozenset[str] = field(default=frozenset())
    files: frozenset[str] = field(default=frozenset())

    def data(self, changed: dict[str, str] | None = None) -> dict[str, list[str]]:
        """What is sent, some fields with other words."""
        sent: dict[str, list[str]] = {}
        for name, value in self.fields:
            sent.setdefault(name, []).append(value)
        return sent | {name: [value] for name, value in (changed or {}).items()}


_found: dict[str, Form] = {}
"""The forms that this process has found; the house is the same each time it is put back."""


def all_forms(house: House, browser: Browser, app: Flask) -> dict[str, Form]:
    """For every route that takes a form, the first form found that leads there; looked for once a process."""
    if not _found:
        _found.update(_looked_for(house, browser, app))
    return _found


def _looked_for(house: House, browser: Browser, app: Flask) -> dict[str, Form]:
    found: dict[str, Form] = {}
    adapter = app.url_map.bind("localhost")
    for role in WRITERS:
        enter(browser, house.people[role])
        for address in _pages(house, app):
            answer = browser.get(address)
            if answer.mimetype != "text/html" or not answer.data:
                continue
            for form in lxml.html.fromstring(answer.text).forms:
                if (form.method or "").upper() != "POST":
                    continue
                buttons = [button.get("formaction") for button in form.iter("button") if button.get("formaction")]
                for action in (form.get("action") or address, *buttons):
                    action = action.split("?")[0].split("#")[0]
                    endpoint, _values = adapter.match(action, method="POST")
                    if endpoint not in LEAVES:
                        found.setdefault(endpoint, _read(form, endpoint, action, role))
    for rule in app.url_map.iter_rules():
        if rule.endpoint in UNSEEN and "POST" in (rule.methods or set()):
            names = UNSEEN[rule.endpoint]
            fields, address = tuple((name, "كلمات") for name in names), next(addresses_of(rule, house, app))
            found.setdefault(rule.endpoint, Form(rule.endpoint, address, "coordinator", fields, frozenset(names)))
    return found


def enter(browser: Browser, person: Person | None) -> Person | None:
    """Be this person; nobody for None."""
    browser.delete_cookie("mawqif")
    if person:
        browser.sign_in(person)
    return person


def _pages(house: House, app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        is_page = not rule.rule.endswith((".pdf", ".docx", "form>", ".csv", ".json", ".pem", "name>", "proof", "logo"))
        if "GET" in (rule.methods or set()) and is_page:
            yield from addresses_of(rule, house, app)


def _read(form: FormElement, endpoint: str, action: str, role: str) -> Form:
    typed, long, chosen, files = set(), set(), set(), set()
    for control in form.iter("input", "textarea", "select"):
        name, kind = control.get("name"), (control.get("type") or "text").lower()
        if not name or name == "csrf_token":
            continue
        if control.tag == "textarea":
            long.add(name)
        elif control.tag == "select" or kind in ("hidden", "radio", "checkbox"):
            chosen.add(name)
        elif kind == "file":
            files.add(name)
        elif kind in PLAIN:
            typed.add(name)
    values = tuple((name, str(value)) for name, value in _values(form) if name != "csrf_token" and name not in files)
    return Form(
        endpoint, action, role, values, frozenset(typed | long), frozenset(long), frozenset(chosen), frozenset(files)
    )


def _values(form: FormElement) -> Iterator[tuple[str, str]]:
    """What a browser would send; a box that must be chosen is chosen, an empty field that is needed has some words."""
    radios: set[str] = set()
    for control in form.iter("input", "textarea", "select"):
        name, kind = control.get("name"), (control.get("type") or "text").lower()
        if not name:
            continue
        if control.tag == "select":
            yield from ((name, value) for value in _selected(control))
        elif kind == "radio":
            if name not in radios:
                radios.add(name)
                yield name, control.get("value") or "on"
        elif kind == "checkbox":
            yield name, control.get("value") or "on"
        else:
            value = (control.text or "") if control.tag == "textarea" else (control.get("value") or "")
            yield name, value or ("" if kind == "hidden" else WORDS.get(kind, "كلمات test"))


WORDS = {
    "date": "2026-11-24",
    "time": "18:00",
    "datetime-local": "2026-11-24T18:00",
    "number": "3",
    "email": "somebody@people.example",
    "tel": "+963 11 000",
    "password": "seven small birds",
}


def _selected(control: HtmlElement) -> list[str]:
    options = [option.get("value") or "" for option in control.iter("option") if option.get("selected") is not None]
    every = [option.get("value") or "" for option in control.iter("option") if option.get("value")]
    return options or every[:1]
