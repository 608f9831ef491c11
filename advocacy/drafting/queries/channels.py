"""How ready the texts of a paper are for the channels by which it shall go out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from advocacy.drafting.models import Dossier, Version
from advocacy.drafting.queries.texts import get_head, paper_of
from advocacy.drafting.rules import Point, Weight
from papers.channels import CHANNELS, Channel, Section, sections

MESSAGES = {
    "channel_language": _("This channel does not take texts in this language."),
    "channel_format": _("This channel does not take this kind of file."),
    "too_long": _("Too long for this channel."),
    "too_short": _("Shorter than this channel expects."),
    "too_many_asks": _("More asks than this channel takes."),
    "bold_not_allowed": _("This channel takes no bold type."),
    "paragraphs_not_numbered": _("This channel wants numbered paragraphs."),
    "missing_sources": _("This channel wants sources: no passage cites any."),
    "missing_quote": _("This channel lives from a quotation: there is none."),
    "quote_without_speaker": _("A quotation does not say who speaks."),
    "co_submitters_not_first": _("The submitting organisations must be named at the beginning."),
    "names_withheld": _("This channel does not take texts with withheld names."),
    "missing_signatories": _("Nobody has signed yet."),
    "missing_contact": _("Nobody is named whom one can ask."),
    "missing_verify_code": _("The code for verifying is missing."),
    "missing_reference": _("The reference number is missing."),
    "missing_date": _("The date is missing."),
    "no_asks": _("Nothing is asked of anybody."),
    "no_basis": _("No legal basis."),
    "ask_without_addressee": _("An ask names nobody who should do it."),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """One text beside one channel: its length by the channel's own rule, what is allowed, and whether it may go."""

    channel: Channel
    version: Version
    count: int
    most: int | None
    blocking: int
    sections: tuple[Section, ...] = ()

    @property
    def over(self) -> int:
        """How much too long it is; 0 when it fits or nothing is said."""
        return max(0, self.count - self.most) if self.most else 0

    @property
    def share(self) -> int:
        """How full the text is, in per cent of what is allowed, 100 at most; 0 without a limit."""
        return min(100, round(100 * self.count / self.most)) if self.most else 0


def chosen_channels(dossier: Dossier) -> Sequence[Channel]:
    """The channels of the paper, in the order of the house; one that the house no longer knows is left out."""
    return [channel for key, channel in CHANNELS.items() if key in dossier.channels]


def fits_of(dossier: Dossier) -> list[Fit]:
    """Every text that a chosen channel takes. The count is the channel's own, the same as for the file that goes."""
    found: list[Fit] = []
    for channel, version in _pairs(dossier):
        paper = paper_of(get_head(version))
        blocking = sum(gap.severity == "blocks" for gap in channel.check(paper))
        found.append(Fit(channel, version, channel.count(paper), channel.limit.most, blocking, sections(paper)))
    return found


def channel_points(dossier: Dossier) -> Iterator[Point]:
    """What keeps a text from a chosen channel, once for each reason."""
    for channel, version in _pairs(dossier):
        once = {gap.code: gap for gap in reversed(channel.check(paper_of(get_head(version))))}
        for gap in reversed(once.values()):
            values = {"dossier_id": dossier.id, "lang": version.lang}
            message = _("%(channel)s: %(message)s", channel=channel.name(_readers()), message=MESSAGES[gap.code])
            key = f"channel:{channel.key}:{gap.code}:{version.lang}"
            to: tuple[str, dict[str, object], str] = ("drafting.show_text", values, "")
            if gap.code == "channel_language":
                to = ("drafting.show_paper", {"dossier_id": dossier.id}, "languages")
            # a channel that does not take the text is no reason not to freeze it: another one may
            yield Point(key, message, version.lang, gap.block or "", Weight.HINT, "", *to)


def _readers() -> str:
    """The language of the page or mail that is being written."""
    locale = get_locale()
    return locale.language if locale else "ar"


def _pairs(dossier: Dossier) -> Iterator[tuple[Channel, Version]]:
    """Each channel with the texts in its languages; with the authoritative one where it takes none that there is."""
    for channel in chosen_channels(dossier):
        taken = [version for version in dossier.versions if version.lang in channel.languages]
        main = dossier.version_in(dossier.authoritative)
        yield from ((channel, version) for version in taken or ([main] if main else []))
