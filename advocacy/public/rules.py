"""Decisions of the public pages that need no database."""

from papers.arabic import fold_loose


def matches(words: str, text: str) -> bool:
    """Whether every word occurs in the text, folded as Arabic is searched; no words match everything."""
    folded = fold_loose(text)
    return all(word in folded for word in fold_loose(words[:200]).split())


def language_of(asked: str, own: str, available: tuple[str, ...]) -> str:
    """The language in which a text is shown: as asked for, else the reader's, else the authoritative (first) one."""
    return next((lang for lang in (asked, own) if lang in available), available[0])


def reader_size(size: int) -> tuple[str, str]:
    """A file's size as a number and its unit, for people who pay by the megabyte: ("214", "KB"), ("1.3", "MB")."""
    if size < 1_000_000:
        return str(max(1, round(size / 1000))), "KB"
    return f"{size / 1_000_000:.1f}", "MB"
