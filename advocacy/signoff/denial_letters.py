"""The mails of a denial. Only the one to the organisation itself says its name; no subject says anything."""

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import addresses
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter
from advocacy.signoff.models import Accession, Answer, Denial
from advocacy.signoff.recipient_words import naming_of
from advocacy.signoff.words import ANSWERED
from papers.dates import moment

__all__ = ("Letter", "disputed", "settled", "to_settle", "what_stands")


def what_stands(denial: Denial, act: Answer | Accession | None, link: str) -> Letter:
    """The truth, to the organisation's own address: whether it stands under the text, through whom, and what to do."""
    house = denial.organisation
    with force_locale(house.lang):
        parts = [
            _("Somebody has asked on our page whether your organisation stands under this text:"),
            _("Text: %(title)s", title=_apart(text_for(denial.call, house.lang).title)),
            *_standing(act, house.lang),
        ]
        if act is not None:
            parts.append(
                _("If your organisation did not sign, open this link and say so; its name is hidden at once:")
                + f"\n{link}"
            )
        return Letter(house.lang, _("Your question about a text"), "\n\n".join(map(str, parts)) + "\n")


def disputed(denial: Denial, lang: str) -> Letter:
    """To the organisation: its name is hidden, the committee decides."""
    with force_locale(lang):
        parts = [
            _("Your organisation has said that it did not sign this text. Its name is hidden from the public pages."),
            _("Text: %(title)s", title=_apart(text_for(denial.call, lang).title)),
            _("The arbitration committee will look at the receipt and the mandate, and write to you."),
        ]
        return Letter(lang, _("A signature is disputed"), "\n\n".join(map(str, parts)) + "\n")


def to_settle(denial: Denial, lang: str) -> Letter:
    """To the committee and the secretariat: no name, a link to the page that has it."""
    with force_locale(lang):
        parts = [
            _("An organisation says that it did not sign a text that bears its name. The name is hidden for now."),
            _("Text: %(title)s", title=_apart(text_for(denial.call, lang).title)),
            _("Receipt, mandate and the finding: %(url)s", url=addresses.public(f"/denials/{denial.id}")),
        ]
        return Letter(lang, _("A signature is disputed"), "\n\n".join(map(str, parts)) + "\n")


def settled(denial: Denial, lang: str) -> Letter:
    """What the committee found, and what follows."""
    with force_locale(lang):
        upheld = bool(denial.is_upheld)
        parts = [
            _("The arbitration committee has found: the organisation did not sign.")
            if upheld
            else _("The arbitration committee has found: the signature stands."),
            _("Text: %(title)s", title=_apart(text_for(denial.call, lang).title)),
            _("Reason: %(reason)s", reason=_apart(denial.reason)),
            _("The name stays hidden; the coordinator makes a new issue without it.")
            if upheld
            else _("The name is shown again. The organisation can still withdraw its signature."),
        ]
        return Letter(lang, _("A dispute is settled"), "\n\n".join(map(str, parts)) + "\n")


def _standing(act: Answer | Accession | None, lang: str) -> list[str]:
    if act is None:
        return [_("No signature of your organisation stands under it, neither printed nor withheld.")]
    facts = _acceded(act, lang) if isinstance(act, Accession) else _answered(act, lang)
    return ["\n".join(map(str, facts))]


def _answered(signature: Answer, lang: str) -> list[str]:
    return [
        _("Answer: %(choice)s", choice=str(ANSWERED[signature.choice])),
        _("Answered by: %(name)s", name=_apart(signature.person.name_in(lang))),
        _("When: %(moment)s", moment=moment(signature.answered_at, signature.organisation.timezone, lang)),
        _("Receipt: %(code)s", code=_apart(signature.receipt)),
        *naming_of(signature, lang),
    ]


def _acceded(accession: Accession, lang: str) -> list[str]:
    if not accession.is_whole:
        where = _("Your organisation signs with two people: it holds once a second person says the same.")
    elif accession.issue:
        where = _("Your organisation has acceded; issue %(number)s prints it.", number=accession.issue)
    else:
        where = _("Your organisation has acceded. The next issue prints it, with the day of its accession.")
    return [
        where,
        _("Acceded by: %(name)s", name=_apart(accession.person.name_in(lang))),
        _("When: %(moment)s", moment=moment(accession.acceded_at, accession.organisation.timezone, lang)),
        _("Receipt: %(code)s", code=_apart(accession.receipt)),
        *naming_of(accession, lang),
    ]


def _apart(words: str) -> str:
    return f"\u2068{words}\u2069"
