"""Sources are kept with the consent of people; whoever takes it back is followed into every text."""

from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Group, GroupRole
from advocacy.database import session, transaction
from advocacy.drafting import actions as drafting_acts
from advocacy.drafting import queries as drafting_reads
from advocacy.drafting.actions import NotReady
from advocacy.drafting.models import Dossier, Stage, Version
from advocacy.errors import BadInput, RuleBroken
from advocacy.evidence import actions, queries
from advocacy.evidence.models import Confidentiality, Link, Source, SourceKind
from advocacy.evidence.rules import Consent, names_within
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of, subject_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, evidence, live

FIGURE = drafting.AR.replace("أسر كثيرة", "1,500 أسرة")


@pytest.fixture
def writer(group: Group) -> Person:
    return make.rapporteur(group, role=GroupRole.MEMBER)


@pytest.fixture
def dossier(group: Group) -> Dossier:
    return drafting.dossier(group, ar=FIGURE, en=None)


def open_in(dossier: Dossier, section: str) -> list[str]:
    session.expire_all()
    return [str(point.message) for point in drafting_reads.open_points(session.get_one(Dossier, dossier.id))[section]]


def withdraw(source: Source, by: Person | None = None) -> None:
    with transaction():
        actions.withdraw_consent(session.get_one(Source, source.id), by=by)


def mails() -> list[Message]:
    return list(session.query(Message).order_by(Message.id))


def form(**more: str) -> dict[str, str]:
    """The form of a testimony."""
    return {
        "title": "شهادة",
        "kind": "testimony",
        "reliability": "likely",
        "confidentiality": "group",
        "sealed": evidence.WITNESS,
        **evidence.CONSENT,
        **more,
    }


def test_a_testimony_is_not_kept_without_consent_and_a_way_back(group: Group) -> None:
    with pytest.raises(BadInput) as refused:
        evidence.source(group, consent_for="")
    assert set(refused.value.fields) == {"consent_for"}
    with pytest.raises(BadInput) as refused:
        evidence.source(group, consent_way_back="")
    assert set(refused.value.fields) == {"consent_way_back"}
    assert evidence.source(group, SourceKind.REPORT).consent_for == ""


def test_a_protected_name_stands_nowhere_in_the_database_in_clear(group: Group) -> None:
    source = evidence.source(group)
    rows = session.execute(sql("SELECT * FROM evidence_source")).all()
    entries = [str(entry.facts) for entry in session.query(Entry)]
    kept = repr(rows) + "".join(entries)
    assert evidence.WITNESS not in kept and evidence.WITNESS.encode() not in bytes(source.sealed or b"")
    assert actions.opened(source) == evidence.WITNESS


