import pickle
import struct

import pytest

from papers.bounded.parcel import BadParcel, unwrap, wrap
from papers.seal.verdict import Verdict
from tests.papers.samples import POSITION_AR


class Harm:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        import os

        return os.system, ("true",)


@pytest.mark.parametrize("value", [("done", b"x"), POSITION_AR, Verdict(problems=("x",)), ("killed", 9)])
def test_answers_travel_whole(value: object) -> None:
    assert unwrap(wrap(value)) == value


def framed(body: bytes) -> bytes:
    return struct.pack("!Q", len(body)) + body


@pytest.mark.parametrize(
    "body",
    [
        pickle.dumps(Harm()),
        b"cbuiltins\neval\n.",
        b"cpapers.bounded.call\nsubprocess\n.",
        b"cpapers.bounded.keeper\nmain\n.",
        pickle.dumps(Harm)[:-4],
        b"",
    ],
)
def test_an_answer_calls_nothing_into_being(body: bytes) -> None:
    with pytest.raises(BadParcel):
        unwrap(framed(body))


def test_a_cut_answer_is_no_answer() -> None:
    whole = wrap(("done", b"x" * 1000))
    for end in (0, 4, 8, 100, len(whole) - 1):
        with pytest.raises(BadParcel):
            unwrap(whole[:end])
