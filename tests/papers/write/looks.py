"""Small grey pictures of our layouts, and how far a page is from its picture.

A page is compared tile by tile by its share of the page's ink: another rasteriser draws letters a little darker and
blurs them within their tile, a column that moved empties one tile and fills another. To renew the pictures after a
change that is meant: `python -m tests.papers.write.looks`, then look at each.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from papers.edition import Edition, Signatory
from papers.model import Cell, Heading, Paper, Paragraph, Table
from papers.write.pdf import decision_pdf, letter_pdf, redline_pdf, to_bilingual_pdf, to_pdf
from papers.write.print_redline import States
from tests.papers.samples import (
    EDITION_AR,
    EDITION_EN,
    LETTER_AR,
    POSITION_AR,
    POSITION_EN,
    STATEMENT_AR,
    STATEMENT_EN,
    STORY_AR,
    t,
)

FOLDER = Path(__file__).parent / "pictures"
DOTS = 40
TILE = 24
"""Dots an inch, and dots of a tile's side: a tile is 15 mm on paper."""
FARTHEST = 8.0
"""So many of 255 shades may a tile differ. Poppler's other rasteriser comes to 6, a box that is 12 mm narrower to 9."""


def long_paper(paper: Paper) -> Paper:
    """A paper of many headings: it has a cover and contents."""
    chapters = [
        block
        for number in range(1, 9)
        for block in (
            Heading(f"h{number}", 1, t(f"القسم {number}" if paper.lang == "ar" else f"Chapter {number}")),
            Paragraph(f"p{number}", paper.blocks[1].content if isinstance(paper.blocks[1], Paragraph) else ()),
        )
    ]
    return replace(paper, blocks=(*chapters, *paper.blocks))


def signed_by_many(edition: Edition, count: int = 100) -> Edition:
    """So many names that they stand in an annex."""
    names = [f"{name.name} {number}" for number in range(1, 20) for name in edition.members][:count]
    return replace(edition, members=tuple(map(Signatory, names)))


def legal_comment() -> Paper:
    rows = (
        ("المادة والنص", "الملاحظة", "الصياغة المقترحة", "السند"),
        ("المادة 6: «بعد موافقة الوزارة»", "الموافقة المسبقة تقيّد الحقّ", "«بإخطار خطي يودَع لدى الوزارة»", "المادة 22"),
        ("المادة 9: «للوزير حلّ الجمعية»", "الحلّ للقضاء وحده", "«لا تُحلّ إلا بحكم قضائي نهائي»", "المادة 22"),
    )
    table = Table("law", tuple(tuple(Cell(t(words)) for words in row) for row in rows))
    return replace(POSITION_AR, kind="legal_comment", blocks=(*POSITION_AR.blocks[:2], table, *POSITION_AR.asks))


EDITED = replace(
    STATEMENT_AR, blocks=(Paragraph("p1", t("تدين المنظمات الموقّعة أدناه الهجوم ظهر أمس.")), *STATEMENT_AR.blocks[2:])
)

PICTURES: dict[str, tuple[Callable[[], bytes], int]] = {
    "letter": (lambda: letter_pdf(LETTER_AR), 1),
    "statement": (lambda: to_pdf(STATEMENT_AR, EDITION_AR), 1),
    "statement-annex": (lambda: to_pdf(STATEMENT_AR, signed_by_many(EDITION_AR)), 2),
    "position": (lambda: to_pdf(POSITION_AR, EDITION_AR), 1),
    "position-table": (lambda: to_pdf(POSITION_AR, EDITION_AR), 2),
    "cover": (lambda: to_pdf(long_paper(POSITION_AR), EDITION_AR), 1),
    "contents": (lambda: to_pdf(long_paper(POSITION_AR), EDITION_AR), 2),
    "brief": (lambda: to_pdf(replace(POSITION_EN, kind="policy_brief"), EDITION_EN), 1),
    "comment": (lambda: to_pdf(legal_comment(), EDITION_AR), 1),
    "bilingual": (lambda: to_bilingual_pdf(STATEMENT_AR, STATEMENT_EN, EDITION_AR, EDITION_EN), 1),
    "redline": (lambda: redline_pdf(STATEMENT_AR, EDITED, States("المسودة 1", "المسودة 2"), EDITION_AR), 1),
    "decision": (lambda: decision_pdf(STORY_AR), 1),
}
"""By the name of its picture: the document, and which page of it."""


@lru_cache(maxsize=32)
def page_of(name: str) -> Image.Image:
    make, page = PICTURES[name]
    return drawn(make(), page)


def drawn(pdf: bytes, page: int = 1, *, by_cairo: bool = False) -> Image.Image:
    """A page as poppler draws it, grey; it has two rasterisers."""
    asked = ["pdftocairo" if by_cairo else "pdftoppm", "-gray", "-png", "-singlefile", "-r", str(DOTS)]
    asked += ["-f", str(page), "-l", str(page), "-", *(["-"] if by_cairo else [])]
    return Image.open(BytesIO(subprocess.run(asked, input=pdf, capture_output=True, check=True).stdout)).convert("L")


def picture(name: str) -> Image.Image:
    with Image.open(FOLDER / f"{name}.png") as kept:
        return kept.convert("L")


def distance(one: Image.Image, other: Image.Image) -> float:
    """How much the most different tiles differ, in shades of 255; other sizes are as far as can be."""
    if one.size != other.size:
        return 255.0
    first, second = _ink(one), _ink(other)
    scale = sum(first) / max(sum(second), 1)
    return max(abs(mine - theirs * scale) for mine, theirs in zip(first, second, strict=True))


def _ink(page: Image.Image) -> list[int]:
    """How dark each tile is."""
    width, height = page.size[0] // TILE, page.size[1] // TILE
    tiles = page.resize((width, height), Image.Resampling.BOX, (0, 0, width * TILE, height * TILE))
    return [255 - shade for shade in tiles.tobytes()]


def renew() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:
        page_of(name).quantize(16).save(FOLDER / f"{name}.png", optimize=True)
        print(f"{name}: {(FOLDER / f'{name}.png').stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    renew()