@pytest.mark.parametrize("field", ["title", "kept_at", "consent_for", "consent_way_back"])
def test_a_sealed_name_is_refused_in_every_field_beside_it(group: Group, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        evidence.source(group, **{field: "قالت عصمت الكنهبلّي إنّ"})
    assert set(refused.value.fields) == {field}


def test_a_name_written_into_the_title_later_is_refused_although_the_seal_was_not_typed_again(group: Group) -> None:
    source = evidence.source(group)
    with pytest.raises(BadInput), transaction():
        actions.edit_source(source, evidence.facts(title=evidence.WITNESS, sealed=None), by=None)


def test_short_words_are_no_names() -> None:
    assert not names_within("من أجل", "من\nأ")
    assert names_within("Report by Ismat K.", "x y; Ismat K")


def test_consent_holds_to_its_last_day_and_ends_on_the_next(group: Group, clock: SetClock) -> None:
    today = clock.now().date()
    source = evidence.source(group, consent_until=today)
    assert queries.consent_of(source) is Consent.HOLDS
    assert queries.consent_of(evidence.source(group, consent_until=evidence.YESTERDAY)) is Consent.ENDED
    assert queries.consent_of(evidence.source(group, SourceKind.DATA)) is Consent.NOT_NEEDED


def test_consent_taken_back_deletes_the_names_and_opens_a_point_on_every_paper(
    group: Group, dossier: Dossier, rim: Person
) -> None:
    source, other = evidence.source(group), drafting.dossier(group, en=None)
    evidence.link(dossier, source)
    evidence.link(other, source)
    assert open_in(dossier, "evidence") == []
    withdraw(source, rim)
    assert session.get_one(Source, source.id).sealed is None
    assert len(open_in(dossier, "evidence")) == len(open_in(other, "evidence")) == 1
    assert {message.recipient for message in mails()} == {rim.email} and len(mails()) == 2
    told = body_of(mails()[0]) + subject_of(mails()[0])
    assert source.title not in told and evidence.WITNESS not in told and f"/papers/{dossier.id}/" in told
    kinds = [entry.kind for entry in session.query(Entry).filter_by(dossier_id=dossier.id)]
    assert "evidence.support_lost" in kinds


def test_what_was_withdrawn_never_comes_back(group: Group, dossier: Dossier) -> None:
    source = evidence.source(group)
    withdraw(source)
    with pytest.raises(RuleBroken):
        withdraw(source)
    with pytest.raises(RuleBroken), transaction():
        actions.edit_source(session.get_one(Source, source.id), evidence.facts(), by=None)
    with pytest.raises(BadInput):
        evidence.link(dossier, source)


def test_a_passage_without_consent_holds_up_the_freeze_unless_a_reason_is_kept(group: Group, dossier: Dossier) -> None:
    link = evidence.link(dossier, evidence.source(group))
    withdraw(link.source)
    with pytest.raises(NotReady):
        drafting.freeze(dossier)
    with transaction():
        waivers = {f"evidence:{link.id}": "أُعيدت صياغة المقطع"}
        drafting_acts.freeze_paper(session.get_one(Dossier, dossier.id), waivers=waivers, by=None)


def test_consent_that_has_ended_opens_a_point_too(group: Group, dossier: Dossier, clock: SetClock) -> None:
    evidence.link(dossier, evidence.source(group, consent_until=clock.now().date()))
    assert open_in(dossier, "evidence") == []
    clock.move(timedelta(days=1))
    assert len(open_in(dossier, "evidence")) == 1


def test_a_passage_put_on_another_source_is_open_no_more(group: Group, dossier: Dossier) -> None:
    link = evidence.link(dossier, evidence.source(group))
    withdraw(link.source)
    with transaction():
        actions.unlink_passage(session.get_one(Link, link.id), by=None)
    assert open_in(dossier, "evidence") == [] and session.query(Link).count() == 0


def test_a_figure_that_rests_on_a_source_is_no_claim_without_one(group: Group, dossier: Dossier) -> None:
    plain = FIGURE.replace("، خلافًا لما تقرّه [@CED المادة 24]", "")
    drafting.write(dossier, "ar", plain)
    assert len(open_in(dossier, "claims")) == 1
    link = evidence.link(dossier, evidence.source(group))
    assert open_in(dossier, "claims") == []
    withdraw(link.source)
    assert len(open_in(dossier, "claims")) == 1


@pytest.fixture
def translated(group: Group) -> Dossier:
    """A paper whose second block is an allegation without a source, in Arabic and in English."""
    plain = FIGURE.replace("، خلافًا لما تقرّه [@CED المادة 24]", "")
    english = drafting.EN.replace("Many families", "1,500 families").replace(", against [@CED, art. 24]", "")
    return drafting.dossier(group, ar=plain, en=english)


def test_what_rests_on_a_source_rests_on_it_in_every_language(group: Group, translated: Dossier) -> None:
    assert len(open_in(translated, "claims")) == 2
    link = evidence.link(translated, evidence.source(group))
    assert open_in(translated, "claims") == []
    withdraw(link.source)
    assert len(open_in(translated, "claims")) == 2


def test_consent_taken_back_is_followed_into_the_translation_although_the_source_text_let_the_passage_go(
    group: Group, translated: Dossier, rim: Person, browser: Browser
) -> None:
    link = evidence.link(translated, evidence.source(group))
    withdraw(link.source)
    drafting.write(
        translated,
        "ar",
        drafting.AR.replace("ما زالت أسر كثيرة تنتظر خبرًا عن أحبّتها، خلافًا لما تقرّه [@CED المادة 24].\n", ""),
    )
    session.expire_all()
    assert any("1,500 families" in point for point in open_in(translated, "evidence"))
    gaps = drafting_reads.readiness(session.get_one(Dossier, translated.id), ["en"])
    assert [gap.waiver for gap in gaps if gap.code == "consent_lost"] == [f"evidence:{link.id}:en"]
    page = browser.sign_in(rim).get(f"/papers/{translated.id}/open?lang=en").text
    place = f"/papers/{translated.id}/text/en#en-{link.block}"
    assert f'<a href="{place}">' in page
    assert f'id="en-{link.block}"' in browser.get(place.partition("#")[0]).text


def test_a_link_follows_the_words_and_says_when_they_are_gone(group: Group, dossier: Dossier) -> None:
    link = evidence.link(dossier, evidence.source(group), quote="1,500 أسرة تنتظر")
    version = session.get_one(Dossier, dossier.id).version_in("ar")
    assert version

    def how() -> str:
        session.expire_all()
        paper = drafting_reads.paper_of(drafting_reads.get_head(version))
        return queries.placed(version, paper, [link])[0].found.how

    assert how() == "same"
    drafting.write(dossier, "ar", FIGURE.replace("خبرًا", "نبأ"))
    assert how() == "words"
    drafting.write(dossier, "ar", FIGURE.replace("1,500 أسرة", "مئات الأسر"))
    assert how() == "changed"


def test_words_that_nobody_has_saved_yet_rest_on_a_source(
    browser: Browser, group: Group, dossier: Dossier, writer: Person
) -> None:
    source, version = evidence.source(group), live.shared(dossier).version
    live.typed(version, writer, "كُتبت هذه الكلمات الآن. ")
    version = session.get_one(Version, version.id)
    block, head = drafting_reads.paper_now(version).blocks[0].id, version.head
    browser.sign_in(writer)
    address = f"/papers/{dossier.id}/text/ar/evidence"
    assert "كُتبت هذه الكلمات الآن" in browser.get(f"{address}?at={block}").text
    rests = {"source": source.id, "block": block, "quote": "كُتبت هذه الكلمات"}
    assert browser.post(address, data=rests).status_code == 303
    assert session.query(Link).one().revision == session.get_one(Version, version.id).head == head + 1


@pytest.mark.parametrize(("block", "quote"), [("nowhere", ""), ("", "words that do not stand there")])
def test_only_words_of_the_text_rest_on_a_source(group: Group, dossier: Dossier, block: str, quote: str) -> None:
    source, version = evidence.source(group), session.get_one(Dossier, dossier.id).versions[0]
    with pytest.raises(BadInput), transaction():
        at = block or drafting_reads.paper_of(drafting_reads.get_head(version)).blocks[1].id
        actions.link_passage(version, source, at, quote, by=None)


def test_the_same_passage_rests_once_on_one_source(group: Group, dossier: Dossier) -> None:
    source = evidence.source(group)
    assert evidence.link(dossier, source).id == evidence.link(dossier, source).id


SEES = {
    # confidentiality: who of these reads the page of the source
    "public": {"observer", "signatory", "board", "writer", "rapporteur", "coordinator"},
    "coalition": {"signatory", "board", "writer", "rapporteur", "coordinator"},
    "group": {"writer", "rapporteur", "coordinator"},
    "sealed": {"rapporteur", "coordinator"},
}


@pytest.mark.parametrize("level", list(SEES))
def test_who_may_know_of_a_source_follows_from_its_level(
    group: Group, rim: Person, writer: Person, browser: Browser, level: str
) -> None:
    source = evidence.source(group, confidentiality=Confidentiality(level))
    partner, outsider = make.person("observer"), make.organisation(status=make.Status.PARTNER)
    make.kept(make.Affiliation(person_id=partner.id, organisation_id=outsider.id, since=make.LONG_AGO))
    people = {
        "observer": partner,
        "signatory": make.signatory(make.organisation()),
        "board": make.holder_of(Office.BOARD, "board"),
        "writer": writer,
        "rapporteur": rim,
        "coordinator": make.holder_of(Office.COORDINATOR, "coordinator"),
        "admin": make.person(is_admin=True),
        "stranger": make.person(),
    }
    seen = set()
    for role, person in people.items():
        answer = browser.sign_in(person).get(f"/evidence/{source.id}")
        assert answer.status_code in (200, 403, 404)
        listed = source.title in browser.get("/evidence").text
        assert listed == (answer.status_code == 200), role
        if listed:
            seen.add(role)
            assert evidence.WITNESS not in answer.text
    assert seen == SEES[level]


def test_who_is_protected_is_read_by_a_rapporteur_and_the_ledger_keeps_it(
    group: Group, rim: Person, writer: Person, browser: Browser
) -> None:
    source = evidence.source(group)
    assert browser.sign_in(writer).post(f"/evidence/{source.id}/unseal").status_code == 403
    page = browser.sign_in(rim).post(f"/evidence/{source.id}/unseal")
    assert evidence.WITNESS in page.text and page.headers["Cache-Control"] == "no-store"
    entry = session.query(Entry).filter_by(kind="evidence.unsealed").one()
    assert entry.person_id == rim.id
    assert evidence.WITNESS not in str(entry.facts)


def test_a_source_is_registered_changed_and_withdrawn_without_a_script(
    group: Group, rim: Person, dossier: Dossier, browser: Browser
) -> None:
    browser.sign_in(rim)
    assert browser.get("/evidence/new").status_code == 200
    refused = browser.post("/evidence/new", data=form(group=str(group.id), consent_for=""))
    assert refused.status_code == 422 and 'id="consent_for-error"' in refused.text and evidence.WITNESS in refused.text
    assert browser.post("/evidence/new", data=form(group="999999")).status_code == 422
    made = browser.post("/evidence/new", data=form(group=str(group.id)))
    assert made.status_code == 303
    (source,) = session.query(Source)
    address = f"/evidence/{source.id}"
    assert evidence.WITNESS not in browser.get(f"{address}/edit").text
    assert browser.post(f"{address}/edit", data=form(title="شهادة ثانية", sealed="")).status_code == 303
    session.expire_all()
    assert source.title == "شهادة ثانية" and actions.opened(source) == evidence.WITNESS
    evidence.link(dossier, source)
    assert "/papers/" in browser.get(address).text
    assert browser.post(f"{address}/withdraw").status_code == 422
    assert browser.post(f"{address}/withdraw", data={"sure": "yes"}).status_code == 303
    assert "سُحبت" in browser.get(address).text


def test_a_passage_is_put_on_a_source_beside_its_text(
    group: Group, rim: Person, dossier: Dossier, browser: Browser
) -> None:
    source = evidence.source(group, by=rim)
    version = session.get_one(Dossier, dossier.id).versions[0]
    block = drafting_reads.paper_of(drafting_reads.get_head(version)).blocks[1].id
    address = f"/papers/{dossier.id}/text/ar/evidence"
    assert 'name="source"' in browser.sign_in(rim).get(f"{address}?at={block}").text
    sent = {"block": block, "source": str(source.id)}
    refused = browser.post(address, data=sent | {"quote": "ليست في النص"})
    assert refused.status_code == 422 and "ليست في النص" in refused.text
    assert browser.post(address, data=sent | {"source": "999999"}).status_code == 422
    assert browser.post(address, data=sent).status_code == 303
    (link,) = session.query(Link)
    page = browser.get(address).text
    assert f'href="#link-{link.id}"' in page and source.title in page
    assert source.title in browser.get(f"/papers/{dossier.id}/text/ar").text
    assert browser.post(f"{address}/{link.id}/drop").status_code == 303
    assert browser.post(f"{address}/{link.id}/drop").status_code == 404


def test_whoever_may_not_know_of_a_source_sees_a_mark_and_no_title(
    group: Group, writer: Person, dossier: Dossier, browser: Browser
) -> None:
    source = evidence.source(group, confidentiality=Confidentiality.SEALED)
    evidence.link(dossier, source)
    browser.sign_in(writer)
    page = browser.get(f"/papers/{dossier.id}/text/ar/evidence").text
    assert 'id="link-' in page and source.title not in page
    assert source.title not in browser.get(f"/papers/{dossier.id}/text/ar").text
    sent = {"block": "x", "source": str(source.id)}
    assert browser.post(f"/papers/{dossier.id}/text/ar/evidence", data=sent).status_code == 422


def test_a_frozen_text_gets_no_further_links(group: Group, dossier: Dossier) -> None:
    source = evidence.source(group)
    drafting.freeze(dossier)
    with pytest.raises(RuleBroken):
        evidence.link(dossier, source)


def test_an_issued_text_tells_its_rapporteurs_too(group: Group, rim: Person, dossier: Dossier) -> None:
    source = evidence.source(group)
    evidence.link(dossier, source)
    with transaction():
        session.get_one(Dossier, dossier.id).stage = Stage.ISSUED
    withdraw(source)
    assert [message.recipient for message in mails()] == [rim.email]
