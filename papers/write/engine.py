"""Starts the layout engine without searching the machine for its libraries: import this before WeasyPrint.

WeasyPrint tries a dozen names for its libraries, and for each that is not there Python starts compiler and linker
to ask them. On Linux the plain names of the loader are among the tries, so nothing but time is lost by not asking.
"""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _no_search() -> Iterator[None]:
    """Let the loader alone find libraries while this lasts."""
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


if sys.platform == "linux":
    with _no_search():
        import weasyprint.text.ffi  # noqa: F401
