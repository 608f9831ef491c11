"""The eight sentences of what must always hold (docs/architecture.md), each asked of the coalition of random acts."""

import hashlib
import json
import re
from collections import Counter
from email.message import EmailMessage

from flask_babel import force_locale
from sqlalchemy import select

from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import the_coalition
from advocacy.database import session
from advocacy.drafting.queries import paper_of_frozen
from advocacy.errors import BadInput
from advocacy.ledger.models import Entry
from advocacy.ledger.queries import verify_chain
from advocacy.outbox.models import MailState, Message
from advocacy.publishing.compose import editions_of
from advocacy.publishing.models import Issue, IssueState
from advocacy.signoff.models import Answer, Call, Denial
from advocacy.signoff.queries import SIGNING, given_in, seats_in, signatures_of
from advocacy.signoff.rules import settle
from papers.canonical import canonical_bytes, set_digest
from tests.acts import consents
from tests.acts.world import Said, World

ARABIC = re.compile(r"[\u0621-\u064a]")
UNFILLED = re.compile(r"%\(\w+\)|\{\w*\}|\bNone\b|\blazy_gettext\b")
VOICES = {
    1: "باسم منظمة واحدة عضو في",
    2: "باسم منظمتين عضوين في",
    3: "باسم 3 منظمات أعضاء في",
    4: "باسم 4 منظمات أعضاء في",
}
FORBIDDEN = (401, 403, 404)
PAGE = 14 * 1024


def nobody_is_listed_under_a_text_that_it_did_not_accept(world: World) -> None:
    """1. No organisation is listed under a text that its authorised signatory did not accept, to the byte."""
    for call_id in world.calls:
        call = session.get_one(Call, call_id)
        digests = {text.lang: hashlib.sha256(text.canonical).hexdigest() for text in call.freeze.texts}
        assert set_digest(digests) == call.seal, "the kept bytes are not those that were signed"
        counted = {answer.organisation_id for answer in signatures_of(call)}
        for organisation in counted:
            _accepted(world, call, organisation)
        for organisation in world.people:
            said = world.said_by(call_id, organisation)
            if said and len({one.person for one in said}) == 1 and world.needed[organisation] == 1:
                last = said[-1]
                holds = last.choice in SIGNING and last.seal in world.texts_as_good_as(call_id, call.seal)
                is_counted = holds and not last.is_undone and last.visibility is not Visibility.UNCOUNTED
                assert is_counted == (organisation in counted), "one voice, and it is not heard as it spoke"
    for issue in session.scalars(select(Issue)):
        assert issue.freeze.seal == issue.call.seal, "another text was issued than was signed"
        for organisation in _printed(issue):
            assert organisation.id not in issue.without, "it left, and is listed"
            _accepted(world, issue.call, organisation.id)
        consents.only_who_acceded_is_listed(world, issue)


def nothing_acknowledged_is_lost(world: World) -> None:
    """2. Nothing acknowledged is lost, and nothing happens twice."""
    kept = {answer.receipt: answer for answer in session.scalars(select(Answer))}
    assert len(kept) == len(world.said), f"{len(world.said)} acknowledged, {len(kept)} kept"
    for one in world.said:
        row = kept[one.receipt]
        as_kept = (row.call_id, row.organisation_id, row.person_id, row.choice, row.visibility, row.seal)
        said = (one.call, one.organisation, one.person, one.choice, one.visibility, one.seal)
        assert as_kept == said, f"{said} was acknowledged, {as_kept} is kept"
        assert (row.undone_at is not None) == one.is_undone, "what was taken back, and what is"
    consents.consents_are_kept(world)
    consents.accessions_are_kept(world)
    told = Counter(session.scalars(select(Entry.kind)))
    assert told["signoff.answered"] == len(kept), "one line of the ledger for an answer"
    keys = session.execute(select(Message.key, Message.state).where(Message.key.startswith("signoff.receipt:"))).all()
    assert len(keys) == 2 * len(kept), "a receipt for the person and one for the house"
    assert MailState.CANCELLED not in {state for _key, state in keys}, "a receipt was cancelled"
    sent = Counter(str(mail["Message-ID"]) for mail in world.mail.sent)
    assert set(sent.values()) <= {1}, "a mail went out twice"
    for call_id, ended in world.ended.items():
        call = session.get_one(Call, call_id)
        assert (call.outcome, call.closed_at, call.tally) == ended, "an outcome changed"
    standing = Counter(session.execute(select(Answer.call_id, Answer.organisation_id).where(Answer.standing)).all())
    assert set(standing.values()) <= {1}, "two answers of one organisation stand"
    assert verify_chain().ok, "the ledger was rewritten"


