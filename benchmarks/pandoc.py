"""pandoc, as a program that is started and as one that stays: its own Lua converts a page again and again."""

import os
import shutil
import subprocess
from pathlib import Path

from benchmarks.measure import Measure

_AGAIN = """
function Pandoc(doc)
  local file = io.open(os.getenv("PAGE"), "rb")
  local text = file:read("a")
  file:close()
  local times = {}
  for run = 0, tonumber(os.getenv("RUNS")) do
    local start = os.clock()
    local made = pandoc.write(pandoc.read(text, os.getenv("FROM")), "docx")
    if run > 0 then times[#times + 1] = string.format("%.6f %d", os.clock() - start, #made) end
  end
  return pandoc.Pandoc({pandoc.CodeBlock(table.concat(times, "\\n"))})
end
"""


def program() -> str:
    """Where pandoc is: the one of the machine, else that of the tests; empty when there is none."""
    if found := shutil.which("pandoc"):
        return found
    try:
        import pypandoc
    except ImportError:
        return ""
    return str(pypandoc.get_pandoc_path())


def warm_docx(way: str, page: Path, runs: int, reads: str = "html") -> Measure:
    """Seconds of the processor for a page read and written as a Word file, after one run that is not counted."""
    script = page.with_name("again.lua")
    script.write_text(_AGAIN, "utf-8")
    told = subprocess.run(
        [program(), "--from=markdown", "--to=plain", "--wrap=none", f"--lua-filter={script}"],
        input="x",
        env=os.environ | {"PAGE": str(page), "RUNS": str(runs), "FROM": reads},
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line.split() for line in told.stdout.splitlines() if line.strip()]
    return Measure(way, tuple(float(seconds) for seconds, _ in lines), made=int(lines[-1][1]))
