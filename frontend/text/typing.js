// What typing turns into what: marks at the beginning of a block, and the signs of Arabic.
//
// The Backspace key takes each of them back.
import { InputRule, inputRules } from "prosemirror-inputrules";
import { EditorState, Selection, TextSelection } from "prosemirror-state";
import { newPageBreak, putBlock, turnInto } from "./blocks.js";
import { schema } from "./schema.js";

const { paragraph } = schema.nodes;

/** A rule for a mark at the beginning of a paragraph: the mark goes, the paragraph becomes what the command makes. */
function atStart(pattern, commandFor) {
  return new InputRule(pattern, (state, match, start, end) => {
    const { $from } = state.selection;
    if ($from.parent.type !== paragraph || start !== $from.start()) return null;
    const change = state.tr.delete(start, end);
    const without = EditorState.create({ doc: change.doc, selection: change.selection });
    commandFor(match)(without, (made) => {
      for (const step of made.steps) change.step(step);
      change.setSelection(Selection.fromJSON(change.doc, made.selection.toJSON()));
    });
    return change;
  });
}

const blockRules = [
  atStart(/^(#{1,3})\s$/, (match) => turnInto("heading", { level: match[1].length })),
  atStart(/^[-*•]\s$/, () => turnInto("list", { ordered: null })),
  atStart(/^[1١][.)]\s$/, () => turnInto("list", { ordered: true })),
  atStart(/^>\s$/, () => turnInto("quote")),
  atStart(/^!!\s$/, () => turnInto("ask", { verb: "demand" })),
  atStart(/^-{3}\s$/, () => putBlock(newPageBreak())),
];

const ARABIC = "\\p{Script=Arabic}\u0640\u064B-\u0652";
const SIGNS = { ",": "،", ";": "؛", "?": "؟" };

/** The Latin comma, semicolon and question mark behind an Arabic word become the Arabic ones. */
const arabicSigns = new InputRule(new RegExp(`[${ARABIC}»)\\]]([,;?])$`, "u"), (state, match, start, end) => {
  const at = start + match[0].length - 1; // the sign itself is not in the text yet
  return isArabic(state, at) ? state.tr.insertText(SIGNS[match[1]], at, end) : null;
});

/** Straight quotation marks become « and » among Arabic words, “ and ” elsewhere; what is opened closes with its own sign. */
const quotes = new InputRule(/(^|[\s([{«“\u200f\u200e-])?"$/u, (state, match, start, end) => {
  const at = start + match[0].length - 1;
  const opens = match[1] !== undefined;
  const open = /[«“](?=[^«»“”]*$)/.exec(before(state, at))?.[0];
  const signs = (!opens && open ? open === "«" : isArabic(state, at)) ? "«»" : "“”";
  return state.tr.insertText(signs[opens ? 0 : 1], at, end);
});

/** Whether the words around are Arabic: the last letter before the caret says so, without one the block's direction. */
function isArabic(state, at) {
  const letters = before(state, at).match(/\p{L}/gu);
  if (letters) return /\p{Script=Arabic}/u.test(letters.at(-1));
  return (state.doc.resolve(at).node(1).attrs.dir || home) === "rtl";
}

function before(state, at) {
  const $at = state.doc.resolve(at);
  return $at.parent.textBetween(0, $at.parentOffset, undefined, "\ufffc");
}

let home = "rtl"; // one paper is open at a time

/** All rules; `direction` is that of the paper's language. */
export function typingRules(direction) {
  home = direction;
  return inputRules({ rules: [...blockRules, arabicSigns, quotes] });
}

/** The same digits in the other script, for the selected words: 2026 ⇄ ٢٠٢٦. */
export function otherDigits(state, dispatch) {
  const { from, to, empty } = state.selection;
  if (empty) return false;
  const change = state.tr;
  state.doc.nodesBetween(from, to, (node, at) => {
    if (!node.isText) return;
    const start = Math.max(from, at);
    const words = node.text.slice(start - at, Math.min(to, at + node.nodeSize) - at);
    const turned = words.replace(/[0-9٠-٩]/g, (digit) => (digit < "٠" ? "٠١٢٣٤٥٦٧٨٩"[digit] : String("٠١٢٣٤٥٦٧٨٩".indexOf(digit))));
    if (turned !== words) change.replaceWith(start, start + words.length, schema.text(turned, node.marks));
  });
  if (!change.docChanged) return false;
  dispatch?.(change.setSelection(TextSelection.create(change.doc, from, to)));
  return true;
}
