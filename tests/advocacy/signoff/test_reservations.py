"""A reservation is tied to passages, has an end, and says who reads it."""

import pytest
from sqlalchemy import select

from advocacy.database import session
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.queries import edition_of
from advocacy.signoff.models import Answer, Call, SeenBy
from advocacy.signoff.passages import passages_of
from advocacy.signoff.queries import standing_answer
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import publishing
from tests.make import signoff as calls
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.links import link_of

WORDS = "نتحفّظ على المهلة."


@pytest.fixture
def call(app: object) -> Call:
    return calls.open_call(frozen_from(ARABIC, ENGLISH))


def typed(call: Call, **more: str) -> dict[str, str]:
    sent = {"seal": call.seal, "choice": "sign_with_reservation", "visibility": "public", "reservation": WORDS}
    return {**sent, **more}


def passage(call: Call, lang: str = "ar") -> tuple[str, str]:
    """The second passage with words of a text: its id and how it is named."""
    text = call.freeze.text_in(lang)
    assert text is not None
    return list(passages_of(text).items())[1]


def link(call: Call, number: int = 0) -> str:
    return link_of(calls.signatory_of(call.roll[number].organisation))


def test_it_is_tied_to_passages_and_printed_with_their_first_words_in_every_language(
    browser: Browser, call: Call
) -> None:
    name, first = passage(call)
    assert first in browser.get(link(call)).text
    assert browser.post(link(call), data=typed(call, **{f"on-{name}": "on", "on-nowhere": "on"})).status_code == 303
    answer = standing_answer(call, call.roll[0].organisation)
    assert answer is not None and (answer.reservation_on, answer.reservation_for) == ([name], SeenBy.PUBLIC)
    assert f'name="on-{name}" checked' in browser.get(link(call)).text
    for line in call.roll[1:]:
        calls.answer(call, line.organisation)
    issue = publishing.numbered(session.get_one(Call, call.id))
    assert [one.text for one in edition_of(issue, "ar").reservations] == [f"بشأن «{first}»: {WORDS}"]
    english = edition_of(issue, "en").reservations[0].text
    assert english.startswith("On “") and WORDS in english


@pytest.mark.parametrize("who", [SeenBy.SIGNATORIES, SeenBy.BOARD])
def test_one_that_is_not_for_everybody_is_printed_nowhere(browser: Browser, call: Call, who: SeenBy) -> None:
    assert browser.post(link(call), data=typed(call, reservation_for=who.value)).status_code == 303
    receipt = session.scalars(select(Message).where(Message.key.like("signoff.receipt:%:house"))).one()
    assert "من يقرأ التحفّظ" in body_of(receipt)
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    assert browser.post(link(call, 1), data=data).status_code == 303
    assert (WORDS in browser.get(f"{link(call, 1)}/receipt").text) is (who is SeenBy.SIGNATORIES)
    abstains = {"seal": call.seal, "choice": "abstain", "visibility": "public"}
    assert browser.post(link(call, 2), data=abstains).status_code == 303
    assert WORDS not in browser.get(f"{link(call, 2)}/receipt").text
    browser.sign_in(make.holder_of(Office.BOARD))
    assert WORDS in browser.get(f"/calls/{call.id}").text
    issue = publishing.numbered(session.get_one(Call, call.id))
    assert WORDS not in str(issue.editions)
    assert edition_of(issue, "ar").members[0].reservations == ()


def test_who_reads_it_is_part_of_the_answer_and_it_has_an_end(browser: Browser, call: Call) -> None:
    assert browser.post(link(call), data=typed(call, reservation_for="board")).status_code == 303
    assert browser.post(link(call), data=typed(call)).status_code == 303
    kept = session.scalars(select(Answer).order_by(Answer.id)).all()
    assert [(one.reservation_for, one.standing) for one in kept] == [(SeenBy.BOARD, False), (SeenBy.PUBLIC, True)]
    for wrong in ({"reservation": "ط" * 601}, {"reservation": " "}, {"reservation_for": "enemies"}):
        answer = browser.post(link(call, 1), data=typed(call, **wrong))
        assert answer.status_code == 422
        assert f'id="{next(iter(wrong))}-error"' in answer.text
    assert len(session.scalars(select(Answer)).all()) == 2
