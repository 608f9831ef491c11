// A browser writes what is typed right behind a note into the note. A picture of nothing between the two keeps them apart.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { schema } from "../text/schema.js";
import { el } from "./dom.js";

/** The plugin: the caret behind a note is outside it. */
export function notesApart() {
  return new Plugin({
    state: {
      init: (_, { doc }) => apart(doc),
      apply: (change, before) => (change.docChanged ? apart(change.doc) : before),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

function apart(doc) {
  const found = [];
  doc.descendants((node, at) => {
    if (node.type !== schema.nodes.footnote) return true;
    found.push(Decoration.widget(at + node.nodeSize, between, { side: -1, key: "apart", ignoreSelection: true }));
    return false;
  });
  return DecorationSet.create(doc, found);
}

const between = () => el("img", { class: "ProseMirror-separator", alt: "" });
