// Reads a document that is told by its nodes (advocacy/live/fresh.py tells it, docs/live-text.md describes it): one pen wrote
// it from beginning to end, each piece behind all others of its node and in front of nothing.
//
// Yjs would look for the place of every piece, which takes twice as long; here it is known. What it keeps of a piece is set
// as `Item.integrate` does: a test holds the one against the other.
import * as Y from "yjs";

/** Writes the document into `doc`, which must be empty, and tells nobody. */
export function applyNodes(doc, bytes) {
  const [client, nodes] = JSON.parse(new TextDecoder().decode(bytes.subarray(1)));
  const structs = [];
  let clock = 0;

  /** Puts a piece behind the last one of its node, or as an attribute of that name; answers it. */
  const put = (parent, last, content, name = null) => {
    const size = content.getLength();
    const item = new Y.Item(Y.createID(client, clock), last, last && last.lastId, null, null, parent, name, content);
    clock += size;
    structs.push(item);
    if (name) parent._map.set(name, item);
    else {
      if (last) last.right = item;
      else parent._start = item;
      if (content.isCountable()) parent._length += size;
      else parent._hasFormatting = true;
    }
    return item;
  };

  const putType = (parent, last, type) => {
    const item = put(parent, last, new Y.ContentType(type));
    type.doc = doc;
    type._item = item;
    type._pending = type._prelimContent = type._prelimAttrs = null; // what Yjs would put into it now: nothing
    return item;
  };

  const putElement = (parent, last, { type, attrs, content }) => {
    const element = new Y.XmlElement(type);
    const item = putType(parent, last, element);
    for (const name in attrs) put(element, null, new Y.ContentAny([attrs[name]]), name);
    if (content) fill(element, content);
    return item;
  };

  const putText = (parent, last, runs) => {
    const text = new Y.XmlText();
    const item = putType(parent, last, text);
    let at = null;
    let under = {};
    for (const run of [...runs, {}]) {
      const marks = named(run.marks);
      for (const name of Object.keys(under).sort()) if (!marks[name]) at = put(text, at, new Y.ContentFormat(name, null));
      for (const name of Object.keys(marks).sort()) {
        if (JSON.stringify(under[name]) !== JSON.stringify(marks[name])) at = put(text, at, new Y.ContentFormat(name, marks[name]));
      }
      if (run.text) at = put(text, at, new Y.ContentString(run.text));
      under = marks;
    }
    return item;
  };

  /** Words go into one text until a node parts them; a line that is empty has an empty one. */
  const fill = (parent, content) => {
    let last = null;
    let runs = content.length ? null : [];
    for (const one of [...content, null]) {
      if (one?.type === "text") (runs ??= []).push(one);
      else {
        if (runs) last = putText(parent, last, runs);
        runs = null;
        if (one) last = putElement(parent, last, one);
      }
    }
  };

  if (nodes.length) fill(doc.getXmlFragment("text"), nodes);
  if (structs.length) doc.store.clients.set(client, structs);
}

/** Marks by the names of the document: a second one of a kind gets a name of its own. */
function named(marks = []) {
  const found = {};
  marks.forEach(({ type, attrs }, at) => (found[found[type] ? `${type}--${String(at).padStart(8, "0")}` : type] = attrs || {}));
  return found;
}
