"""Packages for 200 recipients in two processes, beside rendering letter and statement anew for each of them.

Every figure is for one package. "Rendering each" is one process that is warm, measured on a few recipients.
"""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Measure, table
from benchmarks.subject import subject_of
from papers import bounded
from papers.edition import Letter
from papers.package import Made, Order, Seal, Wanted, make_packages
from papers.seal.join import join
from papers.seal.keys import Key, make_authority, make_certificate
from papers.seal.pades import seal
from papers.write.pdf import letter_pdf, to_pdf

RECIPIENTS, SAMPLE, RUNS = 200, 6, 3
AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
WORDS = {
    "ar": ("حقّ الأسر في المعرفة", "تحية طيبة وبعد،", "وتفضلوا بقبول فائق الاحترام،", "عن الأمانة"),
    "en": ("Families' right to know", "Excellency,", "Yours faithfully,", "For the secretariat"),
    "fr": ("Le droit de savoir", "Excellence,", "Veuillez agréer nos salutations,", "Pour le secrétariat"),
}
BODIES = {
    "ar": (
        "يشرّفنا أن نضع بين أيديكم الوثيقة المرفقة، وقد وقّعتها منظمات تعمل في المحافظات جميعها.",
        "ونرجو منكم، على وجه الخصوص، دعم ما يأتي: (1) حماية الحقّ في تأسيس المنظمات؛ (2) قناة تشاور دورية.",
        "ويسعدنا أن نلتقي بكم أو بفريقكم لعرض ما ورد فيها والإجابة عن أسئلتكم.",
    ),
    "en": (
        "We have the honour to share with you the enclosed document, signed by organisations from every governorate.",
        "In particular, we ask for your support for the following: (1) the right to associate; (2) regular exchange.",
        "We would be glad to meet you or your team to present it and to answer your questions.",
    ),
    "fr": (
        "Nous avons l’honneur de vous transmettre le document ci-joint, signé dans tous les gouvernorats.",
        "Nous vous prions en particulier d’appuyer : (1) le droit d’association ; (2) un échange régulier.",
        "Nous serions heureux de rencontrer votre équipe pour le présenter et répondre à vos questions.",
    ),
}


def letters(count: int, *langs: str) -> Iterator[Letter]:
    """Letters to so many offices, in these languages by turns."""
    _, edition = subject_of("demo")
    for number, lang in zip(range(count), itertools.cycle(langs), strict=False):
        subject, salutation, closing, signed = WORDS[lang]
        yield Letter(
            lang=lang,
            letterhead=edition.letterhead,
            reference=f"RY/2026/019/P3-{number:02}",
            date=AT.date(),
            place="دمشق" if lang == "ar" else "Damascus",
            addressee=(f"Office {number:03}", f"Street {number + 7}", "10117 Berlin"),
            subject=subject,
            salutation=salutation,
            body=BODIES[lang],
            closing=closing,
            signature=(signed, edition.letterhead.name),
            enclosures=(f"{subject} (RY/2026/019)",),
            contact="office@example.org",
        )


def report(_folder: Path) -> str:
    """One table for each statement: ours first, so that its ratio to the others is how many times it is as fast."""
    bounded.warm()
    key = make_certificate(make_authority("Authority", AT), "Seal", AT)
    tables = []
    for subject, langs in (("demo", ("ar",)), ("long", ("ar",)), ("long", ("ar", "en", "fr"))):
        for is_sealed in (False, True):
            how = "sealed" if is_sealed else "unsealed"
            title = f"Package for {RECIPIENTS}, {how}, {subject} statement, letters in {'/'.join(langs)}"
            tables.append(table(title, _measures(subject, langs, key if is_sealed else None)))
    return "\n\n".join([*tables, _memory()])


def _memory() -> str:
    """The largest process while a small and a large order are made: what is asked for must not pile up."""
    peaks = []
    statement = to_pdf(*subject_of("demo"))
    for count in (RECIPIENTS, 5 * RECIPIENTS):
        wanted = [Wanted(str(at), letter, ("statement",)) for at, letter in enumerate(letters(count, "ar"))]
        with _watched() as peak:
            made = sum(
                isinstance(one, Made) for one in make_packages(Order(wanted, {"statement": statement}), workers=2)
            )
        if made != count:
            raise RuntimeError(f"{count - made} packages failed")
        peaks.append((count, peak[0]))
    (few, least), (many, most) = peaks
    return f"Largest process: {least:,.0f} MB for {few:,} recipients, {most:,.0f} MB for {many:,} ({most / least:.2f}×)"


def _measures(subject: str, langs: tuple[str, ...], key: Key | None) -> list[Measure]:
    paper, edition = subject_of(subject)
    statement = to_pdf(paper, edition)
    wanted = [Wanted(str(at), letter, ("statement",), "Seal") for at, letter in enumerate(letters(RECIPIENTS, *langs))]
    order = Order(wanted, {"statement": statement}, Seal(key, AT, "RY/2026/019") if key else None)
    taken: list[float] = []
    size = 0
    with _watched() as peak:
        for _ in range(RUNS):
            start = time.perf_counter()
            made = [len(one.pdf) for one in make_packages(order, workers=2) if isinstance(one, Made)]
            taken.append((time.perf_counter() - start) / RECIPIENTS)
            if len(made) != RECIPIENTS:
                raise RuntimeError(f"{RECIPIENTS - len(made)} packages failed")
            size = made[0]
    ours = Measure("papers.package, two processes", tuple(taken), peak[0], size)

    def anew(letter: Letter) -> float:
        start = time.perf_counter()
        pdf = join(letter_pdf(letter), to_pdf(paper, edition))
        if key:
            seal(pdf, key, at=AT, name="Seal", reason="RY/2026/019")
        return time.perf_counter() - start

    each = tuple(anew(letter) for letter in letters(SAMPLE, *langs))
    return [ours, Measure("rendering each, one process", each)]


@contextmanager
def _watched() -> Iterator[list[float]]:
    """The largest memory (MB) of any process of ours while this lasts."""
    peak, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            peak[0] = max(peak[0], *(_peak_of(process) for process in _family()))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _family() -> list[str]:
    """This process and all below it."""
    found, waiting = [], ["self"]
    while waiting:
        process = waiting.pop()
        found.append(process)
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                waiting += task.read_text().split()
            except OSError:  # it has ended
                continue
    return found


def _peak_of(process: str) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
