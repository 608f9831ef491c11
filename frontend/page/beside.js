// What is kept beside the text, on pages of their own: comments on a passage, and the sources on which it rests.
import { schema } from "../text/schema.js";

const LONGEST = 400;

/** Commands that open the page for the passage at the caret, with the selected words; `urls` has those that one may use. */
export function besideCommands(urls) {
  const opens = (url) => (state, dispatch) => {
    if (dispatch) globalThis.open(addressOf(url, state), "_blank", "noopener");
    return true;
  };
  const all = { comment: ["Mod-Alt-m"], evidence: ["Mod-Alt-e"] };
  return Object.fromEntries(Object.entries(all).flatMap(([name, keys]) => (urls[name] ? [[name, { keys, run: opens(urls[name]) }]] : [])));
}

/** The address of a page beside the text for the passage at the caret. */
export function addressOf(url, { doc, selection: { $from, $to } }) {
  const block = $from.depth ? $from.node(1) : doc.nodeAt($from.pos);
  const quote = $from.sameParent($to) ? $from.parent.textBetween($from.parentOffset, $to.parentOffset, " ") : "";
  const asked = new URLSearchParams({ at: block.attrs.id || block.type.name });
  if (quote && block.type !== schema.nodes.table) asked.set("quote", quote.slice(0, LONGEST));
  return `${url}?${asked}#say`;
}
