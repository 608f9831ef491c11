// What belongs into an empty line, said in it: title, subtitle, position, a quote's source, a caption.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const NAMES = ["title", "subtitle", "position", "source", "caption"];

/** The plugin; `words` has a `hint_` for every name. */
export function hints(words) {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const found = [];
        doc.descendants((node, at) => {
          if (NAMES.includes(node.type.name) && !node.content.size) {
            found.push(Decoration.node(at, at + node.nodeSize, { "data-hint": words[`hint_${node.type.name}`] }));
          }
          return !node.isTextblock;
        });
        return DecorationSet.create(doc, found);
      },
    },
  });
}
