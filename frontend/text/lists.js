// Lists of up to three levels: a new entry, one level in, one level out, out of the list.
import { Fragment } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const { item, line, list, sublist, paragraph } = schema.nodes;
const MOST_LEVELS = 3;

/** The depth of the entry in which the caret stands; 0 outside of lists. */
export function itemDepth($pos) {
  for (let depth = $pos.depth; depth > 0; depth -= 1) if ($pos.node(depth).type === item) return depth;
  return 0;
}

function level($pos, depth) {
  let count = 0;
  for (let at = depth; at > 0; at -= 1) if ($pos.node(at).type === item) count += 1;
  return count;
}

/** Enter: a new entry behind the caret; in an empty one a level out, and at the outermost out of the list. */
export function splitItem(state, dispatch) {
  const { $from, $to } = state.selection;
  const depth = itemDepth($from);
  if (!depth || $from.parent.type !== line || !$from.sameParent($to)) return false;
  if (!$from.parent.content.size && $from.node(depth).childCount === 1) return outdent(state, dispatch);
  const change = state.tr.deleteSelection();
  dispatch?.(change.split(change.selection.from, $from.depth - depth + 1).scrollIntoView());
  return true;
}

/** Tab: the entry goes under the one before it. */
export function indent(state, dispatch) {
  const { $from, $to } = state.selection;
  const depth = itemDepth($from);
  if (!depth || !$from.sameParent($to)) return false;
  const at = $from.index(depth - 1);
  const whole = $from.node(depth);
  if (at === 0 || level($from, depth) + levelsBelow(whole) >= MOST_LEVELS) return false;
  const above = $from.node(depth - 1).child(at - 1);
  const from = $from.before(depth);
  const change = state.tr.delete(from, from + whole.nodeSize);
  const under = above.lastChild.type === sublist;
  const into = under ? from - 2 : from - 1;
  const ordered = $from.node(depth - 1).attrs.ordered;
  change.insert(into, under ? whole : sublist.create({ ordered }, whole));
  const caret = into + (under ? 0 : 1) + ($from.pos - from);
  dispatch?.(change.setSelection(TextSelection.create(change.doc, caret)).scrollIntoView());
  return true;
}

function levelsBelow(entry) {
  let most = 0;
  entry.forEach((child) => {
    if (child.type === sublist) child.forEach((below) => { most = Math.max(most, 1 + levelsBelow(below)); });
  });
  return most;
}

/** Shift+Tab: a level out; what follows on the same level goes under the entry. At the outermost it leaves the list. */
export function outdent(state, dispatch) {
  const { $from, $to } = state.selection;
  const depth = itemDepth($from);
  if (!depth || !$from.sameParent($to)) return false;
  return $from.node(depth - 1).type === sublist ? outOfSublist(state, dispatch, depth) : outOfList(state, dispatch, depth);
}

function outOfSublist(state, dispatch, depth) {
  const { $from } = state.selection;
  const lower = $from.node(depth - 1);
  const at = $from.index(depth - 1);
  const whole = $from.node(depth);
  const following = lower.content.content.slice(at + 1);
  const moved = following.length
    ? whole.copy(whole.content.addToEnd(sublist.create({ ordered: lower.attrs.ordered }, following)))
    : whole;
  const start = $from.before(depth - 1); // of the sublist
  const change = state.tr;
  if (at) change.delete($from.before(depth), start + lower.nodeSize - 1);
  else change.delete(start, start + lower.nodeSize);
  const behind = change.mapping.map($from.after(depth - 2));
  change.insert(behind, moved);
  const caret = behind + ($from.pos - $from.before(depth));
  dispatch?.(change.setSelection(TextSelection.create(change.doc, caret)).scrollIntoView());
  return true;
}

function outOfList(state, dispatch, depth) {
  const { $from } = state.selection;
  if ($from.node(depth - 1).type !== list) return false;
  const whole = $from.node(depth - 1);
  const at = $from.index(depth - 1);
  const entry = $from.node(depth);
  const before = whole.content.content.slice(0, at);
  const below = entry.content.content.slice(1).flatMap((lower) => lower.content.content);
  const after = [...below, ...whole.content.content.slice(at + 1)];
  const { ordered, dir } = whole.attrs;
  const parts = [paragraph.create({ dir }, entry.firstChild.content)];
  if (before.length) parts.unshift(whole.copy(Fragment.from(before)));
  if (after.length) parts.push(list.create({ ordered, dir }, after));
  const start = $from.before(depth - 1);
  const change = state.tr.replaceWith(start, start + whole.nodeSize, parts);
  const caret = start + (before.length ? parts[0].nodeSize : 0) + 1 + $from.parentOffset;
  dispatch?.(change.setSelection(TextSelection.create(change.doc, caret)).scrollIntoView());
  return true;
}

/** Backspace at the beginning of an entry: out, as Shift+Tab does. */
export function backOut(state, dispatch) {
  const { $cursor } = state.selection;
  return Boolean($cursor && !$cursor.parentOffset && $cursor.parent.type === line && outdent(state, dispatch));
}

/** The list, or the level, in which the caret stands counts or does not. */
export function setOrdered(ordered) {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const depth = itemDepth($from);
    if (!depth) return false;
    const now = $from.node(depth - 1);
    if (Boolean(now.attrs.ordered) === ordered) return false;
    dispatch?.(state.tr.setNodeAttribute($from.before(depth - 1), "ordered", ordered || null));
    return true;
  };
}

