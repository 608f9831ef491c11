"""Good files to begin with: what our writers write, and what people bring."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from papers.model import Paper
from papers.record import to_json
from papers.seal.keys import Key, make_authority, make_certificate
from papers.seal.pades import seal
from papers.write.docx import to_docx
from papers.write.html import to_html
from papers.write.markdown import to_markdown
from papers.write.pdf import to_pdf
from papers.write.redline import to_redline_docx
from tests.papers.read.odt import files as odt
from tests.papers.samples import EDITION_AR, POSITION_AR, POSITION_EN, STATEMENT_AR

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
_CHANGED = Path(__file__).parent.parent / "papers" / "read" / "docx" / "changed.fodt"


@lru_cache(maxsize=1)
def key() -> Key:
    return make_certificate(make_authority("رواق", AT), "رواق", AT)


@lru_cache(maxsize=1)
def seeds() -> Mapping[str, tuple[bytes, ...]]:
    """The good inputs of each door (`tests.fuzz.doors`)."""
    changed = replace(POSITION_AR, title="عنوان آخر", blocks=POSITION_AR.blocks[2:])
    redline = to_redline_docx(POSITION_AR, changed, author="ليلى", date=AT)
    open_document = odt.packed(
        odt.p("نص") + "<text:list><text:list-item>" + odt.p("x") + "</text:list-item></text:list>"
    )
    return {
        "file": (
            to_docx(POSITION_AR),
            redline,
            open_document,
            to_html(POSITION_EN).encode(),
            to_markdown(POSITION_AR).encode(),
            _CHANGED.read_bytes(),
        ),
        "markdown": (to_markdown(POSITION_AR).encode(), to_markdown(STATEMENT_AR).encode()),
        "stored": (as_stored(POSITION_AR), as_stored(STATEMENT_AR)),
        "sealed": (seal(to_pdf(STATEMENT_AR, EDITION_AR), key(), at=AT, name="ختم", reason="RY/2026/011"),),
    }


def as_stored(paper: Paper) -> bytes:
    return json.dumps(to_json(paper), ensure_ascii=False).encode()
