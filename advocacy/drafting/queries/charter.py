"""What the charter asks of the texts of a paper, block by block: hints that people weigh, never a refusal."""

from collections.abc import Collection, Iterator

from flask_babel import lazy_gettext as _

from advocacy.drafting.models import Dossier, Version
from advocacy.drafting.queries.texts import get_head, paper_of
from advocacy.drafting.rules import NATIONAL_LAW, Point
from advocacy.library import checks
from advocacy.library.models import Consistency
from advocacy.library.queries import instrument_by_key, parties
from papers.arabic import fold_loose
from papers.compare import block_text
from papers.model import Paper, Quote
from papers.normalise import citations_of
from papers.parties import parties_in

REASONS = {
    "dehumanises": _("It takes their humanity from people."),
    "brands": _("It brands people instead of saying what they did."),
    "sectarian": _("It insults a community."),
    "blames_all": _("It blames a whole community for what some did."),
    "calls_for_violence": _("It can be read as a call for violence or revenge."),
}


def charter_points(dossier: Dossier) -> Iterator[Point]:
    """No incitement, nobody else's voice, and no equation of those who are named together."""
    known = parties()
    said = {block for version in dossier.versions for block in _sayings(paper_of(get_head(version)))}
    for version in dossier.versions:
        paper = paper_of(get_head(version))
        for block, words, is_own in _texts(paper):
            for flag in checks.flagged_in(words, paper.lang):
                message = _("“%(word)s”: %(reason)s", word=flag.word, reason=REASONS[flag.reason])
                yield _point(f"word:{flag.word}", message, version, block)
            for phrase in checks.speaks_for(words, paper.lang, known) if is_own else ():
                message = _("“%(words)s”: the coalition speaks for no party, state or armed body.", words=phrase)
                yield _point(f"voice:{phrase}", message, version, block)
        named = parties_in(" ".join(words for _, words, _ in _texts(paper)), paper.lang, checks.conflicting(known))
        if len(named) > 1 and not _says_no_equation(paper, said):
            message = _("Several parties are named together. The charter asks to say that this equates nobody.")
            offers = bool(checks.non_equation(version.lang))
            yield _point("non_equation", message, version, "", offers_clause=offers)


def law_points(dossier: Dossier) -> Iterator[Point]:
    """Provisions of national law that are cited and not known to agree with the conventions."""
    for version in dossier.versions:
        paper = paper_of(get_head(version))
        for block in paper.blocks:
            for key in dict.fromkeys(citation.key for citation in citations_of(block)):
                law = instrument_by_key(key)
                if law is not None and law.kind == NATIONAL_LAW and law.consistency is not Consistency.CONSISTENT:
                    message = _law(law.consistency, law.name_in(version.lang))
                    yield _point(f"law:{key}", message, version, block.id)


def _law(status: Consistency | None, name: str) -> object:
    sentences = {
        None: _("%(name)s: nobody has said yet whether it agrees with the conventions.", name=name),
        Consistency.UNDER_REVIEW: _("%(name)s: whether it agrees with the conventions is under review.", name=name),
        Consistency.PARTLY: _(
            "%(name)s agrees with the conventions only in part: say which part you rest on.", name=name
        ),
    }
    refused = _("%(name)s does not agree with the conventions: the charter does not let us rest on it.", name=name)
    return sentences.get(status, refused)


def _texts(paper: Paper) -> Iterator[tuple[str, str, bool]]:
    """Each block with its words, and whether they are our own; the title and the position come first."""
    yield "title", paper.title, True
    yield "position", paper.position, True
    for block in paper.blocks:
        yield block.id, block_text(block, paper), not isinstance(block, Quote)


def _says_no_equation(paper: Paper, said: Collection[str]) -> bool:
    """Whether the sentence of the charter, or most of its words, stands in a block.

    In a language into which nobody has brought it, a block says it that says it in another language (`said`).
    """
    if checks.non_equation(paper.lang):
        return any(True for _ in _sayings(paper))
    return any(block in said for block, _, _ in _texts(paper))


def _sayings(paper: Paper) -> Iterator[str]:
    """The blocks in which the charter's sentence stands, in its own words."""
    wanted = set(fold_loose(checks.non_equation(paper.lang)).split())
    for block, words, _is_own in _texts(paper) if wanted else ():
        if len(wanted & set(fold_loose(words).split())) >= 0.6 * len(wanted):
            yield block


def _point(key: str, message: object, version: Version, block: str, *, offers_clause: bool = False) -> Point:
    values = {"dossier_id": version.dossier_id, "lang": version.lang}
    name = f"{key}:{version.lang}:{block}"
    to = "drafting.show_text"
    return Point(name, message, version.lang, block, endpoint=to, values=values, offers_clause=offers_clause)
