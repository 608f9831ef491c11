import json
from pathlib import Path

import pytest

from papers.__main__ import main
from papers.seal.commitments import written_salt
from tests.make import tsa
from tests.papers.seal.issues import SALTS, whole, with_contents
from tests.papers.seal.test_pades import keys, sealed, statement
from tests.papers.seal.test_times import LATER, stamped


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    path.write_bytes(keys()[0].certificate_pem())
    return path


def run(authority: Path, pdf: bytes, *options: str, command: str = "verify") -> int:
    file = authority.parent / "file.pdf"
    file.write_bytes(pdf)
    return main([command, str(file), "--authority", str(authority), *options])


def test_a_genuine_file_ends_in_0_and_says_who(authority: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(authority, sealed(statement())) == 0
    assert "Sealed by: \u2068تحالف رواق الياسمين المدني\u2069" in capsys.readouterr().out


def test_an_issue_says_what_it_proves_and_what_not(authority: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(authority, whole()) == 0
    told = capsys.readouterr().out
    for words in (
        "RY/2026/011, issue 1.0",
        "Signed by: 12 (named 10, withheld 2",
        "Not provable from this file alone:",
    ):
        assert words in told


def test_it_can_say_so_in_arabic(authority: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(authority, whole(), "--lang", "ar") == 0
    assert capsys.readouterr().out.startswith("صحيح")


def test_a_script_reads_the_same_as_json(authority: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(authority, whole(), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["answer"], told["seal"]["level"], told["issue"]["signed"]) == ("genuine", "B-B", 12)
    assert {"current", "time"} <= set(told["not_provable"])


def test_a_time_stamp_service_can_be_trusted(authority: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from papers.seal.keys import certificates_to_pem

    clock = authority.parent / "clock.pem"
    clock.write_bytes(certificates_to_pem([tsa.certificate(LATER)]))
    assert run(authority, stamped(), "--json", "--time-authority", str(clock)) == 0
    assert json.loads(capsys.readouterr().out)["seal"]["vouched_by_known"] is True
    assert run(authority, stamped(), "--json") == 0
    assert "time_service" in json.loads(capsys.readouterr().out)["not_provable"]


def test_a_changed_file_ends_in_1(authority: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = bytearray(sealed(statement()))
    changed[3000] ^= 1
    assert run(authority, bytes(changed)) == 1
    assert capsys.readouterr().out.startswith("Changed")


@pytest.mark.parametrize("pdf", [b"no pdf", b""])
def test_a_file_that_is_not_ours_ends_in_2(authority: Path, pdf: bytes) -> None:
    assert run(authority, pdf) == 2


def test_an_unsealed_file_ends_in_2(authority: Path) -> None:
    assert run(authority, statement()) == 2


def test_a_sealed_file_that_contradicts_itself_ends_in_3(authority: Path) -> None:
    assert run(authority, with_contents({"text.ar.json": b"{}"})) == 3


def test_an_unreadable_authority_ends_in_2_with_a_reason(authority: Path, capsys: pytest.CaptureFixture[str]) -> None:
    authority.write_text("not a certificate")
    assert run(authority, sealed(statement())) == 2
    assert "Cannot read" in capsys.readouterr().out


def test_a_withheld_organisation_proves_that_it_signed(authority: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, salt = next(iter(SALTS.items()))
    assert run(authority, whole(), "--name", name, "--salt", written_salt(salt), command="prove") == 0
    monkeypatch.setattr("sys.stdin", __import__("io").StringIO(salt.hex() + "\n"))
    assert run(authority, whole(), "--name", name, "--salt", "-", command="prove") == 0


@pytest.mark.parametrize(("name", "salt"), [("بيت الورد", "00" * 16), ("غيرها", bytes(range(16)).hex()), ("x", "zz")])
def test_nobody_else_does(authority: Path, name: str, salt: str) -> None:
    assert run(authority, whole(), "--name", name, "--salt", salt, command="prove") == 1


def test_a_changed_file_proves_nothing_about_anybody(authority: Path) -> None:
    name, salt = next(iter(SALTS.items()))
    assert run(authority, whole() + b"\n", "--name", name, "--salt", salt.hex(), command="prove") == 2