def a_withheld_name_appears_nowhere(world: World) -> None:
    """3. A withheld name appears nowhere: no print, no page for everybody, no ledger, no mail to others."""
    hidden = session.get_one(Organisation, world.hidden)
    names, may_read = (hidden.name_ar, hidden.name_en), world.mails_of(world.hidden) | world.mails_of_the_offices()
    for issue in session.scalars(select(Issue)):
        printed = json.dumps(issue.editions, ensure_ascii=False)
        withheld = [answer for answer in signatures_of(issue.call) if answer.visibility is Visibility.WITHHELD]
        for house in [hidden, *(answer.organisation for answer in withheld)]:
            assert house.name_ar not in printed and house.name_en not in printed, "printed, though withheld"
    consents.names_open_for_two_alone(world)
    for issue in session.scalars(select(Issue).where(Issue.state == IssueState.CURRENT)).all():
        consents.only_who_acceded_for_one_is_named_to_it(world, issue)
    facts = json.dumps(list(session.scalars(select(Entry.facts))), ensure_ascii=False)
    assert not any(name in facts for name in names), "the ledger names it"
    for mail in world.new_mails("names"):
        if str(mail["To"]) not in may_read:
            assert not any(name in _words(mail) for name in names), mail["Subject"]
    stranger = world.browser()
    for issue in session.scalars(select(Issue).where(Issue.published_at.is_not(None))).all():
        for address in (f"/p/{issue.reference}?lang=ar", f"/verify/{issue.code}?lang=en"):
            page = stranger.get(address).get_data(as_text=True)
            assert not any(name in page for name in names), address
            for denial in session.scalars(select(Denial).where(Denial.call_id == issue.call_id)):
                is_shown = denial.organisation.name_ar in page or denial.organisation.name_en in page
                assert not (denial.hides_name and is_shown), f"{address}: disputed, and still shown"


def the_arabic_is_right(world: World) -> None:
    """4. The Arabic is right: in mails, in the line of attribution, in names."""
    for mail in world.new_mails("arabic"):
        words = _words(mail)
        assert ARABIC.search(str(mail["Subject"])) and ARABIC.search(words), words
        assert not UNFILLED.search(words), words
        assert sum(map(words.count, "\u2066\u2067\u2068")) == words.count("\u2069"), "an isolate stays open"
    for issue in session.scalars(select(Issue)):
        edition = issue.editions["ar"]
        for member in edition["members"]:
            names = {house.name_ar for house in session.scalars(select(Organisation))}
            assert member["name"] in names, member["name"]
        shown = len(edition["members"]) + edition["withheld"]
        if not issue.without and (issue.call.attribution or {}).get("key") == "n_member_organisations":
            assert edition["attribution"].startswith(VOICES[shown]), edition["attribution"]


def the_same_input_gives_the_same_bytes(world: World) -> None:
    """5. The same input gives the same bytes, and the same answers the same outcome."""
    for call_id in world.calls:
        call = session.get_one(Call, call_id)
        for text in call.freeze.texts:
            assert canonical_bytes(paper_of_frozen(text)) == text.canonical, "other bytes for the same text"
        if call_id in world.ended and call.tally is not None:
            again = settle(call.rule, call.rule_values, seats_in(call), given_in(call))
            found = (again.tally.facts(), again.attribution.facts())
            assert found == (call.tally, call.attribution), f"settled as {call.tally}, and now {found}"
    house = the_coalition()
    assert house is not None
    for issue in session.scalars(select(Issue).where(Issue.state == IssueState.CURRENT, Issue.number == "1.0")):
        again = json.loads(json.dumps(editions_of(issue, house)))
        for lang, edition in issue.editions.items():
            differing = {key for key, value in edition.items() if again[lang][key] != value}
            assert differing <= {"checkpoint"}, differing  # it is taken of the ledger as the issue is written into it


def every_refusal_says_what_to_do(world: World) -> None:
    """6. Every refusal says, in the reader's language, what to do next; nothing typed is lost on a refusal."""
    with force_locale("ar"):
        for refusal in world.refusals:
            said = [str(refusal.message)]
            if isinstance(refusal, BadInput):
                assert refusal.fields, "a refusal that stands beside no field"
                said += [str(message) for message in refusal.fields.values()]
            for words in said:
                assert ARABIC.search(words) and not UNFILLED.search(words), words
                assert len(words.split()) >= 3, words
            assert 400 <= refusal.status < 500, refusal.status
    world.refusals.clear()
    for page, typed in world.pages_of_refusal:
        assert typed in page, "what was typed is gone"
    world.pages_of_refusal.clear()


