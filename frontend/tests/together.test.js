// Several writers: carets that hold, lines begun twice, and what the wire carries.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { compact } from "../live/compact.js";
import { changeEndsAt, simpleDiff } from "../live/difference.js";
import { enter } from "../text/keys.js";
import { meet, p, paper, Writer } from "./desk.js";

function chance(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
}

/** Both type their words letter by letter, and meet now and then. */
function typeAtOnce(one, mine, other, theirs, random) {
  const left = [...mine];
  const right = [...theirs];
  while (left.length || right.length) {
    if (left.length && random() < 0.6) one.type(left.shift());
    if (right.length && random() < 0.6) other.type(right.shift());
    if (random() < 0.5) meet(one, other);
  }
  meet(one, other);
  meet(one, other);
}

const ARABIC = "ننننعم نحن هنا ننن";
const OTHERS = ["ننن نكتب نحن", "nnn english nnn", "aaaa", "ننننننن"];

for (const [name, begin] of [["in the middle of words", "قبلبعد"], ["at the end", "قبل"], ["in an empty line", ""]]) {
  test(`two people who type at one caret ${name} keep both runs whole, every time`, () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const one = new Writer({ doc: paper(p(begin)) });
      const other = new Writer({ from: one, person: "8" });
      const caret = (writer) => (begin ? writer.behind("قبل") : writer.at(writer.doc.content.size - 1));
      caret(one);
      caret(other);
      const theirs = OTHERS[seed % OTHERS.length];
      typeAtOnce(one, ARABIC, other, theirs, chance(seed));
      const line = one.lines()[3];
      assert.deepEqual(other.lines(), one.lines(), `seed ${seed}`);
      const tail = begin === "قبلبعد" ? "بعد" : "";
      const head = begin ? "قبل" : "";
      assert.ok([head + ARABIC + theirs + tail, head + theirs + ARABIC + tail].includes(line), `seed ${seed}: ${line}`);
    }
  });
}

test("a line that two people begin at the same moment is one text", () => {
  const one = new Writer({ doc: paper(p("start")) }).behind("start");
  one.run(enter);
  const other = new Writer({ from: one, person: "8" });
  other.at(other.doc.content.size - 1).type("beta");
  one.type("alpha");
  meet(one, other);
  one.type("!");
  other.type("?");
  meet(one, other);
  assert.deepEqual(one.lines(), other.lines());
  const line = one.ydoc.getXmlFragment("text").get(4);
  assert.equal(line.toArray().length, 1);
  assert.ok(["alpha!beta?", "beta?alpha!"].includes(one.lines()[4]), one.lines()[4]);
});

test("one goes offline, both write, and nothing of either is lost", () => {
  const one = new Writer({ doc: paper(p("first"), p("second")) });
  const other = new Writer({ from: one, person: "8" });
  one.behind("first").type(" by one");
  one.run(enter);
  one.type("new paragraph of one");
  other.behind("second").type(" by other").behind("first").type("!");
  meet(one, other);
  assert.deepEqual(one.lines(), other.lines());
  for (const words of [" by one", "new paragraph of one", "second by other"]) assert.ok(one.lines().join("|").includes(words), words);
});

test("the comparison looks where the caret is, and never parts a character", () => {
  changeEndsAt("aaab", 1);
  assert.deepEqual(simpleDiff("aab", "aaab"), { index: 0, remove: 0, insert: "a" });
  changeEndsAt("ab", 1);
  assert.deepEqual(simpleDiff("aab", "ab"), { index: 1, remove: 1, insert: "" });
  changeEndsAt(null);
  assert.deepEqual(simpleDiff("x😀y", "x😁y"), { index: 1, remove: 2, insert: "😁" });
  assert.deepEqual(simpleDiff("", "abc"), { index: 0, remove: 0, insert: "abc" });
});

test("updates that are joined say the same in far fewer bytes, in any order and however often", () => {
  const writer = new Writer({ doc: paper(p("بداية نهاية")) });
  const peers = [new Writer({ from: writer }), new Writer({ from: writer })];
  const updates = [];
  writer.ydoc.on("update", (bytes) => updates.push(bytes));
  writer.behind("بداية");
  const random = chance(7);
  for (let at = 0; at < 300; at += 1) {
    writer.type("تؤكد المنظمات على ضرورة "[at % 24]);
    if (random() < 0.05) writer.remove(1);
  }
  const joined = compact(updates);
  const merged = Y.mergeUpdates(updates);
  assert.ok(joined.length < merged.length / 4, `${joined.length} of ${merged.length}`);
  for (const bytes of [joined, joined, merged]) Y.applyUpdate(peers[0].ydoc, bytes);
  Y.applyUpdate(peers[1].ydoc, merged);
  Y.applyUpdate(peers[1].ydoc, joined);
  for (const peer of peers) assert.deepEqual(peer.lines(), writer.lines());
});

test("what comes too early waits for what came before it, also through a merge", () => {
  const writer = new Writer({ doc: paper(p("one")) });
  const peer = new Writer({ from: writer });
  const updates = [];
  writer.ydoc.on("update", (bytes) => updates.push(bytes));
  writer.behind("one").type(" two").remove(1).type("o three");
  const third = Math.floor(updates.length / 3);
  const parts = [updates.slice(0, third), updates.slice(third, 2 * third), updates.slice(2 * third)].map(compact);
  Y.applyUpdate(peer.ydoc, parts[2]);
  assert.equal(peer.lines()[3], "one");
  const whole = Y.encodeStateAsUpdate(peer.ydoc); // with what is still waiting
  Y.applyUpdate(peer.ydoc, parts[1]);
  Y.applyUpdate(peer.ydoc, parts[0]);
  assert.equal(peer.lines()[3], "one two three");
  const late = new Writer({ from: peer });
  Y.applyUpdate(late.ydoc, whole);
  assert.deepEqual(late.lines(), writer.lines());
});

test("two thousand words in batches of a second cost an author less than 400 kilobytes", () => {
  const writer = new Writer({ doc: paper(p("بداية")) });
  let waiting = [];
  let cost = 0;
  writer.ydoc.on("update", (bytes) => waiting.push(bytes));
  writer.behind("بداية");
  for (let letter = 0; letter < 3000; letter += 1) { // a quarter of 2,000 words of six letters
    writer.type("تؤكد المنظمات على "[letter % 18]);
    if (letter % 4 === 3) { // four letters a second
      cost += compact(waiting).length + 4;
      waiting = [];
    }
  }
  assert.ok(cost * 4 < 400_000, `${cost * 4}`);
});
