"""Who gets a key to a shared text, and what it says."""

import pytest
from flask import Flask

from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier
from advocacy.live.rules import Mode
from advocacy.live.tokens import read_token
from advocacy.policy import Office
from papers.amendments import LINES
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, live

TEXT = "# عنوان\n\nالموقف: موقف واحد.\n\nواحد اثنان ثلاثة.\n"


def test_a_writer_gets_a_key_and_the_first_one_opens_the_text(app: Flask, browser: Browser) -> None:
    group = make.group()
    paper, rim = drafting.dossier(group), make.rapporteur(group)
    path = f"/papers/{paper.id}/text/ar/live-token"
    told = browser.sign_in(rim).post(path).get_json()
    token = read_token(told["token"])
    assert (token.person_id, token.mode, token.text_id) == (rim.id, Mode.WRITE, told["text"])
    assert (told["mode"], told["epoch"], told["schema"], told["path"]) == ("write", 1, 1, f"/live/{told['text']}")
    assert browser.post(path).get_json()["text"] == told["text"]


@pytest.mark.parametrize(
    ("office", "mode"), [(Office.BOARD, Mode.SUGGEST), (Office.OVERSIGHT, Mode.READ), (Office.COORDINATOR, Mode.WRITE)]
)
def test_everybody_gets_what_the_policy_says(app: Flask, browser: Browser, office: Office, mode: Mode) -> None:
    paper, someone = drafting.dossier(), make.holder_of(office)
    told = browser.sign_in(someone).post(f"/papers/{paper.id}/text/ar/live-token").get_json()
    assert told["mode"] == mode == queries.mode_in(someone.id, told["text"])


def test_whoever_may_not_read_the_paper_learns_nothing(app: Flask, browser: Browser) -> None:
    paper = live.shared()
    stranger = make.signatory(make.organisation())
    assert browser.sign_in(stranger).post(f"/papers/{paper.dossier.id}/text/ar/live-token").status_code == 404
    assert queries.mode_in(stranger.id, paper.text.id) is None
    assert queries.mode_in(stranger.id, 99) is None


def test_a_frozen_text_is_only_read(app: Flask, browser: Browser) -> None:
    group = make.group()
    rim = make.rapporteur(group)
    paper = live.shared(drafting.dossier(group))
    drafting.freeze(session.get_one(Dossier, paper.dossier.id))
    told = browser.sign_in(rim).post(f"/papers/{paper.dossier.id}/text/ar/live-token").get_json()
    assert (told["mode"], told["epoch"]) == ("read", 2)


def test_a_frozen_paper_that_nobody_writes_together_is_not_opened(app: Flask, browser: Browser) -> None:
    group = make.group()
    paper, rim = drafting.frozen_dossier(group), make.rapporteur(group)
    answer = browser.sign_in(rim).post(f"/papers/{paper.id}/text/ar/live-token")
    assert answer.status_code == 409


def test_the_page_and_the_script_are_told_who_wrote_what(app: Flask, browser: Browser) -> None:
    group = make.group()
    rim = make.rapporteur(group)
    paper = live.shared(drafting.dossier(group))
    with live.relay(app) as relay:
        editor = live.Editor(relay.port, paper.text, rim).come()
        editor.settle()
        editor.type(" بقلم ريم", 0)
        editor.settle()
    session.rollback()
    address = f"/papers/{paper.dossier.id}/text/ar/authors"
    page = browser.sign_in(rim).get(address).get_data(as_text=True)
    assert "بقلم ريم" in page and rim.name_ar in page
    told = browser.get(address, headers={"Accept": "application/json"}).get_json()["passages"]
    assert {"block": "title", "person": rim.name_ar, "text": " بقلم ريم"} in told


def test_who_wrote_which_words_is_for_those_who_work_on_the_text(app: Flask, browser: Browser) -> None:
    paper = live.shared()
    pages = [f"/papers/{paper.dossier.id}/text/ar", f"/papers/{paper.dossier.id}/text/ar/authors"]

    def told() -> tuple[list[int], bool]:
        text, authors = map(browser.get, pages)
        return [text.status_code, authors.status_code], f'href="{pages[1]}"' in text.text

    browser.sign_in(make.holder_of(Office.BOARD))
    assert told() == ([200, 200], True)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    assert told() == ([200, 403], False)


def test_whoever_saved_words_before_they_were_written_together_is_their_author(app: Flask, browser: Browser) -> None:
    group = make.group()
    rim, omar = make.rapporteur(group), make.rapporteur(group, "omar")
    dossier = drafting.dossier(group, ar=TEXT, en=None)
    drafting.write(dossier, "ar", TEXT.replace("واحد اثنان", "واحد ثم اثنان"), by=rim)
    drafting.write(dossier, "ar", TEXT.replace("واحد اثنان", "واحد ثم اثنان").replace("ثلاثة", "أربعة"), by=omar)
    browser.sign_in(rim)

    def told() -> list[tuple[str, str]]:
        answer = browser.get(f"/papers/{dossier.id}/text/ar/authors", headers={"Accept": "application/json"})
        passages = answer.get_json()["passages"]
        return [(one["person"], one["text"].strip()) for one in passages if one["block"] not in LINES]

    assert (rim.name_ar, "ثم") in told() and any(one[0] == omar.name_ar and "أربعة" in one[1] for one in told())
    live.shared(dossier)
    assert (rim.name_ar, "ثم") in told() and any(one[0] == omar.name_ar and "أربعة" in one[1] for one in told())


def test_who_wrote_what_is_still_known_when_a_freeze_has_deleted_the_history(app: Flask, browser: Browser) -> None:
    group = make.group()
    rim, omar = make.rapporteur(group), make.rapporteur(group, "omar")
    paper = live.shared(drafting.dossier(group, en=None))
    first = queries.paper_now(paper.version).blocks[0].id
    live.typed(paper.version, omar, "كلمات عمر ")
    with transaction():
        dossier = session.get_one(Dossier, paper.dossier.id)
        actions.freeze_paper(dossier, by=rim)  # rim's revision; the words are omar's
        actions.reopen_paper(dossier, "للتدقيق", by=rim)
    live.typed(paper.version, rim, "كلمات ريم ")
    address = f"/papers/{paper.dossier.id}/text/ar/authors"
    told = browser.sign_in(rim).get(address, headers={"Accept": "application/json"}).get_json()["passages"]
    here = [(one["person"], one["text"].strip()) for one in told if one["block"] == first]
    assert here[:2] == [(rim.name_ar, "كلمات ريم"), (omar.name_ar, "كلمات عمر")]
