"""Who consented before or after the others, and who opened a name: as acknowledged, against the database."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import select

from advocacy.coalition.models import Organisation, Visibility
from advocacy.contacts.models import Office
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.publishing.models import Issue
from advocacy.publishing.queries import edition_of
from advocacy.publishing.special import special_edition, want_special
from advocacy.signoff.models import Accession, Answer, Choice, Instruction, Opening, StandingUse
from advocacy.signoff.queries import denied_in
from papers.edition import Edition
from tests.acts.world import Acceded, Said, World


def hear_of_standing(world: World) -> None:
    """Learn which consents given beforehand have become answers, each only as its two people gave it."""
    heard = {one.receipt for one in world.said}
    for use in session.scalars(select(StandingUse).where(StandingUse.answer_id.is_not(None)).order_by("answer_id")):
        answer = use.answer
        assert answer is not None
        if answer.receipt in heard:
            continue
        consent = next(one for one in world.consents if one.row == use.instruction_id)
        assert consent.confirmed_at is not None and consent.confirmed_at <= use.copied_at, "used, and never confirmed"
        assert consent.revoked_at is None, "counted after it was revoked"
        assert consent.confirmed_by != consent.given_by, "a consent of one alone"
        assert consent.confirmed_by or world.needed[consent.organisation] == 1, "a second person never agreed"
        assert use.copied_at + timedelta(hours=24) <= answer.answered_at < use.call.closes_at, "counted out of time"
        assert (answer.choice, answer.seal) == (Choice.SIGN, use.seal), "it signed another text than was copied"
        assert answer.person_id in (consent.given_by, consent.confirmed_by), "in the name of somebody else"
        who = (answer.call_id, answer.organisation_id, answer.person_id)
        may = world.may_sign(answer.organisation_id, answer.person_id, answer.answered_at)
        assert may, "by a consent of somebody whom nobody authorises any more"
        said = Said(*who, answer.choice, answer.visibility, answer.seal, answer.receipt, may, by_consent=True)
        world.said.append(said)


def consents_are_kept(world: World) -> None:
    """Every consent that was acknowledged is there, as it was given, confirmed and revoked."""
    for consent in world.consents:
        row = session.get_one(Instruction, consent.row)
        assert (row.organisation_id, row.given_by_id) == (consent.organisation, consent.given_by)
        assert (row.confirmed_at, row.confirmed_by_id) == (consent.confirmed_at, consent.confirmed_by)
        assert row.revoked_at == consent.revoked_at


def accessions_are_kept(world: World) -> None:
    """Every accession that was acknowledged is there once, and nobody else's."""
    kept = {row.receipt: row for row in session.scalars(select(Accession))}
    assert kept.keys() == {one.receipt for one in world.acceded}, "an accession that nobody gave, or one that is lost"
    for one in world.acceded:
        row = kept[one.receipt]
        as_kept = (row.call_id, row.organisation_id, row.person_id, row.seal, row.visibility, row.seconded_by_id)
        assert as_kept == (one.call, one.organisation, one.person, one.seal, one.visibility, one.second)
        assert (row.undone_at is not None, row.declined_at is not None) == (one.is_undone, one.is_declined)
        assert row.accepted_at is None or one.is_whole, "printed before the second of two had acceded"
    told = Counter(session.scalars(select(Entry.kind)))
    assert told["signoff.acceded"] == len(kept), "one line of the ledger for an accession"


def only_who_acceded_is_listed(world: World, issue: Issue) -> None:
    """Those in the later list of an issue acceded to that very text, wholly, and let their name be seen."""
    shown = {name for edition in issue.editions.values() for name in _late_names(edition)}
    for organisation in session.scalars(select(Organisation)):
        if not {organisation.name_ar, organisation.name_en} & shown:
            continue
        own = [one for one in world.acceded if (one.call, one.organisation) == (issue.call_id, organisation.id)]
        held = [one for one in own if _holds(one, issue)]
        assert held, "listed among those who acceded, and never did"
        assert all(one.visibility not in (Visibility.WITHHELD, Visibility.UNCOUNTED) for one in held), "shown, hidden"


def only_who_acceded_for_one_is_named_to_it(world: World, issue: Issue) -> None:
    """The copy for the office that was offered names, beyond all others, exactly those that acceded for it alone."""
    desk = session.get_one(Office, world.desk)
    special = want_special(issue, desk.id, desk.mail)
    named = set(_listed(special_edition(special, "ar"))) if special is not None else set()
    session.rollback()  # nothing of it is kept: only whom it would name is looked at
    disputed = {organisation.id for organisation in denied_in(issue.call)} | set(issue.without)
    printed = {row.receipt for row in session.scalars(select(Accession).where(Accession.accepted_at.is_not(None)))}
    own = [one for one in world.acceded if one.call == issue.call_id and one.is_for_one and one.receipt in printed]
    meant = [one.organisation for one in own if _holds(one, issue) and one.organisation not in disputed]
    names = {session.get_one(Organisation, organisation).name_ar for organisation in meant}
    assert named - set(_listed(edition_of(issue, "ar"))) == names, "named to an office that it did not choose, or not"


def _listed(edition: Edition) -> list[str]:
    return [one.name for one in (*edition.members, *edition.endorsers, *edition.acceded)]


def names_open_for_two_alone(world: World) -> None:
    """Withheld names were opened by two officers each time, nobody's who is not counted, and each was told."""
    opened = session.scalars(select(Opening).where(Opening.confirmed_at.is_not(None))).all()
    for opening in opened:
        pair = {opening.asked_by_id, opening.confirmed_by_id}
        assert len(pair) == 2 and pair <= set(world.officers), "opened by one, or by somebody else"
        for answer_id in opening.answer_ids:
            assert session.get_one(Answer, answer_id).visibility is Visibility.WITHHELD
            told = select(Message.id).where(Message.key.startswith(f"signoff.opened:{opening.id}:{answer_id}:"))
            assert session.scalars(told).first() is not None, "its name was opened and it was not told"
        for accession_id in opening.accession_ids:
            assert session.get_one(Accession, accession_id).visibility is Visibility.WITHHELD
            told = select(Message.id).where(
                Message.key.startswith(f"signoff.opened:{opening.id}:accession-{accession_id}:")
            )
            assert session.scalars(told).first() is not None, "its name was opened and it was not told"
    kinds = Counter(session.scalars(select(Entry.kind)))
    assert kinds["signoff.names_opened"] == len(opened), "one line of the ledger for an opening"
    assert kinds["signoff.names_read"] == world.readings, "one line of the ledger for each reading"


def _late_names(edition: dict[str, list[dict[str, str]]]) -> list[str]:
    return [entry["name"] for entry in [*edition.get("acceded", []), *edition["endorsers"]]]


def _holds(one: Acceded, issue: Issue) -> bool:
    return one.is_whole and one.had_mandate and one.seal == issue.freeze.seal and not (one.is_undone or one.is_declined)
