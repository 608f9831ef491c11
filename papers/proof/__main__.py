"""`python -m papers.proof witness …`, `… ledger …`: the two commands alone, for a computer with only `cryptography`."""

import argparse
import sys
from collections.abc import Sequence

from papers.proof import command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit codes as in `papers.proof.command`."""
    parser = argparse.ArgumentParser(prog="python -m papers.proof", description="Check a ledger without its server.")
    command.add_proof(parser.add_subparsers(dest="command", required=True))
    options = parser.parse_args(arguments)
    return command.witness(options) if options.command == "witness" else command.ledger(options)


if __name__ == "__main__":
    sys.exit(main())
