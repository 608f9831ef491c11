"""A whole house with one of everything, so that every address leads somewhere, and with names that nobody must see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from advocacy.accounts.models import Person
from advocacy.amending.models import (
    Amendment,
    CommentSheet,
    RedLine,
    Reopening,
    SheetComment,
)
from advocacy.coalition.models import (
    Absence,
    Body,
    BodyTerm,
    Campaign,
    Group,
    Mandate,
    Organisation,
    Visibility,
)
from advocacy.contacts.models import FormOfAddress, Way
from advocacy.contacts.models import Office as Recipient
from advocacy.database import session
from advocacy.dispatch.models import Package, Parcel
from advocacy.drafting.models import Dossier, Thread
from advocacy.evidence.models import Consultation, Link, Source
from advocacy.library.models import Clause, Instrument, Term
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import EarlyCopy, Issue, Lifting
from advocacy.signoff.models import (
    Accession,
    Answer,
    Call,
    Choice,
    Denial,
    Dispute,
    EmbargoChange,
    Instruction,
    MoreTime,
    Opening,
    Recording,
    RouteSkip,
    RouteStep,
)
from tests.hostile.happenings import (
    acceded,
    acceded_for_one,
    away,
    changed,
    denied,
    handed_early,
    in_review,
    instructed,
    more_time_wanted,
    on_its_route,
    opened,
    seated,
    signed_for_one,
    to_end_sooner,
    with_proof,
    written_down,
)
from tests.make import coalition as make
from tests.make import contacts, dispatch, drafting, evidence, publishing, signoff
from tests.make.house import house_link_of
from tests.make.links import accession_link_of, instruction_link_of, link_of
from tests.make.worker import work_off

IN_BODIES = tuple(office for office in Office if office not in (Office.ADMIN, Office.MEMBER, Office.OBSERVER))
TRUSTED = {"coordinator"}
"""Who may see that an organisation withholds its name, to reach it (docs/decisions/0027-names-opened-and-shown.md)."""

SHY = {"ar": "عصفور الخفاء الكنهبلي", "en": "Kryptopasser Hideaway", "fr": "Moineau Escamoté"}
"""Withholds its name from everybody, always."""
ONCE = {"ar": "زعتر المواربة الشنفري", "en": "Onceshade Quillfeather", "fr": "Ombrelle Furtive"}
"""Is known in the coalition, but withheld its name under one text."""
LATE = {"ar": "قيقب التواري الهجنفري", "en": "Latecreep Maplewhisper", "fr": "Érable Furtif Tardif"}
"""Is known in the coalition too, and acceded to an issued text with its name withheld but for one recipient."""


@dataclass
class House:
    """One of everything. `people` maps a role to somebody who has it."""

    people: dict[str, Person | None]
    shy: Organisation
    once: Organisation
    late: Organisation
    adopted: Call
    running: Call
    changing: Call
    issue: Issue
    values: dict[str, list[Any]] = field(default_factory=dict)


def hidden_organisation(names: dict[str, str], visibility: Visibility) -> Organisation:
    """A member by these names with a signatory."""
    one = make.organisation(names["ar"], visibility=visibility)
    one.name_en, one.name_fr = names["en"], names["fr"]
    one.mail = f"org-{one.number}@hidden.example"
    make.kept(one)
    return one


def built_anew(*, rendered: bool = False) -> House:
    """The house: one call adopted and issued with names withheld, one running, one package released, and the rest."""
    make.coalition()
    group = make.group()
    people: dict[str, Person | None] = {"nobody": None}
    people |= {office.value: make.holder_of(office) for office in IN_BODIES}
    others = signoff.members(3)
    shy = hidden_organisation(SHY, Visibility.WITHHELD)
    once = hidden_organisation(ONCE, Visibility.PUBLIC)
    people |= {"its own": make.signatory(shy), "own of the other": make.signatory(once)}
    people |= {"signatory": signoff.signatory_of(others[0]), "admin": make.person(is_admin=True)}
    people |= {"stranger": make.person(), "rapporteur": make.rapporteur(group)}
    people |= {"translator": make.rapporteur(group, role=make.GroupRole.TRANSLATOR)}
    people["member"] = make.person()
    make.kept(make.Affiliation(person_id=people["member"].id, organisation_id=others[1].id, since=make.LONG_AGO))
    partner = make.organisation(status=make.Status.PARTNER)
    people["observer"] = make.person()
    make.kept(make.Affiliation(person_id=people["observer"].id, organisation_id=partner.id, since=make.LONG_AGO))
    with_proof(shy, people["its own"], people["coordinator"])
    seated(group, shy, once)
    away(shy, people["its own"], people["coordinator"])
    campaign = make.kept(Campaign(code="C1", name_ar="حملة", name_en="Campaign", group_id=group.id))

    adopted = signoff.open_call(drafting.frozen_dossier(group, campaign=campaign), by=people["coordinator"])
    hidden = {"visibility": Visibility.WITHHELD}
    offices = [contacts.office(), contacts.office("مكتب", way=Way.PAPER)]
    for organisation in others:
        signoff.answer(adopted, organisation)
    signed_for_one(adopted, once, offices[:1], people["coordinator"])
    words = {"reservation": "نتحفّظ على المهلة المذكورة في المطلب الثالث."}
    signoff.answer(adopted, shy, Choice.SIGN_WITH_RESERVATION, **hidden, **words)
    running = signoff.open_call(drafting.frozen_dossier(group), by=people["coordinator"], hours=200)
    signoff.answer(running, shy, Choice.OBJECT, **hidden)
    signoff.answer(running, once, Choice.SIGN, **hidden)
    signoff.answer(running, once, Choice.OBJECT, **hidden, by=make.signatory(once))
    written_down(running, others[0], people["coordinator"])
    session.get_one(Organisation, others[0].id).region = "إدلب"
    session.commit()
    first_link = link_of(people["signatory"])
    changing = signoff.open_call(drafting.frozen_dossier(group), by=people["coordinator"], hours=200)
    for organisation in (others[0], shy):
        signoff.answer(changing, organisation, **(hidden if organisation is shy else {}))
    changed(changing, people["rapporteur"])
    more_time_wanted(running, others[0])
    instructed(shy)
    issue = publishing.issued(session.get_one(Call, adopted.id), rendered=rendered, by=people["coordinator"])
    for office in offices:  # members keep an eye on offices, those who stay unseen too
        session.get_one(Recipient, office.id).focal_organisation_id = shy.id
    session.commit()
    package = dispatch.package(issue, offices=offices, by=people["relations"])
    dispatch.release(package, by=people["board"])
    drafted = drafting.dossier(group)
    drafting.talked_about(drafted, people["rapporteur"])
    evidence.link(drafted, evidence.source(group, by=people["rapporteur"]))
    evidence.consulted(drafted)
    in_review(drafting.dossier(group, en=None), shy, once, others[0], people)
    if rendered:
        work_off("publishing.make_special")
    else:
        publishing.make_specials()
    acceded(issue, partner)
    late = hidden_organisation(LATE, Visibility.PUBLIC)
    make.signatory(late, "acceding-late")
    acceded_for_one(issue, late)
    on_its_route(drafting.frozen_dossier(group, kind="policy_brief", en=None), people)
    work_off("dispatch.make_parcels")
    denied(adopted, shy)
    opened(adopted, people["release"], make.holder_of(Office.RELEASE))
    handed_early(issue, people)
    to_end_sooner(running, people["coordinator"])
    house = House(people, shy, once, late, adopted, running, changing, issue)
    house.values = values_of(house)
    house.values["token"].append(first_link.removeprefix("/s/"))
    return house


def values_of(house: House) -> dict[str, list[Any]]:
    """For each name in an address, ids and words that lead somewhere."""
    asked = {
        "person_id": select(Person.id),
        "body_id": select(Body.id).limit(1),
        "group_id": select(Group.id).limit(1),
        "campaign_id": select(Campaign.id),
        "mandate_id": select(Mandate.id).where(Mandate.proof_sha256.is_not(None)),
        "office_id": select(Recipient.id),
        "message_id": select(Message.id).limit(1),
        "dossier_id": select(Dossier.id),
        "package_id": select(Package.id),
        "parcel_id": select(Parcel.id),
        "term_id": select(BodyTerm.id).limit(1),
        "thread_id": select(Thread.id),
        "source_id": select(Source.id),
        "link_id": select(Link.id),
        "row_id": select(Consultation.id),
        "amendment_id": select(Amendment.id),
        "sheet_id": select(CommentSheet.id),
        "comment_id": select(SheetComment.id),
        "reopening_id": select(Reopening.id),
        "line_id": select(RedLine.id),
        "denial_id": select(Denial.id),
        "absence_id": select(Absence.id),
        "step_id": select(RouteStep.id),
        "skip_id": select(RouteSkip.id),
        "recording_id": select(Recording.id),
        "opening_id": select(Opening.id),
        "request_id": select(MoreTime.id),
        "accession_id": select(Accession.id),
        "instruction_id": select(Instruction.id),
        "dispute_id": select(Dispute.id),
        "copy_id": select(EarlyCopy.id),
        "lifting_id": select(Lifting.id),
        "wish_id": select(EmbargoChange.id),
        "answer_id": select(Answer.id).where(Answer.choice == Choice.OBJECT, Answer.standing),
    }
    return {name: list(session.scalars(question)) for name, question in asked.items()} | {
        "call_id": [house.adopted.id, house.running.id, house.changing.id],
        "organisation_id": [house.shy.id, house.once.id],
        "issue_id": [house.issue.id],
        "reference": [house.issue.reference.replace("/", "-")],
        "lang": ["ar", "en"],
        "number": [1],
        "index": [0],
        "kind": ["body"],
        "paper_kind": ["policy_brief"],
        "form": ["txt", "docx"],
        "shorter": ["brief"],
        "filename": ["mawqif.css"],
        "name": [file.name for file in house.issue.files],
        "token": [link_of(house.people["signatory"]).removeprefix("/s/")],
        "key": [session.scalars(select(FormOfAddress.key).limit(1)).one()],
        "code": [house.issue.code],
    }


def addresses_of(rule: Rule, house: House, app: Flask) -> Iterator[str]:
    """Every address of that route that leads somewhere in this house."""
    values = dict(house.values)
    if rule.endpoint.startswith("library."):
        values["code"] = [session.scalars(select(Clause.code).limit(1)).one()]
        values["key"] = [session.scalars(select(Instrument.key).limit(1)).one()]
        values["term_id"] = [session.scalars(select(Term.id).limit(1)).one()]
    if rule.rule.startswith("/o/"):
        values["token"] = [house_link_of(house.once).removeprefix("/o/")]
    if rule.rule.startswith("/i/"):
        values["token"] = [instruction_link_of(house.shy).removeprefix("/i/")]
    if rule.rule.startswith("/a/<"):
        person = session.scalars(select(Person).where(Person.login == "acceding")).one()
        values["token"] = [accession_link_of(person).removeprefix("/a/")]
    names = sorted(rule.arguments)
    with app.test_request_context():
        for chosen in product(*(values[name] for name in names)):
            yield app.url_map.bind("localhost").build(rule.endpoint, dict(zip(names, chosen, strict=True)))
