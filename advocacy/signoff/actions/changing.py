"""Changing the text of a call after the first answer; raising a change; confirming a signature (decision 0022)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import update

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import mandate_for
from advocacy.database import session
from advocacy.drafting.actions import refreeze
from advocacy.drafting.models import Freeze, Stage
from advocacy.drafting.queries import paper_of_frozen
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.library.queries import parties
from advocacy.signoff.act_letters import tell_the_house
from advocacy.signoff.actions.answering import record_answer
from advocacy.signoff.actions.asking import LONGEST, plan_reminders
from advocacy.signoff.actions.carrying import follow_change, follow_raise
from advocacy.signoff.actions.inviting import mail_links
from advocacy.signoff.actions.refusing import without_mandate
from advocacy.signoff.actions.standing import end_all
from advocacy.signoff.change_letters import SUBSTANCE, changed_for
from advocacy.signoff.models import Answer, Call, Change, ChangeClass, HouseLink, Outcome, Purpose
from advocacy.signoff.queries import (
    SIGNING,
    answer_so_far,
    half_signed_in,
    is_issued,
    is_over,
    open_disputes,
    running_window,
    shown_to,
    standing_answer,
    standing_answers,
)
from papers.normalise import clean_text
from papers.substance import Found, substance_of

WINDOW = timedelta(hours=12)
"""How long a signatory can say that an editorial change is more than that (HANDBOOK 1.6: 12 to 24 hours)."""
CONFIRM_WITHIN = timedelta(hours=24)
"""How long signatories have at least to confirm, from when a change is raised."""


def change_text(
    call: Call,
    sources: Mapping[str, str],
    *,
    change_class: ChangeClass,
    reason: str,
    closes_at: datetime | None = None,
    by: Person,
) -> Change:
    """Let a call go on with other words, of an open call or of an adopted text that has not been issued.

    `sources` is Markdown by language, `closes_at` until when signatures can be confirmed after a substantive change
    (never earlier than the call's own end; an adopted text needs one). BadInput for a change that the system sees to
    be substantive and that is called editorial.
    """
    session.refresh(call, with_for_update=True)
    reason = clean_text(reason)
    if not reason:
        raise BadInput({"reason": _("Say what was changed and why: every signatory will read it.")})
    _refuse_unchangeable(call, change_class)
    old = call.freeze
    new = refreeze(call.dossier, sources, reason=reason, by=by)
    if new.seal == old.seal:
        raise BadInput({"reason": _("Nothing was changed: the words are the same.")})
    found = substance_between(old, new)
    if found and change_class is ChangeClass.EDITORIAL:
        raise BadInput({"change_class": refused_as_editorial(found)})
    now = clock.now()
    is_editorial = change_class is ChangeClass.EDITORIAL
    change = Change(
        call_id=call.id,
        old_freeze_id=old.id,
        new_freeze_id=new.id,
        change_class=change_class,
        found=[{"code": one.code, "lang": one.lang, "old": one.old, "new": one.new} for one in found],
        reason=reason,
        made_by_id=by.id,
        made_at=now,
        window_until=now + WINDOW if is_editorial else None,
    )
    session.add(change)
    call.freeze_id, call.seal, call.freeze = new.id, new.seal, new
    session.flush()
    end_all(call, "changed")
    if not is_editorial:
        _ask_again(call, _end_of_confirming(call, closes_at))
    _tell(change)
    _note(change, call, by)
    follow_change(change, by=by)
    return change


def correct_translation(call: Call, lang: str, source: str, *, reason: str, by: Person) -> Change:
    """Other words in one translation of a text that was issued; every other language stays as it is, to the byte.

    Editorial by what it may touch: BadInput beside `source_<lang>` when a party, number, date, ask or negation differs
    from before or from the authoritative text. Nobody can raise it, so each signatory is told at its own address.
    The room above calls this while it makes the issue in which the translation stands.
    """
    session.refresh(call, with_for_update=True)
    old, field = call.freeze, f"source_{lang}"
    new = refreeze(call.dossier, {lang: source}, reason=reason, by=by, stages=(Stage.ISSUED,))
    before = {text.lang: text.digest for text in old.texts}
    differing = {text.lang for text in new.texts if before.get(text.lang) != text.digest}
    if not differing:
        raise BadInput({field: _("Nothing was changed: the words are the same.")})
    if differing != {lang} or len(before) != len(new.texts):
        raise RuleBroken(_("Another language has other words than were issued. Only one translation can be corrected."))
    if found := substance_between(old, new):
        raise BadInput({field: _substance_after_issue(found[0])})
    change = Change(
        call_id=call.id,
        old_freeze_id=old.id,
        new_freeze_id=new.id,
        change_class=ChangeClass.EDITORIAL,
        reason=reason,
        made_by_id=by.id,
        made_at=clock.now(),
        window_until=None,
    )
    session.add(change)
    call.freeze_id, call.seal, call.freeze = new.id, new.seal, new
    session.flush()
    session.refresh(change)
    _note(change, call, by)
    for answer in standing_answers(call):
        if answer.choice in SIGNING:
            tell_the_house(f"signoff.translation:{change.id}:{answer.id}", "translation", call, answer.organisation)
    return change


def _note(change: Change, call: Call, by: Person) -> None:
    """Into the ledger: which words followed which, and what in them is substance."""
    append(
        "signoff.changed",
        change,
        by=by.id,
        dossier=call.dossier_id,
        call=call.id,
        before=change.old.seal,
        seal=change.new.seal,
        change=change.change_class.value,
        found=sorted({one["code"] for one in change.found}),
        closes_at=call.closes_at.isoformat(),
    )


def raise_change(change: Change, organisation: Organisation, *, by: Person) -> Change:
    """A signatory says that an editorial change is more than that: from now on it is substantive. Twice is once."""
    call = change.call
    session.refresh(call, with_for_update=True)
    session.refresh(change)
    if not change.is_editorial:
        return change
    if running_window(call) is not change:
        raise RuleBroken(_("The time to say that this change is one of substance is over."))
    now = clock.now()
    if mandate_for(by, organisation, call.dossier, now.date()) is None:
        raise without_mandate()
    standing = standing_answer(call, organisation)
    if standing is None or standing.choice not in SIGNING:
        raise RuleBroken(_("Only an organisation that has signed can say so. You can still answer the call itself."))
    if is_issued(call):
        raise RuleBroken(_("The text has been issued meanwhile. Write to the coordinator: it needs a new issue."))
    change.change_class = ChangeClass.SUBSTANTIVE
    change.raised_at, change.raised_by_id, change.raised_for_id = now, by.id, organisation.id
    session.flush()
    _ask_again(call, max(call.closes_at, now + CONFIRM_WITHIN))
    _tell(change)
    key = f"signoff.raised:{change.id}:house"
    tell_the_house(key, "raised", call, organisation, by=by.name_in(organisation.lang))
    append(
        "signoff.change_raised",
        change,
        by=by.id,
        dossier=call.dossier_id,
        organisation=organisation.id,
        call=call.id,
        seal=call.seal,
        closes_at=call.closes_at.isoformat(),
    )
    follow_raise(change, by=by)
    return change


def confirm_signature(
    call: Call, organisation: Organisation, *, seal: str, visibility: Visibility, knows_few: bool = False, by: Person
) -> Answer:
    """The organisation signs the changed text too: a new answer with a receipt, with the reservation that it had.

    `seal` is that of the text that the page showed. A name that stays withheld stays shown to the recipients chosen
    before. Where two people sign, both confirm. The rest as in
    `record_answer`.
    """
    session.refresh(call, with_for_update=True)
    if seal != call.seal:
        raise RuleBroken(_("This page showed another version of the text. Read this one, then answer."))
    signed = answer_so_far(call, organisation)
    if signed is None or signed.choice not in SIGNING:
        raise RuleBroken(_("There is no signature of your organisation to confirm. Answer the call itself."))
    return record_answer(
        call,
        organisation,
        signed.choice,
        visibility=visibility,
        reservation=signed.reservation,
        reservation_on=signed.reservation_on,
        reservation_for=signed.reservation_for,
        knows_few=knows_few,
        shown_to=[one.id for one in shown_to(signed)],
        by=by,
    )


def substance_between(old: Freeze, new: Freeze) -> list[Found]:
    """Why the step from one frozen text to another is substantive, over all languages; [] when nothing is seen."""
    known = parties()
    found: list[Found] = []
    for text in new.texts:
        before = old.text_in(text.lang)
        if before is not None and before.digest != text.digest:
            found += substance_of(paper_of_frozen(before), paper_of_frozen(text), known)
    return found


def refused_as_editorial(found: list[Found]) -> object:
    """Why a change cannot be editorial, with the first thing that was seen."""
    first = found[0]
    return _(
        "This change is substantive: %(what)s (%(old)s → %(new)s). Choose “substantive”: signatures then wait to be "
        "confirmed.",
        what=SUBSTANCE[first.code],
        old=first.old or "–",
        new=first.new or "–",
    )


def _substance_after_issue(first: Found) -> object:
    """Why a correction is more than that, and what the way is then."""
    return _(
        "This is more than a correction of language: %(what)s (%(old)s → %(new)s). Signatories would have to confirm "
        "it. Either say in a newer issue of the same text that the authoritative language prevails, or withdraw the "
        "issue and put the text before the members again.",
        what=SUBSTANCE[first.code],
        old=first.old or "–",
        new=first.new or "–",
    )


def _refuse_unchangeable(call: Call, change_class: ChangeClass) -> None:
    if call.purpose is Purpose.WORDING:  # silence would be counted for words of which nobody was told
        raise RuleBroken(_("The wording that the members are asked about stays as it is. Call it off and ask anew."))
    if call.outcome not in (None, Outcome.ADOPTED) or is_issued(call):
        raise RuleBroken(_("This text can no longer change here. After issue, a change is a new issue with a note."))
    if call.outcome is None and is_over(call):
        raise RuleBroken(_("The deadline has passed. Let the outcome be computed first, then change the text."))
    if change_class is ChangeClass.EDITORIAL and running_window(call) is not None:
        raise RuleBroken(_("The change before this one can still be raised. Wait until its time is over."))


def _end_of_confirming(call: Call, closes_at: datetime | None) -> datetime:
    now = clock.now()
    if closes_at is None:
        if call.outcome is None:
            return call.closes_at
        raise BadInput({"closes_at": _("Say until when signatures can be confirmed.")})
    if closes_at <= now:
        raise BadInput({"closes_at": _("This moment has passed. Give the members time to read.")})
    if call.outcome is None and closes_at < call.closes_at:
        raise BadInput({"closes_at": _("The call's own deadline is later; it is never made shorter.")})
    if closes_at > now + LONGEST:
        raise BadInput({"closes_at": _("A call stays open for 120 days at most.")})
    return closes_at


def _ask_again(call: Call, closes_at: datetime) -> None:
    """Open the call (again) until then, let its links live as long, and remind those who have not confirmed."""
    now = clock.now()
    if call.outcome is not None:
        call.outcome = call.closed_at = call.attribution = call.tally = None
        call.dossier.stage = Stage.CALLING
    if closes_at != call.closes_at or call.soft_at <= now:
        call.closes_at, call.soft_at = closes_at, closes_at
    session.flush()
    for line in call.roll:
        for invitation in line.invitations:
            if invitation.revoked_at is None:
                invitation.expires_at = call.closes_at
    lines = [line.id for line in call.roll]
    shorter = (HouseLink.asked_id.in_(lines), HouseLink.expires_at < call.closes_at)
    session.execute(update(HouseLink).where(*shorter).values(expires_at=call.closes_at))
    plan_reminders(call, [line.organisation for line in call.roll])


def _tell(change: Change) -> None:
    """Mail everybody who may sign for an organisation that has answered: what changed, and what it means for it.

    Also where two people disagree, or one of two has signed: what they said may yet hold for the text as it is now.
    """
    call = change.call
    given = [*standing_answers(call), *(half.first for half in half_signed_in(call))]
    given += [dispute.voices[-1] for dispute in open_disputes(call)]
    answered = {answer.organisation_id: answer for answer in given}
    for line in call.roll:
        answer = answered.get(line.organisation_id)
        if answer is not None:
            expires_at = max(call.closes_at, change.window_until or call.closes_at)
            mail_links(line, changed_for(change, answer), expires_at=expires_at)
