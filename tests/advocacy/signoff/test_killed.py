"""Nothing that was acknowledged is lost when the machine stops, and nothing is half there."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy import clock, outside
from advocacy.database import session
from advocacy.keystore import FolderKeyStore
from advocacy.ledger.models import Entry
from advocacy.ledger.queries import verify_chain
from advocacy.outbox.models import Message
from advocacy.signoff.models import Answer
from tests.make import signoff as calls

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = "tests.advocacy.signoff.answer_until_killed"


@pytest.mark.parametrize("heard", [1, 12])
def test_every_receipt_that_was_given_survives_a_kill(app: Flask, tmp_path: Path, heard: int) -> None:
    keys = FolderKeyStore(tmp_path / "keys")  # both processes must read the sealed names
    outside.install(replace(outside.current(), keys=keys))
    call = calls.open_call(organisations=4)
    address = app.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False)
    session.rollback()
    order = [sys.executable, "-m", SCRIPT, address, str(tmp_path), str(call.id), clock.now().isoformat()]
    with subprocess.Popen(order, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _receipt in range(heard)]
        process.kill()
        told += [line.strip() for line in process.stdout if line.endswith("\n")]
    session.expire_all()
    kept = set(session.scalars(select(Answer.receipt)))
    assert set(told) <= kept
    assert len(kept) - len(set(told)) in (0, 1)  # at most one was kept and not yet said
    standing = select(Answer.organisation_id, func.count()).where(Answer.standing).group_by(Answer.organisation_id)
    assert all(number == 1 for _organisation, number in session.execute(standing))
    written = session.scalars(select(Entry).where(Entry.kind == "signoff.answered")).all()
    mails = session.scalars(select(Message).where(Message.key.contains("signoff.receipt"))).all()
    assert len(written) == len(kept)
    assert len(mails) == 2 * len(kept)
    assert verify_chain().ok
