"""`python -m papers witness` and `… ledger`: checking a ledger without its server (alone: `python -m papers.proof`).

Exit codes: 0 it holds, 1 it does not (a ledger that shrank, forked, or is not what was signed), 2 something cannot be
read or was not signed by this key, 3 a consistency proof is needed first.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from papers.proof.checkpoint import opened
from papers.proof.entries import BadEntry, check, leaf_of, read_entries, refuse_changed
from papers.proof.merkle import is_included
from papers.proof.note import BadNote, Verifier
from papers.proof.texts import read_consistency, read_inclusion
from papers.proof.witness import Finding, add, evidence_in, kept_in

Run = Callable[[argparse.Namespace, Verifier], tuple[int, list[str]]]

HOLDS, BROKEN, UNREADABLE, NEEDS_PROOF = 0, 1, 2, 3

_SAID = {
    Finding.FIRST: "First checkpoint kept. Every later one must follow from it.",
    Finding.SAME: "Same: this checkpoint was known.",
    Finding.GREW: "Grew: the ledger holds everything it held before, and more.",
    Finding.OLDER: "Older: an earlier checkpoint, and the newest kept one follows from it.",
    Finding.UNPROVEN: "Unproven: not kept.",
    Finding.SHRANK: "SHRANK: the ledger has fewer entries than it had. Kept as evidence: tell the other members.",
    Finding.FORKED: "FORKED: the ledger does not hold what it held before. Kept as evidence: tell the other members.",
}
_CODES = {Finding.UNPROVEN: NEEDS_PROOF, Finding.SHRANK: BROKEN, Finding.FORKED: BROKEN}


def add_proof(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands to a parser of commands."""
    witness = commands.add_parser("witness", help="keep the checkpoints of a ledger and watch that it only grows")
    acts = witness.add_subparsers(dest="act", required=True)
    adding = acts.add_parser("add", help="check a checkpoint against those that were kept, and keep it")
    adding.add_argument("checkpoint", type=Path, help="a file with the checkpoint, as it came by mail")
    adding.add_argument("--proof", type=Path, help="a file with the consistency proof from the newest kept one")
    listing = acts.add_parser("list", help="what was kept")
    for parser in (adding, listing):
        parser.add_argument("--key", required=True, help="the ledger's verifier key, name+id+base64")
        parser.add_argument("--keep", type=Path, required=True, help="the folder of kept checkpoints")
    ledger = commands.add_parser("ledger", help="check entries of a ledger against a checkpoint")
    ledger.add_argument("file", type=Path, help="the whole export, or with --proof one line of it")
    ledger.add_argument("--key", required=True, help="the ledger's verifier key, name+id+base64")
    against = ledger.add_mutually_exclusive_group(required=True)
    against.add_argument("--checkpoint", type=Path, help="the checkpoint that the export must give")
    against.add_argument("--proof", type=Path, help="the inclusion proof of the one entry")


def witness(options: argparse.Namespace) -> int:
    """Run `witness add` or `witness list`."""
    return _said(_add if options.act == "add" else _list, options)


def ledger(options: argparse.Namespace) -> int:
    """Run `ledger`."""
    return _said(_entry if options.proof else _export, options)


def _said(run: Run, options: argparse.Namespace) -> int:
    try:
        code, lines = run(options, Verifier.from_string(options.key))
    except BadEntry as broken:
        code, lines = BROKEN, [f"Does not hold. {broken}"]
    except (BadNote, UnicodeDecodeError, OSError) as unreadable:
        sys.stderr.write(f"{unreadable}\n")
        return UNREADABLE
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return code


def _add(options: argparse.Namespace, key: Verifier) -> tuple[int, list[str]]:
    proof = read_consistency(_read(options.proof)) if options.proof else None
    known = kept_in(options.keep, key)
    finding, new = add(_checkpoint_in(_read(options.checkpoint)), options.keep, key, proof)
    lines = [_SAID[finding], f"{new.origin}: {new.short}"]
    if finding in (Finding.UNPROVEN, Finding.SHRANK):
        old, larger = sorted((known[-1].checkpoint.size, new.size))
        lines.append(f"Fetch the consistency proof from {old} to {larger} and add it with --proof.")
    if finding is Finding.FORKED and proof is not None and new.size != known[-1].checkpoint.size:
        lines.append("If the proof may be damaged or of other sizes, fetch it once more before you tell anybody.")
    return _CODES.get(finding, HOLDS), lines


def _list(options: argparse.Namespace, key: Verifier) -> tuple[int, list[str]]:
    lines = [one.checkpoint.short for one in kept_in(options.keep, key)] or ["Nothing was kept yet."]
    evidence = evidence_in(options.keep)
    lines += [f"EVIDENCE of a broken promise: {path.name}" for path in evidence]
    return BROKEN if evidence else HOLDS, lines


def _export(options: argparse.Namespace, key: Verifier) -> tuple[int, list[str]]:
    checkpoint = opened(_checkpoint_in(_read(options.checkpoint)), key)
    with options.file.open(encoding="utf-8") as lines:
        found = check(read_entries(lines), [checkpoint.size])
    if found.entries < checkpoint.size:
        raise BadEntry(f"The checkpoint counts {checkpoint.size} entries, the export has {found.entries}.")
    if found.roots[checkpoint.size] != checkpoint.root:
        raise BadEntry("The entries are not those that were signed: they give another root.")
    told = [f"Holds: {checkpoint.size} entries are those that were signed."]
    if found.entries > checkpoint.size:
        told.append(f"{found.entries - checkpoint.size} newer entries are whole in themselves, not covered yet.")
    if found.erased:
        told.append(f"{found.erased} entries were erased: their digests are kept, what they said is gone.")
    return HOLDS, told


def _entry(options: argparse.Namespace, key: Verifier) -> tuple[int, list[str]]:
    proof = read_inclusion(_read(options.proof))
    checkpoint = opened(proof.checkpoint, key)
    entries = list(read_entries(_read(options.file).splitlines()))
    if len(entries) != 1:
        raise BadNote("With --proof the file holds one line of an export.")
    entry = entries[0]
    readable = refuse_changed(entry)
    if entry["number"] != proof.index + 1:
        raise BadEntry(f"The proof is of entry {proof.index + 1}, the file holds entry {entry['number']}.")
    if not is_included(leaf_of(entry["digest"]), proof.index, checkpoint.size, proof.path, checkpoint.root):
        raise BadEntry("The proof does not lead from this entry to the checkpoint.")
    told = "" if readable else " It was erased: only its digest is proven."
    return HOLDS, [f"Holds: entry {entry['number']} stands in the checkpoint of {checkpoint.size} entries.{told}"]


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def _checkpoint_in(words: str) -> str:
    """The checkpoint in a file that may hold a whole mail: from the line before two that look like one, to its end."""
    lines = [line.strip() for line in words.split("\n")]
    for at in range(len(lines) - 4):
        if lines[at + 1].isdecimal() and len(lines[at + 2]) == 44 and not lines[at + 3] and lines[at + 4][:2] == "— ":
            end = next((n for n in range(at + 4, len(lines)) if not lines[n].startswith("— ")), len(lines))
            return "\n".join(lines[at:end]) + "\n"
    return words
