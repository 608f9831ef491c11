"""What happens in the house of these tests, one thing of everything."""

from datetime import date, timedelta

from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending import actions as review_acts
from advocacy.amending import queries as reviews
from advocacy.amending.models import (
    Amendment,
    BackingKind,
    Handling,
    Reopening,
    Window,
)
from advocacy.coalition import actions as coalition
from advocacy.coalition.models import (
    Group,
    GroupSeat,
    Organisation,
    Scope,
    Visibility,
)
from advocacy.contacts.models import Office as Recipient
from advocacy.database import session, transaction
from advocacy.dispatch.recipients import offer_recipients
from advocacy.drafting.models import Dossier
from advocacy.drafting.queries import get_head, source_of
from advocacy.policy import Office
from advocacy.publishing import actions as publications
from advocacy.publishing.models import EarlyCopy, Issue, Lifting
from advocacy.signoff import actions
from advocacy.signoff.actions.skipping import ask_skip
from advocacy.signoff.models import (
    Call,
    ChangeClass,
    Channel,
    Choice,
    Denial,
    EmbargoChange,
    Opening,
)
from advocacy.signoff.queries import accession_of, denied_in, recipients_of
from tests.make import amending, routes, signoff
from tests.make import coalition as make


def in_review(
    dossier: Dossier, shy: Organisation, once: Organisation, other: Organisation, people: dict[str, Person | None]
) -> None:
    """A paper in review, with one of everything: amendments in every state, a sheet, a red line, a reopening."""
    by = people["rapporteur"]
    assert by is not None
    window = amending.review(dossier, by=by)
    hidden = {"visibility": Visibility.WITHHELD}
    block = reviews.base_of(window).blocks[3].id
    first = amending.moved(window, shy, amending.says(block, "كلمات أولى هنا"), **hidden)
    second = amending.moved(window, once, amending.says(block, "كلمات ثانية هناك"), **hidden)
    waiting = amending.moved(window, other, amending.titled("عنوان ينتظر"))
    amending.moved(window, other, amending.titled("عنوان لم يُنظر فيه"))
    amending.prepared(window, other, amending.titled("عنوان لم يُقدَّم"))
    for amendment in (first, second):
        amending.decided(amendment, by=by)
    with transaction():
        waiting = session.get_one(Amendment, waiting.id)
        review_acts.propose_handling(waiting, Handling.REJECT, "لا يصحّ", by=by)
        kind = BackingKind.COSPONSOR
        window, own = session.get_one(Window, window.id), session.get_one(Organisation, shy.id)
        review_acts.back_amendment(waiting, own, kind, by=signoff.signatory_of(shy), **hidden)
        sheet = review_acts.write_comment(window, own, "ملاحظة", "نصّها", block=block, by=None).sheet
        review_acts.hand_in_sheet(sheet, by=signoff.signatory_of(shy), **hidden)
        review_acts.write_comment(window, session.get_one(Organisation, other.id), "أخرى", "نصّها", by=None)
        for one, word in ((own, "الانتظار"), (session.get_one(Organisation, other.id), "كلفة")):
            review_acts.record_red_line(one, "لا نوقّع على هذا", [word], by=None)
        asked = {"asked_by_id": by.id, "asked_at": clock.now(), "closes_at": window.closes_at}
        window.reopenings.append(Reopening(reason="سبب", **asked))


def on_its_route(dossier: Dossier, people: dict[str, Person | None]) -> None:
    """A text that waits for its group, with a skip that waits for the board."""
    assert people["coordinator"] is not None
    chaired = routes.body(Office.BOARD)
    routes.seat(chaired, make.BodyRole.CHAIR, who=people["board"])
    steps = (routes.step(), routes.step(f"group:{dossier.group_id}", task="legal_check"), routes.step("office:board"))
    routes.composed(*steps, kind=dossier.kind, may_skip=True, carries=True)
    route = routes.begun(dossier)
    with transaction():
        coordinator = session.get_one(Person, people["coordinator"].id)
        ask_skip(route, [route.steps[1].id], reason="عاجل", by=coordinator)


def handed_early(issue: Issue, people: dict[str, Person | None]) -> None:
    """What is left from before the issue was public: a copy for one reader, and the wish to end the embargo."""
    by, file = people["coordinator"], issue.file("ar", "pdf")
    assert by is not None and file is not None
    facts = {"issue_id": issue.id, "lang": "ar", "recipient": "صحيفة", "mark": "ABCD-EFGH", "line": "سطر"}
    session.add(EarlyCopy(**facts, sha256=file.sha256, made_by_id=by.id, made_at=clock.now()))
    session.add(Lifting(issue_id=issue.id, reason="سبب", asked_by_id=by.id, asked_at=clock.now()))
    session.commit()


def to_end_sooner(call: Call, by: Person | None) -> None:
    """Somebody wants the embargo on a call to end; a second person has not spoken."""
    assert by is not None
    wish = {"call_id": call.id, "is_longer": False, "reason": "سبب", "asked_by_id": by.id, "asked_at": clock.now()}
    session.add(EmbargoChange(**wish))
    session.commit()


def denied(call: Call, organisation: Organisation) -> None:
    """The organisation says that it did not sign."""
    with transaction():
        actions.ask_what_stands(session.get_one(Call, call.id), organisation.name_ar)
        actions.deny_signature(session.scalars(select(Denial)).one())


