"""The page on which an organisation answers: the same for a personal link and for somebody who has signed in.

One round trip, no script, nothing fetched: words and style in one answer of at most 14 KB.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import hold, session, transaction
from advocacy.drafting.queries import paper_of_frozen
from advocacy.errors import BadInput, RuleBroken
from advocacy.signoff import actions, proofs
from advocacy.signoff.five_lines import five_lines, text_for
from advocacy.signoff.forms import ON, RECIPIENT, AnswerForm, choices_of_name
from advocacy.signoff.models import Accession, Answer, Call, Choice, Dispute, Purpose, SeenBy
from advocacy.signoff.passages import passages_of
from advocacy.signoff.preview import preview_of
from advocacy.signoff.queries import (
    SIGNING,
    accepted_seals,
    answer_so_far,
    counts_from,
    half_signed,
    is_over,
    is_unconfirmed,
    last_answer,
    more_time_of,
    newest_change,
    open_dispute,
    outage_of,
    own_day,
    public_signatories,
    read_for_answer,
    recipients_of,
    shown_to,
    signatures_of,
    standing_answer,
    waiting_use,
)
from advocacy.signoff.recipient_words import naming_of
from advocacy.signoff.route_words import drawn_path
from advocacy.signoff.rules import explain
from advocacy.signoff.rules.more_time import HOURS
from advocacy.signoff.stamps import claimed_at, opened_at, stamp
from advocacy.signoff.words import ANSWERED, READ_BY, own_name
from advocacy.web import LANGUAGES, form_value
from papers.model import LANGUAGES as TEXT_LANGUAGES
from papers.seal.commitments import written_salt
from papers.words import language
from papers.write.html import to_html


@dataclass(frozen=True)
class Desk:
    """Who answers for whom on which call, and the addresses of this page. `address(name)` is one of them in `lang`.

    `with_proof` asks for the hidden proof of the session; a personal link proves itself.
    """

    call: Call
    organisation: Organisation
    person: Person
    lang: str
    address: Callable[..., str]
    with_proof: bool

    @property
    def interface(self) -> str:
        """The language of the words around the text: ours, or the nearest to the text's."""
        return interface_of(self.lang)


def interface_of(lang: str) -> str:
    """Arabic around Sorani, English around Kurmanji."""
    return lang if lang in LANGUAGES else {"ckb": "ar"}.get(lang, "en")


def asked_language(person: Person | None) -> str:
    """The language asked for in the address, else the person's; kept nowhere, so that a link changes nothing."""
    asked = request.args.get("lang", "")
    return asked if asked in TEXT_LANGUAGES else (person.lang if person else "ar")


