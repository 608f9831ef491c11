"""When the machine stops between an entry and its commit, head, tree and checkpoints still agree."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from advocacy import outside
from advocacy.database import session, transaction
from advocacy.keystore import FolderKeyStore
from advocacy.ledger.actions import append
from advocacy.ledger.queries import verify_chain
from tests.make import coalition as make

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = "tests.advocacy.ledger.append_until_killed"


@pytest.mark.parametrize("heard", [3, 16])
def test_a_kill_loses_no_acknowledged_entry_and_leaves_the_tree_whole(app: Flask, tmp_path: Path, heard: int) -> None:
    house = make.coalition()
    keys = tmp_path / "keys"
    outside.install(replace(outside.current(), keys=FolderKeyStore(keys)))
    address = app.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False)
    session.rollback()
    order = [sys.executable, "-m", SCRIPT, address, str(tmp_path), str(keys)]
    with subprocess.Popen(order, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _number in range(heard)]
        process.kill()
        told += [line.strip() for line in process.stdout if line.endswith("\n")]
    verdict = verify_chain()
    assert verdict.ok, verdict.why
    assert verdict.entries - int(told[-1]) in (0, 1)  # at most one was kept and not yet said
    assert verdict.checkpoints == verdict.entries // 5
    with transaction():
        append("test.happened", house, by=None)
    assert verify_chain().ok
