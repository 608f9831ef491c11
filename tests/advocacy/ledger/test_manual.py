"""docs/ledger.md lets an outsider check everything: its program is run here as it stands there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.advocacy.ledger.test_commands import run, three

ROOT = Path(__file__).resolve().parents[3]
MANUAL = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")


class Outsider:
    """Somebody with a folder, the manual's program, and what the coalition handed out."""

    def __init__(self, folder: Path, app: Flask) -> None:
        self.folder = folder
        (program,) = re.findall(r"```python\n(.*?)```", MANUAL, re.DOTALL)
        (folder / "check.py").write_text(program, encoding="utf-8")
        self.key = run(app, "key").output.strip()
        self.keep("checkpoint", run(app, "checkpoint").output)

    def keep(self, name: str, words: str) -> None:
        (self.folder / name).write_text(words, encoding="utf-8")

    def check(self) -> subprocess.CompletedProcess[str]:
        order = [sys.executable, "check.py", "export", "checkpoint", self.key]
        return subprocess.run(order, cwd=self.folder, capture_output=True, text=True, check=False)


@pytest.fixture
def outsider(app: Flask, tmp_path: Path) -> Outsider:
    for _turn in range(3):
        three(app)
    run(app, "erase", "4", "--yes")
    found = Outsider(tmp_path, app)
    three(app)
    found.keep("export", run(app, "export").output)
    return found


def test_the_program_of_the_manual_confirms_an_honest_ledger(outsider: Outsider) -> None:
    told = outsider.check()
    assert (told.returncode, told.stdout) == (0, "10 entries as they were signed, 3 newer, 1 erased\n"), told.stderr


@pytest.mark.parametrize("file", ["export", "checkpoint"])
def test_the_program_of_the_manual_finds_a_change(outsider: Outsider, file: str) -> None:
    words = (outsider.folder / file).read_text(encoding="utf-8")
    outsider.keep(
        file, words.replace('"turn": 1', '"turn": 7', 1) if file == "export" else words.replace("10\n", "9\n")
    )
    assert outsider.check().returncode == 1


def test_the_program_of_the_manual_finds_a_short_export(outsider: Outsider) -> None:
    lines = (outsider.folder / "export").read_text(encoding="utf-8").splitlines(keepends=True)
    outsider.keep("export", "".join(lines[:9]))
    told = outsider.check()
    assert "shorter than what was signed" in told.stderr


def test_the_manual_names_every_exit_code() -> None:
    from papers.proof.command import BROKEN, HOLDS, NEEDS_PROOF, UNREADABLE

    assert re.findall(r"^\| (\d) \|", MANUAL, re.MULTILINE) == [
        str(code) for code in (HOLDS, BROKEN, UNREADABLE, NEEDS_PROOF)
    ]
