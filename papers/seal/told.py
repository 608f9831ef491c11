"""Says what a file proves, to people in Arabic or English and to scripts in JSON."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from papers.canonical import short_digest

if TYPE_CHECKING:  # to say it takes no engine
    from papers.seal.evidence import Evidence, Text
    from papers.seal.manifest import Manifest
    from papers.seal.verdict import Verdict

LANGUAGES = ("ar", "en")

_WORDS: dict[str, tuple[str, str]] = {
    # key: ar, en
    "genuine": ("صحيح: ختمته هذه السلطة ولم يتغيّر بعدها.", "Genuine: sealed by this authority and not changed since."),
    "changed": (
        "متغيّر: ختمته هذه السلطة، لكنّ الملف ليس كما خُتم.",
        "Changed: sealed by this authority, but the file is not as it was sealed.",
    ),
    "not_ours": ("ليس لنا: لم تختم هذه السلطة الملف.", "Not ours: this authority did not seal the file."),
    "contradicts": (
        "متناقض: ختمته هذه السلطة ولم يتغيّر، لكنّ أجزاءه لا تتّفق.",
        "Contradictory: sealed by this authority and not changed, but its parts do not agree.",
    ),
    "by": ("ختمه", "Sealed by"),
    "at": ("وقت الختم (بقول الخاتم)", "Sealed at (as the seal says)"),
    "stamp": ("يشهد على الوقت", "The time is vouched for by"),
    "level": ("مستوى الختم", "Level of the seal"),
    "paper": ("الورقة", "Paper"),
    "issue": ("الإصدار", "issue"),
    "text": ("النص", "Text"),
    "digest": ("بصمة النص، محسوبةً من المصدر المرفق", "Fingerprint, computed from the attached source"),
    "set": ("البصمة المطبوعة في آخر الوثيقة", "Fingerprint printed at the end of the document"),
    "signed": ("وقّع", "Signed by"),
    "named": ("بالاسم", "named"),
    "withheld": ("باسم محجوب", "withheld"),
    "committed": ("بالتزام مختوم", "committed to"),
    "acceded": ("انضمّوا لاحقًا", "Acceded later"),
    "reservations": ("التحفّظات", "Reservations"),
    "change_note": ("ما الذي تغيّر", "What changed"),
    "checkpoint": ("نقطة السجل", "Checkpoint of the ledger"),
    "unproven": ("ما لا يثبته هذا الملف وحده", "Not provable from this file alone"),
    "colon": (":", ":"),
    "comma": ("، ", ", "),
}

_UNPROVEN: dict[str, tuple[str, str]] = {
    "current": (
        "أنّ هذا الإصدار ما زال ساريًا: قد يكون سُحب أو صدر بعده إصدار آخر. اسأل صفحة التحقّق.",
        "that this issue still holds: it may be withdrawn, or followed by another. Ask the verify page.",
    ),
    "key": (
        "أنّ مفتاح الختم لم يُسحب منذئذ، وأنّ هذه الشهادة هي شهادة التحالف: قارن بصمتها بمصدر آخر.",
        "that the key of the seal was not withdrawn since, and that this certificate is the coalition's: "
        "compare its fingerprint with one from elsewhere.",
    ),
    "time": ("الوقت: لا يقوله سوى الخاتم نفسه.", "the time: nobody but the sealer says it."),
    "time_service": (
        "الوقت، ما لم تعرف الخدمة التي تشهد عليه وتثق بها.",
        "the time, unless you know and trust the service that vouches for it.",
    ),
    "text": (
        "أيّ نصّ خُتم: ليس في الملف مصدره؛ الصفحات وحدها مختومة.",
        "which text was sealed: its source is not in the file; only the pages are.",
    ),
    "signatures": (
        "أنّ المنظمات وقّعت فعلًا: هذا قول التحالف؛ ليس في الملف توقيع لكلّ منظمة.",
        "that the organisations did sign: it is the coalition's word; no signature of their own is in the file.",
    ),
    "withheld": (
        "من هي المنظمات المحجوبة الأسماء: لا يفتح الالتزامَ إلا ملحُه.",
        "who the withheld organisations are: only its salt opens a commitment.",
    ),
    "counted": (
        "المنظمات المحجوبة الأسماء: عددها فقط في الملف.",
        "the withheld organisations: the file holds only their number.",
    ),
    "ledger": (
        "أنّ سجلّ نقطة السجلّ هذه هو الذي رآه غيرك: قارن النقطة بما عندهم.",
        "that others saw the same ledger: compare the checkpoint with theirs.",
    ),
    "ledger_key": (
        "من وقّع نقطة السجلّ: أعط مفتاح السجلّ ليُفحص توقيعها. أمّا أنّ الإصدار تحتها فقد فُحص.",
        "who signed the checkpoint: give the ledger's key for that. That the issue stands below it is checked.",
    ),
    "no_ledger": (
        "مكان الإصدار في السجلّ: ليست في الملف نقطة سجلّ.",
        "its place in the ledger: no checkpoint is inside.",
    ),
}

_CONTRADICTIONS: dict[str, tuple[str, str]] = {
    "unreadable": ("المرفقات لا تُقرأ.", "The attached files cannot be read."),
    "text_differs": ("نصّ مرفق لا يعطي بصمته.", "An attached text does not give its fingerprint."),
    "text_unreadable": ("نصّ مرفق لا يُقرأ.", "An attached text cannot be read."),
    "set_differs": ("بصمة المجموعة ليست بصمة نصوصها.", "The fingerprint of the set is not that of its texts."),
    "commitments_differ": (
        "عدد الالتزامات ليس عدد الأسماء المحجوبة.",
        "There are not as many commitments as withheld names.",
    ),
    "checkpoint_unreadable": ("نقطة السجلّ لا تُقرأ.", "The checkpoint of the ledger cannot be read."),
    "checkpoint_forged": ("نقطة السجلّ غير موقّعة بمفتاحه.", "The checkpoint is not signed with the ledger's key."),
    "ledger_differs": (
        "لا يقود البرهان من الإصدار إلى نقطة السجلّ.",
        "The proof does not lead from the issue to the checkpoint of the ledger.",
    ),
}

_PROBLEMS_AR = {
    "No seal stands in this file.": "لا ختم في هذا الملف.",
    "The sealed words were changed after sealing.": "تغيّر المختوم بعد الختم.",
    "Something stands beside the seal in the place that is kept for it.": "بجانب الختم، في المكان المحفوظ له، شيء آخر.",
    "The seal was not made with a key of this authority.": "لم يُصنع الختم بمفتاح من مفاتيح هذه السلطة.",
    "Something was added after sealing": "أُضيف شيء بعد الختم.",
    "The file breaks the seal's own rule that nothing may change.": "يخالف الملف شرط الختم نفسه: ألّا يتغيّر شيء.",
    "The file cannot be read as a sealed PDF": "لا يُقرأ الملف على أنه PDF مختوم.",
}
"""By how the verdict's sentence begins (`papers.seal.verdict`)."""


