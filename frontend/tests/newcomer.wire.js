// Somebody who has nothing opens a text: takes {address, state, token, greeting, prefix, client, letters} and prints after how
// many milliseconds it stood in a document of Yjs, and after how many its line was in step. As our page does it: ours has an
// address of the state as well, which comes first, and the line is opened when that begins to come. As in a browser, no
// line of Yjs was run before. What Node does around it is kept small: its fetch takes longer than the server.
import { createServer, get } from "node:http";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { applyColumns } from "../live/columns.js";

const { address, state, token, greeting, prefix, client, letters } = JSON.parse(process.argv[2]);
const before = Buffer.from(prefix, "hex");
const [SYNC, STEP1, STEP2] = [0, 0, 1];

/** The headers of an answer and its bytes, unpacked; `begun` is called when the first have come. */
function load(url, headers, begun = () => {}) {
  return new Promise((resolve, reject) => {
    const asked = get(url, { headers }, (answer) => {
      begun();
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const packed = Buffer.concat(parts);
        const isBrotli = answer.headers["content-encoding"] === "br";
        resolve({ headers: answer.headers, bytes: new Uint8Array(isBrotli ? brotliDecompressSync(packed) : packed) });
      });
    });
    asked.on("error", reject);
  });
}

// what Node loads when it is asked for something the first time is no server's
const own = createServer((_request, answer) => answer.setHeader("Content-Encoding", "br").end(brotliCompressSync("x"))).listen(0, "127.0.0.1");
await new Promise((resolve) => own.once("listening", resolve));
const home = `127.0.0.1:${own.address().port}`;
await load(`http://${home}/`, {});
await new Promise((resolve) => (new WebSocket(`ws://${home}/`).onerror = resolve));
own.close();

const began = performance.now();
const doc = new Y.Doc();
doc.getXmlFragment("text");
let line;
const call = () => {
  line = new WebSocket(address);
  line.binaryType = "arraybuffer";
};
let hellos = greeting.map((one) => Buffer.from(one, "hex"));
let held = 0;

if (state) {
  const accepted = { Authorization: `Bearer ${token}`, "Accept-Encoding": "br" }; // as browsers say over TLS
  const { headers, bytes } = await load(state, accepted, call);
  (headers["x-live-form"] === "columns" ? applyColumns : Y.applyUpdate)(doc, bytes);
  held = performance.now() - began;
  const [since, epoch] = [headers["x-live-number"], headers["x-live-epoch"]].map(Number);
  const hello = { ...JSON.parse(hellos[0].subarray(1)), since, epoch };
  hellos = [Buffer.concat([hellos[0].subarray(0, 1), Buffer.from(JSON.stringify(hello))])];
} else call();

await new Promise((resolve, reject) => {
  line.onopen = resolve;
  line.onerror = reject;
});
for (const one of hellos) line.send(one);
const ask = encoding.createEncoder();
encoding.writeUint8Array(ask, before);
encoding.writeUint8(ask, SYNC);
encoding.writeUint8(ask, STEP1);
encoding.writeVarUint8Array(ask, Y.encodeStateVector(doc));
line.send(encoding.toUint8Array(ask));
const inStep = await new Promise((resolve, reject) => {
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
console.log(held || inStep, inStep);
