// The line to the server, with a clock in the hand and a server in a variable: nothing acknowledged early, nothing lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Connection } from "../live/connection.js";
import * as frames from "../live/frames.js";
import { Clock } from "./clock.js";

/** The relay of docs/live-text.md, for one line at a time; `holds` keeps acknowledgements back. */
class Relay {
  constructor() {
    this.doc = new Y.Doc();
    Object.assign(this, { lines: [], received: [], isDown: false, blocksSockets: false, holds: false });
    this.way = (name) => (line) => this.connect(name, line);
  }

  connect(name, line) {
    const mine = { name, ...line, count: 0, isOpen: false };
    this.lines.push(mine);
    setImmediate(() => {
      if (this.isDown || (this.blocksSockets && name === "socket")) return mine.onClose();
      const isCut = this.cutsSockets && name === "socket";
      mine.isOpen = !isCut;
      mine.onOpen();
      if (isCut) mine.onClose();
    });
    return { send: (bytes) => mine.isOpen && this.take(mine, bytes), close: () => { mine.isOpen = false; } };
  }

  take(line, bytes) {
    if (bytes[0] === frames.Kind.HELLO) {
      line.hello = JSON.parse(new TextDecoder().decode(bytes.subarray(1)));
      if (this.refusal) return line.onFrame(notice(this.refusal));
      return line.onFrame(frames.ask(Y.encodeStateVector(this.doc)));
    }
    const said = frames.read(bytes);
    if (said.kind !== frames.Kind.SYNC) return this.received.push(said);
    if (said.type === frames.Sync.ASK) return line.onFrame(frames.answer(Y.encodeStateAsUpdate(this.doc, said.bytes)));
    line.hasAnswered ||= said.type === frames.Sync.ANSWER;
    assert.ok(line.hasAnswered, "an update before the second step rests on words that nobody has");
    Y.applyUpdate(this.doc, said.bytes);
    line.count += 1;
    this.received.push(said);
    if (!this.holds) line.onFrame(frames.acknowledgement(line.count));
  }

  get line() {
    return this.lines.at(-1);
  }

  cut() {
    this.line.isOpen = false;
    this.line.onClose();
  }

  text() {
    return this.doc.getText("text").toString();
  }
}

const notice = (code) => new Uint8Array([frames.Kind.NOTICE, ...new TextEncoder().encode(JSON.stringify({ code }))]);

function desk(relay = new Relay(), more = {}) {
  const clock = new Clock();
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  clearInterval(awareness._checkInterval);
  const told = { states: [], stopped: null };
  const connection = new Connection({
    doc, awareness, timers: clock, chance: () => 0.5, schema: 1, epoch: 1,
    ways: [relay.way("socket"), relay.way("requests")],
    getToken: async () => ({ token: "t", epoch: 1, mode: "write" }),
    on: { state: (now) => told.states.push(now), stopped: (notice_) => (told.stopped = notice_) },
    ...more,
  });
  const type = (words) => doc.getText("text").insert(doc.getText("text").length, words);
  return { relay, clock, doc, connection, told, type, last: () => told.states.at(-1) };
}

test("what is written is sent in one piece after a moment, and is saved there when it is acknowledged", async () => {
  const { relay, clock, connection, type, last } = desk();
  connection.start();
  await clock.pass(10);
  assert.deepEqual(last(), { state: "online", isSavedThere: true });
  relay.holds = true;
  for (const sign of "مرحبا") type(sign);
  assert.equal(last().isSavedThere, false);
  await clock.pass(999);
  assert.equal(relay.text(), "");
  await clock.pass(2);
  assert.equal(relay.text(), "مرحبا");
  assert.equal(relay.line.count, 2); // the second step, and the word
  assert.equal(last().isSavedThere, false);
  relay.line.onFrame(frames.acknowledgement(1));
  assert.equal(last().isSavedThere, false);
  relay.line.onFrame(frames.acknowledgement(2));
  assert.equal(last().isSavedThere, true);
});

test("a cut line is taken up again, later and later, and what was written meanwhile arrives", async () => {
  const { relay, clock, connection, type, last } = desk();
  connection.start();
  await clock.pass(10);
  relay.isDown = true;
  type("before");
  relay.cut();
  assert.deepEqual(last(), { state: "offline", isSavedThere: false });
  type(" and while away");
  await clock.pass(60_000);
  const tries = relay.lines.length;
  assert.ok(tries >= 4 && tries <= 9, `${tries}`);
  relay.isDown = false;
  await clock.pass(31_000);
  assert.equal(relay.text(), "before and while away");
  assert.equal(last().isSavedThere, true);
});

test("what was sent and not acknowledged is sent again only if the server lacks it", async () => {
  const { relay, clock, connection, type, last } = desk();
  connection.start();
  await clock.pass(10);
  relay.holds = true;
  type("words");
  await clock.pass(1_100);
  relay.cut();
  relay.holds = false;
  await clock.pass(5_000);
  assert.equal(relay.text(), "words");
  assert.equal(last().isSavedThere, true);
});

/** A page that has loaded a text in which something was deleted, up to the update 7. */
function loaded() {
  const relay = new Relay();
  relay.doc.getText("text").insert(0, "words that are gone");
  relay.doc.getText("text").delete(5, 14);
  const one = desk(relay, { since: 7 });
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(relay.doc), "kept");
  return one;
}

