"""One sentence for each kind of ledger entry, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from advocacy.drafting.words import language_name
from advocacy.ledger.models import Entry
from advocacy.signoff.rules import attribution_line, attribution_of
from papers.kinds import KINDS

if TYPE_CHECKING:
    from advocacy.assembly.story import Names

WORDS_OF_CHOICES = {
    "no_objection": lazy_gettext("has no objection to the wording"),
    "sign": lazy_gettext("signed"),
    "sign_with_reservation": lazy_gettext("signed with a reservation"),
    "abstain": lazy_gettext("abstained"),
    "object": lazy_gettext("objected"),
    "recuse": lazy_gettext("recused itself"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry says: heading, particulars, and how it is marked."""

    heading: str
    lines: tuple[str, ...] = ()
    tone: str = "plain"


Telling = Callable[[Entry, "Names"], Told | None]


def by_line(entry: Entry, names: Names) -> str:
    """Who did it; empty for whoever is not named."""
    who = names.person(entry)
    return _("By: %(name)s", name=who) if who else ""


def alternate_line(entry: Entry, names: Names) -> str:
    """In whose place an alternate acted; empty for whoever is not named, and for a mandate of one's own."""
    principal = names.someone(entry.facts.get("alternate_for")) if names.person(entry) else ""
    return _("As alternate for: %(name)s", name=principal) if principal else ""


def seal_line(entry: Entry) -> str:
    seal = str(entry.facts.get("seal", ""))
    return _("Text: %(digest)s", digest=seal[:16]) if seal else ""


def started(entry: Entry, names: Names) -> Told:
    kind = KINDS[str(entry.facts["kind_of_paper"])]
    return Told(_("The paper was begun"), (kind.name(names.lang), by_line(entry, names)))


def language_added(entry: Entry, names: Names) -> Told:
    return Told(
        _("A language was added: %(lang)s", lang=language_name(str(entry.facts["lang"]))),
        (by_line(entry, names),),
        "quiet",
    )


def revised(entry: Entry, names: Names) -> Told:
    lang = language_name(str(entry.facts["lang"]))
    heading = _("%(lang)s text, revision %(number)s", lang=lang, number=entry.facts["number"])
    return Told(heading, (by_line(entry, names),), "quiet")


def frozen(entry: Entry, names: Names) -> Told:
    return Told(_("The text was frozen for sign-off"), (by_line(entry, names), seal_line(entry)), "good")


def reopened(entry: Entry, names: Names) -> Told:
    return Told(_("The frozen text was opened again"), (by_line(entry, names),), "bad")


def waived(entry: Entry, names: Names) -> Told:
    """Something was left open when the text was frozen; the reason is kept beside the freeze."""
    key = str(entry.facts["key"])
    heading = _("A comment was left open") if key.startswith("thread:") else _("Suggestions were left open")
    return Told(heading, (*names.reason_of_waiver(entry), by_line(entry, names)), "bad")


def comment_settled(entry: Entry, names: Names) -> Told:
    outcomes = {
        "accepted": _("A comment was accepted"),
        "partly": _("A comment was accepted in part"),
        "rejected": _("A comment was rejected"),
    }
    return Told(outcomes[str(entry.facts["outcome"])], (by_line(entry, names),), "quiet")


def suggestions_accepted(entry: Entry, names: Names) -> Told:
    count = int(entry.facts.get("count", 0))
    heading = ngettext(
        "%(num)s suggestion was taken into the text", "%(num)s suggestions were taken into the text", count
    )
    return Told(heading, (language_name(str(entry.facts["lang"])), by_line(entry, names)), "quiet")


def suggestions_rejected(entry: Entry, names: Names) -> Told:
    count = int(entry.facts.get("count", 0))
    heading = ngettext("%(num)s suggestion was rejected", "%(num)s suggestions were rejected", count)
    return Told(heading, (language_name(str(entry.facts["lang"])), by_line(entry, names)), "quiet")


def opened(entry: Entry, names: Names) -> Told:
    count = len(entry.facts.get("asked", ()))
    asked = ngettext("%(num)s organisation was asked", "%(num)s organisations were asked", count)
    heading = (
        _("The member organisations were asked about the wording")
        if entry.facts.get("purpose") == "wording"
        else _("The member organisations were called to sign")
    )
    return Told(heading, (asked, by_line(entry, names), seal_line(entry)), "good")


def answered(entry: Entry, names: Names) -> Told:
    choice = str(entry.facts["choice"])
    if entry.facts.get("confirms"):
        return confirmed(entry, names)
    heading = _(
        "%(organisation)s %(answered)s", organisation=names.organisation(entry), answered=WORDS_OF_CHOICES[choice]
    )
    late = _("Arrived after the end, within the grace of the by-laws") if entry.facts.get("opened_at") else ""
    lines = [
        by_line(entry, names),
        alternate_line(entry, names),
        *names.recording(entry),
        *names.instruction(entry),
        late,
        seal_line(entry),
        few_line(entry),
        *names.words(entry),
    ]
    tone = {"no_objection": "good", "sign": "good", "sign_with_reservation": "good", "object": "bad"}.get(
        choice, "plain"
    )
    return Told(heading, tuple(lines), tone)


