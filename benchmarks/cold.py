"""Prints one paper in a process of its own, with nothing loaded that printing does not need.

It lives for one file: nothing is swept in between, and it ends without clearing up, as a bounded process does.
"""
# ruff: noqa: E402 - the garbage collector rests while the rest is loaded

import gc

gc.disable()

import os
import pickle
import sys
from pathlib import Path

from papers.write.pdf import to_pdf

if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(to_pdf(*pickle.loads(Path(sys.argv[1]).read_bytes())))
    os._exit(0)
