"""A paper of many pages with everything that a paper has."""

from papers.model import (
    Ask,
    Block,
    Cell,
    Citation,
    Footnote,
    Heading,
    Item,
    ListBlock,
    Paper,
    Paragraph,
    Strong,
    Table,
    Text,
)

WORDS = "حقّ الأسر في معرفة مصير المفقودين and the right of families to know "


def paper_of_pages(pages: int) -> Paper:
    """About so many pages of 430 words: paragraphs of 70, and on each page a heading, a list, a table and an ask."""
    blocks = tuple(block for page in range(pages) for block in _page(page))
    return Paper("policy_paper", "ar", "عنوان", blocks=blocks)


def _page(page: int) -> list[Block]:
    text = Text(WORDS * 5)
    noted = (Strong((Text("كشف المصير "),)), text, Footnote((Text("تقرير اللجنة"),)), Text(" end"))
    items = tuple(Item((Text(WORDS),)) for _ in range(3))
    rows = tuple((Cell((Text("بند"),)), Cell((Text("value"),))) for _ in range(3))
    ask = Ask(f"a{page}", (Text(WORDS),), "demand", "مجلس الأمن", "", (Citation("CRC", "8"),))
    return [
        Heading(f"h{page}", 2, (Text("مطالبنا"),)),
        *(Paragraph(f"p{page}-{number}", (text,)) for number in range(3)),
        Paragraph(f"n{page}", noted),
        ListBlock(f"l{page}", False, items),
        Table(f"t{page}", rows),
        ask,
    ]
