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

const lines = readFileSync(process.argv[2], "utf8").trim().split("\n");
for (const line of lines) {
  const [update, columns, again] = line.split(" ").map((part) => Buffer.from(part, "hex"));
  const one = read(update);
  for (const other of [read(columns, applyColumns), read(again)]) {
    assert.equal(other.store.pendingStructs, null);
    assert.equal(other.getXmlFragment("text").toString(), one.getXmlFragment("text").toString());
    assert.equal(bytes(other), bytes(one));
  }
}
console.log(lines.length, "alike");
