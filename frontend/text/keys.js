// Every command by keyboard. The same list draws the help.
import {
  baseKeymap, chainCommands, createParagraphNear, deleteSelection, joinBackward, liftEmptyBlock,
  selectNodeBackward, splitBlock,
} from "prosemirror-commands";
import { undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Plugin, Selection, TextSelection } from "prosemirror-state";
import { redo, undo } from "y-prosemirror";
import { moveBlock, newPageBreak, newTable, putBlock, turnInto } from "./blocks.js";
import { turn } from "./direction.js";
import { leaveFootnote, putFootnote, toggleEmphasis, toggleStrong } from "./inline.js";
import { backOut, indent, outdent, splitItem } from "./lists.js";
import { schema } from "./schema.js";
import { addColumn, addRow, belowCell, dropColumn, dropRow, toCell } from "./tables.js";
import { otherDigits } from "./typing.js";

const { heading, ask, paragraph, words, source, caption } = schema.nodes;

/** Commands by name: {name: {keys, run}}; `home` is the direction of the paper's language. The page adds its own. */
export function commandsFor(home) {
  return {
    undo: { keys: ["Mod-z"], run: undo },
    redo: { keys: ["Mod-y", "Mod-Shift-z"], run: redo },
    strong: { keys: ["Mod-b"], run: toggleStrong },
    emphasis: { keys: ["Mod-i"], run: toggleEmphasis },
    paragraph: { keys: ["Mod-Alt-0"], run: turnInto("paragraph") },
    heading1: { keys: ["Mod-Alt-1"], run: turnInto("heading", { level: 1 }) },
    heading2: { keys: ["Mod-Alt-2"], run: turnInto("heading", { level: 2 }) },
    heading3: { keys: ["Mod-Alt-3"], run: turnInto("heading", { level: 3 }) },
    list: { keys: ["Mod-Shift-8"], run: turnInto("list", { ordered: null }) },
    numbered: { keys: ["Mod-Shift-7"], run: turnInto("list", { ordered: true }) },
    quote: { keys: ["Mod-Shift-9"], run: turnInto("quote") },
    ask: { keys: ["Mod-Alt-a"], run: turnInto("ask", { verb: "demand" }) },
    footnote: { keys: ["Mod-Alt-f"], run: putFootnote },
    table: { keys: ["Mod-Alt-t"], run: (state, dispatch) => putBlock(newTable())(state, dispatch) },
    page_break: { keys: ["Mod-Enter"], run: (state, dispatch) => putBlock(newPageBreak())(state, dispatch) },
    up: { keys: ["Alt-ArrowUp"], run: moveBlock(-1) },
    down: { keys: ["Alt-ArrowDown"], run: moveBlock(1) },
    turn: { keys: ["Mod-Shift-x"], run: turn(home) },
    rtl: { keys: [], run: turn(home, "rtl") },
    ltr: { keys: [], run: turn(home, "ltr") },
    digits: { keys: ["Mod-Alt-d"], run: otherDigits },
    row: { keys: ["Alt-Shift-ArrowDown"], run: addRow },
    column: { keys: ["Alt-Shift-ArrowRight"], run: addColumn },
    drop_row: { keys: ["Alt-Shift-ArrowUp"], run: dropRow },
    drop_column: { keys: ["Alt-Shift-ArrowLeft"], run: dropColumn },
  };
}

const type = (sign) => (state, dispatch) => {
  dispatch?.(state.tr.insertText(sign).scrollIntoView());
  return true;
};

/** Enter: whatever comes next where the caret stands. */
export const enter = chainCommands(
  leaveFootnote, toNextPart, belowCell, splitItem, endSpecial, createParagraphNear, liftEmptyBlock, splitBlock,
);

