// Somebody who has nothing opens a text: takes {address, state, token, greeting, prefix, client, letters} and prints how
// many milliseconds passed until it stood in a document of Yjs with the line in step. The same steps for every server;
// ours has an address of the state as well, which comes first. As in a browser, no line of Yjs was run before.
import { createServer } from "node:http";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { applyColumns } from "../live/columns.js";

const { address, state, token, greeting, prefix, client, letters } = JSON.parse(process.argv[2]);
const before = Buffer.from(prefix, "hex");
const [SYNC, STEP1, STEP2] = [0, 0, 1];

// what Node loads when it is asked for something the first time is no server's
const own = createServer((_request, answer) => answer.end()).listen(0, "127.0.0.1");
await new Promise((resolve) => own.once("listening", resolve));
await (await fetch(`http://127.0.0.1:${own.address().port}/`)).arrayBuffer();
own.close();

const began = performance.now();
const doc = new Y.Doc();
doc.getXmlFragment("text");
let hellos = greeting.map((one) => Buffer.from(one, "hex"));

if (state) {
  const answer = await fetch(state, { headers: { Authorization: `Bearer ${token}`, "Accept-Encoding": "br" } }); // as browsers say over TLS
  const bytes = new Uint8Array(await answer.arrayBuffer());
  (answer.headers.get("X-Live-Form") === "columns" ? applyColumns : Y.applyUpdate)(doc, bytes);
  const hello = { ...JSON.parse(hellos[0].subarray(1)), since: Number(answer.headers.get("X-Live-Number")) };
  hellos = [Buffer.concat([hellos[0].subarray(0, 1), Buffer.from(JSON.stringify(hello))])];
}

const line = new WebSocket(address);
line.binaryType = "arraybuffer";
line.onopen = () => {
  for (const one of hellos) line.send(one);
  const ask = encoding.createEncoder();
  encoding.writeUint8Array(ask, before);
  encoding.writeUint8(ask, SYNC);
  encoding.writeUint8(ask, STEP1);
  encoding.writeVarUint8Array(ask, Y.encodeStateVector(doc));
  line.send(encoding.toUint8Array(ask));
};
const opened = await new Promise((resolve, reject) => {
  line.onerror = line.onclose = () => reject(new Error("the line was cut"));
  line.onmessage = ({ data }) => {
    const frame = decoding.createDecoder(new Uint8Array(data, before.length));
    if (decoding.readUint8(frame) !== SYNC || decoding.readUint8(frame) < STEP2) return;
    Y.applyUpdate(doc, decoding.readVarUint8Array(frame));
    // y-websocket answers before it has read its disk
    if (Y.getState(doc.store, client) >= letters) resolve(performance.now() - began);
  };
});
line.onclose = null;
line.close();
console.log(opened);
