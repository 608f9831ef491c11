// The text: what comes back from the shared document, ids, directions, what typing turns into what, lists and tables.
import assert from "node:assert/strict";
import { test } from "node:test";
import { moveBlock, newTable, putBlock, turnInto } from "../text/blocks.js";
import { directionOfWords, turn, wholeDirection } from "../text/direction.js";
import { blocksToName, newId } from "../text/ids.js";
import { putCitation, putFootnote, setLink } from "../text/inline.js";
import { enter } from "../text/keys.js";
import { indent, outdent, splitItem } from "../text/lists.js";
import { schema } from "../text/schema.js";
import { addColumn, addRow, dropRow, toCell } from "../text/tables.js";
import { otherDigits } from "../text/typing.js";
import { p, paper, text, Writer } from "./desk.js";

const { nodes, marks } = schema;
const kinds = (writer) => writer.doc.content.content.slice(3).map((node) => node.type.name);

test("every block comes back from the shared document as it was written", () => {
  const { heading, list, item, line, sublist, quote, words, source, table, caption, row, cell, ask, figure, page_break, footnote, citation } = nodes;
  const rich = nodes.paragraph.create({ id: "p1", dir: "ltr" }, [
    text("strong", marks.strong.create()),
    text(" and "),
    text("linked", marks.link.create({ href: "https://un.org" }), marks.emphasis.create()),
    text("kurdî", marks.foreign.create({ lang: "kmr" })),
    citation.create({ key: "CRC", pinpoint: "art. 3" }),
    footnote.create(null, text("حاشية")),
    text(" end"),
  ]);
  const doc = paper(
    heading.create({ id: "h1", level: 2 }, text("عنوان")),
    rich,
    list.create({ id: "l1", ordered: true, dir: "ltr" }, item.create(null, [line.create(null, text("one")), sublist.create(null, item.create(null, line.create(null, text("two"))))])),
    quote.create({ id: "q1" }, [words.create(null, text("قول")), source.create()]),
    table.create({ id: "t1" }, [caption.create(), row.create(null, [cell.create({ colspan: 2 }, text("a")), cell.create()])]),
    ask.create({ id: "a1", verb: "urge", addressee: "المجلس", basis: '[["CRC",""]]' }, text("حماية")),
    figure.create({ id: "f1", media_type: "image/png", data: "AAAA", alt: "صورة" }, caption.create()),
    page_break.create({ id: "b1" }),
  );
  const writer = new Writer({ doc });
  const reader = new Writer({ from: writer });
  assert.deepEqual(reader.doc.toJSON(), writer.doc.toJSON());
  assert.equal(reader.doc.child(4).attrs.dir, "ltr");
});

test("ids are letters and digits, and never twice", () => {
  const found = new Set(Array.from({ length: 2000 }, () => newId()));
  assert.equal(found.size, 2000);
  for (const id of found) assert.match(id, /^[a-z2-9]{12}$/);
});

test("a block that is split keeps its id where its words are", () => {
  const writer = new Writer({ doc: paper(p("alpha beta", { id: "first111" })) }).behind("alpha");
  writer.run(enter);
  assert.equal(writer.doc.child(3).attrs.id, "first111");
  assert.match(writer.doc.child(4).attrs.id, /^[a-z2-9]{12}$/);
  const front = new Writer({ doc: paper(p("alpha", { id: "first111" })) });
  front.at(front.doc.content.size - 6).run(enter);
  assert.equal(front.doc.child(4).textContent, "alpha");
  assert.equal(front.doc.child(4).attrs.id, "first111");
});

test("two blocks with one id are told apart, and the first keeps it", () => {
  const found = blocksToName(paper(p("a", { id: "same1111" }), p("b", { id: "same1111" }), p("c")));
  assert.deepEqual(found.map(({ node }) => node.textContent), ["b", "c"]);
});

