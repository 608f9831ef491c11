"""Asks found again in a text that was printed: «نطالب وزارة العدل بتخصيص…» and the line of time limit and basis."""

from collections.abc import Iterator
from dataclasses import replace

from papers.asks import PHRASES, printed
from papers.model import Ask, Inlines, Paper, Paragraph, Strong, Text, plain
from papers.normalise import clean_text, normalise
from papers.notes import ask_details
from papers.read.citations import Finder
from papers.words import say


def ask_of(said: Inlines, lang: str, identity: str) -> Ask | None:
    """The ask that is printed so; None for words that no ask prints.

    It is printed again and compared, so that no word can be lost on the way.
    """
    content = _tidy(said, lang)
    if not content or not isinstance(content[0], Strong):
        return None
    lead, rest = plain(content[0].content), content[1:]
    for ask in _readings(lead, rest, lang, identity):
        if _said(printed(ask, lang), lang) == _said(content, lang):
            return ask
    return None


def with_details(ask: Ask, said: Inlines, finder: Finder, lang: str) -> Ask | None:
    """The ask with the time limit and the legal basis of its second line; None if the line says anything else."""
    line = finder.clean(plain(said))
    due, basis = _parts(line, lang)
    cited = [finder.of_note(words) for words in _listed(basis)]
    found = replace(ask, due=due, basis=tuple(one for one in cited if one is not None))
    again = ask_details(found, finder.reference, lang)
    return found if None not in cited and finder.clean(again) == line else None


def _tidy(said: Inlines, lang: str) -> Inlines:
    blocks = normalise(Paper("", lang, "", (Paragraph("p", said),))).blocks
    return blocks[0].content if blocks and isinstance(blocks[0], Paragraph) else ()


def _said(content: Inlines, lang: str) -> str:
    return clean_text(plain(content, notes=True), lang)


def _readings(lead: str, rest: Inlines, lang: str, identity: str) -> Iterator[Ask]:
    """Every verb and addressee that the strong words may be, with every way to read what follows."""
    for content in _contents(rest, lang):
        for verb, (phrase, before, _) in PHRASES[lang].items():
            # the words alone, without an addressee
            yield Ask(identity, content, verb)
            if lead.startswith(phrase):
                named = lead.removeprefix(phrase).strip()
                yield Ask(identity, content, verb, named)
                if before and named.startswith((before, "d’")):
                    yield Ask(identity, content, verb, named[len(before) :].strip())


def _contents(rest: Inlines, lang: str) -> Iterator[Inlines]:
    """What follows the strong words, without the joint before it."""
    if not rest or not isinstance(rest[0], Text):
        yield rest
        return
    first, more = rest[0].text.lstrip(), rest[1:]
    joints = {joint for _, _, joint in PHRASES[lang].values()} | {"ب", "d’", ""}
    for joint in sorted(joints, key=len, reverse=True):
        if first.startswith(joint):
            text = first.removeprefix(joint).lstrip()
            yield (Text(text), *more) if text else more


def _parts(line: str, lang: str) -> tuple[str, str]:
    """The time limit and the basis, each without its label; empty where there is none."""
    labels = [clean_text(f"{say(key, lang)}{say('colon', lang)}", lang) for key in ("due", "basis")]
    due, basis = "", ""
    if line.startswith(labels[0]):
        due, _, behind = line.partition(f" · {labels[1]}")
        return due.removeprefix(labels[0]).strip(), behind.strip()
    if line.startswith(labels[1]):
        basis = line.removeprefix(labels[1]).strip()
    return due, basis


def _listed(basis: str) -> list[str]:
    return [words.strip() for words in basis.replace("؛", ";").split(";") if words.strip()]