def say(key: str, lang: str) -> str:
    """A word of the verifier in Arabic or English."""
    return _pick(_WORDS[key], lang)


def answer_of(evidence: "Evidence") -> str:
    """The answer in a word: "genuine", "changed", "not_ours" or "contradicts"."""
    verdict = evidence.verdict
    if verdict.is_genuine:
        return "contradicts" if evidence.contradictions else "genuine"
    return "changed" if verdict.sealed and verdict.ours else "not_ours"


def lines(evidence: "Evidence", lang: str = "en") -> list[str]:
    """What the file proves, line by line, the answer first and what it does not prove last."""
    return [
        say(answer_of(evidence), lang),
        *_seal(evidence.verdict, lang),
        *(f"- {_problem(problem, lang)}" for problem in evidence.verdict.problems),
        *(f"- {_pick(_CONTRADICTIONS[one], lang)}" for one in evidence.contradictions),
        *(_paper(evidence.manifest, lang) if evidence.manifest else ()),
        *(line for text in evidence.texts for line in _text(text, lang)),
        *(_signed(evidence.manifest, lang) if evidence.manifest else ()),
        *_not_provable(evidence, lang),
    ]


def unproven(evidence: "Evidence", lang: str) -> list[str]:
    """The questions that the file alone cannot answer, as sentences."""
    return [_pick(_UNPROVEN[one], lang) for one in evidence.unproven]


def contradictions(evidence: "Evidence", lang: str) -> list[str]:
    """What in the file does not fit together, as sentences."""
    return [_pick(_CONTRADICTIONS[one], lang) for one in evidence.contradictions]


def to_json(evidence: "Evidence") -> dict[str, Any]:
    """The same for scripts; documented in docs/sealing.md. New members may come, none changes its meaning."""
    verdict, manifest = evidence.verdict, evidence.manifest
    return {
        "answer": answer_of(evidence),
        "seal": {
            "by": verdict.by,
            "at": verdict.at.isoformat() if verdict.at else None,
            "level": verdict.level,
            "vouched_by": verdict.stamp.by if verdict.stamp else None,
            "vouched_at": verdict.stamp.at.isoformat() if verdict.stamp else None,
            "vouched_by_known": bool(verdict.stamp and verdict.stamp.trusted),
            "added_after": verdict.modification,
            "problems": list(verdict.problems),
        },
        "issue": _issue(manifest) if manifest else None,
        "texts": [{"lang": text.lang, "title": text.title, "sha256": text.sha256} for text in evidence.texts],
        "contradictions": list(evidence.contradictions),
        "not_provable": list(evidence.unproven),
    }