test("an empty block takes the direction of its first letter, and keeps it when another script comes first", () => {
  const writer = new Writer({ doc: paper(p()) });
  writer.at(writer.doc.content.size - 1).type("12 Hello");
  assert.equal(writer.doc.child(3).attrs.dir, "ltr");
  writer.at(writer.doc.content.size - 1 - "12 Hello".length).type("مرحبا ");
  assert.equal(writer.doc.child(3).attrs.dir, "ltr");
  writer.run(turn("rtl", "rtl"));
  assert.equal(writer.doc.child(3).attrs.dir, null); // the paper's own is not stored
});

test("a list takes the direction of its first letter, turns, and keeps it when it becomes paragraphs again", () => {
  const writer = new Writer({ doc: paper(p()) });
  writer.at(writer.doc.content.size - 1).type("- Annex");
  assert.equal(writer.doc.child(3).attrs.dir, "ltr");
  writer.run(splitItem);
  writer.type("ملحق");
  assert.equal(writer.doc.child(3).attrs.dir, "ltr");
  writer.run(outdent);
  assert.deepEqual([kinds(writer), writer.doc.child(4).attrs.dir], [["list", "paragraph"], "ltr"]);
  writer.behind("Annex").run(turn("rtl"));
  assert.equal(writer.doc.child(3).attrs.dir, null);
  writer.run(turn("rtl", "ltr"));
  writer.run(turnInto("paragraph"));
  assert.equal(writer.doc.child(3).attrs.dir, "ltr");
});

test("directions are those of the first letter, not of digits and signs", () => {
  assert.equal(directionOfWords("(12) «نعم» yes"), "rtl");
  assert.equal(directionOfWords("— yes نعم"), "ltr");
  assert.equal(directionOfWords("2026 –"), null);
});

for (const [typed, kind, words] of [["# ", "heading", ""], ["- ", "list", ""], ["١. ", "list", ""], ["> ", "quote", ""], ["!! ", "ask", ""]]) {
  test(`«${typed}» at the beginning of a paragraph makes a ${kind}`, () => {
    const writer = new Writer({ doc: paper(p()) });
    writer.at(writer.doc.content.size - 1).type(`${typed}كلمة`);
    assert.deepEqual(kinds(writer), [kind]);
    assert.equal(writer.doc.child(3).textContent, `${words}كلمة`);
    if (typed === "١. ") assert.equal(writer.doc.child(3).attrs.ordered, true);
  });
}

test("signs are those of the script around them", () => {
  const writer = new Writer({ doc: paper(p()) });
  writer.at(writer.doc.content.size - 1).type('قال: "نعم, غدا"; لماذا?');
  assert.equal(writer.doc.child(3).textContent, "قال: «نعم، غدا»؛ لماذا؟");
  const latin = new Writer({ doc: paper(p()), home: "ltr" });
  latin.at(latin.doc.content.size - 1).type('She said "yes, now"; why? 1,000');
  assert.equal(latin.doc.child(3).textContent, "She said “yes, now”; why? 1,000");
});

test("digits turn into those of the other script and back", () => {
  const writer = new Writer({ doc: paper(p("سنة 2026")) });
  const end = writer.doc.content.size - 1;
  writer.at(end - 4, end).run(otherDigits);
  assert.equal(writer.doc.child(3).textContent, "سنة ٢٠٢٦");
  writer.run(otherDigits);
  assert.equal(writer.doc.child(3).textContent, "سنة 2026");
});

test("entries of a list go in, three levels at most", () => {
  const writer = new Writer({ doc: paper(p("one")) }).behind("one");
  writer.run(turnInto("list"));
  for (const words of ["two", "three", "four"]) {
    writer.run(splitItem);
    writer.run(indent);
    writer.type(words);
  }
  const depths = [];
  writer.doc.descendants((node, at) => { if (node.type === nodes.line) depths.push(writer.doc.resolve(at).depth); });
  assert.deepEqual(depths, [2, 4, 6, 6]);
  assert.equal(writer.run(indent), false); // «four» would stand on a fourth level
});