const firstAnswer = (relay) => relay.received.find(({ kind }) => kind === frames.Kind.SYNC).bytes;

test("a page that has just loaded the text says up to which number, once, and tells no deletion again", async () => {
  const { relay, clock, connection, type, last } = loaded();
  connection.start();
  await clock.pass(10);
  assert.equal(relay.line.hello.since, 7);
  assert.deepEqual(firstAnswer(relay), new Uint8Array([0, 0]));
  assert.equal(last().isSavedThere, true);
  type(" more");
  relay.cut();
  await clock.pass(5_000);
  assert.equal("since" in relay.line.hello, false);
  assert.equal(relay.text(), "words more");
});

test("what is deleted before the line of a page that has just loaded the text is there, goes as well", async () => {
  const { relay, clock, connection, doc, last } = loaded();
  doc.getText("text").delete(0, 3);
  connection.start();
  await clock.pass(10);
  assert.equal(relay.text(), "ds");
  assert.equal(last().isSavedThere, true);
});

test("where WebSockets are blocked the line goes over requests", async () => {
  const { relay, clock, connection, type } = desk();
  relay.blocksSockets = true;
  connection.start();
  await clock.pass(15_000);
  assert.deepEqual(relay.lines.map(({ name }) => name), ["socket", "socket", "requests"]);
  type("over requests");
  await clock.pass(2_000);
  assert.equal(relay.text(), "over requests");
});

test("where a network lets a WebSocket open and cuts it at once, requests are tried as well", async () => {
  const { relay, clock, connection, type } = desk();
  relay.cutsSockets = true;
  connection.start();
  await clock.pass(15_000);
  assert.deepEqual(relay.lines.map(({ name }) => name), ["socket", "socket", "requests"]);
  type("over requests");
  await clock.pass(2_000);
  assert.equal(relay.text(), "over requests");
});

test("what others have sent is not counted among the words that were not sent", async () => {
  const { relay, clock, connection, type } = desk();
  connection.start();
  await clock.pass(10);
  relay.doc.getText("text").insert(0, "theirs ");
  relay.line.onFrame(frames.update(Y.encodeStateAsUpdate(relay.doc)));
  relay.holds = true;
  type("mine");
  relay.line.onFrame(notice("epoch"));
  assert.equal(connection.unsent(), "mine");
});

test("a line that says nothing for long counts as cut", async () => {
  const { relay, clock, connection } = desk();
  connection.start();
  await clock.pass(10);
  await clock.pass(50_000);
  assert.ok(relay.lines.length > 1);
});

for (const code of ["epoch", "revoked", "schema"]) {
  test(`after the notice «${code}» nothing more is sent, and what is unsent can still be read`, async () => {
    const { relay, clock, connection, told, type, last } = desk();
    connection.start();
    await clock.pass(10);
    type("sent. ");
    await clock.pass(1_100);
    type("never sent");
    relay.line.onFrame(notice(code));
    assert.equal(told.stopped.code, code);
    assert.equal(last().state, "stopped");
    assert.equal(connection.unsent(), "never sent");
    await clock.pass(120_000);
    assert.equal(relay.text(), "sent. ");
    assert.equal(relay.lines.length, 1);
  });
}

test("a change that the server will never take is offered, not sent for ever", async () => {
  const { relay, clock, connection, told } = desk();
  connection.start();
  await clock.pass(10);
  relay.line.onFrame(notice("suggest_only"));
  assert.equal(told.stopped.code, "refused");
  await clock.pass(60_000);
  assert.equal(relay.lines.length, 1);
});

test("a token is renewed on the open line before it ends", async () => {
  let asked = 0;
  const { relay, clock, connection } = desk(new Relay(), { getToken: async () => ({ token: `t${(asked += 1)}`, epoch: 1, mode: "write" }) });
  connection.start();
  await clock.pass(10);
  for (let second = 0; second < 500; second += 20) {
    await clock.pass(20_000);
    relay.line.onFrame(frames.acknowledgement(0)); // something is said now and then
  }
  assert.equal(relay.lines.length, 1);
  assert.equal(asked, 2);
  assert.ok(relay.received.some(({ kind }) => kind === frames.Kind.TOKEN));
});

test("to nobody it is not told where somebody writes at every letter", async () => {
  const { relay, clock, connection } = desk();
  connection.start();
  await clock.pass(10);
  for (let letter = 0; letter < 100; letter += 1) {
    connection.awareness.setLocalStateField("cursor", { letter });
    await clock.pass(100);
  }
  const told = relay.received.filter(({ kind }) => kind === frames.Kind.AWARENESS).length;
  assert.ok(told <= 3, `${told}`);
});

test("frames are packed and come out again", () => {
  const some = [frames.ask(new Uint8Array([0])), frames.hello({ schema: 1 }), frames.token("abc")];
  assert.deepEqual(frames.unpacked(frames.packed(some)), some);
  assert.deepEqual(frames.read(notice("epoch")).notice, { code: "epoch" });
  assert.throws(() => frames.read(new Uint8Array([frames.Kind.SYNC, 0, 200])));
});
