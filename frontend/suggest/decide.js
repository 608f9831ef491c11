// The suggestions in a text, and accepting or rejecting them.
import { readSuggested } from "../text/schema.js";
import { deletion, insertion } from "./marks.js";

/**
 * Every open suggestion in reading order: {id, person, at, kind, block, text, from, to}.
 *
 * The pieces of one act are one; `kind` is insertion, deletion, both or change.
 */
export function suggestionsIn(doc) {
  const found = new Map();
  doc.descendants((node, at) => {
    for (const { told, kind } of toldBy(node)) {
      const text = node.isText ? node.text : node.textContent;
      const one = found.get(told.id);
      if (!one) found.set(told.id, { ...told, kind, text, gone: kind === "deletion" ? text : "", come: kind === "insertion" ? text : "", from: at, to: at + node.nodeSize });
      else join(one, kind, text, at + node.nodeSize);
    }
  });
  return [...found.values()];
}

function join(one, kind, text, to) {
  if (one.kind !== kind) one.kind = "both";
  one.text += text;
  if (kind === "deletion") one.gone += text;
  if (kind === "insertion") one.come += text;
  one.to = Math.max(one.to, to);
}

const KINDS = { insert: "insertion", delete: "deletion", change: "change" };

function* toldBy(node) {
  for (const mark of node.marks) {
    if (mark.type === insertion || mark.type === deletion) {
      const { id, person, at } = mark.attrs;
      yield { told: { id, person, at }, kind: mark.type.name, mark };
    }
  }
  const told = readSuggested(node);
  if (told && KINDS[told.kind]) yield { told: { id: told.id, person: told.person, at: told.at }, kind: KINDS[told.kind], was: told.was };
}

/** A command that accepts or rejects the suggestions for which `concerns({id, person})` is true. */
export function decide(concerns, accept) {
  return (state, dispatch) => {
    const change = state.tr;
    const doings = [];
    state.doc.descendants((node, at) => {
      for (const piece of toldBy(node)) if (concerns(piece.told)) doings.push(() => settle(change, node, at, piece, accept));
    });
    for (const doing of doings.reverse()) doing(); // from the end, so that positions hold
    if (!change.docChanged) return false;
    dispatch?.(change);
    return true;
  };
}

function settle(change, node, at, { kind, mark, was }, accept) {
  const start = change.mapping.mapResult(at, 1);
  const end = change.mapping.mapResult(at + node.nodeSize, -1);
  if (start.pos >= end.pos) return;
  const goes = kind === "deletion" ? accept : kind === "insertion" && !accept;
  if (goes) remove(change, start.pos, end.pos);
  else if (mark) change.removeMark(start.pos, end.pos, mark);
  else if (kind === "change" && !accept) change.setNodeMarkup(start.pos, null, { ...node.attrs, ...was, suggested: null });
  else change.setNodeAttribute(start.pos, "suggested", null);
}

/** Takes a node out; the last one of its kind takes its parent along, and a text keeps one paragraph. */
function remove(change, from, to) {
  const $from = change.doc.resolve(from);
  const isLast = $from.parent.childCount === ($from.parent.type.name === "table" ? 2 : 1);
  if (["list", "sublist", "table"].includes($from.parent.type.name) && isLast) {
    remove(change, $from.before(), $from.after());
  } else if (!$from.depth && $from.parent.childCount === 4) {
    change.replaceWith(from, to, change.doc.type.schema.nodes.paragraph.create());
  } else change.delete(from, to);
}
