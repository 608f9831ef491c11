// A change of somebody who suggests, made into suggestions: nothing of the text as it stands is touched.
//
// Words that go are marked, words that come are marked; whatever changes the structure (a split, a list, a table, a
// paste of several blocks) leaves the old blocks, entries or rows as suggested away and puts the new ones behind them.
import { Fragment } from "prosemirror-model";
import { Selection, TextSelection } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { schema } from "../text/schema.js";
import { actAround, deletion, inserted, insertion, isInOwnInsertion, newAct, own, suggestedAttr } from "./marks.js";
import { standing } from "./standing.js";

const { list, sublist, item, table, row } = schema.nodes;

/**
 * The transaction to apply instead of `change`, which `state` was about to apply; null when it cannot be suggested.
 *
 * `person` is the id of who suggests, `now` the moment.
 */
export function suggest(change, state, person, now) {
  if (!change.docChanged) return change;
  const act = newAct(person, now);
  const made = ofWords(change, state, person, act) || ofStructure(change, state, person, act);
  return made && standing(made.doc, person) === standing(state.doc, person) ? copied(made, change) : null;
}

function copied(made, change) {
  return change.scrolledIntoView ? made.scrollIntoView() : made;
}

// --- words ---

function ofWords(change, state, person, act) {
  const [step] = change.steps;
  if (change.steps.length !== 1 || !(step instanceof ReplaceStep)) return null;
  const { from, to, slice } = step;
  const isInline = !slice.openStart && !slice.openEnd && (!slice.size || slice.content.firstChild.isInline);
  if (!isInline || !state.doc.resolve(from).parent.inlineContent) return null;
  const $from = state.doc.resolve(from);
  if (isInOwnInsertion($from, person) && $from.sameParent(state.doc.resolve(to))) {
    const free = state.tr.step(step);
    return free.setSelection(Selection.fromJSON(free.doc, change.selection.toJSON()));
  }
  if (!slice.size && !hasWords(state.doc, from, to)) return null;
  const joinedAct = actAround(slice.size ? state.doc.resolve(to) : $from, person, act);
  const made = state.tr;
  deleted(made, from, to, person, joinedAct);
  const end = made.mapping.map(to, -1);
  const nodes = inserted(slice.content.content, joinedAct);
  if (nodes.length) made.insert(end, nodes);
  const isForward = !nodes.length && state.selection.empty && state.selection.head === from;
  const caret = nodes.length ? end + slice.size : isForward ? end : made.mapping.map(from, -1);
  return made.setSelection(TextSelection.near(made.doc.resolve(caret), isForward ? 1 : -1)).setStoredMarks(null);
}

function hasWords(doc, from, to) {
  let found = false;
  doc.nodesBetween(from, to, (node, at) => {
    if (node.isInline && (node.isText || node.isAtom) && at < to && at + node.nodeSize > from) found = true;
    return !found;
  });
  return found;
}

/** Suggests away what stands between two positions; the person's own suggestions there really go. */
function deleted(change, from, to, person, act) {
  const doings = [];
  change.doc.nodesBetween(from, to, (node, at, parent) => {
    const end = at + node.nodeSize;
    const isWhole = from <= at && end <= to;
    if (node.isText) {
      const range = [Math.max(from, at), Math.min(to, end)];
      if (own(node, insertion, person)) doings.push(() => change.delete(...range));
      else if (!deletion.isInSet(node.marks)) doings.push(() => change.addMark(...range, deletion.create(act)));
      return false;
    }
    if (!isWhole || !(parent === change.doc ? node.type.isInGroup("block") : node.isInline)) return true;
    if (own(node, insertion, person)) doings.push(() => change.delete(at, end));
    else if (!node.attrs.suggested) doings.push(() => change.setNodeAttribute(at, "suggested", suggestedAttr("delete", act)));
    return false;
  });
  for (const doing of doings.reverse()) doing(); // from the end, so that positions hold
}

// --- structure ---

function ofStructure(change, state, person, act) {
  const { start, end, nodes, shift } = merged(state.doc, change.doc, { person, act }) || {};
  if (!nodes) return null;
  const made = state.tr.replaceWith(start, end, nodes);
  const wanted = change.selection.head;
  const at = Math.min(wanted >= start ? wanted + shift : wanted, made.doc.content.size);
  return made.setSelection(Selection.near(made.doc.resolve(at)));
}

/** What to put between two positions of the content of `before`, so that both the old and the new are there. */
function merged(before, after, how) {
  const olds = before.content.content;
  const news = after.content.content;
  let left = 0;
  while (left < olds.length && left < news.length && olds[left].eq(news[left])) left += 1;
  let right = 0;
  const most = Math.min(olds.length, news.length) - left;
  while (right < most && olds[olds.length - 1 - right].eq(news[news.length - 1 - right])) right += 1;
  const gone = olds.slice(left, olds.length - right);
  const come = news.slice(left, news.length - right);
  const start = sizeOf(olds.slice(0, left));
  const end = start + sizeOf(gone);
  if (gone.length === 1 && come.length === 1) {
    const inner = within(gone[0], come[0], how);
    if (inner) return { start, end, nodes: [inner.node], shift: inner.shift };
  }
  if (![...gone, ...come].every(canBeSuggested)) return null;
  const kept = gone.map((node) => away(node, how)).filter(Boolean);
  return { start, end, nodes: [...kept, ...come.map((node) => fresh(node, how))], shift: sizeOf(kept) };
}

/** Lists, entries and tables change inside: their entries and rows bear suggestions of their own. */
function within(before, after, how) {
  const isSame = before.type === after.type && before.hasMarkup(after.type, after.attrs, after.marks);
  if (!isSame || ![list, sublist, item, table].includes(before.type)) return null;
  const inner = merged(before, after, how);
  if (!inner) return null;
  const children = before.content.content;
  const content = before.content.cut(0, inner.start).append(Fragment.from(inner.nodes)).append(before.content.cut(inner.end));
  return children.length && { node: before.copy(content), shift: inner.shift };
}

const canBeSuggested = ({ type }) => type.isInGroup("block") || type === item || type === row;
const sizeOf = (nodes) => nodes.reduce((sum, node) => sum + node.nodeSize, 0);

/** A node as suggested away; null for the person's own suggestion, which is simply gone. */
function away(node, { person, act }) {
  if (own(node, insertion, person)) return null;
  return node.attrs.suggested ? node : node.type.create({ ...node.attrs, suggested: suggestedAttr("delete", act) }, node.content);
}

/** A node as suggested to be put in, with an id to come and without suggestions of the same person inside. */
function fresh(node, { person, act }) {
  const mine = own(node, insertion, person);
  const attrs = { ...node.attrs, suggested: mine ? node.attrs.suggested : suggestedAttr("insert", act) };
  if (!mine && "id" in attrs) attrs.id = null;
  return node.type.create(attrs, cleaned(node.content, person));
}

function cleaned(content, person) {
  const kept = [];
  content.forEach((node) => {
    if (own(node, deletion, person) && node.isInline) return;
    const marks = own(node, insertion, person) && node.isText ? insertion.removeFromSet(node.marks) : node.marks;
    kept.push(node.isText ? node.mark(marks) : node.copy(cleaned(node.content, person)));
  });
  return Fragment.from(kept);
}
