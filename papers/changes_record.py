"""The stored form of single changes to a text, for those who keep them until somebody decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from papers.amendments import (
    Change,
    ChangeLine,
    ChangeReference,
    DeleteBlock,
    InsertBlock,
    MoveBlock,
    ReplaceBlock,
)
from papers.model import Paper
from papers.record import Json, from_json, to_json


def changes_to_json(changes: Sequence[Change], base: Paper) -> Json:
    """The changes as plain dicts and lists. Their blocks and instruments stand in a paper of their own beside them, so
    that one reader (`papers.record`) judges every stored text.
    """
    blocks = tuple(change.block for change in changes if isinstance(change, ReplaceBlock | InsertBlock))
    references = tuple(change.reference for change in changes if isinstance(change, ChangeReference))
    sheet = Paper(base.kind, base.lang, base.title, blocks, references=references, digits=base.digits)
    return {"changes": [_written(change) for change in changes], "sheet": to_json(sheet)}


def changes_from_json(record: Mapping[str, Any]) -> tuple[Change, ...]:
    """What `changes_to_json` wrote. Raises `BadPaper` for a sheet that is none, KeyError for an unknown change."""
    sheet = from_json(record["sheet"])
    blocks, references = iter(sheet.blocks), iter(sheet.references)
    found: list[Change] = []
    for one in record["changes"]:
        match one["op"]:
            case "replace":
                found.append(ReplaceBlock(next(blocks)))
            case "insert":
                found.append(InsertBlock(next(blocks), one["after"]))
            case "delete":
                found.append(DeleteBlock(one["block"]))
            case "move":
                found.append(MoveBlock(one["block"], one["after"]))
            case "line":
                found.append(ChangeLine(one["line"], one["text"]))
            case "reference":
                found.append(ChangeReference(next(references)))
            case unknown:
                raise KeyError(unknown)
    return tuple(found)


def _written(change: Change) -> Json:
    match change:
        case ReplaceBlock():
            return {"op": "replace"}
        case InsertBlock(after=after):
            return {"op": "insert", "after": after}
        case DeleteBlock(block=block):
            return {"op": "delete", "block": block}
        case MoveBlock(block=block, after=after):
            return {"op": "move", "block": block, "after": after}
        case ChangeLine(line=line, text=text):
            return {"op": "line", "line": line, "text": text}
        case ChangeReference():
            return {"op": "reference"}
