"""What a member organisation runs: keeping checkpoints, and checking entries, without any server."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from papers.__main__ import main
from papers.proof.note import Signer
from tests.papers.proof.samples import KEY, SIGNER, entries, exported, grew, note, stands

ROOT = Path(__file__).resolve().parents[3]


class Desk:
    """A member's computer: a folder with files, and the commands."""

    def __init__(self, folder: Path, printed: pytest.CaptureFixture[str]) -> None:
        self._folder, self._printed = folder, printed
        self.kept = folder / "kept"

    def file(self, name: str, words: str) -> str:
        path = self._folder / name
        path.write_text(words, encoding="utf-8")
        return str(path)

    def run(self, *arguments: str, key: str = KEY) -> tuple[int, str]:
        code = main([*arguments, "--key", key])
        return code, "".join(self._printed.readouterr())

    def add(self, words: str, proof: str = "", key: str = KEY) -> tuple[int, str]:
        proven = ("--proof", self.file("proof.txt", proof)) if proof else ()
        came = self.file("checkpoint.txt", words)
        return self.run("witness", "add", came, "--keep", str(self.kept), *proven, key=key)

    def list(self) -> tuple[int, str]:
        return self.run("witness", "list", "--keep", str(self.kept))

    def check(self, export: str, checkpoint: str = "", proof: str = "") -> tuple[int, str]:
        against = (
            ("--checkpoint", self.file("c.txt", checkpoint)) if checkpoint else ("--proof", self.file("p.txt", proof))
        )
        return self.run("ledger", self.file("export.jsonl", export), *against)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


class TestAWitness:
    def test_the_first_checkpoint_is_kept_and_the_same_again_changes_nothing(self, desk: Desk) -> None:
        assert desk.add(note(5))[0] == 0
        code, said = desk.add(note(5))
        assert (code, said.splitlines()[0]) == (0, "Same: this checkpoint was known.")
        assert [path.name for path in desk.kept.iterdir()] == ["5.txt"]

    def test_growth_is_kept_when_it_is_proven(self, desk: Desk) -> None:
        desk.add(note(5))
        code, said = desk.add(note(9), grew(5, 9))
        assert (code, said.split(":")[0]) == (0, "Grew")
        assert len(desk.list()[1].splitlines()) == 2

    @pytest.mark.parametrize("proof", ["", grew(4, 9), grew(5, 8)])
    def test_growth_without_its_proof_is_not_kept_and_says_which_is_needed(self, desk: Desk, proof: str) -> None:
        desk.add(note(5))
        code, said = desk.add(note(9), proof)
        assert code == 3
        assert "from 5 to 9" in said
        assert len(desk.list()[1].splitlines()) == 1

    def test_a_ledger_that_shrank_raises_the_alarm_and_stays_as_evidence(self, desk: Desk) -> None:
        desk.add(note(9))
        code, said = desk.add(note(5))
        assert (code, said.split(":")[0]) == (1, "SHRANK")
        code, said = desk.list()
        assert code == 1
        assert "EVIDENCE of a broken promise: evidence-shrank-5-" in said

    def test_an_old_checkpoint_that_comes_late_is_no_alarm_when_it_is_proven(self, desk: Desk) -> None:
        desk.add(note(9))
        code, said = desk.add(note(5), grew(5, 9))
        assert (code, said.split(":")[0]) == (0, "Older")
        assert desk.list()[0] == 0

    def test_another_root_for_the_same_size_is_a_fork(self, desk: Desk) -> None:
        desk.add(note(9))
        code, said = desk.add(note(9, forged=3))
        assert (code, said.split(":")[0]) == (1, "FORKED")
        assert "fetch it once more" not in said
        assert desk.list()[0] == 1

    def test_a_ledger_that_was_rewritten_and_grew_is_a_fork_whatever_proof_it_shows(self, desk: Desk) -> None:
        desk.add(note(5))
        for proof in (grew(5, 9), grew(5, 9, forged=3)):
            code, said = desk.add(note(9, forged=3), proof)
            assert (code, said.split(":")[0]) == (1, "FORKED")
        assert [path.name for path in desk.kept.glob("[0-9]*")] == ["5.txt"]

    def test_a_fork_is_found_against_any_kept_checkpoint_not_only_the_newest(self, desk: Desk) -> None:
        desk.add(note(5))
        desk.add(note(9), grew(5, 9))
        assert desk.add(note(5, forged=2))[1].startswith("FORKED")
        assert desk.add(note(5))[1].startswith("Same")

    def test_a_checkpoint_of_another_key_is_refused(self, desk: Desk) -> None:
        stranger = Signer(SIGNER.name, bytes(32))
        assert desk.add(note(5, signer=stranger))[0] == 2
        assert not desk.kept.exists()

    def test_a_kept_checkpoint_that_was_tampered_with_is_noticed(self, desk: Desk) -> None:
        desk.add(note(5))
        (desk.kept / "5.txt").write_text(note(5).replace("\n5\n", "\n6\n"), encoding="utf-8")
        assert desk.list()[0] == 2

    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_a_whole_mail_may_be_saved_as_it_came(self, desk: Desk, ending: str) -> None:
        mail = f"تحية طيبة وبعد،\n\nهكذا حال السجلّ:\n\n{note(5)}\nاحتفظوا بهذه الرسالة.\n"
        assert desk.add(mail.replace("\n", ending))[0] == 0
        assert (desk.kept / "5.txt").read_bytes().decode() == note(5)

    def test_nothing_kept_is_said(self, desk: Desk) -> None:
        assert desk.list() == (0, "Nothing was kept yet.\n")

    def test_a_file_that_is_not_there_and_a_key_that_is_none_are_said(self, desk: Desk) -> None:
        assert desk.run("witness", "add", "nowhere.txt", "--keep", str(desk.kept))[0] == 2
        assert desk.add(note(5), key="x")[0] == 2

    def test_an_empty_ledger_begins_every_other(self, desk: Desk) -> None:
        desk.add(note(0))
        assert desk.add(note(3))[0] == 0


