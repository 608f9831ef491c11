import io
import os
import signal
import threading
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from papers.bounded import Bounds
from papers.package import Failed, Made, Progress, Wanted, make_packages
from papers.package.make import MOST, portions
from papers.seal.join import join
from papers.seal.verdict import verify
from papers.write.pdf import letter_pdf
from tests.papers.bounded.test_call import children_of, keeper
from tests.papers.package.orders import KeptInFolder, everything_in, letter, made, order, statement
from tests.papers.pdfs import copied, faults
from tests.papers.seal.test_pades import keys


def test_every_recipient_gets_one_package_with_the_untouched_statement_in_it() -> None:
    packages = made(order(3, "ar", "en"))
    assert sorted(packages) == ["ar0", "ar1", "ar2", "en0", "en1", "en2"]
    assert all(pdf.startswith(statement()) for pdf in packages.values())
    assert "Lindqvist" in copied(packages["en0"], "-l", "1")
    assert "بيان" in copied(packages["en0"], "-f", "2")


def test_a_package_is_the_same_whoever_else_gets_one() -> None:
    together = made(order(4))
    assert together["ar2"] == made(replace(order(), wanted=order(4).wanted[2:3]))["ar2"]
    assert together["ar2"] == join(letter_pdf(letter(2)), statement())


def test_packages_are_pdf_ua_1_and_pdf_a_3a_before_and_after_the_seal() -> None:
    assert faults(made(order(1, "en"))["en0"]) == []
    sealed = made(order(1, "ar", is_sealed=True))["ar0"]
    assert faults(sealed) == []
    assert verify(sealed, keys()[0].certificate).is_genuine


def test_nothing_in_a_package_tells_of_another_recipient() -> None:
    packages = made(order(5, "ar", "en", is_sealed=True))
    for mine, pdf in packages.items():
        found = everything_in(pdf)
        for other in packages:
            words = letter(int(other[2:]), other[:2])
            secrets = (*words.addressee, words.reference) if other != mine else ()
            assert not [secret for secret in secrets if secret in found and secret not in _own(mine)]
        assert _own(mine)[-1] in found  # whoever digs finds what is there
        assert mine.startswith("ar") or _own(mine)[0] in found


def _own(id_: str) -> tuple[str, ...]:
    words = letter(int(id_[2:]), id_[:2])
    return (*words.addressee, words.reference)


def test_a_package_holds_no_object_that_nothing_leads_to() -> None:
    """What no page shows could hide words that no reader program finds."""
    with pikepdf.open(io.BytesIO(made(order(2))["ar1"])) as package:
        reached, waiting = set[tuple[int, int]](), [package.trailer]
        while waiting:
            item = waiting.pop()
            if item.is_indirect:
                if item.objgen in reached:
                    continue
                reached.add(item.objgen)
            if isinstance(item, pikepdf.Array):
                waiting += [inner for inner in item if isinstance(inner, pikepdf.Object)]
            elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                inside = [item[key] for key in item.keys()]  # noqa: SIM118 - no mapping
                waiting += [inner for inner in inside if isinstance(inner, pikepdf.Object)]
        streams = {item.objgen: item.get("/Type") for item in package.objects if isinstance(item, pikepdf.Stream)}
        lost = {number for number, kind in streams.items() if kind not in (pikepdf.Name.ObjStm, pikepdf.Name.XRef)}
        assert not lost - reached


def test_annexes_stand_behind_the_statement_with_their_language_and_tags() -> None:
    package = made(order(1, "ar", documents=("ar", "en")))["ar0"]
    assert faults(package) == []
    with pikepdf.open(io.BytesIO(package)) as opened:
        sections = opened.Root.StructTreeRoot.K[0].K
        assert [str(sections[at].get("/Lang", "")) for at in (0, -1)] == ["ar", "en"]
    assert package.startswith(statement())


