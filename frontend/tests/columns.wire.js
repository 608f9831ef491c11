// What Yjs makes of documents in columns. Takes a file with a line for each: the update, its columns and what Python makes
// of those again, in hexadecimal. Prints how many there were, and that they are alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as Y from "yjs";
import { applyColumns } from "../live/columns.js";

const read = (update, apply = Y.applyUpdate) => {
  const doc = new Y.Doc();
  doc.getXmlFragment("text");
  apply(doc, update, "kept");
  return doc;
};
const bytes = (doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString("hex");

/** Whatever somebody writes next means the same in both, and is told to others in the same bytes. */
function goesOnAlike(...docs) {
  const [known] = docs.map(Y.encodeStateVector);
  for (const doc of docs) {
    doc.clientID = 11;
    const root = doc.getXmlFragment("text");
    const texts = root.createTreeWalker((node) => node instanceof Y.XmlText);
    [...texts].slice(0, 3).forEach((text, at) => {
      text.insert(Math.floor(text.length / 2), "mid", at ? { strong: {} } : {});
      text.delete(0, Math.min(text.length, 2));
      text.format(0, text.length, { emphasis: {} });
    });
    const block = root.length && root.get(root.length - 1);
    block?.setAttribute?.("dir", "ltr");
    if (root.length > 2) root.delete(1, 1);
    root.insert(root.length, [new Y.XmlElement("paragraph")]);
    root.get(root.length - 1).insert(0, [new Y.XmlText("last")]);
  }
  const [news, others] = docs.map((doc) => Buffer.from(Y.encodeStateAsUpdate(doc, known)).toString("hex"));
  assert.equal(others, news);
  assert.equal(docs[1].getXmlFragment("text").toString(), docs[0].getXmlFragment("text").toString());
}

const lines = readFileSync(process.argv[2], "utf8").trim().split("\n");
for (const line of lines) {
  const [update, columns, again] = line.split(" ").map((part) => Buffer.from(part, "hex"));
  const one = read(update);
  for (const other of [read(columns, applyColumns), read(again)]) {
    assert.equal(other.store.pendingStructs, null);
    assert.equal(other.getXmlFragment("text").toString(), one.getXmlFragment("text").toString());
    assert.equal(bytes(other), bytes(one));
    goesOnAlike(read(update), other);
  }
}
console.log(lines.length, "alike");
