"""flask ledger."""

import hashlib
import json

from click.testing import Result
from flask import Flask

from advocacy.database import transaction
from advocacy.ledger.actions import append
from tests.advocacy.ledger.test_queries import tamper
from tests.make.coalition import person


def run(app: Flask, verb: str) -> Result:
    return app.test_cli_runner().invoke(args=["ledger", verb], catch_exceptions=False)


def three(app: Flask) -> None:
    somebody = person()
    for turn in range(3):
        with transaction():
            append("test.happened", somebody, by=somebody.id, dossier=1, turn=turn)


def test_a_whole_chain_ends_with_success(app: Flask) -> None:
    three(app)
    result = run(app, "verify")
    assert (result.exit_code, result.output) == (0, "3 entries, the chain is whole.\n")


def test_a_broken_chain_ends_with_failure_and_names_the_place(app: Flask) -> None:
    three(app)
    tamper("DELETE FROM ledger_entry WHERE number = 2")
    result = run(app, "verify")
    assert result.exit_code == 1
    assert "broken at entry 2" in result.output


def test_the_export_can_be_checked_with_nothing_but_a_hash_function(app: Flask) -> None:
    """As docs/ledger.md tells outsiders to do it."""
    three(app)
    before = "0" * 64
    for line in run(app, "export").output.splitlines():
        entry = json.loads(line)
        salt, digest = bytes.fromhex(entry.pop("salt")), entry.pop("digest")
        assert entry.pop("before") == before
        body = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        assert hashlib.sha256(bytes.fromhex(before) + salt + body).hexdigest() == digest
        before = digest
