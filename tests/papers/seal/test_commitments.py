"""Commitments: hidden without their salt, bound to one name and one text, re-implementable from docs/manifest.md."""

import hashlib

import pytest

from papers.seal.commitments import commit, opens, salt_from, written_salt

SALT = bytes(range(16))
SEAL = "ab" * 32
NAME = "مركز الأمل للتنمية"


def test_the_documented_byte_string_gives_the_commitment() -> None:
    told = b"mawqif withheld signatory 1\n" + SALT + bytes.fromhex(SEAL) + NAME.encode()
    assert commit(SALT, SEAL, NAME) == hashlib.sha256(told).hexdigest()
    assert commit(SALT, SEAL, NAME) == "3405cf2eb87a923f0b3cfdcfea2c4cd77430bd715c13f60cbf64e5917de373af"


def test_only_salt_name_and_text_together_open_it() -> None:
    made = commit(SALT, SEAL, NAME)
    assert opens(made, SALT, SEAL, NAME)
    assert not opens(made, bytes(16), SEAL, NAME)
    assert not opens(made, SALT, "cd" * 32, NAME)
    assert not opens(made, SALT, SEAL, "مركز الأمل")


@pytest.mark.parametrize("typed", [f"  {NAME} ", NAME.replace(" ", "   "), "مركز ال\u0627\u0654مل للتنمية"])
def test_spaces_and_composition_do_not_matter(typed: str) -> None:
    assert opens(commit(SALT, SEAL, NAME), SALT, SEAL, typed)


@pytest.mark.parametrize(
    ("commitment", "salt", "seal", "name"),
    [("", SALT, SEAL, NAME), ("zz", SALT, SEAL, NAME), ("ab" * 32, b"", SEAL, NAME), ("ab" * 32, SALT, "x", NAME)],
)
def test_what_is_malformed_opens_nothing(commitment: str, salt: bytes, seal: str, name: str) -> None:
    assert not opens(commitment, salt, seal, name)


def test_no_commitment_is_made_to_no_name() -> None:
    with pytest.raises(ValueError, match="a name"):
        commit(SALT, SEAL, "  ")


def test_a_salt_written_by_hand_is_read_again() -> None:
    assert written_salt(SALT) == "0001 0203 0405 0607 0809 0a0b 0c0d 0e0f"
    for typed in (written_salt(SALT), SALT.hex().upper(), f"\u2066{written_salt(SALT)}\u2069\n"):
        assert salt_from(typed) == SALT


@pytest.mark.parametrize("typed", ["", "0001", "zz" * 16, "00" * 17])
def test_what_is_no_salt_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        salt_from(typed)
