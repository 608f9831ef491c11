// Keys and commands inside tables: from cell to cell, rows and columns more and less.
import { Selection, TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const { cell, row, table, paragraph } = schema.nodes;

/** Where the caret stands: depths of table and row, and which row (of the table's children) and cell; null outside. */
function here($pos) {
  for (let depth = $pos.depth; depth > 1; depth -= 1) {
    if ($pos.node(depth).type === cell) {
      return { depth, whole: $pos.node(depth - 2), start: $pos.before(depth - 2), row: $pos.index(depth - 2), cell: $pos.index(depth - 1) };
    }
  }
  return null;
}

const hasSpans = (whole) => {
  let found = false;
  whole.descendants((node) => {
    if (node.type === cell && (node.attrs.colspan > 1 || node.attrs.rowspan > 1)) found = true;
    return node.type !== cell;
  });
  return found;
};

/** Tab and Shift+Tab: the next or the last cell; behind the last one a new row. */
export function toCell(step) {
  return (state, dispatch) => {
    const place = here(state.selection.$head);
    if (!place) return false;
    const cells = [];
    place.whole.descendants((node, at) => {
      if (node.type === cell) cells.push(place.start + 1 + at);
      return node.type !== cell;
    });
    const now = cells.indexOf(state.selection.$head.before(place.depth));
    const next = cells[now + step];
    if (next === undefined && step > 0) return addRow(state, dispatch);
    if (next === undefined) return false;
    const change = state.tr;
    const inside = change.doc.nodeAt(next);
    dispatch?.(change.setSelection(TextSelection.create(change.doc, next + 1, next + 1 + inside.content.size)).scrollIntoView());
    return true;
  };
}

/** Enter: the cell below, behind the last row a new one, and out of the table from a last row that is still empty. */
export function belowCell(state, dispatch) {
  const place = here(state.selection.$head);
  if (!place) return false;
  if (place.row === place.whole.childCount - 1) return leaveTable(state, dispatch) || addRow(state, dispatch);
  const next = place.whole.child(place.row + 1);
  const at = startOf(place, place.row + 1) + 1 + offset(next, Math.min(place.cell, next.childCount - 1));
  dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(at + 1))).scrollIntoView());
  return true;
}

/** The empty last row goes, and the caret into a paragraph behind the table. */
function leaveTable(state, dispatch) {
  const { whole, start } = here(state.selection.$head);
  const last = whole.lastChild;
  if (last.content.content.some((one) => one.content.size) || whole.childCount < 4 || hasSpans(whole)) return false;
  const end = start + whole.nodeSize;
  const change = state.tr.delete(end - 1 - last.nodeSize, end - 1);
  const behind = end - last.nodeSize;
  if (change.doc.nodeAt(behind)?.type !== paragraph) change.insert(behind, paragraph.create());
  dispatch?.(change.setSelection(Selection.near(change.doc.resolve(behind + 1))).scrollIntoView());
  return true;
}

const offset = (node, index) => {
  let sum = 0;
  for (let at = 0; at < index; at += 1) sum += node.child(at).nodeSize;
  return sum;
};
const startOf = (place, index) => place.start + 1 + offset(place.whole, index);

/** A row below that of the caret. */
export function addRow(state, dispatch) {
  const place = here(state.selection.$head);
  if (!place) return false;
  const width = place.whole.child(place.row).content.content.reduce((sum, one) => sum + (one.attrs.colspan || 1), 0);
  const at = startOf(place, place.row + 1);
  const change = state.tr.insert(at, row.create(null, Array.from({ length: width }, () => cell.create())));
  dispatch?.(change.setSelection(Selection.near(change.doc.resolve(at + 2))).scrollIntoView());
  return true;
}

/** A column behind that of the caret; not where cells span several. */
export function addColumn(state, dispatch) {
  const place = here(state.selection.$head);
  if (!place || hasSpans(place.whole)) return false;
  const change = state.tr;
  for (let index = place.whole.childCount - 1; index > 0; index -= 1) {
    const line = place.whole.child(index);
    change.insert(startOf(place, index) + 1 + offset(line, Math.min(place.cell + 1, line.childCount)), cell.create());
  }
  dispatch?.(change.scrollIntoView());
  return true;
}

/** Without the row of the caret; the last row takes the table along. */
export function dropRow(state, dispatch) {
  const place = here(state.selection.$head);
  if (!place || hasSpans(place.whole)) return false;
  if (place.whole.childCount === 2) return dropTable(state, dispatch);
  const at = startOf(place, place.row);
  dispatch?.(state.tr.delete(at, at + place.whole.child(place.row).nodeSize).scrollIntoView());
  return true;
}

/** Without the column of the caret; the last column takes the table along. */
export function dropColumn(state, dispatch) {
  const place = here(state.selection.$head);
  if (!place || hasSpans(place.whole)) return false;
  if (place.whole.child(1).childCount === 1) return dropTable(state, dispatch);
  const change = state.tr;
  for (let index = place.whole.childCount - 1; index > 0; index -= 1) {
    const line = place.whole.child(index);
    if (place.cell >= line.childCount) continue;
    const at = startOf(place, index) + 1 + offset(line, place.cell);
    change.delete(at, at + line.child(place.cell).nodeSize);
  }
  dispatch?.(change.scrollIntoView());
  return true;
}

/** Without the table. */
export function dropTable(state, dispatch) {
  const { $head } = state.selection;
  for (let depth = $head.depth; depth > 0; depth -= 1) {
    if ($head.node(depth).type === table) {
      dispatch?.(state.tr.delete($head.before(depth), $head.after(depth)).scrollIntoView());
      return true;
    }
  }
  return false;
}
