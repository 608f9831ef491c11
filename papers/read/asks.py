"""One ask line of Markdown: «نطالب وزارة العدل بـ: نصّ | المهلة: خلال شهر | السند: [@ICCPR المادة 22]»."""

import re
from dataclasses import dataclass

from papers.model import AskVerb
from papers.read.inlines import unescaped
from papers.read.labels import BASIS, DUE, VERBS, after_label
from papers.read.lines import split_unescaped

_ONLY_CITATIONS = re.compile(r"(?:\[@(?:[^\[\]\\]|\\.)*\][\s;؛,،و]*)+")


@dataclass(frozen=True, slots=True)
class AskLine:
    """The parts of an ask as they were typed: `content` and `basis` are Markdown, the others plain words."""

    verb: AskVerb
    addressee: str
    content: str
    due: str = ""
    basis: str = ""


def read_ask(line: str) -> AskLine:
    """Take an ask line apart. Without a known verb all words are the ask and the verb is «نطالب».

    What stands behind a bar is the legal basis if it is citations, else the time limit, whatever the order. Words that
    are called a basis but cite nothing are left to the time limit's neighbour, the text: no word is lost.
    """
    first, *rest = (part.strip() for part in split_unescaped(line, "|"))
    verb, addressee, content = _sentence(first)
    due: list[str] = []
    basis: list[str] = []
    for part in rest:
        labelled = after_label(part, BASIS)
        if _ONLY_CITATIONS.fullmatch(labelled if labelled is not None else part):
            basis.append(labelled if labelled is not None else part)
        elif labelled is not None:
            content = f"{content} ({part})"
        elif part:
            limit = after_label(part, DUE)
            due.append(unescaped(limit if limit is not None else part))
    return AskLine(verb, addressee, content, " ".join(due), " ".join(basis))


def _sentence(text: str) -> tuple[AskVerb, str, str]:
    folded = text.casefold()
    for words, verb, before, joint in VERBS:
        rest = text[len(words) :]
        if folded.startswith(words.casefold()) and not re.match(r"\w", rest):
            return verb, *_after_verb(rest.strip(), before, joint)
    return "demand", "", text


def _after_verb(rest: str, before: str, joint: str) -> tuple[str, str]:
    """The addressee and the words of the ask: the first colon parts them; without one there is no addressee."""
    at = _colon(rest)
    if at < 0:
        return "", _without(rest, joint, "") if joint else rest
    return unescaped(_without(rest[:at].strip(), before, joint)), rest[at + 1 :].strip()


def _colon(text: str) -> int:
    """The first colon outside brackets and not escaped; the one of https: is no end of a name."""
    found = re.match(r"(?:[^\\:\[\]()]|\\.|:(?=//)|\[[^\[\]]*\]|\([^()]*\)|[\[\]()])*?:(?!//)", text)
    return found.end() - 1 if found else -1


def _without(text: str, before: str, after: str) -> str:
    """The text without one preposition in front and one behind."""
    if before == "de" and re.match(r"d[’']\w", text):
        text = text[2:]
    elif before and (text == before or text.startswith(before + " ")):
        text = text[len(before) :].strip()
    if after and (text == after or text.endswith(" " + after)):
        text = text[: -len(after)].strip()
    return text
