// Lasting ids of blocks: every block of a paper has its own, made here by chance, and keeps it while it is edited.
import { Plugin } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";

const SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"; // 32 of them: a byte chooses one evenly; no l, o, 0, 1 to confuse

/** A fresh id of `length` letters and digits. */
export function newId(length = 12) {
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => SIGNS[byte % SIGNS.length]).join("");
}

/**
 * Whether the change came over the wire or from the device: repairs are their author's business.
 *
 * Undoing is a change of our own, although it comes back through the shared document.
 */
export function isRemote(transaction) {
  const meta = transaction.getMeta(ySyncPluginKey);
  return Boolean(meta && (meta.isChangeOrigin || meta.snapshot !== undefined || meta.binding) && !meta.isUndoRedoOperation);
}

/** Gives an id to every block that has none, or bears that of another after a split or a paste. */
export function lastingIds(mayRepair = () => true) {
  return new Plugin({
    appendTransaction(transactions, before, after) {
      if (!transactions.some((one) => one.docChanged && !isRemote(one)) || before.doc.eq(after.doc)) return null;
      const repair = after.tr;
      for (const { node, at } of blocksToName(after.doc)) {
        // whoever may only suggest must leave the text as it stands, even where it should be repaired
        if (mayRepair() || node.attrs.suggested) repair.setNodeAttribute(at, "id", newId());
      }
      return repair.docChanged ? repair : null;
    },
  });
}

/** The blocks of a document that need a new id, each as {node, at}. */
export function blocksToName(doc) {
  const bearers = new Map();
  const nameless = [];
  doc.forEach((node, at) => {
    if (!node.type.isInGroup("block")) return;
    const { id } = node.attrs;
    if (!id) nameless.push({ node, at });
    else if (!bearers.has(id)) bearers.set(id, { node, at });
    else nameless.push(loser(bearers, id, { node, at }));
  });
  return nameless;
}

/** Of two bearers of an id the words keep it: splitting at the very beginning leaves an empty block before them. */
function loser(bearers, id, second) {
  const first = bearers.get(id);
  if (first.node.content.size || !second.node.content.size) return second;
  bearers.set(id, second);
  return first;
}
