"""What a paper still lacks before its words are frozen, each with the way out."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext

from advocacy.drafting.models import Dossier, Version
from advocacy.drafting.queries.live import live_suggestions
from advocacy.drafting.queries.proposals import count_open
from advocacy.drafting.queries.talk import threads_of
from advocacy.drafting.queries.texts import get_head, newest_paper, paper_of
from advocacy.drafting.rules import Gap, Weight, brief
from advocacy.library.queries import parties
from papers.kinds import KINDS
from papers.model import Paper
from papers.parity import Difference, differences, stale_blocks

WORDS = {
    # code of papers.kinds: what is missing, what to do
    "no_title": (_("The text has no title of its own."), _("Write it in the first line, after #.")),
    "empty_position": (
        _("The position is empty."),
        _("Say it in one sentence, on a line that begins “Position:”."),
    ),
    "no_asks": (_("Nothing is asked of anybody."), _("Write an ask: a line that begins with !!")),
    "no_basis": (_("No legal basis."), _("Cite an instrument of the library: type @ in the text.")),
    "no_table": (_("The table is missing."), _("Write the table that this kind of text needs.")),
    "no_text": (_("There is no text beside the asks."), _("Write at least one paragraph.")),
    "empty_ask": (_("An ask has no words."), _("Say what is asked, or delete the line.")),
    "ask_without_addressee": (_("An ask names nobody who should do it."), _("Name the addressee after the verb.")),
    "ask_without_due": (_("An ask has no time limit."), _("Add “| Due: …” to the ask.")),
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
DIFFERENCES: dict[str, tuple[Weight, Callable[[Difference], object]]] = {
    # code of papers.parity: whether it blocks, and what to say
    "missing_block": (
        Weight.BLOCKS,
        lambda found: _("A block of the source is missing: %(words)s", words=found.source),
    ),
    "extra_block": (
        Weight.HINT,
        lambda found: _("A block has no counterpart in the source: %(words)s", words=found.translation),
    ),
    "numbers": (
        Weight.BLOCKS,
        lambda found: _("Numbers differ: %(here)s here, %(source)s in the source.", **_sides(found)),
    ),
    "dates": (
        Weight.BLOCKS,
        lambda found: _("Dates differ: %(here)s here, %(source)s in the source.", **_sides(found)),
    ),
    "parties": (
        Weight.HINT,
        lambda found: _("Other parties are named: %(here)s here, %(source)s in the source.", **_sides(found)),
    ),
    "citations": (
        Weight.HINT,
        lambda found: _("Citations differ: %(here)s here, %(source)s in the source.", **_sides(found)),
    ),
    "ask_count": (
        Weight.BLOCKS,
        lambda found: _("Asks here: %(here)s; in the source: %(source)s.", **_sides(found)),
    ),
    "ask_verb": (Weight.BLOCKS, lambda found: _("An ask has another verb than in the source.")),
    "ask_addressee": (Weight.HINT, lambda found: _("Only one of the two languages says whom this ask is put to.")),
    "no_position": (Weight.BLOCKS, lambda found: _("Only one of the two languages has a position.")),
}


EXCUSABLE = frozenset({"numbers", "dates", "ask_verb"})
"""What differs in substance, as a machine sees it («شهرين» has no number, "2 months" has): it blocks, unless somebody
says why it says the same; the reason is kept and told (HANDBOOK hard case N04)."""


def _sides(found: Difference) -> dict[str, str]:
    """Both sides as words; a dash where a side says nothing."""
    return {"here": found.translation or "—", "source": found.source or "—"}


SIDE_BY_SIDE = "drafting.show_beside"
"""Where what a translation lacks is seen and mended."""

FIELDS = {"no_objective": "objective", "no_audience": "audience"}
"""What the paper as a whole lacks → the field of its form in which it is said."""

FURTHER_GAPS: dict[str, Callable[[Version], Iterator[Gap]]] = {}
"""What rooms above know of a text that must not be frozen yet; each adds its own by one entry here."""


def readiness(dossier: Dossier, languages: Collection[str] | None = None) -> Sequence[Gap]:
    """The gaps of the paper and of its texts (all languages, or these), what blocks first."""
    versions = [version for version in dossier.versions if languages is None or version.lang in languages]
    gaps = [*_of_the_whole(dossier)]
    for version in versions:
        gaps += _of_text(version)
        gaps += _of_talk(version)
        gaps += _of_live(version)
        gaps += [gap for further in FURTHER_GAPS.values() for gap in further(version)]
    return sorted(gaps, key=lambda gap: not gap.blocks)


def fragment_of(gap: Gap) -> str:
    """The place on its page to which a gap leads; empty for the page itself."""
    if gap.endpoint == SIDE_BY_SIDE:
        return f"at-{gap.block}" if gap.block else "whole"
    if gap.endpoint == "drafting.show_text" and gap.block:
        return f"{gap.lang}-{gap.block}"
    return gap.waiver.replace(":", "-") if gap.waiver.startswith("thread:") else FIELDS.get(gap.code, "")


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
    # one line for four examples that were left standing: the way out is the same
    once = {found.code: found for found in reversed(KINDS[dossier.kind].gaps(paper))}
    for found in reversed(once.values()):
        message, way_out = WORDS[found.code]
        block = found.block or ""
        yield Gap(found.code, Weight(found.severity), message, way_out, version.lang, block, *to)
    if version.lang != dossier.authoritative:
        yield from _of_translation(version, newest_paper(dossier, dossier.authoritative), paper, (SIDE_BY_SIDE, to[1]))


def _of_talk(version: Version) -> Iterator[Gap]:
    """Comments and suggestions that nobody has answered; each can be left open with a reason that is kept."""
    here = {"dossier_id": version.dossier_id, "lang": version.lang}
    for thread in threads_of(version, only_open=True):
        words = brief(thread.remarks[0].text) if thread.remarks else ""
        message, way_out = _("A comment is open: “%(words)s”", words=words), _("Settle it.")
        to = ("drafting.show_comments", here, f"thread:{thread.id}")
        yield Gap("open_comment", Weight.BLOCKS, message, way_out, version.lang, thread.block, *to)
    if number := count_open(version.dossier).get(version.lang, 0):
        message = lazy_ngettext("%(num)s suggestion waits", "%(num)s suggestions wait", number)
        to = ("drafting.list_suggestions", here, f"suggestions:{version.lang}")
        yield Gap("open_suggestions", Weight.BLOCKS, message, _("Accept or reject them."), version.lang, "", *to)


def _of_live(version: Version) -> Iterator[Gap]:
    """What was suggested in the text that is written together; with a freeze it would be gone."""
    if number := len(live_suggestions(version)):
        message = lazy_ngettext(
            "%(num)s suggestion waits in the text written together",
            "%(num)s suggestions wait in the text written together",
            number,
        )
        here = {"dossier_id": version.dossier_id, "lang": version.lang}
        to = ("drafting.live_editor", here, f"live:{version.lang}")
        yield Gap("live_suggestions", Weight.BLOCKS, message, _("Accept or reject them."), version.lang, "", *to)


def _of_translation(version: Version, source: Paper, paper: Paper, to: tuple[str, dict[str, object]]) -> Iterator[Gap]:
    behind = stale_blocks(source, paper)
    if behind:
        message = lazy_ngettext(
            "The translation is behind the original in %(num)s block.",
            "The translation is behind the original in %(num)s blocks.",
            len(behind),
        )
        way_out = _("Translate what changed and mark it as matching, or leave this language out of the freeze.")
        yield Gap("translation_behind", Weight.BLOCKS, message, way_out, version.lang, behind[0], *to)
    copied = [
        line for line in ("title", "position") if (words := getattr(paper, line)) and words == getattr(source, line)
    ]
    if copied:
        message, way_out = _("Title or position still stand in the source language."), _("Translate them.")
        yield Gap("not_translated", Weight.BLOCKS, message, way_out, version.lang, copied[0], *to)
    for found in differences(source, paper, parties()):
        weight, message_of = DIFFERENCES[found.code]
        way_out = _("Compare the two texts.")
        gap = Gap(found.code, weight, message_of(found), way_out, version.lang, found.block or "", *to)
        yield replace(gap, waiver=_excuse(found, version.lang)) if found.code in EXCUSABLE else gap


def _excuse(found: Difference, lang: str) -> str:
    """The key of a reason for this very difference: another one in the same block needs a reason of its own."""
    sides = hashlib.sha256(f"{found.source}|{found.translation}".encode()).hexdigest()[:12]
    return f"{found.code}:{lang}:{found.block}:{sides}"