def it_works_on_a_bad_line(world: World) -> None:
    """7. A signing page of at most 14 KB transferred, one round trip to sign, no script needed."""
    turn = next(world.turn)
    if not world.calls or turn % 3:
        return
    call = world.call(turn)
    organisation = list(world.people)[turn % len(world.people)]
    person = world.people[organisation][turn % 2]
    page = world.browser(person).get(
        f"/calls/{call.id}/answer/{organisation}", headers={"Accept-Encoding": "br"} if turn % 2 else {}
    )
    if page.status_code != 200:
        assert page.status_code in (*FORBIDDEN, 409), page.status_code
        return
    assert turn % 2 == 0 or len(page.get_data()) <= PAGE
    if turn % 2 == 0:
        words = page.get_data(as_text=True)
        assert not re.search(r"<script(?![^>]* src=)", words) and 'dir="rtl"' in words
        assert not re.search(r"""(src|href)=["']https?://""", words)


def whoever_is_not_named_gets_in_nowhere(world: World) -> None:
    """8. Whoever is not named in the policy for an action gets 403 or 404, and nothing changes."""
    if not world.calls:
        return
    turn = next(world.turn)
    call, houses = world.call(turn), list(world.people)
    house, other = houses[turn % len(houses)], houses[(turn + 1) % len(houses)]
    somebody, before = world.people[other][0], world.state()
    doors = (
        ("post", f"/calls/{call.id}/answer/{house}", {"choice": "sign", "visibility": "public", "seal": call.seal}),
        ("post", f"/calls/{call.id}/answer/{house}/undo", {}),
        ("post", f"/calls/{call.id}/close", {}),
        ("post", f"/calls/{call.id}/call-off", {"reason": "لأنني أريد"}),
        ("post", f"/calls/{call.id}/remind/{house}", {}),
        ("post", f"/calls/{call.id}/issue", {"dated": "2026-12-01"}),
        ("get", f"/calls/{call.id}/change", {}),
        ("get", f"/calls/{call.id}/answers.csv", {}),
        ("get", f"/calls/{call.id}/arbitration", {}),
        ("get", f"/calls/{call.id}/record/{house}", {}),
        ("post", "/names", {"call": str(call.id), "reason": "لأنني أريد"}),
        ("post", f"/instructions/{house}", {}),
    )
    verb, address, data = doors[turn % len(doors)]
    person = (somebody, world.outsider, None)[turn // 2 % 3]
    answer = getattr(world.browser(person), verb)(address, data=data)
    is_sent_to_the_door = person is None and "/account" in answer.headers.get("Location", "")
    assert answer.status_code in FORBIDDEN or is_sent_to_the_door, f"{verb} {address}: {answer.status_code}"
    assert world.state() == before, f"{verb} {address} changed something"


SENTENCES = (
    nobody_is_listed_under_a_text_that_it_did_not_accept,
    nothing_acknowledged_is_lost,
    a_withheld_name_appears_nowhere,
    the_arabic_is_right,
    the_same_input_gives_the_same_bytes,
    every_refusal_says_what_to_do,
    it_works_on_a_bad_line,
    whoever_is_not_named_gets_in_nowhere,
)


def _accepted(world: World, call: Call, organisation: int) -> None:
    """Enough people of it, each authorised, accepted this very text or one that differs in form alone."""
    good = world.texts_as_good_as(call.id, call.seal)
    said = [one for one in world.said_by(call.id, organisation) if not one.is_undone]
    signed: list[Said] = [one for one in said if one.choice in SIGNING and one.seal in good and one.had_mandate]
    if any(one.by_consent for one in signed):
        return  # two consented beforehand: `consents.hear_of_standing` has looked
    assert len({one.person for one in signed}) >= world.needed[organisation], "listed without its consent"


def _printed(issue: Issue) -> list[Organisation]:
    shown = {member["name"] for edition in issue.editions.values() for member in edition["members"]}
    return [one for one in session.scalars(select(Organisation)) if {one.name_ar, one.name_en} & shown]


def _words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return f"{mail['Subject']}\n{body.get_content() if body else ''}"
