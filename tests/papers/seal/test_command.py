from pathlib import Path

import pytest

from papers.__main__ import main
from tests.papers.seal.test_pades import keys, sealed, statement


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    path.write_bytes(keys()[0].certificate_pem())
    return path


def run(authority: Path, pdf: bytes) -> int:
    file = authority.parent / "file.pdf"
    file.write_bytes(pdf)
    return main(["verify", str(file), "--authority", str(authority)])


def test_a_genuine_file_ends_in_0_and_says_who(authority: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(authority, sealed(statement())) == 0
    assert "Sealed by: تحالف رواق الياسمين المدني" in capsys.readouterr().out


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


def test_an_unreadable_authority_ends_in_2_with_a_reason(authority: Path, capsys: pytest.CaptureFixture[str]) -> None:
    authority.write_text("not a certificate")
    assert run(authority, sealed(statement())) == 2
    assert "Cannot read" in capsys.readouterr().out