test("no list has more than three levels", () => {
  const writer = new Writer({ doc: paper(p("one")) }).behind("one");
  writer.run(turnInto("list"));
  for (const words of ["two", "three", "four"]) {
    writer.run(splitItem);
    writer.type(words);
    for (let step = 0; step < 4; step += 1) writer.run(indent);
  }
  let deepest = 0;
  writer.doc.descendants((node, at) => { if (node.type === nodes.line) deepest = Math.max(deepest, writer.doc.resolve(at).depth); });
  assert.equal(deepest, 6);
  writer.run(outdent);
  writer.run(outdent);
  writer.run(outdent);
  assert.deepEqual(kinds(writer), ["list", "paragraph"]);
  assert.deepEqual(writer.lines().slice(3), ["one", "two", "three", "four"]);
});

test("tables grow and shrink by rows and columns, and Tab goes through the cells", () => {
  const writer = new Writer({ doc: paper(p()) });
  writer.at(writer.doc.content.size - 1).run(putBlock(newTable(2, 2)));
  const table = writer.doc.child(0).nodeSize + 4; // behind the title and two empty lines
  writer.at(table + 5).type("a"); // in the first cell, behind the caption
  writer.run(toCell(1));
  writer.type("b");
  assert.deepEqual(writer.lines().slice(3, 8), ["", "a", "b", "", ""]);
  writer.run(addColumn);
  writer.run(addRow);
  const size = () => [writer.doc.child(3).childCount - 1, writer.doc.child(3).child(1).childCount];
  assert.deepEqual(size(), [3, 3]);
  writer.run(dropRow);
  assert.deepEqual(size(), [2, 3]);
  assert.equal(writer.doc.lastChild.type.name, "paragraph");
});

test("blocks change places, and kinds change without losing a word", () => {
  const writer = new Writer({ doc: paper(p("one", { id: "one11111" }), p("two", { id: "two22222" })) }).behind("two");
  writer.run(moveBlock(-1));
  assert.deepEqual(writer.lines().slice(3), ["two", "one"]);
  writer.run(turnInto("quote"));
  writer.run(turnInto("ask", { verb: "urge" }));
  assert.equal(writer.doc.child(3).attrs.id, "two22222");
  assert.deepEqual(kinds(writer), ["ask", "paragraph"]);
});

test("notes, citations and links stand in the words", () => {
  const writer = new Writer({ doc: paper(p("نص @طفل")) }).behind("نص");
  writer.run(putFootnote);
  writer.type("حاشية");
  const from = writer.doc.content.size - 1 - "@طفل".length;
  writer.run(putCitation(from, writer.doc.content.size - 1, "CRC", "المادة 3"));
  const [first, note, between, cite] = writer.doc.child(3).content.content;
  assert.deepEqual([first.text, note.textContent, between.text, cite.attrs.key], ["نص", "حاشية", " ", "CRC"]);
  writer.at(writer.doc.child(0).nodeSize + 5, writer.doc.child(0).nodeSize + 7).run(setLink("https://un.org"));
  assert.equal(writer.doc.child(3).firstChild.marks[0].attrs.href, "https://un.org");
});

test("words that are all in the other script are read in its order, mixed ones in that of the paper", () => {
  assert.equal(wholeDirection("Freedom of assembly, art. 21.", "rtl"), "ltr");
  assert.equal(wholeDirection("ICCPR يكفل ذلك", "rtl"), null);
  assert.equal(wholeDirection("(2026) …", "rtl"), null);
  assert.equal(wholeDirection("حرية التجمّع.", "ltr"), "rtl");
  assert.equal(wholeDirection("the word حرية", "ltr"), null);
});

test("a quotation closes with the sign of its opening, whatever stands inside", () => {
  const writer = new Writer({ doc: paper(p("x", { dir: "ltr" })) });
  writer.at(writer.doc.content.size - 1).type(' "نصّ" و "word" and "x"');
  assert.equal(writer.lines()[3], "x “نصّ” و «word» and “x”");
});
