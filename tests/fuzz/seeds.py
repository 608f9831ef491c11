"""Good files to begin with: what our writers write, and what people bring."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from papers.canonical import canonical_bytes, digest, set_digest
from papers.model import Paper
from papers.record import to_json
from papers.seal import manifest
from papers.seal.keys import Key, make_authority, make_certificate
from papers.seal.pades import Proofs, Timestamper, seal
from papers.write.docx import to_docx
from papers.write.html import to_html
from papers.write.markdown import to_markdown
from papers.write.pdf import to_pdf
from papers.write.redline import to_redline_docx
from tests.make import tsa
from tests.papers.read.odt import files as odt
from tests.papers.samples import EDITION_AR, POSITION_AR, POSITION_EN, STATEMENT_AR

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
_DIGESTS = {"ar": digest(STATEMENT_AR)}
_EDITION = replace(EDITION_AR, digest=_DIGESTS["ar"], set_digest=set_digest(_DIGESTS))
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
        "sealed": (_sealed(), _sealed(timestamper=Timestamper(tsa.service(AT)), proofs=Proofs(key().chain))),
        "attached": (_carrying(),),
        "manifest": (manifest.manifest(_EDITION, _DIGESTS, ledger={"checkpoint": "riwaq.example/ledger\n1\n"}),),
    }


def _carrying() -> bytes:
    source = canonical_bytes(STATEMENT_AR)
    return to_pdf(STATEMENT_AR, _EDITION, enclosed=manifest.enclosed(_EDITION, _DIGESTS, sources={"ar": source}))


def _sealed(**how: Any) -> bytes:
    return seal(_carrying(), key(), at=AT, name="ختم", reason="RY/2026/011", **how)


def as_stored(paper: Paper) -> bytes:
    return json.dumps(to_json(paper), ensure_ascii=False).encode()
