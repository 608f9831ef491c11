"""Of a long block only the lines that differ: nobody reads a table of forty rows for one word."""

from papers.compare import WordChange, Words


def lines_that_differ(words: Words) -> Words:
    """The lines of a compared block in which something was added or removed; all of them if there is no such line."""
    lines: list[list[WordChange]] = [[]]
    for word in words:
        for number, part in enumerate(word.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(WordChange(word.op, part))
    kept = [line for line in lines if any(word.op != "same" for word in line)]
    if not kept:
        return words
    found = [word for line in kept for word in (WordChange("same", "\n"), *line)]
    return tuple(found[1:])