class TestAnExport:
    def test_the_entries_that_were_signed_hold_and_newer_ones_are_named(self, desk: Desk) -> None:
        code, said = desk.check(exported(entries(9)), note(7))
        assert code == 0
        assert said.splitlines() == [
            "Holds: 7 entries are those that were signed.",
            "2 newer entries are whole in themselves, not covered yet.",
        ]

    def test_an_erased_entry_is_said_and_breaks_nothing(self, desk: Desk) -> None:
        code, said = desk.check(exported(entries(9, erased=4)), note(9))
        assert code == 0
        assert "1 entries were erased" in said

    def test_a_rewritten_ledger_is_whole_in_itself_and_still_found(self, desk: Desk) -> None:
        code, said = desk.check(exported(entries(9, forged=4)), note(9))
        assert code == 1
        assert "another root" in said

    def test_a_shortened_ledger_is_found(self, desk: Desk) -> None:
        assert desk.check(exported(entries(5)), note(9))[0] == 1

    @pytest.mark.parametrize("member", ["number", "kind", "facts", "salt", "before", "digest"])
    def test_a_changed_member_is_found(self, desk: Desk, member: str) -> None:
        records = entries(5)
        records[2][member] = {"number": 4, "kind": "x", "facts": {}, "salt": "ab" * 16}.get(member, "ab" * 32)
        code, said = desk.check(exported(records), note(5))
        assert code == 1
        assert "ntry 3" in said

    def test_a_removed_entry_is_found(self, desk: Desk) -> None:
        records = entries(5)
        del records[2]
        assert desk.check(exported(records), note(5))[1].endswith("Entry 3 is missing.\n")

    @pytest.mark.parametrize(
        "line", ["[]", "x", '{"number": 1}', "[" * 100_000, '{"number":1,"before":"zz","digest":"","salt":""}']
    )
    def test_what_is_no_export_is_refused(self, desk: Desk, line: str) -> None:
        assert desk.check(line, note(5))[0] == 1


class TestOneEntry:
    def test_the_entry_of_our_answer_stands_in_the_checkpoint(self, desk: Desk) -> None:
        code, said = desk.check(exported(entries(9)[3:4]), proof=stands(4, 9))
        assert (code, said) == (0, "Holds: entry 4 stands in the checkpoint of 9 entries.\n")

    def test_an_erased_entry_is_proven_by_its_digest_alone(self, desk: Desk) -> None:
        code, said = desk.check(exported(entries(9, erased=4)[3:4]), proof=stands(4, 9))
        assert code == 0
        assert "It was erased" in said

    def test_another_entry_is_not_proven(self, desk: Desk) -> None:
        assert desk.check(exported(entries(9)[4:5]), proof=stands(4, 9))[0] == 1
        assert desk.check(exported(entries(9, forged=4)[3:4]), proof=stands(4, 9))[0] == 1

    def test_a_changed_answer_is_found(self, desk: Desk) -> None:
        record = entries(9)[3]
        record["facts"]["word"] = "لا"
        assert "changed" in desk.check(exported([record]), proof=stands(4, 9))[1]

    def test_more_than_one_line_and_no_proof_at_all_are_refused(self, desk: Desk) -> None:
        assert desk.check(exported(entries(2)), proof=stands(1, 2))[0] == 2
        assert desk.check(exported(entries(1)), proof="x")[0] == 2


def test_a_witness_needs_nothing_of_the_engine_but_this_folder(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "papers" / "proof", tmp_path / "papers" / "proof")
    (tmp_path / "checkpoint.txt").write_text(note(5), encoding="utf-8")
    order = [sys.executable, "-m", "papers.proof", "witness", "add", "checkpoint.txt", "--keep", "kept", "--key", KEY]
    told = subprocess.run(order, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert third_parties(tmp_path) == ["cryptography"]


def third_parties(folder: Path) -> list[str]:
    """Packages from elsewhere that the commands bring into a process."""
    script = (
        "import sys, json; from papers.proof import command; "
        "print(json.dumps(sorted({n.partition('.')[0] for n, m in list(sys.modules.items()) "
        "if 'site-packages' in (getattr(m, '__file__', '') or '')} - {'_cffi_backend', 'cffi'})))"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(told.stdout)
    return [name for name in found if not name.startswith("_")]