def _issue(manifest: "Manifest") -> dict[str, Any]:
    return {
        "coalition": manifest.coalition,
        "reference": manifest.reference,
        "number": manifest.issue,
        "date": manifest.date,
        "set": manifest.set,
        "signed": manifest.signed,
        "named": list(manifest.signatories),
        "withheld": manifest.withheld,
        "commitments": list(manifest.commitments),
        "endorsers": list(manifest.endorsers),
        "acceded": list(manifest.acceded),
        "acceded_withheld": manifest.acceded_withheld,
        "acceded_commitments": list(manifest.acceded_commitments),
        "reservations": manifest.reservations,
        "checkpoint": manifest.checkpoint or None,
    }


def _seal(verdict: "Verdict", lang: str) -> Iterator[str]:
    if verdict.by:
        yield _line("by", _safe(verdict.by), lang)
    if verdict.at:
        yield _line("at", _ltr(f"{verdict.at:%Y-%m-%d %H:%M} UTC", lang), lang)
    if verdict.stamp:
        moment = _ltr(f"{verdict.stamp.at:%Y-%m-%d %H:%M} UTC", lang)
        yield _line("stamp", f"{_safe(verdict.stamp.by)}{say('comma', lang)}{moment}", lang)
    if verdict.level:
        yield _line("level", _ltr(f"PAdES {verdict.level}", lang), lang)


def _paper(manifest: "Manifest", lang: str) -> Iterator[str]:
    number = f"{say('issue', lang)} {_ltr(manifest.issue, lang)}"
    parts = (_ltr(manifest.reference, lang), number, _ltr(manifest.date, lang))
    yield _line("paper", say("comma", lang).join(filter(None, parts)), lang)
    if manifest.change_note:
        yield _line("change_note", _safe(manifest.change_note), lang)
    if manifest.set:
        yield _line("set", _ltr(short_digest(manifest.set), lang), lang)


def _text(text: "Text", lang: str) -> Iterator[str]:
    yield f"{say('text', lang)} ({text.lang}){say('colon', lang)} {_safe(text.title)}"
    yield _line("digest", _ltr(text.sha256, lang), lang)


def _signed(manifest: "Manifest", lang: str) -> Iterator[str]:
    parts = [f"{say('named', lang)} {len(manifest.signatories)}"]
    if manifest.withheld:
        committed = f" ({say('committed', lang)} {len(manifest.commitments)})" if manifest.commitments else ""
        parts.append(f"{say('withheld', lang)} {manifest.withheld}{committed}")
    yield _line("signed", f"{manifest.signed} ({say('comma', lang).join(parts)})", lang)
    late = len(manifest.acceded) + manifest.acceded_withheld
    if late:
        kept = len(manifest.acceded_commitments)
        yield _line("acceded", f"{late} ({say('committed', lang)} {kept})" if kept else str(late), lang)
    if manifest.reservations:
        yield _line("reservations", str(manifest.reservations), lang)
    if manifest.checkpoint:
        told = " · ".join(_safe(line) for line in manifest.checkpoint.splitlines()[:3])
        yield _line("checkpoint", _ltr(told, lang), lang)


def _not_provable(evidence: "Evidence", lang: str) -> Iterator[str]:
    if evidence.unproven:
        yield f"{say('unproven', lang)}{say('colon', lang)}"
        yield from (f"- {sentence}" for sentence in unproven(evidence, lang))


def _problem(problem: str, lang: str) -> str:
    """A problem in the reader's language, on one line: what the library says of a broken file stands in it."""
    if lang == "ar":
        known = (words for begin, words in _PROBLEMS_AR.items() if problem.startswith(begin))
        return next(known, _safe(problem))
    return "".join(letter if letter.isprintable() else " " for letter in problem)[:300]


def _line(key: str, value: str, lang: str) -> str:
    return f"{say(key, lang)}{say('colon', lang)} {value}"


def _safe(words: str) -> str:
    """Words from a file on one line, without what would steer a terminal or turn what follows; isolated."""
    shown = "".join(letter if letter.isprintable() else " " for letter in words)
    return f"\u2068{' '.join(shown.split())[:300]}\u2069"


def _ltr(words: str, lang: str) -> str:
    """Numbers and codes as they run, isolated where the line runs the other way."""
    shown = "".join(letter if letter.isprintable() or letter in "\u2068\u2069" else " " for letter in words)
    return f"\u2066{shown}\u2069" if lang == "ar" and shown else shown


def _pick(words: tuple[str, str], lang: str) -> str:
    return words[LANGUAGES.index(lang)]
