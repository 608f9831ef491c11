"""Keeping the register of sources, putting passages on them, and taking consent back; verbs that never commit."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _t
from flask_babel import lazy_gettext as _

from advocacy import addresses, clock, keystore
from advocacy.accounts.models import Person
from advocacy.coalition.models import Group
from advocacy.database import session
from advocacy.drafting import queries as drafting
from advocacy.drafting.actions import revision_holding
from advocacy.drafting.actions.notices import written_in
from advocacy.drafting.actions.revise import refuse_unless_drafting
from advocacy.drafting.models import Dossier, Version
from advocacy.errors import BadInput, RuleBroken
from advocacy.evidence import queries, rules
from advocacy.evidence.models import Confidentiality, Consultation, Link, Reliability, Source, SourceKind, Way
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from papers.anchor import anchored, holds


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a source. `sealed` None leaves what is sealed as it is, empty deletes it."""

    title: str
    kind: SourceKind
    reliability: Reliability
    confidentiality: Confidentiality
    dated: date | None = None
    kept_at: str = ""
    consent_for: str = ""
    consent_until: date | None = None
    consent_way_back: str = ""
    sealed: str | None = None


@dataclass(frozen=True, slots=True)
class Consulted:
    """Whom a paper was discussed with, as the log keeps it: counts and regions, no names."""

    way: Way
    first: date
    last: date
    people: int
    women: int | None = None
    men: int | None = None
    regions_ar: str = ""
    regions_en: str = ""
    printed: bool = True


def register_source(group: Group, facts: Facts, *, by: Person | None) -> Source:
    """Add a source of a working group to the register."""
    source = Source(group_id=group.id, registered_by_id=by.id if by else None, registered_at=clock.now())
    _describe(source, facts)
    append("evidence.registered", source, by=by.id if by else None)
    return source


def edit_source(source: Source, facts: Facts, *, by: Person | None) -> Source:
    """Say something else of a source; RuleBroken once its consent was withdrawn."""
    session.refresh(source, with_for_update=True)
    _refuse_withdrawn(source)
    _describe(source, facts)
    append("evidence.edited", source, by=by.id if by else None)
    return source


def _describe(source: Source, facts: Facts) -> None:
    if facts.kind is SourceKind.TESTIMONY and not facts.consent_for:
        raise BadInput({"consent_for": _("A testimony needs the person's consent: write what they agreed to.")})
    if facts.consent_for and not facts.consent_way_back:
        raise BadInput({"consent_way_back": _("Write how they can take their consent back; they must have been told.")})
    _refuse_names(source, facts)
    source.title, source.kind, source.reliability = facts.title, facts.kind, facts.reliability
    source.confidentiality, source.dated, source.kept_at = facts.confidentiality, facts.dated, facts.kept_at
    source.consent_for, source.consent_until = facts.consent_for, facts.consent_until
    source.consent_way_back = facts.consent_way_back
    session.add(source)
    session.flush()
    if facts.sealed is not None:
        source.sealed = keystore.encrypt(rules.purpose(source.id), facts.sealed) if facts.sealed else None
        session.flush()


def _refuse_names(source: Source, facts: Facts) -> None:
    """A name that is sealed must not stand in clear in the field beside it."""
    sealed = facts.sealed if facts.sealed is not None else opened(source)
    fields = {
        "title": facts.title,
        "kept_at": facts.kept_at,
        "consent_for": facts.consent_for,
        "consent_way_back": facts.consent_way_back,
    }
    message = _("A sealed name stands here in clear. Take it out; whoever may read the register would read it.")
    if wrong := {name: message for name, words in fields.items() if rules.names_within(words, sealed)}:
        raise BadInput(wrong)


def opened(source: Source) -> str:
    """The sealed words; empty when nothing is sealed. Whoever shows them calls `unseal`."""
    sealed = source.sealed if source.id is not None else None
    return keystore.decrypt(rules.purpose(source.id), sealed) if sealed else ""


def unseal(source: Source, *, by: Person) -> str:
    """The sealed words for somebody to read; the ledger keeps who read them and when."""
    append("evidence.unsealed", source, by=by.id)
    return opened(source)