def test_a_document_that_cannot_be_joined_is_said_by_its_code() -> None:
    wanted = replace(order(2), documents={"ar": b"no file"})
    failed = {one.id: one.code for one in make_packages(wanted) if isinstance(one, Failed)}
    assert failed == {"ar0": "unreadable", "ar1": "unreadable"}


def test_progress_counts_to_the_end() -> None:
    told: list[Progress] = []
    made(order(5), progress=told.append)
    assert [(one.done, one.total, one.stage) for one in told] == [(n, 5, "made") for n in range(1, 6)]


def test_what_was_made_before_costs_a_read_and_one_changed_letter_is_made_again(tmp_path: Path) -> None:
    store, first = KeptInFolder(tmp_path), order(3, is_sealed=True)
    before = made(first, store=store)
    again = list(make_packages(first, store=store))
    assert all(isinstance(one, Made) and one.kept and one.pdf == before[one.id] for one in again)
    changed = replace(first.wanted[1], letter=replace(first.wanted[1].letter, salutation="معالي الوزيرة،"))
    results = list(make_packages(replace(first, wanted=[first.wanted[0], changed, first.wanted[2]]), store=store))
    assert [one.id for one in results if isinstance(one, Made) and not one.kept] == ["ar1"]


def test_a_letter_that_takes_too_long_fails_alone() -> None:
    slow = replace(letter(1), body=("كلمة " * 400,) * 400)
    wanted = [Wanted("a", letter(0), ("ar",)), Wanted("slow", slow, ("ar",)), Wanted("c", letter(2), ("ar",))]
    results = {one.id: one for one in make_packages(replace(order(), wanted=wanted), bounds=Bounds(seconds=4))}
    assert isinstance(results["a"], Made)
    assert isinstance(results["c"], Made)
    failed = results["slow"]
    assert isinstance(failed, Failed)
    assert failed.code == "too_slow"


def test_a_killed_process_has_its_portion_done_again() -> None:
    boss = keeper()
    killed: list[int] = []

    def kill_the_first() -> None:
        for _ in range(2000):
            if children := children_of(boss):
                os.kill(children[0], signal.SIGKILL)
                killed.append(children[0])
                return
            time.sleep(0.001)

    thread = threading.Thread(target=kill_the_first)
    thread.start()
    packages = made(order(6), workers=1)
    thread.join()
    assert killed
    assert len(packages) == 6


def test_whoever_stops_keeps_what_was_made() -> None:
    packages = make_packages(order(4), workers=1)
    first = next(packages)
    packages.close()  # type: ignore[attr-defined]
    assert isinstance(first, Made)
    assert list(packages) == []


@pytest.mark.parametrize("count", [0, 1, 5, 50, 200])
def test_portions_are_even_bounded_and_of_one_language(count: int) -> None:
    wanted = order(count, "ar", "en").wanted
    divided = portions(wanted, 2)
    assert sorted(one.id for portion in divided for one in portion.wanted) == sorted(one.id for one in wanted)
    assert all(len({one.letter.lang for one in portion.wanted}) == 1 for portion in divided)
    assert all(1 <= len(portion.wanted) <= MOST for portion in divided)


def test_memory_does_not_grow_with_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes that are quicker than whoever takes the packages: what is ahead stays a few portions."""

    def letters(wanted: list[object], bounds: Bounds) -> list[bytes]:
        return [b"letter"] * len(wanted)

    def finished(made: list[bytes], *_others: object, bounds: Bounds) -> list[bytes]:
        return [bytes(100_000) for _ in made]

    monkeypatch.setattr("papers.bounded.letter_pdfs", letters)
    monkeypatch.setattr("papers.bounded.finish", finished)
    peaks = []
    for count in (200, 1000):
        wanted = order(count)
        tracemalloc.start()
        assert sum(len(one.pdf) for one in make_packages(wanted) if isinstance(one, Made)) == 100_000 * count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]
    assert max(peaks) < 5 * MOST * 100_000