def confirmed(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s signed the changed text too", organisation=names.organisation(entry))
    by = (by_line(entry, names), alternate_line(entry, names))
    lines = (*by, *names.recording(entry), seal_line(entry), few_line(entry), *names.words(entry))
    return Told(heading, lines, "good")


def few_line(entry: Entry) -> str:
    return _("The signatory knew that fewer than three names are withheld") if entry.facts.get("few_withheld") else ""


def undone(entry: Entry, names: Names) -> Told:
    by = (
        by_line(entry, names) if entry.person_id else _("The organisation itself said so, through its own mail address")
    )
    return Told(_("%(organisation)s took its answer back", organisation=names.organisation(entry)), (by,))


def reminded(entry: Entry, names: Names) -> Told:
    return Told(_("%(organisation)s was reminded", organisation=names.organisation(entry)), (), "quiet")


def link_renewed(entry: Entry, names: Names) -> Told:
    return Told(_("%(organisation)s got a new signing link", organisation=names.organisation(entry)), (), "quiet")


def refused_no_mandate(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    return Told(_("An answer for %(organisation)s was refused: no valid mandate", organisation=organisation), (), "bad")


def refused_two_voices(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    return Told(_("A second, different answer for %(organisation)s was refused", organisation=organisation), (), "bad")


def endorsed(entry: Entry, names: Names) -> Told:
    return Told(
        _("%(organisation)s endorsed the text", organisation=names.organisation(entry)), (by_line(entry, names),)
    )


def closed(entry: Entry, names: Names) -> Told:
    if entry.facts["outcome"] == "adopted":
        attribution = attribution_of(entry.facts["attribution"])
        voice = attribution_line(attribution, names.lang, names.coalition)
        return Told(_("Adopted by the coalition's rule"), (voice, seal_line(entry)), "good")
    if entry.facts["outcome"] == "agreed":
        return Told(
            _("The wording stands by the coalition's rule; nobody has signed by it"), (seal_line(entry),), "good"
        )
    if entry.facts["outcome"] == "not_agreed":
        return Told(_("The wording does not stand by the coalition's rule"), (seal_line(entry),), "bad")
    return Told(_("Not adopted by the coalition's rule"), (seal_line(entry),), "bad")


def called_off(entry: Entry, names: Names) -> Told:
    return Told(_("The call was called off"), (by_line(entry, names),), "bad")


def issued(entry: Entry, names: Names) -> Told:
    reference, number = entry.facts["reference"], entry.facts["number"]
    return Told(
        _("Issued as %(reference)s, issue %(number)s", reference=reference, number=number),
        (by_line(entry, names),),
        "good",
    )


def files_made(entry: Entry, names: Names) -> Told:
    files = entry.facts.get("files", {})
    count = len(files) if isinstance(files, dict) else 0
    return Told(ngettext("%(num)s file was made and sealed", "%(num)s files were made and sealed", count), (), "quiet")


def published(entry: Entry, names: Names) -> Told:
    return Told(_("The issue was published"), (), "good")


def superseded(entry: Entry, names: Names) -> Told:
    return Told(
        _("Issue %(old)s was replaced by %(new)s", old=entry.facts["number"], new=entry.facts["newer"]), (), "bad"
    )


def withdrawn(entry: Entry, names: Names) -> Told:
    return Told(_("Issue %(number)s was withdrawn", number=entry.facts["number"]), (by_line(entry, names),), "bad")


def prepared(entry: Entry, names: Names) -> Told:
    count = int(entry.facts.get("parcels", 0))
    heading = ngettext("A package for %(num)s office was prepared", "A package for %(num)s offices was prepared", count)
    return Told(heading, (by_line(entry, names),))


def released(entry: Entry, names: Names) -> Told:
    return Told(_("The package was released by a second person"), (by_line(entry, names),), "good")


def handed_over(entry: Entry, names: Names) -> Told:
    return Told(_("A letter was handed over"), (by_line(entry, names),), "good")


TELLINGS: dict[str, Telling] = {
    "drafting.started": started,
    "drafting.language_added": language_added,
    "drafting.revised": revised,
    "drafting.frozen": frozen,
    "drafting.reopened": reopened,
    "drafting.waived": waived,
    "drafting.comment_settled": comment_settled,
    "drafting.suggestions_accepted": suggestions_accepted,
    "drafting.suggestions_rejected": suggestions_rejected,
    "signoff.opened": opened,
    "signoff.answered": answered,
    "signoff.undone": undone,
    "signoff.reminded": reminded,
    "signoff.link_renewed": link_renewed,
    "signoff.refused_no_mandate": refused_no_mandate,
    "signoff.refused_two_voices": refused_two_voices,
    "signoff.endorsed": endorsed,
    "signoff.closed": closed,
    "signoff.called_off": called_off,
    "publishing.issued": issued,
    "publishing.files_made": files_made,
    "publishing.published": published,
    "publishing.superseded": superseded,
    "publishing.withdrawn": withdrawn,
    "dispatch.prepared": prepared,
    "dispatch.released": released,
    "dispatch.handed_over": handed_over,
}
"""Kind of entry → how it is told. A kind that is not here is technical and stays in the ledger alone."""
