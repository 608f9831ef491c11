"""What travels between the caller and the bounded process: one frame each way.

The caller's frame is pickled by us for us. The answer comes from a process that read somebody's file: should the file
have taken it over, the answer may name only our own plain classes and dates, and calls nothing else into being.
"""

import io
import pickle
import struct
from typing import Any

_STRUCT = struct.Struct("!Q")
LENGTH = _STRUCT.size
_DATES = frozenset({"date", "datetime", "time", "timedelta", "timezone"})


class BadParcel(Exception):
    """The answer is cut short or holds what no answer holds."""


def wrap(value: Any) -> bytes:
    """A frame: eight bytes of length, then the value."""
    body = pickle.dumps(value, protocol=5)
    return _STRUCT.pack(len(body)) + body


def unwrap(frame: bytes) -> Any:
    """The value of a whole frame from a bounded process; BadParcel otherwise."""
    body = frame[LENGTH:]
    if len(frame) < LENGTH or _STRUCT.unpack_from(frame)[0] != len(body):
        raise BadParcel("The answer is cut short.")
    try:
        return _Plain(io.BytesIO(body)).load()
    except BadParcel:
        raise
    except Exception as broken:
        raise BadParcel(f"The answer cannot be read: {broken}") from broken


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in _DATES:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith("papers.") and "." not in name else None
        if not isinstance(found, type) or found.__module__ != module:
            raise BadParcel(f"The answer holds {module}.{name}.")
        return found
