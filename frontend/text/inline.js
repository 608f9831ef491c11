// Commands upon words: strong, emphasis, links, other languages, footnotes, citations.
import { toggleMark } from "prosemirror-commands";
import { TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const { citation, footnote, title, subtitle, position } = schema.nodes;
const { strong, emphasis, link, foreign } = schema.marks;

export const toggleStrong = toggleMark(strong);
export const toggleEmphasis = toggleMark(emphasis);

/** Web and mail addresses alone, as the engine's model wants them. */
export function isHref(href) {
  return /^(https?:\/\/\S+|mailto:[^\s@]+@[^\s@]+)$/i.test(href);
}

/** Links the selected words, or the whole link in which the caret stands; an empty address takes the link away. */
export const setLink = (href) => setMark(link, href ? { href } : null);

/** Says in which language the selected words are; empty for the paper's own. */
export const setForeign = (lang) => setMark(foreign, lang ? { lang } : null);

function setMark(type, attrs) {
  return (state, dispatch) => {
    const range = state.selection.empty ? extent(state.selection.$from, type) : state.selection;
    if (!range || !state.doc.resolve(range.from).parent.inlineContent) return false;
    const change = state.tr.removeMark(range.from, range.to, type);
    dispatch?.(attrs ? change.addMark(range.from, range.to, type.create(attrs)) : change);
    return true;
  };
}

/** From where to where a mark of that type reaches around a position, as {from, to, mark}; null where there is none. */
export function extent($pos, type) {
  const mark = type.isInSet($pos.marks()) || ($pos.nodeAfter && type.isInSet($pos.nodeAfter.marks));
  if (!mark) return null;
  const start = $pos.start();
  let found = null; // the newest run of nodes with the mark
  $pos.parent.forEach((node, offset) => {
    if (!mark.isInSet(node.marks) || (found && found.to >= $pos.pos && found.to !== start + offset)) return;
    if (found?.to === start + offset) found.to += node.nodeSize;
    else found = { from: start + offset, to: start + offset + node.nodeSize, mark };
  });
  return found;
}

/** Whether inlines of every kind may stand here: not in the title, not in a note. */
export function takesInlines($pos) {
  return $pos.parent.inlineContent && ![title, subtitle, position, footnote].includes($pos.parent.type);
}

/** A note that hangs on the word before the caret; what is typed next is its text. */
export function putFootnote(state, dispatch) {
  const { $from, $to, from, to } = state.selection;
  if (!takesInlines($from) || !$from.sameParent($to)) return false;
  const words = state.selection.empty ? [schema.text("…")] : texts($from.parent, $from.parentOffset, $to.parentOffset);
  const change = state.tr.replaceWith(from, to, footnote.create(null, words));
  const size = change.doc.nodeAt(from).content.size;
  dispatch?.(change.setSelection(TextSelection.create(change.doc, from + 1, from + 1 + size)).scrollIntoView());
  return true;
}

function texts(parent, from, to) {
  return parent.cut(from, to).content.content.filter((node) => node.isText);
}

/** Enter and Escape inside a note: the caret goes behind it. */
export function leaveFootnote(state, dispatch) {
  const { $head } = state.selection;
  if ($head.parent.type !== footnote) return false;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $head.after())).scrollIntoView());
  return true;
}

/** A citation of an instrument in place of what stands between two positions. */
export function putCitation(from, to, key, pinpoint = "") {
  return (state, dispatch) => {
    if (!takesInlines(state.doc.resolve(from))) return false;
    const change = state.tr.replaceWith(from, to, citation.create({ key, pinpoint: pinpoint || null }));
    dispatch?.(change.setSelection(TextSelection.create(change.doc, from + 1)).scrollIntoView());
    return true;
  };
}
