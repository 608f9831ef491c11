"""Signed notes are those of others, and only the key that signed opens them."""

import pytest

from papers.proof.checkpoint import Checkpoint, opened, signed
from papers.proof.note import BadNote, Signer, Verifier
from papers.proof.texts import (
    Consistency,
    Inclusion,
    read_consistency,
    read_inclusion,
    write_consistency,
    write_inclusion,
)

THEIRS = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SIGNED_BY_THEM = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
"""A note and its key as another implementation made them (golang.org/x/mod/sumdb/note)."""

SIGNER = Signer("riwaq.example/ledger", bytes(range(32)))
NOW = Checkpoint(SIGNER.name, 57, bytes(range(32)))
NOTE = signed(NOW, SIGNER)


def test_a_note_that_another_implementation_signed_is_opened() -> None:
    key = Verifier.from_string(THEIRS)
    assert str(key) == THEIRS
    assert key.open(SIGNED_BY_THEM).startswith("If you think")


def test_a_checkpoint_has_the_agreed_form() -> None:
    origin, size, root, empty, line, end = NOTE.split("\n")
    assert (origin, size, empty, end) == ("riwaq.example/ledger", "57", "", "")
    assert len(root) == 44
    assert line.startswith("— riwaq.example/ledger ")
    assert opened(NOTE, SIGNER.verifier) == NOW
    assert signed(NOW, SIGNER) == NOTE


def test_keys_are_read_as_they_were_written() -> None:
    assert Signer.from_string(SIGNER.to_string()) == SIGNER
    assert Verifier.from_string(str(SIGNER.verifier)) == SIGNER.verifier
    assert SIGNER.seed.hex() not in repr(SIGNER)


@pytest.mark.parametrize("place", range(0, len(NOTE) - 1, 3))
def test_a_note_with_one_changed_letter_is_not_opened(place: int) -> None:
    other = "A" if NOTE[place] != "A" else "B"
    with pytest.raises(BadNote):
        opened(NOTE[:place] + other + NOTE[place + 1 :], SIGNER.verifier)


def test_signatures_of_others_are_passed_over_but_never_enough() -> None:
    other = Signer("witness.example", bytes(32))
    line = other.sign(NOW.text).split("\n\n")[1]
    assert opened(NOTE + line, SIGNER.verifier) == NOW
    with pytest.raises(BadNote, match="not signed by"):
        opened(f"{NOW.text}\n{line}", SIGNER.verifier)


def test_the_same_name_with_another_key_is_somebody_else() -> None:
    with pytest.raises(BadNote, match="not signed by"):
        opened(NOTE, Signer(SIGNER.name, bytes(32)).verifier)


@pytest.mark.parametrize(
    "text",
    [
        "other.example/ledger\n57\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "riwaq.example/ledger\n057\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "riwaq.example/ledger\n-1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "riwaq.example/ledger\n57\nAAECAw==\n",
        "riwaq.example/ledger\n57\n",
        "riwaq.example/ledger\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_of_this_ledger_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        opened(SIGNER.sign(text), SIGNER.verifier)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "\n\n",
        "x",
        "x\n\n— a\n",
        "x\n\n— a b!\n",
        "x\n\n- a YWFhYWFh\n",
        "x\t\n\n— a YWFhYWFh\n",
        "x" * 300_000,
        NOTE[:-1],
    ],
)
def test_what_is_no_note_is_refused(words: str) -> None:
    with pytest.raises(BadNote):
        SIGNER.verifier.open(words)


@pytest.mark.parametrize(
    "words", ["", "a+b", "a+00000000+AAAA", THEIRS.replace("c74f", "c74e"), THEIRS[:-4], f"a b{THEIRS}"]
)
def test_what_is_no_key_is_refused(words: str) -> None:
    with pytest.raises(BadNote):
        Verifier.from_string(words)
    with pytest.raises(BadNote):
        Signer.from_string(words)


def test_a_text_without_its_last_line_break_cannot_be_signed() -> None:
    with pytest.raises(BadNote):
        SIGNER.sign("x")


def test_proofs_are_read_as_they_were_written() -> None:
    path = (bytes(32), bytes(range(32)))
    for long in ((), path):
        inclusion, consistency = Inclusion(4, long, NOTE), Consistency(4, 57, long)
        assert read_inclusion(write_inclusion(inclusion)) == inclusion
        assert read_consistency(write_consistency(consistency)) == consistency
    written = write_inclusion(Inclusion(4, path, NOTE))
    with_extra = written.replace("\nindex", "\nextra YWJj\nindex")
    assert read_inclusion(with_extra) == Inclusion(4, path, NOTE)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "old 1\n",
        "old 1\nnew x\n",
        "old 01\nnew 2\n",
        "old 1\nnew 2\nxx\n",
        "old 1\nnew 2\n" + "A" * 43 + "=\n" * 70,
    ],
)
def test_what_is_no_proof_is_refused(words: str) -> None:
    with pytest.raises(BadNote):
        read_consistency(words)
    with pytest.raises(BadNote):
        read_inclusion(words)