def show(
    desk: Desk,
    *,
    refusal: Exception | None = None,
    typed: Mapping[str, str] | None = None,
    besides: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    """The page: five lines, the text, the form; after a refusal with what was typed and the reason beside its field.

    `besides` was typed into another form of the page: the answer keeps what stands.
    """
    call, organisation, lang = desk.call, desk.organisation, desk.interface
    text = text_for(call, desk.lang)
    standing, dispute = standing_answer(call, organisation), open_dispute(call, organisation)
    half, so_far = half_signed(call, organisation), answer_so_far(call, organisation)
    before = standing or _voice_of(dispute, desk.person) or so_far
    with force_locale(lang):
        page = render_template(
            "signoff/signing_page.html",
            desk=desk,
            lines=five_lines(call, organisation, desk.person.timezone, lang),
            others=public_signatories(call, lang),
            text=text,
            words=to_html(paper_of_frozen(text), heading_offset=1, header=False),
            languages=[(each.lang, language_name(each.lang)) for each in call.freeze.texts],
            rule=explain(call.rule, call.rule_values, lang),
            path=drawn_path(call.dossier, lang),
            standing=standing,
            waits=is_unconfirmed(so_far, accepted_seals(call)) if so_far else False,
            may_report=not is_over(call) and outage_of(call, organisation) is None and call.soft_at < call.closes_at,
            more_time=more_time_of(call, organisation),
            may_ask_time=_may_ask_time(call, organisation, so_far),
            hours=HOURS,
            change=newest_change(call) if standing else None,
            dispute=dispute,
            use=(use := waiting_use(call, organisation)),
            use_counts=counts_from(use) if use else None,
            half=half,
            stamp=stamp(call, desk.person) if call.purpose is Purpose.WORDING else "",
            key=actions.form_key(),
            taken_back=before is None and dispute is None and last_answer(call, organisation) is not None,
            answered=ANSWERED,
            preview=preview_of(call, organisation, lang),
            names=choices_of_name(call),
            recipients=recipients_of(call),
            passages=passages_of(text) if call.purpose is Purpose.SIGNATURE else {},
            on=ON,
            own_name=own_name,
            typed=typed or {**_typed_before(call, before, organisation), **(besides or {})},
            refusal=refusal,
            mark=short(call.seal),
        )
    return page, getattr(refusal, "status", 200)


def take(desk: Desk) -> ResponseReturnValue:
    """Record what was sent and go to the receipt; or show the page again, with every word that was typed."""
    ids = (desk.call.id, desk.organisation.id, desk.person.id)
    try:
        with transaction():
            hold(desk.call)
            answer = _taken(*read_for_answer(*ids), form_identity())
            receipt = answer.receipt
    except (BadInput, RuleBroken) as refusal:
        note(refusal, desk)
        return show(desk, refusal=refusal, typed=request.form)
    # a browser that keeps no cookies shows by its receipt that it was the one that answered
    proof = {} if desk.with_proof else {"r": receipt}
    return redirect(desk.address("receipt", lang=desk.lang, **proof), 303)


def form_identity() -> str:
    """What makes a form that arrives again the same form: its key and every word in it; empty without a key."""
    key = form_value(request.form, "key")[:40]
    said = ("seal", "choice", "visibility", "reservation", "reason", "proposal", "knows_few")
    offices = sorted(name for name in request.form if name.startswith("to_"))
    return "\0".join((key, *(request.form.get(name, "") for name in said), *offices)) if key else ""


def _taken(call: Call, organisation: Organisation, by: Person, key: str) -> Answer:
    """The answer that this form gives, or gave when it arrived for the first time."""
    known = actions.heard_before(call, by, key)
    if known is not None:
        return known
    form = AnswerForm.parse(request.form, call)
    answer = actions.record_answer(
        call,
        organisation,
        form.choice,
        visibility=form.visibility,
        reservation=form.reservation,
        reservation_on=form.reservation_on,
        reservation_for=form.reservation_for,
        reason=form.reason,
        proposal=form.proposal,
        knows_few=form.knows_few,
        shown_to=form.shown_to,
        by=by,
    )
    actions.remember_form(answer, by, key)
    return answer


def take_late(desk: Desk) -> ResponseReturnValue:
    """Take an objection to a wording after the end: it counts within the grace of the by-laws, else it is noted."""
    try:
        form = AnswerForm.parse(request.form, desk.call)
        if form.choice is not Choice.OBJECT:
            raise RuleBroken(_("This call has closed; the answer can no longer change."))
        with transaction():
            came = actions.object_late(
                session.get_one(Call, desk.call.id),
                session.get_one(Organisation, desk.organisation.id),
                reason=form.reason,
                proposal=form.proposal,
                opened_at=opened_at(desk.call, desk.person, form_value(request.form, "opened")),
                claimed_at=claimed_at(form_value(request.form, "written")),
                by=session.get_one(Person, desk.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        note(refusal, desk)
        return show(desk, refusal=refusal, typed=request.form)
    with force_locale(desk.interface):
        counts = isinstance(came, Answer)
        claimed = claimed_at(form_value(request.form, "written")) if counts else came.claimed_at
        return render_template("signoff/late.html", desk=desk, counts=counts, came=came, claimed=claimed)


def receipt(desk: Desk) -> ResponseReturnValue:
    """What stands for the organisation now, to be kept or shown to a board."""
    standing = standing_answer(desk.call, desk.organisation)
    if standing is None:
        return redirect(desk.address("page", lang=desk.lang), 303)
    is_anothers = actions.is_anothers_alone(standing, desk.person)
    undo_until = min(standing.answered_at + actions.UNDO_FOR, desk.call.closes_at)
    with force_locale(desk.interface):
        return render_template(
            "signoff/receipt.html",
            desk=desk,
            answer=standing,
            text=text_for(desk.call, desk.lang),
            answered=ANSWERED,
            is_over=is_over(desk.call),
            undo_until=undo_until if clock.now() <= undo_until and not is_anothers else None,
            mark=short(standing.seal),
            signs=standing.choice in SIGNING,
            naming_of=naming_of,
            read_by=READ_BY,
            others=_told_to_signatories(standing) if standing.choice in SIGNING else [],
            proof=proof_for(standing),
            shown=request.args.get("r"),
        )


def _told_to_signatories(own: Answer) -> list[tuple[Organisation | None, str]]:
    """What other signatories reserve for those who sign beside them; None for one whose name is withheld."""
    said = [
        one
        for one in signatures_of(own.call)
        if one.reservation and one.reservation_for is SeenBy.SIGNATORIES and one.organisation_id != own.organisation_id
    ]
    return [(one.organisation if one.visibility is Visibility.PUBLIC else None, one.reservation) for one in said]


def proof_for(answer: Answer | Accession) -> tuple[str, str] | None:
    """The name and the salt with which a withheld signatory can prove itself; None for everybody else."""
    signs = isinstance(answer, Accession) or answer.choice in SIGNING
    if not signs or answer.visibility in (Visibility.PUBLIC, Visibility.UNCOUNTED):
        return None
    return proofs.committed_name(answer), written_salt(proofs.salt_of(answer))


def undo(desk: Desk) -> ResponseReturnValue:
    """Take the standing answer back, and go to the page, where another can be given."""
    standing = answer_so_far(desk.call, desk.organisation)
    if standing is not None:
        try:
            with transaction():
                actions.undo_answer(session.get_one(Answer, standing.id), by=session.get_one(Person, desk.person.id))
        except RuleBroken as refusal:
            note(refusal, desk)
            return show(desk, refusal=refusal)
    return redirect(desk.address("page", lang=desk.lang), 303)


def short(seal: str) -> str:
    """The first sixteen digits of a fingerprint in groups of four: enough to compare over a telephone."""
    return " ".join(seal[at : at + 4] for at in range(0, 16, 4))


def language_name(code: str) -> str:
    """A language by its own name."""
    return LANGUAGES.get(code) or {"kmr": "Kurmancî", "ckb": "سۆرانی"}.get(code) or language(code, "en")


def note(refusal: Exception, desk: Desk) -> None:
    """Leave a trace of a refusal that must leave one."""
    if isinstance(refusal, actions.AnswerRefused):
        with transaction():
            actions.note_refusal(
                refusal,
                session.get_one(Call, desk.call.id),
                session.get_one(Organisation, desk.organisation.id),
                by=session.get_one(Person, desk.person.id),
            )


def _may_ask_time(call: Call, organisation: Organisation, so_far: Answer | None) -> bool:
    """More time is for who has not answered, and only where the day comes before the end."""
    is_awaited = so_far is None or is_unconfirmed(so_far, accepted_seals(call))
    return is_awaited and not is_over(call) and own_day(call, organisation) < call.closes_at


def _voice_of(dispute: Dispute | None, person: Person) -> Answer | None:
    return next((voice for voice in dispute.voices if voice.person_id == person.id), None) if dispute else None


def _typed_before(call: Call, standing: Answer | None, organisation: Organisation) -> Mapping[str, str]:
    """What the form shows at first: the answer that stands, else only how the organisation is usually named.

    A habit that this text has no language for becomes the safer one.
    """
    if standing is None:
        usual = organisation.visibility
        return {"visibility": usual.value if usual in choices_of_name(call) else Visibility.WITHHELD.value}
    chosen = {f"to_{one.id}": "yes" for one in shown_to(standing)}
    return chosen | {
        "choice": standing.choice.value,
        "visibility": RECIPIENT if chosen else standing.visibility.value,
        "reservation": standing.reservation,
        "reservation_for": standing.reservation_for.value,
        **{f"{ON}{name}": "yes" for name in standing.reservation_on},
        "reason": standing.reason,
        "proposal": standing.proposal,
    }
