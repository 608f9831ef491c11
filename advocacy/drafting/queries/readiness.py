"""What a paper still lacks before its words are frozen, each with the way out."""

from collections.abc import Collection, Iterator, Sequence

from flask_babel import lazy_gettext as _

from advocacy.drafting.models import Dossier, Version
from advocacy.drafting.queries.texts import get_head, paper_of
from advocacy.drafting.rules import Gap, Weight
from papers.kinds import KINDS

WORDS = {
    # code of papers.kinds: what is missing, what to do
    "no_title": (_("The text has no title of its own."), _("Write it in the first line, after #.")),
    "empty_position": (
        _("The position is empty."),
        _("Say it in one sentence on a line that begins with “Position:”."),
    ),
    "no_asks": (_("Nothing is asked of anybody."), _("Write an ask: a line that begins with !!")),
    "no_basis": (_("No legal basis."), _("Cite an instrument of the library: type @ in the text.")),
    "no_table": (_("The table is missing."), _("Write the table that this kind of text needs.")),
    "no_text": (_("There is no text beside the asks."), _("Write at least one paragraph.")),
    "empty_ask": (_("An ask has no words."), _("Say what is asked, or delete the line.")),
    "ask_without_addressee": (_("An ask names nobody who should do it."), _("Name the addressee after the verb.")),
    "ask_without_due": (_("An ask has no time limit."), _("Add “| Due: …” to the ask.")),
    "ask_without_basis": (_("An ask has no legal basis."), _("Add “| Basis: [@…]” to the ask.")),
    "example_left": (_("An example of the skeleton is still in the text."), _("Replace it by your own words.")),
    "unknown_citation": (
        _("A citation names an instrument that the library does not have."),
        _("Correct the citation."),
    ),
    "picture_without_words": (
        _("A picture has no words for those who do not see it."),
        _("Describe it in a sentence between its brackets."),
    ),
    "too_many_asks": (_("There are more asks than a reader of this kind of text remembers."), _("Keep the strongest.")),
    "too_long": (_("The text is longer than this kind of text should be."), _("Shorten it, or choose another kind.")),
}


def readiness(dossier: Dossier, languages: Collection[str] | None = None) -> Sequence[Gap]:
    """The gaps of the paper and of its texts (all languages, or these), what blocks first."""
    versions = [version for version in dossier.versions if languages is None or version.lang in languages]
    gaps = [*_of_the_whole(dossier)]
    for version in versions:
        gaps += _of_text(version)
    return sorted(gaps, key=lambda gap: not gap.blocks)


def _of_the_whole(dossier: Dossier) -> Iterator[Gap]:
    to = ("drafting.ask_facts", {"dossier_id": dossier.id})
    if dossier.objective_id is None:
        missing, way = _("The paper serves no objective of the charter yet."), _("Choose the objective.")
        yield Gap("no_objective", Weight.BLOCKS, missing, way, endpoint=to[0], values=to[1])
    if not dossier.audience:
        missing, way = _("It is not said to whom the paper goes."), _("Say it in one line.")
        yield Gap("no_audience", Weight.BLOCKS, missing, way, endpoint=to[0], values=to[1])


def _of_text(version: Version) -> Iterator[Gap]:
    dossier, paper = version.dossier, paper_of(get_head(version))
    to = ("drafting.edit_text", {"dossier_id": dossier.id, "lang": version.lang})
    for found in KINDS[dossier.kind].gaps(paper):
        message, way_out = WORDS[found.code]
        block = found.block or ""
        yield Gap(found.code, Weight(found.severity), message, way_out, version.lang, block, *to)
