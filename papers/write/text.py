"""A paper as plain text for messengers and mails: isolates around numbers and foreign words, no markup but *…*."""

from papers.asks import printed
from papers.bidi import isolated, isolated_whole, written_in
from papers.dates import digits, long_date
from papers.edition import Edition, Reservation, Signatory
from papers.model import (
    RTL_LANGUAGES,
    Ask,
    Block,
    Citation,
    Figure,
    Footnote,
    Heading,
    Inlines,
    Item,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Table,
    direction_of,
)
from papers.normalise import normalise
from papers.notes import citation_note, citation_words, numbered
from papers.order import (
    AsksBox,
    Body,
    Contact,
    Contents,
    Masthead,
    Method,
    Part,
    Position,
    Reservations,
    Signatures,
    SignedBy,
    Titles,
    Verification,
    ask_numbers,
    latecomers,
    lists_of_names,
    printed_parts,
)
from papers.runs import flatten
from papers.words import say, signed_in_annex, translated_from, withheld


def to_text(paper: Paper, edition: Edition | None = None) -> str:
    """The paper in printing order, a paragraph a line, a blank line between; notes as [1] and their list at the end."""
    return _Sheet(normalise(paper)).written(edition)


class _Sheet:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.notes = numbered(paper)
        self.taker = self.notes.taker()
        self.ask_numbers = ask_numbers(paper)

    def written(self, edition: Edition | None) -> str:
        paragraphs = [line for part in printed_parts(self.paper, edition) for line in self._part(part)]
        if self.notes.all:
            notes = [f"[{self._digits(str(note.number))}] {self._bare(note.content)}" for note in self.notes.all]
            paragraphs.append("\n".join((self._strong("footnotes"), *notes)))
        return "\n\n".join(filter(None, paragraphs)) + "\n"

    def _part(self, part: Part) -> list[str]:
        match part:
            case Masthead(edition=edition):
                return self._masthead(edition)
            case Titles():
                return [f"*{self._words(part.title)}*", self._words(part.subtitle), self._words(part.attribution)]
            case SignedBy(organisations=count):
                return [self._words(signed_in_annex(count, self.paper.lang))]
            case Position(text=text):
                return [self._labelled("position", text)]
            case AsksBox(asks=asks):
                return [self._strong("asks"), *map(self._ask, asks)]
            case Contents():
                return []
            case Body(blocks=blocks):
                return [self._block(block) for block in blocks]
            case Signatures(edition=edition, is_annex=is_annex):
                head = [self._strong("annex_of_names")] if is_annex else []
                return [*head, *self._signatures(edition)]
            case Method(text=text):
                return [self._words(text)]
            case Reservations(edition=edition):
                return [self._strong("reservations"), *map(self._reservation, edition.reservations)]
            case Verification(edition=edition):
                return ["\n".join(self._verification(edition))]
            case Contact(text=text):
                return [self._labelled("contact", text)]

    def _masthead(self, edition: Edition) -> list[str]:
        lang = self.paper.lang
        lines = [self._words(edition.letterhead.name)]
        if edition.draft:
            lines.append(self._strong("draft"))
        if edition.only_for:
            lines.append(self._words(say("only_for", lang, office=edition.only_for)))
        if edition.embargo:
            lines.append(self._words(say("embargo", lang, until=edition.embargo)))
        if edition.status != "authoritative" and edition.translated_from:
            unofficial = edition.status == "unofficial"
            lines.append(translated_from(edition.translated_from, lang, unofficial=unofficial))
        if edition.reference:
            lines.append(self._labelled("reference", edition.reference))
        if edition.date:
            lines.append(self._labelled("date", long_date(edition.date, lang)))
        return ["\n".join(lines)]

    def _signatures(self, edition: Edition) -> list[str]:
        parts = []
        for key, names in lists_of_names(edition):
            parts.append("\n".join((self._strong(key), *map(self._signatory, names))))
        parts.append(self._words(withheld(edition.withheld, self.paper.lang)))
        for key, names in latecomers(edition, self.paper.lang):
            parts.append("\n".join((self._strong(key), *map(self._signatory, names))))
        return parts

    def _signatory(self, signatory: Signatory) -> str:
        notes = [signatory.note] if signatory.note else []
        notes += [say("see_reservation", self.paper.lang, n=number) for number in signatory.reservations]
        comma = say("comma", self.paper.lang) + " "
        return self._words(f"- {signatory.name}" + (f" ({comma.join(notes)})" if notes else ""))

    def _reservation(self, reservation: Reservation) -> str:
        lang, name = self.paper.lang, reservation.name
        whose = say("reservation_of", lang, name=name) if name else say("reservation_withheld", lang)
        head, own = f"{whose}{say('colon', lang)}", written_in(reservation.text, lang)
        if own == lang:
            return self._words(f"{head} {reservation.text}")
        return f"{self._words(head)}\n{isolated_whole(reservation.text, direction_of(own))}"

    def _verification(self, edition: Edition) -> list[str]:
        lines = []
        if edition.verify_code:
            lines.append(self._labelled("verification_code", edition.verify_code))
        if edition.verify_url:
            lines.append(self._labelled("verify_at", edition.verify_url))
        return lines

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return f"*{self._content(block, block.content)}*"
            case Paragraph():
                return self._content(block, block.content)
            case ListBlock():
                return "\n".join(self._items(block, block.ordered, block.items, ""))
            case Quote():
                words = f"> {self._content(block, block.content)}"
                return f"{words}\n— {self._content(block, block.source)}" if block.source else words
            case Table():
                caption = self._content(block, block.caption)
                rows = (" | ".join(self._content(block, cell.content) for cell in row) for row in block.rows)
                return "\n".join(filter(None, (caption, *rows)))
            case Ask():
                return self._ask(block)
            case Figure():
                label = say("picture", self.paper.lang) + say("colon", self.paper.lang)
                return f"[{label} {self._words(block.alt)}] {self._content(block, block.caption)}".strip()
            case PageBreak():
                return ""

    def _items(self, block: Block, ordered: bool, items: tuple[Item, ...], indent: str) -> list[str]:
        lines: list[str] = []
        for number, item in enumerate(items, start=1):
            mark = self._digits(f"{number}.") if ordered else "-"
            lines.append(f"{indent}{mark} {self._content(block, item.content)}")
            if item.below:
                lines += self._items(block, item.below.ordered, item.below.items, indent + "  ")
        return lines

    def _ask(self, ask: Ask) -> str:
        lang = self.paper.lang
        lines = [self._digits(f"{self.ask_numbers[ask.id]}. ") + self._content(ask, printed(ask, lang))]
        if ask.due:
            lines.append(self._labelled("due", ask.due))
        if ask.basis:
            notes = (citation_note(entry, self.paper.reference(entry.key), lang) for entry in ask.basis)
            lines.append(self._labelled("basis", f"{say('semicolon', lang)} ".join(notes)))
        return "\n".join(lines)

    def _content(self, block: Block, content: Inlines) -> str:
        parts: list[str] = []
        for run in flatten(content):
            match run.node:
                case Citation():
                    title = citation_words(run.node, self.paper.reference(run.node.key), self.paper.lang)
                    parts.append(title + self._mark(block, run.node))
                case Footnote():
                    parts.append(self._mark(block, run.node))
                case _:
                    address = f" ({run.marks.href.removeprefix('mailto:')})" if run.marks.href else ""
                    parts.append(run.text + (address if address.strip(" ()") != run.text else ""))
        return self._words("".join(parts))

    def _mark(self, block: Block, inline: Citation | Footnote) -> str:
        return f"[{self._digits(str(self.taker.take(block, inline).number))}]"

    def _bare(self, content: Inlines) -> str:
        return self._words("".join(run.text for run in flatten(content)))

    def _labelled(self, key: str, text: str) -> str:
        return f"{self._strong(key)} {self._words(text)}"

    def _strong(self, key: str) -> str:
        return f"*{say(key, self.paper.lang)}{say('colon', self.paper.lang)}*"

    def _words(self, text: str) -> str:
        return isolated(text, self.paper.dir)

    def _digits(self, text: str) -> str:
        return digits(text, self.paper.digits) if self.paper.lang in RTL_LANGUAGES else text