/** From the title to the subtitle, the position and the text; from a quote's words to whose they are, and out. */
function toNextPart(state, dispatch) {
  const { $head } = state.selection;
  const within = $head.parent.type;
  if (within === words || within === caption) return step($head.after(), state, dispatch);
  if (within === source) return putBlock(paragraph.create())(state, dispatch);
  if ($head.depth !== 1 || $head.parent.type.isInGroup("block")) return false;
  return step($head.after(), state, dispatch);
}

function step(at, state, dispatch) {
  dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(Math.min(at + 1, state.doc.content.size)))).scrollIntoView());
  return true;
}

/** Behind a heading comes a paragraph, and an empty ask becomes one. */
function endSpecial(state, dispatch) {
  const { $head, empty } = state.selection;
  if (!empty || ![heading, ask].includes($head.parent.type) || $head.parentOffset < $head.parent.content.size) return false;
  if (!$head.parent.content.size) return turnInto("paragraph")(state, dispatch);
  if ($head.parent.type === ask) return false;
  return putBlock(paragraph.create())(state, dispatch);
}

/** Backspace at the beginning of a special block makes it a plain one; nothing is joined to the title by it. */
function backward(state, dispatch) {
  const { $cursor } = state.selection;
  if (!$cursor || $cursor.parentOffset) return false;
  if ([heading, ask, words].includes($cursor.parent.type)) return turnInto("paragraph")(state, dispatch);
  if ($cursor.depth === 1 && !$cursor.parent.type.isInGroup("block")) return true;
  const before = $cursor.depth === 1 && state.doc.resolve($cursor.before()).nodeBefore;
  if (!before || before.type.isInGroup("block")) return false;
  if ($cursor.parent.content.size) return true;
  const change = state.doc.childCount > 4 ? state.tr.delete($cursor.before(), $cursor.after()) : state.tr;
  dispatch?.(change.setSelection(TextSelection.create(change.doc, $cursor.before() - 1)));
  return true;
}

/** The keys of the commands, and those which every editor has. */
export function keys(commands, lang) {
  const bound = {};
  for (const { keys: combinations, run } of Object.values(commands)) for (const key of combinations) bound[key] = run;
  return [
    keymap(bound),
    byTheKeyItself(bound),
    keymap({
      Enter: enter,
      Escape: leaveFootnote,
      Tab: chainCommands(toCell(1), indent),
      "Shift-Tab": chainCommands(toCell(-1), outdent),
      Backspace: chainCommands(undoInputRule, deleteSelection, backOut, backward, joinBackward, selectNodeBackward),
      "Mod-Shift-Space": type("\u00a0"),
      ...(lang === "ckb" ? { "Shift-Space": type("\u200c") } : {}), // joins no letters, as on Kurdish keyboards
    }),
    keymap(baseKeymap),
  ];
}

/** Ctrl+Alt and a letter where the keyboard writes Arabic: on Windows the letter alone does not tell which key it was. */
export function byTheKeyItself(bound) {
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        const letter = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
        const isLatin = /^[a-z]$/i.test(event.key);
        if (!letter || isLatin || !/^\p{L}/u.test(event.key) || !event.ctrlKey || !event.altKey || event.shiftKey || event.metaKey) return false;
        return bound[`Mod-Alt-${letter}`]?.(view.state, view.dispatch, view) || false;
      },
    },
  });
}

/** As in Word: Ctrl with the right Shift alone turns the block to the right, with the left one to the left. */
export function controlAndShift(home) {
  let shift = null;
  let chosen = null;
  const press = (view, { key, code, ctrlKey, shiftKey }) => {
    if (key === "Shift") shift = code === "ShiftRight" ? "rtl" : "ltr";
    chosen = (key === "Shift" && ctrlKey) || (key === "Control" && shiftKey) ? shift : null;
    return false;
  };
  const release = (view, { key }) => {
    if (chosen && ["Shift", "Control"].includes(key)) turn(home, chosen)(view.state, view.dispatch);
    chosen = null;
    return false;
  };
  return new Plugin({ props: { handleDOMEvents: { keydown: press, keyup: release } } });
}
