// Every block stores its direction: `dir=auto` would turn a paragraph round when a Latin letter lands first in it.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { isRemote } from "./ids.js";

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const STRONG = /\p{L}/u;

/** "rtl" or "ltr" by the first letter that has a direction; null when no letter stands in the words. */
export function directionOfWords(words) {
  const letter = STRONG.exec(words);
  if (!letter) return null;
  return RIGHT_TO_LEFT.test(letter[0]) ? "rtl" : "ltr";
}

/** Whether blocks of this type bear a direction of their own. */
export function bearsDirection(type) {
  return type.isInGroup("block") && "dir" in type.spec.attrs;
}

/** What to store for a direction: nothing when it is the paper's own. */
export function stored(direction, home) {
  return direction === home ? null : direction;
}

/** Chooses the direction of an empty block by the first letter typed into it; from then on it stays. */
export function directionByFirstLetter(home, mayChange = () => true) {
  return new Plugin({
    appendTransaction(transactions, before, after) {
      if (!transactions.some((one) => one.docChanged && !isRemote(one))) return null;
      const { $head } = after.selection;
      const block = $head.depth && $head.node(1);
      if (!block || !bearsDirection(block.type) || !(mayChange() || block.attrs.suggested)) return null;
      const words = block.textContent;
      const found = directionOfWords(words);
      const old = sameBlock(before.doc, block);
      if (!found || !old || directionOfWords(old.textContent)) return null;
      const wanted = stored(found, home);
      return wanted === block.attrs.dir ? null : after.tr.setNodeAttribute($head.before(1), "dir", wanted);
    },
  });
}

function sameBlock(doc, block) {
  let found = null;
  doc.forEach((node) => {
    if (node.attrs.id && node.attrs.id === block.attrs.id) found = node;
  });
  return found;
}

/** A command that turns the selected blocks to a direction, or round when none is given. */
export function turn(home, direction = null) {
  return (state, dispatch) => {
    const { from, to } = state.selection;
    const change = state.tr;
    state.doc.nodesBetween(from, to, (node, at, parent) => {
      if (parent !== state.doc || !bearsDirection(node.type)) return false;
      const now = node.attrs.dir || home;
      const wanted = stored(direction || (now === "rtl" ? "ltr" : "rtl"), home);
      if (wanted !== node.attrs.dir) change.setNodeAttribute(at, "dir", wanted);
      return false;
    });
    if (!change.docChanged) return false;
    dispatch?.(change);
    return true;
  };
}

/** The direction of words that are all in another script than that of `home`: an entry, a cell or an ask is read in its own order. */
export function wholeDirection(words, home) {
  if (home === "rtl") return !RIGHT_TO_LEFT.test(words) && STRONG.test(words) ? "ltr" : null;
  return RIGHT_TO_LEFT.test(words) && !/\p{Script=Latin}/u.test(words) ? "rtl" : null;
}

/** Draws entries and cells so; they stay where they are. */
export function wholeLines(home) {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const found = [];
        doc.descendants((node, at) => {
          const dir = ["line", "cell"].includes(node.type.name) && wholeDirection(node.textContent, doc.resolve(at).node(1).attrs.dir || home);
          if (dir) found.push(Decoration.node(at, at + node.nodeSize, { class: "whole", dir }));
          return !node.isTextblock;
        });
        return DecorationSet.create(doc, found);
      },
    },
  });
}
