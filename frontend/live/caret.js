// The caret among other people's carets: it hangs on the letter to its left, so that two who write at one place keep
// their words whole; and every line has its text from the beginning, so that two who begin an empty one share it.
import { Plugin } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { schema } from "../text/schema.js";
import { changeEndsAt } from "./difference.js";

/** Keeps the caret on its letter while changes of others come in. */
export function caretOnItsLetter() {
  return new Plugin({
    view(view) {
      const { binding } = ySyncPluginKey.getState(view.state);
      const { doc } = binding;
      const anchor = () => {
        const kept = binding.beforeTransactionSelection;
        if (kept?.anchor && kept?.head && kept.type === "text") {
          binding.beforeTransactionSelection = { ...kept, anchor: onTheLeft(kept.anchor, doc), head: onTheLeft(kept.head, doc) };
        }
      };
      doc.on("beforeAllTransactions", anchor);
      doc.on("afterTransaction", seedLines);
      return {
        destroy() {
          doc.off("beforeAllTransactions", anchor);
          doc.off("afterTransaction", seedLines);
        },
      };
    },
  });
}

/** The same place, but bound to the letter before it instead of the one behind. */
export function onTheLeft(relative, doc) {
  const found = Y.createAbsolutePositionFromRelativePosition(relative, doc);
  if (!found || !(found.type instanceof Y.XmlText)) return relative;
  return Y.createRelativePositionFromTypeIndex(found.type, found.index, -1);
}

const LINES = new Set(Object.values(schema.nodes).filter((type) => type.isTextblock || type.name === "footnote").map((type) => type.name));

/** Gives every line that we made its text, while it is still empty: two texts in one line would be torn later. */
export function seedLines(transaction) {
  if (!transaction.local || transaction.origin !== ySyncPluginKey) return;
  const empty = [];
  for (const [type, changed] of transaction.changed) {
    if (type instanceof Y.XmlElement || type instanceof Y.XmlFragment) for (const one of newLines(type, changed, transaction)) empty.push(one);
  }
  if (!empty.length) return;
  transaction.doc.transact(() => {
    for (const element of empty) if (!element.length) element.insert(0, [new Y.XmlText()]);
  }, ySyncPluginKey);
}

function* newLines(type, changed, transaction) {
  if (type instanceof Y.XmlElement && !type.length && LINES.has(type.nodeName) && changed.has(null)) yield type;
  for (const child of type.toArray()) {
    const { id } = child._item;
    if (!(child instanceof Y.XmlElement) || transaction.beforeState.get(id.client) > id.clock) continue;
    if (!child.length && LINES.has(child.nodeName)) yield child;
    else yield* newLines(child, new Set(), transaction);
  }
}

/** Tells the comparison of texts where the caret stands, just before y-prosemirror compares (see difference.js). */
export function tellTheCaret() {
  return new Plugin({
    view: () => ({
      update(view, before) {
        if (!view.state.doc.eq(before.doc)) changeEndsAt(...runAround(view.state.selection.$head));
      },
    }),
  });
}

/** The run of words around a position, between the nodes in the line, and where in it the position is. */
export function runAround($head) {
  if (!$head.parent.inlineContent) return [null];
  let start = 0;
  let text = "";
  let isPast = false;
  $head.parent.forEach((node, offset) => {
    if (isPast) return;
    if (node.isText) text += node.text;
    else if (offset >= $head.parentOffset) isPast = true;
    else {
      text = "";
      start = offset + node.nodeSize;
    }
  });
  return [text, $head.parentOffset - start];
}
