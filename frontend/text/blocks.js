// Commands upon whole blocks: what a block is, moving it, putting one in.
import { Fragment } from "prosemirror-model";
import { NodeSelection, Selection, TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const { paragraph, heading, list, item, line, quote, words, source, ask, table, caption, row, cell, page_break, figure } =
  schema.nodes;

/** The positions and nodes of the blocks that the selection touches; the title and its companions are none. */
export function selectedBlocks(state) {
  const { from, to } = state.selection;
  const found = [];
  state.doc.forEach((node, at) => {
    if (node.type.isInGroup("block") && at < to + (from === to) && at + node.nodeSize > from) found.push({ node, at });
  });
  return found;
}

/** The words of a block line by line, without what the block is; null for what is more than lines. */
export function linesOf(block) {
  if ([paragraph, heading, ask].includes(block.type)) return [block.content];
  if (block.type === quote) return [...block.content.content].map((part) => part.content).filter((part, at) => !at || part.size);
  if (block.type !== list) return null;
  const lines = [];
  block.descendants((node) => {
    if (node.type === line) lines.push(node.content);
    return node.type !== line;
  });
  return lines;
}

const MAKE = {
  paragraph: (lines, attrs) => lines.map((content) => paragraph.create(attrs, content)),
  heading: (lines, attrs) => lines.map((content) => heading.create(attrs, content)),
  ask: (lines, { dir: _, ...attrs }) => lines.map((content) => ask.create(attrs, content)),
  quote: (lines, attrs) => lines.map((content) => quote.create(attrs, [words.create(null, content), source.create()])),
  list: (lines, attrs) => [
    list.create(attrs, lines.map((content) => item.create(null, line.create(null, content)))),
  ],
};

/** Turns the selected blocks into another kind; blocks that are of it already become paragraphs again. */
export function turnInto(kind, attrs = {}) {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state);
    const lines = blocks.map(({ node }) => linesOf(node));
    if (!blocks.length || lines.includes(null)) return false;
    const isIt = blocks.every(({ node }) => node.type.name === kind && node.hasMarkup(node.type, { ...node.attrs, ...attrs }));
    const wanted = isIt && kind !== "paragraph" ? "paragraph" : kind;
    if (isIt && kind === "paragraph") return false;
    const first = blocks[0];
    const last = blocks.at(-1);
    const kept = { id: first.node.attrs.id, dir: first.node.attrs.dir ?? null, suggested: first.node.attrs.suggested };
    const made = MAKE[wanted](lines.flat(), { ...kept, ...(isIt ? {} : attrs) });
    const change = state.tr.replaceWith(first.at, last.at + last.node.nodeSize, made);
    dispatch?.(change.setSelection(caretAfter(state, change.doc, first.at)).scrollIntoView());
    return true;
  };
}

/** The caret in the same words, counted in letters from the first of the changed blocks. */
function caretAfter(state, doc, start) {
  const count = (before, end) => before.textBetween(start, end, "\n", "\ufffc").length;
  const wanted = count(state.doc, state.selection.head);
  let found = null;
  doc.nodesBetween(start, doc.content.size, (node, at) => {
    if (!found && node.isTextblock && wanted <= count(doc, at + 1 + node.content.size)) {
      found = TextSelection.create(doc, at + 1 + Math.max(wanted - count(doc, at + 1), 0));
    }
    return !found && !node.isTextblock;
  });
  return found || Selection.near(doc.resolve(start + 1));
}

/** Alt+arrows: the block changes places with its neighbour. */
export function moveBlock(step) {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state);
    if (!blocks.length) return false;
    const first = blocks[0].at;
    const end = blocks.at(-1).at + blocks.at(-1).node.nodeSize;
    const neighbour = step < 0 ? state.doc.resolve(first).nodeBefore : state.doc.resolve(end).nodeAfter;
    if (!neighbour?.type.isInGroup("block")) return false;
    const { anchor, head } = state.selection;
    const change = state.tr;
    // the neighbour moves, so that whoever writes in the block beside us is not disturbed
    if (step < 0) change.delete(first - neighbour.nodeSize, first).insert(end - neighbour.nodeSize, neighbour);
    else change.delete(end, end + neighbour.nodeSize).insert(first, neighbour);
    const by = step < 0 ? -neighbour.nodeSize : neighbour.nodeSize;
    if (state.selection instanceof TextSelection) {
      change.setSelection(TextSelection.create(change.doc, anchor + by, head + by));
    } else {
      change.setSelection(NodeSelection.create(change.doc, anchor + by));
    }
    dispatch?.(change.scrollIntoView());
    return true;
  };
}

/** Puts a block behind the one with the caret, or in the place of that one when it is empty; the caret goes into it. */
export function putBlock(node) {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state);
    const here = blocks.at(-1);
    const isEmpty = here?.node.type === paragraph && !here.node.content.size;
    const from = here ? (isEmpty ? here.at : here.at + here.node.nodeSize) : firstPlace(state.doc);
    const change = state.tr.replaceWith(from, isEmpty ? from + here.node.nodeSize : from, Fragment.from(node));
    if (from + node.nodeSize === change.doc.content.size && !linesOf(node)) {
      change.insert(change.doc.content.size, paragraph.create());
    }
    dispatch?.(change.setSelection(Selection.near(change.doc.resolve(from + 1))).scrollIntoView());
    return true;
  };
}

function firstPlace(doc) {
  return doc.child(0).nodeSize + doc.child(1).nodeSize + doc.child(2).nodeSize;
}

/** An empty table with one heading row. */
export function newTable(columns = 2, rows = 3) {
  const line_ = () => row.create(null, Array.from({ length: columns }, () => cell.create()));
  return table.create(null, [caption.create(), ...Array.from({ length: rows }, line_)]);
}

export const newPageBreak = () => page_break.create();
export const newFigure = (attrs) => figure.create(attrs, caption.create());
