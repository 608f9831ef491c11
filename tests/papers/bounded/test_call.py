import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from papers import bounded
from papers.bounded import Bounds, OutOfBounds, doors
from papers.bounded.call import _KEEPER
from papers.errors import BadPaper
from papers.model import Paragraph
from papers.write.pdf import to_pdf
from tests.papers.samples import EDITION_AR, POSITION_AR, STATEMENT_AR, t
from tests.papers.write.looks import signed_by_many

MONSTER = replace(POSITION_AR, blocks=tuple(Paragraph(f"p{n}", t("كلمة " * 200)) for n in range(2000)))


def keeper() -> int:
    bounded.warm()
    assert _KEEPER._process is not None
    return _KEEPER._process.pid


def children_of(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@contextmanager
def a_long_call() -> Iterator[list[OutOfBounds]]:
    """A call that would take minutes runs in a thread; what it raised stands in the list at the end."""
    raised: list[OutOfBounds] = []

    def ask() -> None:
        try:
            bounded.to_pdf(MONSTER, bounds=Bounds(seconds=30))
        except OutOfBounds as stopped:
            raised.append(stopped)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        while not children_of(keeper()):
            assert thread.is_alive()
        yield raised
    finally:
        thread.join(20)


def test_a_bounded_call_gives_what_the_plain_one_gives() -> None:
    assert bounded.to_pdf(STATEMENT_AR, EDITION_AR) == to_pdf(STATEMENT_AR, EDITION_AR)


def test_a_refusal_keeps_its_code_and_place() -> None:
    with pytest.raises(BadPaper) as refused:
        bounded.from_file("```\nنص\n".encode() * 3 + b"# x\n\n[^q]: \n[@zz]", lang="ar", seed="s")
    assert (refused.value.code, refused.value.where[:5]) == ("unknown_citation", "line ")


def test_blocks_get_the_same_ids_for_the_same_seed() -> None:
    read = [bounded.from_file("نص أول\n\nنص ثان".encode(), lang="ar", seed=seed)[0] for seed in "aab"]
    assert read[0] == read[1] != read[2]
    assert len({block.id for paper in read for block in paper.blocks}) == 4


def test_a_text_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(OutOfBounds, match="within 1 seconds") as stopped:
        bounded.to_pdf(MONSTER, bounds=Bounds(seconds=1))
    assert stopped.value.code == "too_slow"


def test_a_text_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(OutOfBounds) as stopped:
        bounded.to_pdf(MONSTER, bounds=Bounds(seconds=50, megabytes=280))
    assert stopped.value.code in ("too_big", "broke")  # a library may abort where Python would say MemoryError


def test_a_killed_call_is_said_and_the_next_one_works() -> None:
    with a_long_call() as raised:
        os.kill(children_of(keeper())[0], signal.SIGKILL)
    assert [(one.code, str(one)) for one in raised] == [("broke", "The process was stopped by signal 9.")]
    assert bounded.from_file("نص".encode(), lang="ar", seed="s")[0].blocks


def test_an_interrupt_at_the_terminal_is_for_who_began_the_keeper() -> None:
    before = keeper()
    for _turn in range(2):
        assert bounded.to_docx(POSITION_AR, EDITION_AR)
        os.kill(before, signal.SIGINT)
    assert keeper() == before


def test_when_the_keeper_dies_its_calls_end_and_a_new_one_takes_over() -> None:
    first = keeper()
    with a_long_call() as raised:
        child = children_of(first)[0]
        os.kill(first, signal.SIGKILL)
    assert [one.code for one in raised] == ["broke"]
    assert not Path(f"/proc/{child}/maps").exists() or not Path(f"/proc/{child}/maps").read_text()
    assert bounded.from_file("نص".encode(), lang="ar", seed="s")[0].blocks
    assert keeper() != first


def test_many_threads_ask_at_once() -> None:
    texts = [f"نص رقم {number}" for number in range(12)]
    read: dict[str, str] = {}

    def ask(text: str) -> None:
        paper, _dropped = bounded.from_file(text.encode(), lang="ar", seed="s")
        read[text] = str(paper.blocks)

    threads = [threading.Thread(target=ask, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert all(text in read[text] for text in texts)


def test_a_call_leaves_nothing_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    _KEEPER.close()
    with a_long_call():
        child = children_of(keeper())[0]
        os.kill(child, signal.SIGKILL)
    bounded.to_pdf(STATEMENT_AR, EDITION_AR)
    (desk,) = tmp_path.iterdir()
    assert [left.name[:11] for left in desk.iterdir()] == ["weasyprint-"]  # the faces, which the keeper has loaded
    _KEEPER.close()
    assert not list(tmp_path.iterdir())


def test_no_ended_call_stays_behind() -> None:
    for _ in range(3):
        bounded.from_file("نص".encode(), lang="ar", seed="s")
    assert all("Z" not in Path(f"/proc/{child}/stat").read_text() for child in children_of(keeper()))


def test_the_next_issue_of_a_text_is_given_the_pieces_of_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    many = signed_by_many(EDITION_AR)
    first = bounded.to_pdf(STATEMENT_AR, many)
    given: list[int] = []
    ask = doors.call
    monkeypatch.setattr(doors, "call", lambda *sent, **how: given.append(len(sent[-1])) or ask(*sent, **how))
    assert bounded.to_pdf(STATEMENT_AR, many) == first == to_pdf(STATEMENT_AR, many)
    bounded.to_pdf(replace(STATEMENT_AR, title="غيره"), many)
    assert given == [2, 0]
