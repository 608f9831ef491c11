"""flask ledger."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from advocacy.database import transaction
from advocacy.ledger import queries
from advocacy.ledger.actions import append
from advocacy.ledger.signing import verifier
from papers.__main__ import main
from papers.proof.checkpoint import opened
from tests.advocacy.ledger.test_queries import tamper
from tests.make.coalition import person


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["ledger", *words], catch_exceptions=False)


def three(app: Flask) -> None:
    somebody = person()
    for turn in range(3):
        with transaction():
            append("test.happened", somebody, by=somebody.id, dossier=1, turn=turn)


def test_a_whole_chain_ends_with_success(app: Flask) -> None:
    three(app)
    result = run(app, "verify")
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "3 entries, the chain is whole.")


def test_a_broken_chain_ends_with_failure_and_names_the_place(app: Flask) -> None:
    three(app)
    tamper("DELETE FROM ledger_entry WHERE number = 2")
    result = run(app, "verify")
    assert result.exit_code == 1
    assert "broken at entry 2" in result.output


def test_the_check_tells_tree_checkpoints_and_erased_entries(app: Flask) -> None:
    three(app)
    note = run(app, "checkpoint").output
    assert run(app, "erase", "2", "--yes").output == "1 entries erased.\n"
    result = run(app, "verify")
    assert result.exit_code == 0
    said = result.output.splitlines()
    assert said[1] == "1 of them erased: what they said is gone, their digests are kept."
    assert said[2] == f"root {queries.verify_chain().root.hex()}"
    assert said[3] == "1 signed checkpoints, each as the ledger was."
    assert opened(note, verifier()).size == 3


def test_the_same_ledger_gives_the_same_checkpoint(app: Flask) -> None:
    three(app)
    assert run(app, "checkpoint").output == run(app, "checkpoint").output
    assert queries.how_many_checkpoints() == 1


def test_the_proof_of_an_entry_and_the_export_of_it_convince_somebody_without_our_server(
    app: Flask, tmp_path: Path
) -> None:
    three(app)
    run(app, "checkpoint")
    entry, proof = tmp_path / "entry.json", tmp_path / "entry.tlog-proof"
    entry.write_text(run(app, "export", "2").output, encoding="utf-8")
    proof.write_text(run(app, "proof", "2").output, encoding="utf-8")
    key = run(app, "key").output.strip()
    assert main(["ledger", str(entry), "--key", key, "--proof", str(proof)]) == 0
    entry.write_text(run(app, "export", "1").output, encoding="utf-8")
    assert main(["ledger", str(entry), "--key", key, "--proof", str(proof)]) == 1


def test_the_whole_export_and_the_growth_since_are_checked_without_our_server(app: Flask, tmp_path: Path) -> None:
    three(app)
    key, kept = run(app, "key").output.strip(), tmp_path / "kept"
    files = {name: tmp_path / name for name in ("first", "second", "proof", "export")}
    files["first"].write_text(run(app, "checkpoint").output, encoding="utf-8")
    three(app)
    files["second"].write_text(run(app, "checkpoint").output, encoding="utf-8")
    files["proof"].write_text(run(app, "proof", "--from", "3").output, encoding="utf-8")
    files["export"].write_text(run(app, "export").output, encoding="utf-8")
    keep = ["--keep", str(kept), "--key", key]
    assert main(["witness", "add", str(files["first"]), *keep]) == 0
    assert main(["witness", "add", str(files["second"]), *keep]) == 3
    assert main(["witness", "add", str(files["second"]), "--proof", str(files["proof"]), *keep]) == 0
    assert main(["ledger", str(files["export"]), "--key", key, "--checkpoint", str(files["second"])]) == 0


@pytest.mark.parametrize(
    "wrong", [["proof"], ["proof", "9"], ["proof", "0"], ["proof", "1", "--from", "1"], ["proof", "1", "--size", "2"]]
)
def test_a_proof_that_cannot_be_given_is_refused_in_words(app: Flask, wrong: list[str]) -> None:
    three(app)
    assert "flask ledger checkpoint" in run(app, "proof", "1").output
    run(app, "checkpoint")
    result = run(app, *wrong)
    assert (result.exit_code, result.output[:7]) == (1, "Error: ")


def test_entries_that_do_not_exist_are_neither_exported_nor_erased(app: Flask) -> None:
    three(app)
    assert run(app, "export", "9").exit_code == 1
    assert run(app, "erase", "1", "9", "--yes").exit_code == 1
    assert queries.verify_chain().erased == 0


def test_erasing_asks_first(app: Flask) -> None:
    three(app)
    assert run(app, "erase", "1").exit_code == 1
    assert queries.verify_chain().erased == 0
