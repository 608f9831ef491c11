"""`python -m papers verify` and `prove`: what a file proves, for people without our server.

Both need nothing but the file and the coalition's certificate. Their exit codes are for scripts (docs/sealing.md).
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509

    from papers.seal.evidence import Evidence

GENUINE, CHANGED, NOT_OURS, CONTRADICTS = 0, 1, 2, 3
_CODES = {"genuine": GENUINE, "changed": CHANGED, "not_ours": NOT_OURS, "contradicts": CONTRADICTS}
PROVEN, NOT_PROVEN, NOT_GENUINE = 0, 1, 2


def add_verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to a parser of commands."""
    parser = commands.add_parser("verify", help="check the seal of a PDF, and say what the file proves")
    _add_file(parser)
    parser.add_argument("--json", action="store_true", help="for scripts")
    parser.add_argument("--lang", choices=("ar", "en"), default="en", help="the language of the answer")
    prove = commands.add_parser("prove", help="check that a name stands withheld under a sealed text")
    _add_file(prove)
    prove.add_argument("--name", required=True, help="the organisation's name as its receipt says it")
    prove.add_argument("--salt", required=True, help="the salt on the receipt; - reads it from the standard input")


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the PDF")
    parser.add_argument("--authority", type=Path, required=True, help="the coalition's authority certificate (PEM)")
    parser.add_argument(
        "--time-authority", type=Path, action="append", default=[], help="a time stamp service to trust (PEM)"
    )
    parser.add_argument("--ledger-key", default="", help="the ledger's verifier key, name+id+base64")


def run(options: argparse.Namespace) -> int:
    """Do what was asked and return the exit code."""
    evidence = _examined(options)
    if evidence is None:
        return NOT_OURS
    return _prove(evidence, options) if options.command == "prove" else _report(evidence, options)


def _examined(options: argparse.Namespace) -> "Evidence | None":
    """What the file proves; None, and why on the screen, when it or a certificate cannot be read."""
    from papers.proof.note import Verifier
    from papers.seal.evidence import examine  # heavy to import: the other commands do without

    try:
        pdf, authority = options.file.read_bytes(), _certificate(options.authority)
        clocks = [_certificate(path) for path in options.time_authority]
        ledger = Verifier.from_string(options.ledger_key) if options.ledger_key else None
    except (OSError, ValueError) as error:
        print(f"Cannot read: {error}", file=sys.stderr if getattr(options, "json", False) else sys.stdout)
        return None
    return examine(pdf, authority, time_authorities=clocks, ledger_key=ledger)


def _certificate(path: Path) -> "x509.Certificate":
    from cryptography import x509

    return x509.load_pem_x509_certificate(path.read_bytes())


def _report(evidence: "Evidence", options: argparse.Namespace) -> int:
    from papers.seal.told import answer_of, lines, to_json

    if options.json:
        told = json.dumps(to_json(evidence), ensure_ascii=False, indent=1)
    else:
        told = "\n".join(lines(evidence, options.lang))
    _show(told)
    return _CODES[answer_of(evidence)]


def _prove(evidence: "Evidence", options: argparse.Namespace) -> int:
    from papers.seal.commitments import opens, salt_from

    if not evidence.holds or evidence.manifest is None:
        _show("The file is not a genuine issue of this authority: run verify.")
        return NOT_GENUINE
    manifest = evidence.manifest
    try:
        salt = salt_from(sys.stdin.readline() if options.salt == "-" else options.salt)
    except ValueError as error:
        _show(f"The salt cannot be read: {error}")
        return NOT_PROVEN
    if any(opens(one, salt, manifest.set, options.name) for one in manifest.commitments):
        _show(f"Proven: this organisation signed {manifest.reference}, issue {manifest.issue}, with its name withheld.")
        return PROVEN
    if any(opens(one, salt, manifest.set, options.name) for one in manifest.acceded_commitments):
        _show(f"Proven: this organisation acceded later to {manifest.reference}, with its name withheld.")
        return PROVEN
    _show("Not proven: no commitment in this file opens with this salt and this name.")
    return NOT_PROVEN


def _show(words: str) -> None:
    """Print for a screen that may not have every letter."""
    letters = sys.stdout.encoding or "utf-8"
    print(words.encode(letters, "replace").decode(letters))  # noqa: T201
