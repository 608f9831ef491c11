"""Harms a good input a little: in its bytes, in an entry of its archive, or in its tree of JSON."""

import io
import json
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

TOKENS = (
    *(
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xf4\x8f\xbf\xbf",
        b"\n",
        b"\n\n",
        b" ",
        b"<",
        b"</",
        b">",
        b"&",
        b"&#0;",
        b"&amp;",
    ),
    *(
        b"[",
        b"]",
        b"](",
        b"^[",
        b"[@",
        b"[^1]",
        b"```",
        b"---\n",
        b"| ",
        b"> ",
        b"- ",
        b"1. ",
        b"::: ask\n",
        b"*",
        b"**",
        b"_",
    ),
    *(
        b"-1",
        b"0",
        b"99999999999999999999",
        b"1e999",
        b"NaN",
        b"true",
        b"null",
        b'"',
        b"'",
        b"\\",
        b"{}",
        b"%s",
        b"%EOF",
    ),
    *("\u202e".encode(), "\u2066".encode(), "\u200f".encode(), "ـ".encode(), "٣".encode(), "ﷺ".encode(), "é".encode()),
    *(
        b"<w:p/>",
        b"<w:r><w:t>x</w:t></w:r>",
        b'<w:ins w:id="1">',
        b"<w:tbl>",
        b"<w:tr/>",
        b"<text:p/>",
        b"<table:table>",
    ),
    *(b"<!DOCTYPE x>", b"<!--", b"]]>", b"<?x?>", b"endobj", b"stream", b"/ByteRange", b"<<", b">>", b"startxref\n0\n"),
)
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**30,
    1.5,
    "",
    "x",
    "\0",
    "\ud800",
    "\u202eنص",
    [],
    {},
    [[]],
    {"type": "text"},
    "x" * 70_000,
)


def harmed(data: bytes, others: tuple[bytes, ...], chance: Random) -> bytes:
    """The input with one to six harms."""
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        data = (
            _in_archive(data, chance)
            if data.startswith(b"PK") and chance.random() < 0.9
            else _in_bytes(data, others, chance)
        )
    return data


def _in_bytes(data: bytes, others: tuple[bytes, ...], chance: Random) -> bytes:
    begin = chance.randrange(len(data) + 1)
    end = min(len(data), begin + chance.choice((0, 1, 4, 40, 400, 4_000)))
    act = chance.randrange(7)
    if act == 0:
        return data[:begin] + data[end:]
    if act == 1:
        return data[:end] + data[begin:end] * chance.choice((1, 2, 50)) + data[end:]
    if act == 2 and begin < len(data):
        return data[:begin] + bytes([data[begin] ^ 1 << chance.randrange(8)]) + data[begin + 1 :]
    if act == 3:
        return data[: max(1, begin)]
    if act == 4:
        other = chance.choice(others)
        return data[:begin] + other[chance.randrange(len(other)) :]
    return data[:begin] + chance.choice(TOKENS) * chance.choice((1, 1, 3, 300)) + data[end:]


def _in_archive(data: bytes, chance: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return data
    if not entries:
        return data
    name = chance.choice(sorted(entries, key=lambda entry: (-len(entries[entry]), entry))[:4])
    entries[name] = (
        _in_markup(entries[name], chance) if chance.random() < 0.7 else _in_bytes(entries[name], (data,), chance)
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return written.getvalue()


def _in_markup(data: bytes, chance: Random) -> bytes:
    """One element or attribute more, less or elsewhere, so that most of the file is still well formed."""
    pieces = data.replace(b">", b">\0").split(b"\0")
    place, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    act = chance.randrange(4)
    if act == 0:
        pieces[place], pieces[other] = pieces[other], pieces[place]
    elif act == 1:
        pieces.insert(place, pieces[other])
    elif act == 2:
        words = pieces[place].split(b'"')
        words[chance.randrange(len(words))] = chance.choice(TOKENS)
        pieces[place] = b'"'.join(words)
    else:
        pieces[place : place + chance.choice((1, 2, 9))] = []
    return b"".join(pieces)


def harmed_tree(data: bytes, chance: Random) -> bytes:
    """Stored JSON with one to four values replaced, moved or left out; always JSON."""
    tree = json.loads(data)
    for _ in range(chance.choice((1, 1, 1, 2))):
        places = list(_places(tree))
        take, put = chance.choice(places)
        found, _ = chance.choice(places)
        put(chance.choice((chance.choice(ODD), found, found, found, [take, found], [take] * 3)))
    return json.dumps(tree).encode()


def _places(tree: Any) -> Any:
    """Every value below with the function that puts another in its place."""
    keys = tree.keys() if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in list(keys):
        yield tree[key], _putter(tree, key)
        yield from _places(tree[key])


def _putter(tree: Any, key: Any) -> Callable[[Any], None]:
    def put(value: Any) -> None:
        tree[key] = json.loads(json.dumps(value))

    return put
