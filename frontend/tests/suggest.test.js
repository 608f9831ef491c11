// Suggesting: whatever is done, the text as it stands stays; accepting and rejecting bring one or the other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { splitBlock } from "prosemirror-commands";
import { decide, suggestionsIn } from "../suggest/decide.js";
import { standing } from "../suggest/standing.js";
import { plainSlice } from "../page/paste.js";
import { moveBlock, turnInto } from "../text/blocks.js";
import { toggleStrong } from "../text/inline.js";
import { splitItem } from "../text/lists.js";
import { schema } from "../text/schema.js";
import { meet, p, paper, Writer } from "./desk.js";

const { list, item, line } = schema.nodes;
const every = () => true;

function suggester(...blocks) {
  return new Writer({ from: new Writer({ doc: paper(...blocks) }), mode: "suggest", person: "9" });
}

/** What is done leaves the text as it stands; rejecting all brings it back, accepting all gives `wanted`. */
function holds(name, blocks, act, wanted) {
  test(`${name} is a suggestion: rejected nothing has changed, accepted it is done`, () => {
    const writer = suggester(...blocks());
    const before = writer.doc;
    act(writer);
    assert.equal(writer.wasRefused, undefined);
    assert.notDeepEqual(writer.doc.toJSON(), before.toJSON());
    assert.equal(standing(writer.doc, "9"), standing(before, "9"));
    assert.ok(suggestionsIn(writer.doc).every(({ person }) => person === "9"));
    const judge = (accept) => {
      const one = new Writer({ from: writer });
      one.run(decide(every, accept));
      assert.deepEqual(suggestionsIn(one.doc), []);
      return one;
    };
    assert.deepEqual(judge(false).lines(), before.content.content.flatMap((node) => linesIn(node)));
    assert.deepEqual(judge(true).lines().slice(3), wanted);
  });
}

function linesIn(node) {
  if (node.isTextblock) return [node.textContent];
  return node.content.content.flatMap(linesIn);
}

const entries = (...words) => list.create({ id: "list1111" }, words.map((one) => item.create(null, line.create(null, schema.text(one)))));

holds("typing", () => [p("one three")], (w) => w.behind("one").type(" two"), ["one two three"]);
holds("deleting", () => [p("one two three")], (w) => w.behind(" two").remove(4), ["one three"]);
holds("replacing", () => [p("one two three")], (w) => { const end = w.behind("two").state.selection.from; w.at(end - 3, end).type("2"); }, ["one 2 three"]);
holds("splitting", () => [p("alpha beta", { id: "alpha111" })], (w) => { w.behind("alpha"); w.run(splitBlock); }, ["alpha", " beta"]);
holds("joining", () => [p("alpha"), p("beta")], (w) => { const at = w.behind("alpha").state.selection.from; w.dispatch(w.state.tr.join(at + 1)); }, ["alphabeta"]);
holds("deleting over several blocks", () => [p("alpha"), p("beta"), p("gamma")], (w) => { const from = w.behind("al").state.selection.from; w.at(from, w.behind("gam").state.selection.from); w.dispatch(w.state.tr.delete(from, w.state.selection.to)); }, ["al", "ma"]);
holds("pasting blocks", () => [p("alpha"), p("omega")], (w) => { w.behind("alpha"); w.dispatch(w.state.tr.replaceSelection(plainSlice("one\ntwo\nthree"))); }, ["alphaone", "two", "three", "omega"]);
holds("making a heading", () => [p("alpha"), p("beta")], (w) => { w.behind("beta"); w.run(turnInto("heading", { level: 1 })); }, ["alpha", "beta"]);
holds("moving a block", () => [p("alpha"), p("beta")], (w) => { w.behind("beta"); w.run(moveBlock(-1)); }, ["beta", "alpha"]);
holds("a new entry", () => [entries("alpha", "beta")], (w) => { w.behind("alpha"); w.run(splitItem); w.type("new"); }, ["alpha", "new", "beta"]);
holds("making strong", () => [p("alpha beta")], (w) => { const end = w.behind("beta").state.selection.from; w.at(end - 4, end); w.run(toggleStrong); }, ["alpha beta"]);

test("one run of typing is one suggestion, and what one has suggested oneself simply goes", () => {
  const writer = suggester(p("one"));
  writer.behind("one").type(" two three");
  assert.equal(suggestionsIn(writer.doc).length, 1);
  writer.remove(6);
  assert.deepEqual(suggestionsIn(writer.doc).map(({ come }) => come), [" two"]);
  writer.remove(4);
  assert.deepEqual(suggestionsIn(writer.doc), []);
});

test("suggestions are settled one by one and by author", () => {
  const writer = suggester(p("one"), p("two"));
  writer.behind("one").type("!").behind("two").type("?");
  const rapporteur = new Writer({ from: writer });
  const [first] = suggestionsIn(rapporteur.doc);
  rapporteur.run(decide(({ id }) => id === first.id, true));
  assert.deepEqual(rapporteur.lines().slice(3), ["one!", "two?"]);
  rapporteur.run(decide(({ person }) => person === "9", false));
  assert.deepEqual(rapporteur.lines().slice(3), ["one!", "two"]);
});

test("a suggestion is accepted while others type, and both have the same", () => {
  const writer = suggester(p("one two"));
  const rapporteur = new Writer({ from: writer });
  writer.behind("one").type(" and a half");
  meet(writer, rapporteur);
  rapporteur.run(decide(every, true));
  writer.behind("two").type(" three");
  meet(writer, rapporteur);
  assert.deepEqual(writer.lines(), rapporteur.lines());
  assert.equal(rapporteur.lines()[3], "one and a half two three");
});

test("who writes among words that are suggested away writes words that stay", () => {
  const writer = suggester(p("one two three"));
  writer.behind("two").remove(3);
  const rapporteur = new Writer({ from: writer });
  rapporteur.behind("tw").type("X");
  rapporteur.run(decide(every, true));
  assert.equal(rapporteur.lines()[3], "one X three");
});

test("whoever may only read changes nothing", () => {
  const reader = new Writer({ from: new Writer({ doc: paper(p("one")) }), mode: "read" });
  reader.behind("one").type("!");
  assert.equal(reader.lines()[3], "one");
});
