"""Bytes of the signing page and its script over the line, for every call that is open in the demo coalition."""

import dataclasses
import gzip
from pathlib import Path

import brotli
from flask import Flask

from advocacy import clock, create_app
from advocacy.assembly.demo.load import load_demo
from advocacy.database import db, session
from advocacy.signoff.models import Call
from config import Config

BOUND = 14 * 1024
"""What fits into the first flight of a connection: nobody on a bad line waits for a second round trip."""
ENCODINGS = ("identity", "gzip", "br")


def report(folder: Path) -> str:
    """A table: calls down, encodings across, bytes transferred for the page with everything that it needs."""
    config = Config.from_environment({"MAWQIF_INSTANCE": str(folder)})
    app = create_app(dataclasses.replace(config, mode="test"))
    lines = [
        f"Signing page, bytes transferred (bound {BOUND:,})",
        f"  {'':50}" + "".join(f"{e:>10}" for e in ENCODINGS),
    ]
    with app.app_context():
        db.create_all()
        load_demo()
        calls = session.query(Call).filter(Call.outcome.is_(None)).order_by(Call.id).all()
        for call in calls:
            sizes = [size_of(app, call, encoding) for encoding in ENCODINGS]
            title = call.dossier.title_in("en")[:48]
            lines.append(f"  {title:50}" + "".join(f"{size:>10,}" for size in sizes))
    script = (Path(app.static_folder or "") / "sign.js").read_bytes()
    packed = (script, gzip.compress(script), brotli.compress(script))
    lines.append(
        f"  {'Its script: once, then kept by the browser':50}" + "".join(f"{len(each):>10,}" for each in packed)
    )
    return "\n".join(lines)


def size_of(app: Flask, call: Call, encoding: str) -> int:
    """Bytes of the page that one organisation that has not answered gets."""
    answered = {answer.organisation_id for answer in call.answers}
    asked = next(line for line in call.roll if line.organisation_id not in answered and line.invitations)
    person, client = asked.invitations[0].person, app.test_client()
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": person.fs_uniquifier, "_fresh": True, "seen": int(clock.now().timestamp())})
    address = f"/calls/{call.id}/answer/{asked.organisation_id}"
    answer = client.get(address, headers={"Accept-Encoding": encoding})
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return len(answer.get_data())
