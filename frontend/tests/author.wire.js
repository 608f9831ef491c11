// How many bytes an author sends: 2,000 words typed letter by letter through our own line, on a clock in the hand.
// Takes {words, others}: how many words, and whether somebody else is in the text. Prints the bytes.
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Connection } from "../live/connection.js";
import * as frames from "../live/frames.js";
import { Clock, settled } from "./clock.js";

const LETTER = 200; // milliseconds: five letters a second
const { words, others } = JSON.parse(process.argv[2]);
const clock = new Clock();
const doc = new Y.Doc();
const awareness = new Awareness(doc);
clearInterval(awareness._checkInterval);
let bytes = 0;
let updates = 0;

/** A server that keeps everything at once and counts what comes. */
function way({ onOpen, onFrame }) {
  setImmediate(onOpen);
  const send = (frame) => {
    bytes += frame.length;
    if (frame[0] === frames.Kind.HELLO) return onFrame(frames.ask(new Uint8Array([0])));
    const said = frames.read(frame);
    if (said.kind !== frames.Kind.SYNC) return undefined;
    if (said.type === frames.Sync.ASK) return onFrame(frames.answer(new Uint8Array([0, 0])));
    return onFrame(frames.acknowledgement((updates += 1)));
  };
  return { send, close: () => {} };
}

const line = new Connection({
  doc, awareness, timers: clock, chance: () => 0.5, schema: 1, epoch: 1, ways: [way, way],
  getToken: async () => ({ token: "t".repeat(60), epoch: 1, mode: "write" }),
});
awareness.setLocalStateField("user", { id: 7, name: "ريم الحسن", color: "#14532d" });
if (others) awareness.states.set(8, { user: { id: 8 } });
line.start();
await clock.pass(100);
await settled();

const text = new Y.XmlText();
const paragraph = new Y.XmlElement("paragraph");
paragraph.insert(0, [text]);
doc.getXmlFragment("text").insert(0, [paragraph]);
for (let word = 0; word < words; word += 1) {
  for (const letter of "حقوق ") {
    text.insert(text.length, letter);
    const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length, -1));
    awareness.setLocalStateField("cursor", { anchor: place, head: place });
    await clock.pass(LETTER);
  }
}
await clock.pass(5_000);
if (!line.outbox.isEmpty) throw new Error("something was not sent");
console.log(bytes);
process.exit(0);
