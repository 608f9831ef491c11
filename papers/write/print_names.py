"""Who signed, in print: beside the text while they are few, in an annex when they are many."""

from papers.edition import Signatory
from papers.model import Paper
from papers.order import ASKS_IN_PLACE, Signatures, latecomers, lists_of_names
from papers.words import say, signed_in_annex, withheld
from papers.write.columns import Stretch, in_pages
from papers.write.html import words_html as words
from papers.write.markup import number, tag

FEW_COLUMNS, MANY_COLUMNS = 2, 3
FEW_NAMES = 36
"""More names than this, and those of a paper made for one page, stand in three narrow columns."""
LETTERS_OF_A_LINE, LETTERS_OF_A_HINT = 102, 14


def signed(count: int, paper: Paper) -> str:
    """How many have signed, for the first page of a paper whose names stand in an annex."""
    said = number(signed_in_annex(count, paper.lang), digits=paper.digits)
    return tag("p", words(said, paper.dir), class_="signed")


def signatures(part: Signatures, paper: Paper) -> str:
    """Members, then endorsers apart, in columns; then how many names are withheld; who acceded later last.

    An annex has a title above them.
    """
    edition, lang = part.edition, paper.lang
    below = [tag("h2", say("annex_of_names", lang), class_="annex-title")] if part.is_annex else []
    head = "h3" if part.is_annex else "h2"
    columns = _count_of_columns(part, paper)
    for key, names in lists_of_names(edition):
        below += [tag(head, say(key, lang)), *_in_columns(names, paper, columns)]
    if edition.withheld:
        said = number(withheld(edition.withheld, lang), digits=paper.digits)
        below += [] if below else [tag(head, say("signatories", lang))]
        below.append(tag("p", words(said, paper.dir), class_="withheld"))
    for key, names in latecomers(edition, lang):
        below += [tag(head, say(key, lang)), *_in_columns(names, paper, columns)]
    return tag("section", "".join(below), class_="signatures annex" if part.is_annex else "signatures")


def _count_of_columns(part: Signatures, paper: Paper) -> int:
    is_many = part.is_annex or len(part.edition.members) > FEW_NAMES or paper.kind in ASKS_IN_PLACE
    return MANY_COLUMNS if is_many else FEW_COLUMNS


def _in_columns(names: tuple[Signatory, ...], paper: Paper, columns: int) -> list[str]:
    items = [_signatory(name, paper) for name in names]
    pages = in_pages([_lines(name, columns) for name in names], columns)
    look = "names many" if columns > FEW_COLUMNS else "names"
    return [tag("div", _columns(items, page, columns), class_=look) for page in pages]


def _columns(items: list[str], page: list[Stretch], columns: int) -> str:
    """The lists of a page side by side; a column without names keeps the others in their place."""
    lists = "".join(tag("ul", "".join(items[first:end])) for first, end in page)
    return lists + "<div></div>" * (columns - len(page))


def _lines(one: Signatory, columns: int) -> int:
    """Lines that a name will need in its column, about."""
    letters = len(one.name) + len(one.note) + LETTERS_OF_A_HINT * len(one.reservations)
    return 1 + letters // (LETTERS_OF_A_LINE // columns)


def _signatory(one: Signatory, paper: Paper) -> str:
    note = f" {tag('span', words(one.note, paper.dir), class_='aside')}" if one.note else ""
    hints = (say("see_reservation", paper.lang, n=number(n, digits=paper.digits)) for n in one.reservations)
    seen = "".join(" " + tag("span", words(f"({hint})", paper.dir), class_="aside") for hint in hints)
    return tag("li", words(one.name, paper.dir) + note + seen)