def withdraw_consent(source: Source, *, by: Person | None) -> Source:
    """People take their consent back: what is sealed is deleted, and every paper that rests on the source is told.

    The open points of those papers follow from the links (`queries.gaps_of`); their rapporteurs get a mail.
    """
    session.refresh(source, with_for_update=True)
    _refuse_withdrawn(source)
    source.withdrawn_at, source.sealed = clock.now(), None
    session.flush()
    author = by.id if by else None
    append("evidence.consent_withdrawn", source, by=author)
    for dossier in queries.dossiers_on(source):
        append("evidence.support_lost", source, by=author, dossier=dossier.id)
        for number in queries.rapporteurs_of(dossier):
            _tell(source, dossier, session.get_one(Person, number))
    return source


def _tell(source: Source, dossier: Dossier, person: Person) -> None:
    """A mail that says which text, and nothing of the source: it may be sealed, and the telephone shared."""
    key = f"evidence.support_lost:{source.id}:{dossier.id}:{person.id}"
    with written_in(person.lang) as say:
        after = {
            True: _t("The text is issued: decide whether a new issue without this passage is needed."),
            False: _t("Take the passage out, or put it on another source. What is open lists it."),
        }
        body = [
            _t("Consent for a source was withdrawn. A text that you lead rests on it."),
            "",
            _t("Text: %(title)s", title=say(dossier.title_in(person.lang))),
            after[dossier.is_issued],
            "",
            addresses.public(f"/papers/{dossier.id}/text/{dossier.authoritative}/evidence"),
        ]
        subject = _t("A text needs your attention")
    post(key, to=person.email, lang=person.lang, subject=subject, body="\n".join(body) + "\n")


def _refuse_withdrawn(source: Source) -> None:
    if source.withdrawn_at is not None:
        raise RuleBroken(_("Consent for this source was withdrawn; nothing about it changes any more."))


def link_passage(version: Version, source: Source, block: str, quote: str = "", *, by: Person | None) -> Link:
    """Put a passage of the text as it stands on a source whose consent holds; twice is once."""
    refuse_unless_drafting(version.dossier)
    if queries.consent_of(source) in queries.LOST:
        raise BadInput({"source": _("Consent for this source no longer holds. Choose another one.")})
    known = queries.links_of(version)
    if len(known) >= rules.MAX_LINKS:
        raise RuleBroken(_("Too many passages of this text rest on sources already."))
    revision = revision_holding(version, block, quote)
    paper = drafting.paper_of(revision)
    anchor = anchored(block, quote, paper)
    here = next((one for one in paper.blocks if one.id == block), None)
    if here is None:
        raise BadInput({"block": _("This passage is no longer in the text. Choose it again.")})
    if not holds(here, anchor.quote, paper):
        raise BadInput({"quote": _("These words do not stand in the passage. Copy them from the text above.")})
    for link in known:
        if (link.source_id, link.block, link.quote) == (source.id, anchor.block, anchor.quote):
            return link
    link = Link(
        version_id=version.id,
        revision=revision.number,
        block=anchor.block,
        quote=anchor.quote,
        digest=anchor.digest,
        linked_by_id=by.id if by else None,
        linked_at=clock.now(),
    )
    source.links.append(link)
    session.flush()
    append("evidence.linked", link, by=by.id if by else None, dossier=version.dossier_id, source=source.id)
    return link


def unlink_passage(link: Link, *, by: Person | None) -> None:
    """The passage rests on this source no longer."""
    version, source = link.version, link.source
    refuse_unless_drafting(version.dossier)
    append("evidence.unlinked", link, by=by.id if by else None, dossier=version.dossier_id, source=source.id)
    source.links.remove(link)
    session.delete(link)
    session.flush()


def keep_consultation(dossier: Dossier, consulted: Consulted, *, by: Person | None) -> Consultation:
    """Write into the log of a paper whom it was discussed with. Once a text is frozen its log stands still."""
    refuse_unless_drafting(dossier)
    row = Consultation(
        dossier_id=dossier.id,
        way=consulted.way,
        first=consulted.first,
        last=consulted.last,
        people=consulted.people,
        women=consulted.women,
        men=consulted.men,
        regions_ar=consulted.regions_ar,
        regions_en=consulted.regions_en,
        printed=consulted.printed,
        kept_by_id=by.id if by else None,
        kept_at=clock.now(),
    )
    session.add(row)
    session.flush()
    author = by.id if by else None
    append("evidence.consulted", row, by=author, dossier=dossier.id, people=row.people, way=row.way.value)
    return row


def drop_consultation(row: Consultation, *, by: Person | None) -> None:
    """Take a consultation out of the log."""
    refuse_unless_drafting(row.dossier)
    append("evidence.consultation_dropped", row, by=by.id if by else None, dossier=row.dossier_id, people=row.people)
    session.delete(row)
    session.flush()
