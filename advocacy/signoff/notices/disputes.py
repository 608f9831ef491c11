"""The mails about answers that contradict each other."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advocacy import addresses
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, in_language, office_mail, words_of
from advocacy.signoff.models import Answer, Call, Dispute, SettledBy
from advocacy.signoff.words import ANSWERED
from papers.dates import moment

SETTLED = {
    SettledBy.AGREEMENT: lazy_gettext("Both now say the same, so this answer counts."),
    SettledBy.HOUSE: lazy_gettext("The organisation itself has settled this through its own mail address."),
    SettledBy.ARBITRATION: lazy_gettext("The arbitration committee has settled this."),
}
"""Who ended a dispute, to those whom it concerns."""


def contested(dispute: Dispute, lang: str, zone: str, link: str = "") -> Letter:
    """Two people answered differently: to both, and with the link that settles it to the organisation's own address."""
    with in_language(lang) as say:
        until = moment(dispute.own_until, zone, lang)
        body = [
            _("Two people have answered differently for the same organisation. Neither answer counts for now."),
            "",
            _("Organisation: %(name)s", name=say(dispute.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(dispute.call, lang).title)),
            *[line for answer in dispute.voices for line in _voice(answer, lang, zone, say)],
            "",
            *_what_to_do(link, until),
            _("Until the matter is settled, the organisation is neither counted nor named."),
            _("The coordinator helps: %(mail)s", mail=say(office_mail())),
        ]
        return Letter(lang, _("Two different answers: neither counts yet"), "\n".join(body) + "\n")


def for_arbitration(dispute: Dispute, lang: str, zone: str) -> Letter:
    """To whoever sits in the arbitration body, without the organisation's name: a mail is read over shoulders."""
    with in_language(lang) as say:
        if dispute.handed_on_at is None:
            opening = _("Two people have answered differently for one organisation. Its own time to settle it runs.")
        else:
            opening = _("An organisation has not settled its two different answers in its own time: it is yours now.")
        body = [
            opening,
            "",
            _("Text: %(title)s", title=say(text_for(dispute.call, lang).title)),
            _("The organisation's own time ends: %(moment)s", moment=moment(dispute.own_until, zone, lang)),
            _("The call closes for good: %(moment)s", moment=moment(dispute.call.closes_at, zone, lang)),
            "",
            addresses.public(f"/calls/{dispute.call_id}/arbitration"),
        ]
        return Letter(lang, _("Arbitration: two different answers"), "\n".join(body) + "\n")


def settled(dispute: Dispute, lang: str) -> Letter:
    """How the dispute ended, to both people and to the organisation."""
    assert dispute.settled_by is not None
    with in_language(lang) as say:
        answer = dispute.answer
        if answer is None:
            outcome = _("None of the answers holds. While the call is open, the organisation can answer anew.")
        else:
            outcome = _("This answer counts: %(choice)s", choice=str(ANSWERED[answer.choice]))
        body = [
            str(SETTLED[dispute.settled_by]),
            "",
            _("Organisation: %(name)s", name=say(dispute.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(dispute.call, lang).title)),
            outcome,
            *(words_of(answer, say) if answer else []),
            *([_("Reason: %(reason)s", reason=say(dispute.reason))] if dispute.reason else []),
            "",
            _("If this is not right, write to %(mail)s at once.", mail=say(office_mail())),
        ]
        return Letter(lang, _("Two different answers: settled"), "\n".join(body) + "\n")


def against_the_settlement(call: Call, dispute: Dispute, lang: str) -> Letter:
    """Somebody answered otherwise after the matter was settled; it was refused."""
    with in_language(lang) as say:
        body = [
            _("Somebody has tried to answer otherwise after the two different answers were settled. It was refused."),
            "",
            _("Organisation: %(name)s", name=say(dispute.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(call, lang).title)),
            "",
            _("What was settled stands. The coordinator helps: %(mail)s", mail=say(office_mail())),
        ]
        return Letter(lang, _("An answer was refused"), "\n".join(body) + "\n")


def set_aside(answer: Answer, reason: str, lang: str) -> Letter:
    """The arbitration body took the blocking force from an objection."""
    with in_language(lang) as say:
        body = [
            _("The arbitration committee has decided that this objection no longer stops the text."),
            _("The objection itself stands, with its reason, and is told in the decision file."),
            "",
            _("Organisation: %(name)s", name=say(answer.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(answer.call, lang).title)),
            _("Reason: %(reason)s", reason=say(reason)),
        ]
        return Letter(lang, _("A decision on your objection"), "\n".join(body) + "\n")


def _voice(answer: Answer, lang: str, zone: str, say: Callable[[str], str]) -> list[str]:
    said = _(
        "%(name)s, %(moment)s: %(choice)s",
        name=say(answer.person.name_in(lang)),
        moment=moment(answer.answered_at, zone, lang),
        choice=str(ANSWERED[answer.choice]),
    )
    return ["", said, *words_of(answer, say)]


def _what_to_do(link: str, until: str) -> list[str]:
    if not link:
        return [
            _("Please agree: whoever changes their mind opens their personal link and gives the other answer."),
            _("The head of the organisation can also settle it, by a link in the organisation's own mail."),
            _("After %(moment)s the arbitration committee may settle it too.", moment=until),
        ]
    return [
        _("As this is the organisation's own address, you can say here which answer holds:") + f"\n{link}",
        _("Or the two agree by giving the same answer."),
        _("After %(moment)s the arbitration committee may settle it too.", moment=until),
    ]
