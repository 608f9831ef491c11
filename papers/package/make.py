"""Makes the packages of an order in worker processes, a portion at a time, and gives them out as they are finished.

A portion is so many letters of one language before the same documents. Its letters are laid out in one bounded process
(`papers.bounded`), which never sees the key; then joined and sealed in another. At most as many portions are on the way
as there are workers, so memory does not grow with the order. The threads here only wait for those processes.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from papers import bounded
from papers.bounded import Bounds, OutOfBounds
from papers.errors import BadPaper
from papers.package.address import addresses
from papers.package.order import Failed, Made, Order, Progress, Sealing, Store, Wanted

MOST = 24
"""Letters in one portion: enough to make a process worth its while, few enough to be done again."""
_SECONDS = Bounds(seconds=20)
_SECONDS_EACH = 3


@dataclass(frozen=True, slots=True)
class _Portion:
    """Letters of one language that go before the same documents; `tries` counts how often a process died over them."""

    wanted: tuple[Wanted, ...]
    tries: int = 0

    def halves(self) -> "tuple[_Portion, ...]":
        middle = len(self.wanted) // 2
        return _Portion(self.wanted[:middle]), _Portion(self.wanted[middle:])


def make_packages(
    order: Order,
    *,
    workers: int = 2,
    progress: Callable[[Progress], None] | None = None,
    store: Store | None = None,
    bounds: Bounds | None = None,
) -> Iterator[Made | Failed]:
    """Give out every package of the order once, in the order of finishing; those that the store keeps come first.

    A process that is killed has its portion done again; a letter that takes too much time or memory is found by
    halving, and fails alone. `progress` is called in the caller's thread before each package is given out. `bounds`
    are those of one portion. Closing the iterator ends the work; what was given out stays good. KeyError for a
    document that the order does not hold.
    """
    count = _Count(len(order.wanted), progress)
    keys = addresses(order) if store else {}
    missing: list[Wanted] = []
    for wanted in order.wanted:
        kept = store.get(keys[wanted.id]) if store else None
        if kept is None:
            missing.append(wanted)
        else:
            count.up("kept")
            yield Made(wanted.id, kept, kept=True)
    for result in _in_processes(order, portions(missing, workers), workers, bounds):
        if store and isinstance(result, Made):
            store.put(keys[result.id], result.pdf)
        count.up("made" if isinstance(result, Made) else "failed")
        yield result


class _Count:
    def __init__(self, total: int, progress: Callable[[Progress], None] | None) -> None:
        self.done, self.total, self.progress = 0, total, progress

    def up(self, stage: str) -> None:
        self.done += 1
        if self.progress:
            self.progress(Progress(self.done, self.total, stage))


def portions(wanted: Sequence[Wanted], workers: int) -> list[_Portion]:
    """Divide by language and documents, then evenly: no worker waits for another at the end."""
    groups: dict[tuple[str, tuple[str, ...]], list[Wanted]] = {}
    for one in wanted:
        groups.setdefault((one.letter.lang, one.documents), []).append(one)
    found = []
    for group in groups.values():
        rounds = -(-len(group) // (MOST * workers))
        size = -(-len(group) // (rounds * workers))
        found += [_Portion(tuple(group[at : at + size])) for at in range(0, len(group), size)]
    return found


def _in_processes(
    order: Order, first: Sequence[_Portion], workers: int, bounds: Bounds | None
) -> Iterator[Made | Failed]:
    waiting, running = deque(first), dict[Future[list[bytes]], _Portion]()
    with ThreadPoolExecutor(workers, thread_name_prefix="package") as pool:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    portion = waiting.popleft()
                    running[pool.submit(_made, order, portion, bounds)] = portion
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                while done:  # what was given out is let go
                    future = done.pop()
                    yield from _taken(running.pop(future), future, waiting)
        finally:
            pool.shutdown(cancel_futures=True)


def _taken(portion: _Portion, future: "Future[list[bytes]]", waiting: "deque[_Portion]") -> Iterator[Made | Failed]:
    """The packages of a portion; after a mishap, the portion goes back to be tried again or divided."""
    try:
        made = future.result()
    except BadPaper as refused:  # of the documents: it would be the same for every letter
        yield from (Failed(wanted.id, refused.code, str(refused)) for wanted in portion.wanted)
        return
    except OutOfBounds as mishap:
        if len(portion.wanted) > 1:
            waiting.extendleft(reversed(portion.halves()))
        elif mishap.code == "broke" and not portion.tries:
            waiting.appendleft(_Portion(portion.wanted, 1))
        else:
            yield Failed(portion.wanted[0].id, mishap.code, str(mishap))
        return
    yield from (Made(wanted.id, pdf) for wanted, pdf in zip(portion.wanted, made, strict=True))


def _made(order: Order, portion: _Portion, bounds: Bounds | None) -> list[bytes]:
    """Runs in a thread that waits for two processes, one after the other."""
    wanted = portion.wanted
    limits = bounds or Bounds(_SECONDS.seconds + _SECONDS_EACH * len(wanted))
    letters = bounded.letter_pdfs([one.letter for one in wanted], bounds=limits)
    documents = [order.documents[name] for name in wanted[0].documents]
    return bounded.finish(
        letters, documents, _sealing(order, wanted[0]), [one.seal_name for one in wanted], bounds=limits
    )


def _sealing(order: Order, first: Wanted) -> Sealing | None:
    if order.seal is None:
        return None
    seal = order.seal
    return seal.key.to_pem(), seal.at, seal.reason, seal.faces.get(first.documents[0])