def changed(call: Call, by: Person | None) -> None:
    """An ask of the text says something else now, and whoever signed is asked to confirm."""
    assert by is not None
    version = call.dossier.version_in("ar")
    assert version is not None
    source = source_of(get_head(version)).replace("نطالب هيئات المفقودين", "نطالب المؤسسة المستقلة للمفقودين")
    with transaction():
        actions.change_text(
            session.get_one(Call, call.id),
            {"ar": source},
            change_class=ChangeClass.SUBSTANTIVE,
            reason="صُحّح اسم الجهة.",
            by=session.get_one(Person, by.id),
        )


def signed_for_one(call: Call, organisation: Organisation, offices: list[Recipient], by: Person | None) -> None:
    """A withheld signature that lets its name stand in the copies for these offices alone."""
    assert by is not None
    with transaction():
        call = session.get_one(Call, call.id)
        wanted = [session.get_one(Recipient, office.id) for office in offices]
        offered = offer_recipients(call, wanted, by=session.get_one(Person, by.id))
        actions.record_answer(
            call,
            session.get_one(Organisation, organisation.id),
            Choice.SIGN,
            visibility=Visibility.WITHHELD,
            knows_few=True,
            shown_to=[one.id for one in offered],
            by=signoff.signatory_of(organisation),
        )


def opened(call: Call, first: Person | None, second: Person) -> None:
    """The withheld names of a call, which two release officers have just opened."""
    assert first is not None
    with transaction():
        opening = actions.ask_opening(session.get_one(Call, call.id), reason="سبب الفتح", by=first)
    with transaction():
        actions.confirm_opening(session.get_one(Opening, opening.id), by=second)


def written_down(call: Call, organisation: Organisation, by: Person | None) -> None:
    """An answer by telephone that waits for its second person."""
    assert by is not None
    with transaction():
        actions.record_on_behalf(
            session.get_one(Call, call.id),
            session.get_one(Organisation, organisation.id),
            signoff.signatory_of(organisation),
            Choice.SIGN,
            channel=Channel.PHONE,
            evidence="اتصال هاتفي",
            visibility=Visibility.PUBLIC,
            by=session.get_one(Person, by.id),
        )


def more_time_wanted(call: Call, organisation: Organisation) -> None:
    """A member asks for more time."""
    with transaction():
        actions.ask_more_time(
            session.get_one(Call, call.id),
            session.get_one(Organisation, organisation.id),
            hours=24,
            reason="سبب قصير",
            by=signoff.signatory_of(organisation),
        )


def instructed(organisation: Organisation) -> None:
    """A standing instruction, given and not confirmed yet."""
    with transaction():
        actions.give_instruction(
            session.get_one(Organisation, organisation.id),
            kinds=["joint_statement"],
            visibility=Visibility.WITHHELD,
            since=clock.now().date(),
            until=clock.now().date() + timedelta(days=90),
            proof=b"%PDF-1.7 proof of a decision",
            proof_name="decision.pdf",
            knows_few=True,
            by=session.get_one(Person, signoff.signatory_of(organisation).id),
        )


def acceded(issue: Issue, partner: Organisation) -> None:
    """A partner from outside accedes to the issued text; its signatory has a link."""
    person = make.signatory(partner, "acceding")
    with transaction():
        call, own = session.get_one(Call, issue.call_id), session.get_one(Organisation, partner.id)
        publications.offer_accession(call, [own], by=None)
        publications.accede(call, own, seal=call.seal, visibility=Visibility.PUBLIC, by=person)


def acceded_for_one(issue: Issue, organisation: Organisation) -> None:
    """A member accedes with its name withheld but for every recipient that the call offers; nobody has decided yet."""
    with transaction():
        call, own = session.get_one(Call, issue.call_id), session.get_one(Organisation, organisation.id)
        publications.accede(
            call,
            own,
            seal=call.seal,
            visibility=Visibility.WITHHELD,
            knows_few=True,
            shown_to=[one.id for one in recipients_of(call)],
            by=signoff.signatory_of(own),
        )


def printed(issue: Issue, organisation: Organisation, by: Person | None) -> Issue:
    """The next issue, which prints what this organisation acceded to."""
    assert by is not None
    with transaction():
        found = accession_of(session.get_one(Call, issue.call_id), session.get_one(Organisation, organisation.id))
        assert found is not None
        own, by = session.get_one(Issue, issue.id), session.get_one(Person, by.id)
        return publications.reissue(own, acceding=[found], note="انضمّت منظمة.", without=denied_in(own.call), by=by)


def with_proof(organisation: Organisation, person: Person | None, by: Person | None) -> None:
    """A mandate that a file proves."""
    assert person is not None and by is not None
    with transaction():
        coalition.record_mandate(
            session.get_one(Organisation, organisation.id),
            session.get_one(Person, person.id),
            scope=Scope.ALL,
            scope_values=[],
            until=None,
            proof=b"%PDF-1.7 proof",
            proof_name="proof.pdf",
            by=session.get_one(Person, by.id),
        )


def away(organisation: Organisation, person: Person | None, by: Person | None) -> None:
    """Its signatory is away next year."""
    assert person is not None and by is not None
    with transaction():
        coalition.record_absence(
            session.get_one(Organisation, organisation.id),
            session.get_one(Person, person.id),
            since=date(2027, 1, 1),
            until=date(2027, 1, 9),
            by=session.get_one(Person, by.id),
        )


def seated(group: Group, *organisations: Organisation) -> None:
    """Seats in a working group."""
    for one in organisations:
        make.kept(GroupSeat(group_id=group.id, organisation_id=one.id, since=make.LONG_AGO))
