"""Computes what every language of an issue prints, from the call, its answers and the coalition's settings."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _

from advocacy import addresses
from advocacy.coalition.models import Coalition, Organisation, Visibility
from advocacy.drafting.models import FrozenText
from advocacy.errors import RuleBroken
from advocacy.evidence.queries import method_of
from advocacy.publishing.editions import (
    Latecomer,
    Voice,
    contact_of,
    endorsed,
    letterhead,
    place_of,
    signed,
    to_record,
    with_latecomers,
)
from advocacy.publishing.models import Issue
from advocacy.publishing.rules import names_within
from advocacy.signoff.models import Answer, Call, SeenBy
from advocacy.signoff.passages import tied
from advocacy.signoff.proofs import commitment_of
from advocacy.signoff.queries import accepted_in, endorsements_of, given_in, seats_in, signatures_of
from advocacy.signoff.rules import Attribution, attribution_line, attribution_of, settle
from papers.dates import moment
from papers.edition import Edition


def voices_of(call: Call, without: Collection[int] = (), *, lang: str = "") -> list[Voice]:
    """Who stands under the text, except the organisations with these ids, as the copy in that language names them.

    Without a language, only who is printed in none is withheld.
    """
    return [
        Voice(answer.organisation, _is_withheld(answer, lang), printed_reservation(answer, lang))
        for answer in signatures_of(call)
        if answer.organisation_id not in without
    ]


def printed_reservation(answer: Answer, lang: str) -> str:
    """What everybody reads of a reservation: nothing of one that is for signatories or for the board."""
    if answer.reservation_for is not SeenBy.PUBLIC:
        return ""
    return tied(answer, lang) if lang else answer.reservation


def _is_withheld(answer: Answer, lang: str) -> bool:
    return not answer.visibility.shows_in(lang) if lang else answer.visibility.is_hidden


def commitments_of(call: Call, without: Collection[int] = (), *, lang: str) -> tuple[str, ...]:
    """What stands for those whom the copy in that language withholds, in an order that says nothing."""
    hidden = [
        answer for answer in signatures_of(call) if _is_withheld(answer, lang) and answer.organisation_id not in without
    ]
    return tuple(sorted(commitment_of(answer) for answer in hidden))


def supporters_of(call: Call) -> list[Organisation]:
    """The organisations from outside that endorsed; whose name is withheld, is not listed at all."""
    found = [endorsement.organisation for endorsement in endorsements_of(call)]
    return [organisation for organisation in found if organisation.visibility is Visibility.PUBLIC]


def latecomers_of(issue: Issue, zone: str, lang: str) -> list[Latecomer]:
    """Who acceded and was accepted into this issue or one before; who is counted nowhere, is not listed at all."""
    return [
        Latecomer(
            one.organisation,
            one.acceded_at.astimezone(ZoneInfo(zone)).date(),
            one.is_member,
            not one.visibility.shows_in(lang),
            one.reservation,
            commitment_of(one),
        )
        for one in accepted_in(issue.call)
        if one.organisation_id not in issue.without and one.visibility is not Visibility.UNCOUNTED
    ]


def voice_of(call: Call, without: Collection[int] = ()) -> Attribution:
    """Whose voice the text has. When signatures were withdrawn, the rule of the call judges those that are left: a text
    that no longer meets it speaks for its signatories alone.
    """
    if not without and call.attribution is not None:
        return attribution_of(call.attribution)
    left = [given for given in given_in(call) if given.organisation_id not in without]
    return settle(call.rule, call.rule_values, seats_in(call), left).attribution


def editions_of(issue: Issue, house: Coalition, notes: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Per language what the issue prints, as JSON. `notes` says per language what changed since the issue before."""
    supporters = supporters_of(issue.call)
    said = notes or {}
    return {
        text.lang: to_record(
            edition_in(text, issue, house, supporters, change_note=said.get(text.lang, "")), house.logo_sha256
        )
        for text in issue.freeze.texts
    }


def edition_in(
    text: FrozenText,
    issue: Issue,
    house: Coalition,
    supporters: Iterable[Organisation],
    *,
    change_note: str = "",
) -> Edition:
    """One language of an issue as the engine prints it, without the logo."""
    lang, until = text.lang, issue.embargo_until
    return Edition(
        letterhead=letterhead(house, lang),
        reference=issue.reference,
        issue=issue.number,
        date=issue.dated,
        place=place_of(house, lang),
        attribution=attribution_line(voice_of(issue.call, issue.without), lang, house.name_in(lang)),
        status="authoritative" if text.is_authoritative else "translation",
        translated_from="" if text.is_authoritative else issue.dossier.authoritative,
        digest=text.digest,
        set_digest=issue.freeze.seal,
        verify_url=addresses.public(f"/verify/{issue.code}"),
        verify_code=issue.code,
        contact=contact_of(house),
        embargo=moment(until, house.timezone, lang) if until else "",
        change_note=change_note,
        commitments=commitments_of(issue.call, issue.without, lang=lang),
        seal_place=True,
        method=method_of(issue.dossier, lang),
        **with_latecomers(
            signed(voices_of(issue.call, issue.without, lang=lang), lang),
            endorsed(supporters, lang),
            latecomers_of(issue, house.timezone, lang),
            lang,
        ),
    )


def refuse_names_in_reservations(call: Call, without: Collection[int] = ()) -> None:
    """RuleBroken when a reservation says the name of an organisation that asked for its name to be withheld."""
    answers = [answer for answer in signatures_of(call) if answer.organisation_id not in without]
    hidden = [answer.organisation for answer in answers if answer.visibility.is_hidden]
    for organisation in hidden:
        names = {"ar": organisation.name_ar, "en": organisation.name_en, "fr": organisation.name_fr}
        if any(names_within(answer.reservation, names) for answer in answers):
            raise RuleBroken(
                _(
                    "A reservation contains the name of an organisation that asked for its name to be withheld. "
                    "Ask for other words before you issue: the reservation would be printed."
                )
            )
