"""`python -m papers verify`: whether a file is genuine, for people without our server."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers.seal.verdict import Verdict

GENUINE, CHANGED, NOT_OURS = 0, 1, 2


def add_verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to a parser of commands."""
    parser = commands.add_parser("verify", help="check the seal of a PDF against the coalition's certificate")
    parser.add_argument("file", type=Path, help="the PDF")
    parser.add_argument("--authority", type=Path, required=True, help="the coalition's authority certificate (PEM)")


def report(file: Path, authority: Path) -> int:
    """Print the verdict and return the exit code: 0 genuine, 1 changed, 2 not sealed by this authority."""
    from cryptography import x509

    from papers.seal.verdict import verify  # heavy to import: the other commands do without

    try:
        pdf, pem = file.read_bytes(), authority.read_bytes()
        certificate = x509.load_pem_x509_certificate(pem)
    except (OSError, ValueError) as error:
        print(f"Cannot read: {error}")  # noqa: T201 - this is what the command is for
        return NOT_OURS
    verdict = verify(pdf, certificate)
    print("\n".join(lines(verdict)))  # noqa: T201
    return code(verdict)


def code(verdict: "Verdict") -> int:
    """What the verdict means to a script."""
    if verdict.is_genuine:
        return GENUINE
    return CHANGED if verdict.sealed and verdict.ours else NOT_OURS


def lines(verdict: "Verdict") -> list[str]:
    """The verdict for people, the answer first."""
    answer = {
        GENUINE: "Genuine: sealed by this authority and not changed since.",
        CHANGED: "Changed: sealed by this authority, but the file is not as it was sealed.",
        NOT_OURS: "Not ours: this authority did not seal the file.",
    }[code(verdict)]
    told = [f"Sealed by: {verdict.by}"] if verdict.by else []
    told += [f"Sealed at: {verdict.at:%Y-%m-%d %H:%M} UTC (as the seal says)"] if verdict.at else []
    return [answer, *told, *(f"- {problem}" for problem in verdict.problems)]
