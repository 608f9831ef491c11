"""Starts the layout engine without what it would do in vain: import this before WeasyPrint.

- WeasyPrint tries a dozen names for its libraries, and for each that is not there Python starts compiler and linker
  to ask them. On Linux the plain names of the loader are among the tries, so nothing but time is lost by not asking.
- It loads tools for fonts that harfbuzz cannot cut down, which ours never need.
- It names the types of its libraries in C, and each name is parsed together with all that were declared before.
"""

import ctypes.util
import gc
import importlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from cffi import model

_SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")
_TYPE = re.compile(r"(\w+(?: int)?) ?(\*{0,2})(?:\[(\d*)\])?")


class _Later(ModuleType):
    """Stands for a module of functions and classes that is loaded when one of them is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *given, **named: getattr(importlib.import_module(self.__name__), name)(*given, **named)


@contextmanager
def _seldom_later() -> Iterator[None]:
    """Whoever imports while this lasts gets the seldom modules when it calls them; others get them as always."""
    stand_ins = {name: _Later(name) for name in _SELDOM if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


@contextmanager
def _no_search() -> Iterator[None]:
    """Let the loader alone find libraries while this lasts."""
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def no_sweeping() -> Iterator[None]:
    """Hold the garbage collector off: loading leaves nothing for it to find, nor does a layout of a million objects."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def name_types_quickly(ffi: Any) -> None:
    """Look up plain names such as `PangoRectangle *` or `char[4]` among the declared types; others are parsed."""
    parser = ffi._parser
    parse = parser.parse_type

    def look_up(name: str) -> Any:
        found = _TYPE.fullmatch(name)
        known = parser._declarations.get(f"typedef {found[1]}") or primitive(found[1]) if found else None
        if found is None or known is None:
            return parse(name)
        kind, qualities = known
        for _ in found[2]:
            kind, qualities = model.PointerType(kind, qualities), 0
        return kind if found[3] is None else model.ArrayType(kind, int(found[3]) if found[3] else None)

    def primitive(name: str) -> Any:
        return (model.PrimitiveType(name), 0) if name in model.PrimitiveType.ALL_PRIMITIVE_TYPES else None

    parser.parse_type = look_up


with no_sweeping():
    if sys.platform == "linux":
        with _no_search(), _seldom_later():
            from weasyprint.text.ffi import ffi
    else:
        from weasyprint.text.ffi import ffi
name_types_quickly(ffi)
